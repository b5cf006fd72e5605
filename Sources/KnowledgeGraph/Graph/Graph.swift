import Relations

/// A knowledge graph: entities, the talks that speak of them, and the evidence for every statement.
///
/// Immutable and flat. Every string is a term of one `SymbolTable` whose ids order as the strings do;
/// every predicate is a sorted relation of two 32-bit columns, held subject first and object first; the evidence
/// lies in tables of 32-bit columns. A graph made of contents holds all this in memory; one opened from a file
/// reads each column when it is first asked for, which is why reading can fail.
///
/// ```
/// let graph = try Graph(contents)
/// let founders = try graph.relation(named: "founderOf")
/// ```
public struct Graph: Sendable {
  let header: GraphHeader
  let source: any GraphSource
  let names: NameIndexCache
  let faults: ReadingFaults

  init(header: GraphHeader, source: any GraphSource) {
    self.header = header
    self.source = source
    names = NameIndexCache()
    faults = ReadingFaults()
  }
}

// MARK: Size

extension Graph {
  /// How much a graph holds.
  public struct Counts: Sendable, Equatable {
    public var entities: Int
    public var talks: Int
    public var sentences: Int
    public var mentions: Int
    /// Statements said, a piece of evidence each.
    public var statements: Int
    /// Rows of all predicates together.
    public var triples: Int
    /// Distinct strings.
    public var terms: Int
  }

  /// How much the graph holds, known without reading any column.
  public var counts: Counts {
    Counts(
      entities: header.rows(.entities), talks: header.rows(.talks), sentences: header.rows(.sentences),
      mentions: header.rows(.mentions), statements: header.rows(.statements),
      triples: header.predicates.reduce(0) { $0 + $1.count }, terms: header.termCount)
  }
}

// MARK: Terms

extension Graph {
  /// Every string of the graph; ids order as the strings' bytes do.
  ///
  /// - Throws: ``GraphFileError`` if the file's terms cannot be read.
  public var symbols: SymbolTable {
    get throws(GraphFileError) { try source.terms() }
  }

  /// The id of a term, without reading all terms.
  ///
  /// - Complexity: O(log *n*) comparisons.
  public func symbol(_ term: String) throws(GraphFileError) -> Symbol? { try source.symbol(term) }

  /// The string of a term's id, without reading all terms.
  public func term(_ symbol: Symbol) throws(GraphFileError) -> String { try source.term(symbol) }
}

/// What is known of a graph before any column is read.
struct GraphHeader: Sendable, Equatable {
  var rowsByTable: [GraphTable: Int]
  var predicates: [Graph.Predicate]
  var termCount: Int
  /// Bytes of all terms together.
  var textLength: Int

  func rows(_ table: GraphTable) -> Int { rowsByTable[table] ?? 0 }
}
