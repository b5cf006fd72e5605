import Relations

/// A column as it lies in a graph file, and how its bytes are had from a graph.
enum StoredColumn {
  case termText
  case termOffsets
  case table(GraphColumn)
  case predicate(Graph.Predicate, Graph.Order)

  /// All columns of a graph, in the order in which they are written.
  static func all(of graph: Graph) -> [StoredColumn] {
    [.termOffsets, .termText] + GraphColumn.allCases.map { .table($0) }
      + graph.predicates.flatMap { predicate in
        Graph.Order.allCases.map { .predicate(predicate, $0) }
      }
  }

  var key: GraphDatabase.Key {
    switch self {
    case .termText: GraphDatabase.Key(name: GraphFileFormat.termText)
    case .termOffsets: GraphDatabase.Key(name: GraphFileFormat.termOffsets)
    case .table(let column): GraphDatabase.Key(name: column.rawValue)
    case .predicate(let predicate, let order):
      GraphDatabase.Key(name: predicate.name, ordering: order.rawValue)
    }
  }

  /// The key of the column that tells where each chunk's pairs begin, if the column holds pairs.
  var startsKey: GraphDatabase.Key? {
    guard case .predicate(let predicate, let order) = self else { return nil }
    return .starts(of: predicate, order)
  }

  /// In bytes.
  func length(_ header: GraphHeader) -> Int {
    switch self {
    case .termText: header.textLength
    case .termOffsets: (header.termCount + 1) * 4
    case .table(let column): header.rows(column.table) * 4
    case .predicate(let predicate, _): predicate.count * 8
    }
  }

  /// Lends the column's bytes, little-endian.
  func withBytes(of graph: Graph, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    switch self {
    case .termText: try graph.symbols.text.withUnsafeBytes(body)
    case .termOffsets: try littleEndian(graph.symbols.offsets).withUnsafeBytes(body)
    case .table(let column): try littleEndian(try graph.source.words(column)).withUnsafeBytes(body)
    case .predicate(let predicate, let order):
      try littleEndian(try graph.source.relation(predicate, order).words).withUnsafeBytes(body)
    }
  }
}

extension GraphDatabase.Key {
  /// The column of a predicate's chunk starts.
  static func starts(of predicate: Graph.Predicate, _ order: Graph.Order) -> GraphDatabase.Key {
    GraphDatabase.Key(name: predicate.name, ordering: order.rawValue + " starts")
  }
}

extension GraphFileFormat {
  /// The first word of each chunk of a column of pairs, so that a row is looked up by reading one chunk; nothing
  /// where few chunks are searched as fast without.
  func chunkStarts(of pairs: UnsafeRawBufferPointer) -> [UInt32]? {
    guard schema > 1, pairs.count > chunkLength * 8 else { return nil }
    return stride(from: 0, to: pairs.count, by: chunkLength).map { start in
      let pair = UInt64(littleEndian: pairs.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      return UInt32(truncatingIfNeeded: pair >> 32)
    }
  }
}

/// The words as little-endian ones: themselves, on the machines in use.
func littleEndian<Word: FixedWidthInteger>(_ words: [Word]) -> [Word] {
  #if _endian(big)
    words.map(\.littleEndian)
  #else
    words
  #endif
}

extension SymbolTable {
  /// The strings' bytes, one after the other.
  fileprivate var text: [UInt8] {
    var result: [UInt8] = []
    for id in 0..<UInt32(count) { withUTF8(of: Symbol(rawValue: id)) { result.append(contentsOf: $0) } }
    return result
  }

  /// Where each string begins in the text, and where the last one ends.
  fileprivate var offsets: [UInt32] {
    var result: [UInt32] = [0]
    result.reserveCapacity(count + 1)
    var end: UInt32 = 0
    for id in 0..<UInt32(count) {
      end += withUTF8(of: Symbol(rawValue: id)) { UInt32($0.count) }
      result.append(end)
    }
    return result
  }
}
