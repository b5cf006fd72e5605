import GRDB

extension GraphDatabase {
  /// What the file says of the graph as a whole.
  func header() throws(GraphFileError) -> GraphHeader {
    try read { db in
      GraphHeader(
        rowsByTable: try Self.rowsByTable(db), predicates: try Self.predicates(db),
        termCount: try Self.number("termCount", db), textLength: try Self.number("textLength", db))
    }
  }

  private static func number(_ key: String, _ db: Database) throws -> Int {
    let row = try Row.fetchOne(db, sql: "SELECT value FROM metadata WHERE key = ?", arguments: [key])
    guard let number = row.flatMap({ Int.fromDatabaseValue($0[0]) }), isSize(number) else {
      throw Damage("its \(key) cannot be read")
    }
    return number
  }

  private static func rowsByTable(_ db: Database) throws -> [GraphTable: Int] {
    var result: [GraphTable: Int] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT name, rows FROM tables") {
      guard let name = String.fromDatabaseValue(row[0]), let rows = Int.fromDatabaseValue(row[1]),
        let table = GraphTable(rawValue: name), isSize(rows)
      else { throw Damage("the list of tables cannot be read") }
      result[table] = rows
    }
    guard result.count == GraphTable.allCases.count else { throw Damage("a table is missing") }
    return result
  }

  private static func predicates(_ db: Database) throws -> [Graph.Predicate] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT name, subject, object, rows, stated FROM predicates ORDER BY name")
    let predicates = try rows.map { row in
      guard let name = String.fromDatabaseValue(row[0]), let subject = type(row[1]),
        let object = type(row[2]),
        let count = Int.fromDatabaseValue(row[3]), isSize(count), let stated = Int.fromDatabaseValue(row[4])
      else { throw Damage("the list of predicates cannot be read") }
      return Graph.Predicate(
        name: name, subject: subject, object: object, count: count, isStated: stated == 1)
    }
    guard BasePredicate.allCases.allSatisfy({ base in predicates.contains { $0.name == base.rawValue } })
    else { throw Damage("a predicate is missing") }
    return predicates
  }

  private static func type(_ value: DatabaseValue) -> Graph.ColumnType? {
    String.fromDatabaseValue(value).flatMap(Graph.ColumnType.init)
  }

  /// Ids are 32 bits wide, and so is every number of rows.
  private static func isSize(_ number: Int) -> Bool { (0..<Int(UInt32.max)).contains(number) }
}
