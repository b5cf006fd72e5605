import GraphExchange
import KnowledgeGraph
import Relations

/// The triples to delete from a graph and to add to it, so that it has those of another.
///
/// The form is RDF Patch's, a line a triple between `TX .` and `TC .`: `D` what goes, then `A` what comes, each in the
/// order of its bytes. Names and texts are JSON strings, numbers stand bare:
/// ```
/// TX .
/// D "Greg Brockman" affiliatedWith "Stripe" .
/// A "Greg Brockman" founderOf "OpenAI" .
/// TC .
/// ```
public struct GraphPatch: Sendable {
  /// The triples to delete, as `subject predicate object`.
  public let deletions: [String]
  public let additions: [String]

  /// Compares the triples of two graphs.
  ///
  /// - Throws: `GraphFileError` if one of them cannot be read.
  /// - Complexity: O(*n* log *n*) in the triples.
  public init(from first: Graph, to second: Graph) throws(GraphFileError) {
    let names = Set((first.predicates + second.predicates).map(\.name)).sorted()
    var deletions: [String] = []
    var additions: [String] = []
    for name in names {
      let before = try first.triples(of: name)
      let after = try second.triples(of: name)
      deletions += before.subtracting(after)
      additions += after.subtracting(before)
    }
    self.deletions = deletions.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.additions = additions.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether there is nothing to change.
  public var isEmpty: Bool { deletions.isEmpty && additions.isEmpty }

  /// The patch as a file.
  public var text: String {
    var lines = ["TX ."]
    lines += deletions.map { "D \($0) ." }
    lines += additions.map { "A \($0) ." }
    lines.append("TC .")
    return lines.map { $0 + "\n" }.joined()
  }
}

extension Graph {
  /// The rows of a predicate in words; none if the graph has no such predicate.
  func triples(of name: String) throws(GraphFileError) -> Set<String> {
    guard let predicate = predicate(named: name), let rows = try relation(named: name) else { return [] }
    let symbols = try symbols
    func word(_ word: UInt32, _ type: ColumnType) -> String {
      type == .number ? String(word) : JSONText.quoted(symbols[Symbol(rawValue: word)])
    }
    var result: Set<String> = []
    for pair in rows.words {
      let subject = word(UInt32(pair >> 32), predicate.subject)
      let object = word(UInt32(truncatingIfNeeded: pair), predicate.object)
      result.insert("\(subject) \(name) \(object)")
    }
    return result
  }
}
