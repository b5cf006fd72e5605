import Relations
import Synchronization

/// Where a graph's columns come from: memory, or a file that is read as it is asked for.
protocol GraphSource: Sendable {
  func terms() throws(GraphFileError) -> SymbolTable
  func symbol(_ term: String) throws(GraphFileError) -> Symbol?
  func term(_ symbol: Symbol) throws(GraphFileError) -> String
  func words(_ column: GraphColumn) throws(GraphFileError) -> [UInt32]
  /// One word of a column, without reading all of a large one.
  func word(_ column: GraphColumn, _ row: Int) throws(GraphFileError) -> UInt32
  /// The rows of a predicate that the header lists.
  func relation(_ predicate: Graph.Predicate, _ order: Graph.Order) throws(GraphFileError) -> Relation
  /// The second words of the rows that begin with the first word.
  func seconds(
    of predicate: Graph.Predicate, _ order: Graph.Order, first: UInt32
  ) throws(GraphFileError) -> [UInt32]
}

extension GraphSource {
  func word(_ column: GraphColumn, _ row: Int) throws(GraphFileError) -> UInt32 {
    try words(column)[row]
  }

  /// The rows of a word in an ascending column, or in an ascending part of one.
  ///
  /// - Complexity: O(log *n*) words read.
  func rows(
    of word: UInt32, in column: GraphColumn, within range: Range<Int>
  ) throws(GraphFileError) -> Range<Int> {
    let start = try partitionPoint(range) { row throws(GraphFileError) in
      try self.word(column, row) < word
    }
    let end = try partitionPoint(start..<range.upperBound) { row throws(GraphFileError) in
      try self.word(column, row) <= word
    }
    return start..<end
  }

  func seconds(
    of predicate: Graph.Predicate, _ order: Graph.Order, first: UInt32
  ) throws(GraphFileError) -> [UInt32] {
    let relation = try relation(predicate, order)
    return relation.words[relation.rows(first: first)].map { UInt32(truncatingIfNeeded: $0) }
  }
}

/// A graph's columns, all in memory.
struct MemorySource: GraphSource {
  let symbols: SymbolTable
  let columns: [GraphColumn: [UInt32]]
  /// By predicate's name; rows are (subject, object).
  let relations: [String: Relation]
  private let swapped = SwappedRelations()

  init(symbols: SymbolTable, columns: [GraphColumn: [UInt32]], relations: [String: Relation]) {
    self.symbols = symbols
    self.columns = columns
    self.relations = relations
  }

  func terms() -> SymbolTable { symbols }
  func symbol(_ term: String) -> Symbol? { symbols.symbol(term) }
  func term(_ symbol: Symbol) -> String { symbols[symbol] }
  func words(_ column: GraphColumn) -> [UInt32] { columns[column] ?? [] }

  func relation(_ predicate: Graph.Predicate, _ order: Graph.Order) -> Relation {
    let relation = relations[predicate.name] ?? Relation(pairs: [])
    return switch order {
    case .subjectFirst: relation
    case .objectFirst: swapped.relation(predicate.name, of: relation)
    }
  }
}

/// The object-first orders made so far; a class, because a graph's copies share them.
private final class SwappedRelations: Sendable {
  private let made = Mutex<[String: Relation]>([:])

  func relation(_ name: String, of relation: Relation) -> Relation {
    if let known = made.withLock({ $0[name] }) { return known }
    let swapped = relation.swapped
    made.withLock { $0[name] = swapped }
    return swapped
  }
}
