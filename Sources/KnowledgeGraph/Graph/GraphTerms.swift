import Relations

/// Gathers a graph's strings, then puts them in the order of their bytes.
struct TermCollector {
  private var table = SymbolTable()

  /// A provisional id; ``sorted()`` tells which one it becomes.
  mutating func id(_ string: String) -> UInt32 { table.intern(string).rawValue }

  mutating func id(_ string: String?) -> UInt32 { string.map { id($0) } ?? GraphColumn.none }

  /// The table over the sorted strings, and the final id of each provisional one.
  ///
  /// - Complexity: O(*n* log *n*) comparisons of strings.
  func sorted() -> (symbols: SymbolTable, ranks: [UInt32]) {
    let order = sortedIDs()
    var text: [UInt8] = []
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(order.count + 1)
    var ranks = [UInt32](repeating: 0, count: order.count)
    for (rank, id) in order.enumerated() {
      ranks[Int(id)] = UInt32(rank)
      table.withUTF8(of: Symbol(rawValue: id)) { text.append(contentsOf: $0) }
      precondition(text.count <= Int(UInt32.max), "a graph's terms are less than 4 GB together")
      offsets.append(UInt32(text.count))
    }
    return (SymbolTable(sortedText: text, offsets: offsets), ranks)
  }

  /// Sorts by the first eight bytes, packed, and looks at the strings only where those are equal.
  private func sortedIDs() -> [UInt32] {
    let keyed = (0..<UInt32(table.count)).map { id in
      (key: table.withUTF8(of: Symbol(rawValue: id), leadingWord), id: id)
    }
    return keyed.sorted { a, b in
      guard a.key == b.key else { return a.key < b.key }
      return table.withUTF8(of: Symbol(rawValue: a.id)) { first in
        table.withUTF8(of: Symbol(rawValue: b.id)) { first.lexicographicallyPrecedes($0) }
      }
    }.map(\.id)
  }
}

/// The first eight bytes as a number that compares as they do.
private func leadingWord(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var word: UInt64 = 0
  for index in 0..<8 { word = word << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
  return word
}

/// The rows of a table while it is built, one after the other.
struct RowTable {
  let columns: [GraphColumn]
  private(set) var words: [UInt32] = []

  init(_ columns: [GraphColumn]) { self.columns = columns }

  var count: Int { words.count / columns.count }

  mutating func append(_ row: [UInt32]) {
    precondition(row.count == columns.count, "a row has a word for each column")
    words.append(contentsOf: row)
  }

  /// Gives every term its final id.
  mutating func rename(_ ranks: [UInt32]) {
    for (place, column) in columns.enumerated() where column.holdsSymbols {
      for index in stride(from: place, to: words.count, by: columns.count)
      where words[index] != GraphColumn.none || column.content == .symbol {
        words[index] = ranks[Int(words[index])]
      }
    }
  }

  /// Sorts the rows by their words, column by column.
  mutating func sort() {
    let width = columns.count
    let order = (0..<count).sorted { a, b in
      for column in 0..<width where words[a * width + column] != words[b * width + column] {
        return words[a * width + column] < words[b * width + column]
      }
      return false
    }
    words = order.flatMap { words[$0 * width..<($0 + 1) * width] }
  }

  func column(_ column: GraphColumn) -> [UInt32] {
    guard let place = columns.firstIndex(of: column) else { return [] }
    return stride(from: place, to: words.count, by: columns.count).map { words[$0] }
  }
}

extension GraphColumn {
  fileprivate var holdsSymbols: Bool { content == .symbol || content == .optionalSymbol }
}
