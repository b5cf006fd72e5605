import Datalog
import Foundation
import GRDB
import KnowledgeGraph

/// A SQLite database that answers are written into, laid out as Soufflé does: for each relation `r` a table `_r` of
/// numbers, and a view `r` that shows the texts, which the table `__SymbolTable` holds once each.
///
/// Nothing of it is to be seen before ``finish()``: a new database is made beside its place, one that is there already
/// is changed in one transaction.
///
/// A class because it owns that transaction.
final class AnswerDatabase {
  /// As the user wrote it, for errors.
  private let name: String
  /// The new file and the lock on it; nothing if the database was there before.
  private let unfinished: (path: String, descriptor: Int32)?
  private let queue: DatabaseQueue
  private var isFinished = false
  /// The numbers of texts, by the words of the answers' symbols.
  private var symbols: [UInt64: Int64] = [:]

  /// Opens a database for writing, or begins a new one.
  ///
  /// - Throws: ``WorkbenchError/unwritable(path:reason:)``.
  init(path: String) throws(WorkbenchError) {
    name = path
    guard path != ":memory:" else {
      throw .unwritable(path: path, reason: "a database in memory is gone when the program ends")
    }
    let kind = FileKind(of: path)
    if kind == .folder { throw .unwritable(path: path, reason: "it is a folder") }
    if kind == .regular, GraphFile.stands(at: path) {
      throw .unwritable(path: path, reason: "a graph is there; choose another name or remove it first")
    }
    if kind == .missing {
      unfinished = UnfinishedFile.open(beside: path)
      guard unfinished != nil else { throw .unwritable(path: path, reason: systemReason(errno)) }
    } else {
      unfinished = nil
      guard access(path, R_OK | W_OK) == 0 else {
        throw .unwritable(path: path, reason: systemReason(errno))
      }
    }
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    configuration.foreignKeysEnabled = false
    do {
      queue = try DatabaseQueue(
        path: FactDatabase.plain(unfinished?.path ?? path), configuration: configuration)
      try queue.unsafeReentrantWrite { try $0.beginTransaction(.immediate) }
    } catch {
      if let unfinished {
        unlink(unfinished.path)
        close(unfinished.descriptor)
      }
      throw .unwritable(path: path, reason: reason(of: error))
    }
  }

  /// Writes an answer in place of what the table holds.
  func write(_ answer: AnswerRelation, as table: String) throws(WorkbenchError) {
    do {
      try queue.unsafeReentrantWrite { database in
        try create(table, answer, in: database)
        try insert(answer, into: table, of: database)
      }
    } catch {
      throw (error as? WorkbenchError) ?? .unwritable(path: name, reason: reason(of: error))
    }
  }

  /// Puts the database in its place, or what was written into the one that is there.
  func finish() throws(WorkbenchError) {
    do {
      try queue.unsafeReentrantWrite { try $0.commit() }
      try queue.close()
    } catch {
      throw .unwritable(path: name, reason: reason(of: error))
    }
    if let unfinished {
      guard fsync(unfinished.descriptor) == 0, rename(unfinished.path, name) == 0 else {
        throw .unwritable(path: name, reason: systemReason(errno))
      }
    }
    isFinished = true
  }

  deinit {
    if !isFinished {
      try? queue.unsafeReentrantWrite { if $0.isInsideTransaction { try $0.rollback() } }
      try? queue.close()
    }
    guard let unfinished else { return }
    if !isFinished { for ending in ["", "-journal"] { unlink(unfinished.path + ending) } }
    close(unfinished.descriptor)
  }
}

// MARK: Tables

extension AnswerDatabase {
  private func create(_ table: String, _ answer: AnswerRelation, in database: Database) throws {
    let kind = try String.fetchOne(
      database, sql: "SELECT type FROM sqlite_master WHERE name = ?", arguments: [table])
    guard kind == nil || kind == "view" else {
      throw WorkbenchError.unwritable(path: name, reason: "it has a \(kind ?? "table") '\(table)' already")
    }
    try database.execute(sql: "DROP VIEW IF EXISTS \(quoted(table))")
    try database.execute(sql: "DROP TABLE IF EXISTS \(quoted("_" + table))")
    let columns = answer.columns.indices.map { "'\($0)' INTEGER" }.joined(separator: ",")
    try database.execute(sql: "CREATE TABLE \(quoted("_" + table)) (\(columns))")
    try database.execute(
      sql: "CREATE TABLE IF NOT EXISTS '__SymbolTable' (id INTEGER PRIMARY KEY, symbol TEXT UNIQUE)")
    try database.execute(sql: viewDefinition(table, answer))
  }

  private func viewDefinition(_ table: String, _ answer: AnswerRelation) -> String {
    let own = quoted("_" + table)
    var shown: [String] = []
    var sources = [own]
    var conditions: [String] = []
    for (number, column) in answer.columns.enumerated() {
      if column.kind == .symbol {
        sources.append("'__SymbolTable' AS '_symtab_\(number)'")
        conditions.append("\(own).'\(number)' = '_symtab_\(number)'.id")
        shown.append("'_symtab_\(number)'.symbol AS \(quoted(column.name))")
      } else {
        shown.append("\(own).'\(number)' AS \(quoted(column.name))")
      }
    }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    return "CREATE VIEW \(quoted(table)) AS SELECT \(shown.joined(separator: ",")) "
      + "FROM \(sources.joined(separator: ","))\(filter)"
  }

  private func insert(_ answer: AnswerRelation, into table: String, of database: Database) throws {
    let marks = answer.columns.map { _ in "?" }.joined(separator: ",")
    let row = try database.makeStatement(sql: "INSERT INTO \(quoted("_" + table)) VALUES (\(marks))")
    let symbol = try database.makeStatement(
      sql: "INSERT INTO __SymbolTable VALUES (NULL, ?) ON CONFLICT DO NOTHING")
    let known = try database.makeStatement(sql: "SELECT id FROM __SymbolTable WHERE symbol = ?")
    for index in answer.indices {
      var values: [any DatabaseValueConvertible] = []
      for (number, column) in answer.columns.enumerated() {
        let word = answer.word(index, number)
        switch column.kind {
        case .symbol:
          if let id = symbols[word] {
            values.append(id)
            continue
          }
          let text = answer[index, number].description
          try symbol.execute(arguments: [text])
          let id = try Int64.fetchOne(known, arguments: [text]) ?? 0
          symbols[word] = id
          values.append(id)
        case .number, .unsigned: values.append(Int64(bitPattern: word))
        case .float:
          let number = Double(bitPattern: word)
          // SQLite takes what is no number for NULL.
          values.append(number.isNaN ? "nan" : number)
        case .record: values.append(answer.factText(index, number))
        }
      }
      row.setUncheckedArguments(StatementArguments(values))
      try row.execute()
    }
  }
}
