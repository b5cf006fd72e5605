import Relations

/// Gathers rows of a database's table as words.
struct TableFacts {
  private let database: String
  private let table: String
  private let columns: [Column]
  private var words: [UInt64] = []
  private(set) var count = 0

  init(database: String, table: String, columns: [Column]) {
    self.database = database
    self.table = table
    self.columns = columns
  }

  var relation: Relation { Relation(words: words, arity: columns.count, count: count) }

  /// - Throws: ``FactError`` if a value is not of its column's type.
  mutating func append(_ row: [TableCell], symbols: inout SymbolTable) throws(FactError) {
    count += 1
    for (column, cell) in zip(columns, row) {
      guard let word = word(of: cell, column, &symbols) else {
        throw FactError(
          file: database, line: 0,
          message:
            "column '\(column.name)' wants \(column.kind.phrase), found \(cell.shown) in row \(count) of "
            + "'\(table)'")
      }
      words.append(word)
    }
  }

  private func word(of cell: TableCell, _ column: Column, _ symbols: inout SymbolTable) -> UInt64? {
    switch (cell, column.kind) {
    case (.null, .symbol): return Value.symbol("").word(&symbols)
    case (.integer(let number), .symbol): return Value.symbol(String(number)).word(&symbols)
    case (.real(let number), .symbol): return Value.symbol(formatted(number)).word(&symbols)
    case (.text(let text), .symbol): return text.utf8.contains(0) ? nil : Value.symbol(text).word(&symbols)
    // Numbers without sign that SQLite has no room for stand there as negative ones.
    case (.integer(let number), .number), (.integer(let number), .unsigned): return UInt64(bitPattern: number)
    case (.integer(let number), .float): return Double(number).bitPattern
    case (.real(let number), .float): return number.bitPattern
    case (.real(let number), .number): return Int64(exactly: number).map(UInt64.init(bitPattern:))
    case (.real(let number), .unsigned): return UInt64(exactly: number)
    case (.text(let text), .record):
      guard let layout = column.layout else { return nil }
      return Array(text.utf8).withUnsafeBufferPointer { RecordReader.read($0, layout, symbols: &symbols) }
    case (.text(let text), _): return parseValue(text, kind: column.kind)?.word(&symbols)
    case (.null, _), (.integer, .record), (.real, .record): return nil
    }
  }
}

extension TableCell {
  fileprivate var shown: String {
    switch self {
    case .null: "NULL"
    case .integer(let number): "\(number)"
    case .real(let number): formatted(number)
    case .text(let text): "'\(text.utf8.count > 40 ? String(text.prefix(40)) + "…" : text)'"
    }
  }
}
