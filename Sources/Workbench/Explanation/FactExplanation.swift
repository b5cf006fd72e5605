import Datalog
import GraphExchange
import KnowledgeGraph

/// Why a fact is in a graph: a proof by the rules, down to the words that were said.
public struct FactExplanation: Sendable {
  /// Whether the fact holds at all.
  public let holds: Bool
  /// The explanation, an indented line a step.
  public let text: String

  /// Explains a fact, or every fact that matches where variables stand in it.
  ///
  /// - Parameters:
  ///   - fact: a relation and its values, `founderOf("Greg Brockman", "OpenAI")`; names in any language.
  ///   - graph: where it is looked up.
  ///   - data: the prelude and rules to derive by.
  ///   - language: the language of entities' names.
  /// - Throws: ``WorkbenchError/mistakes(_:)`` for what is no fact, `ProgramError` for unknown relations and names.
  public init(
    of fact: String, in graph: OpenGraph, data: ProgramData, language: LabelLanguage = .english
  ) throws {
    let pattern = try FactPattern(fact)
    let query = GraphQuery(graph: graph, data: data)
    let (_, answers) = try query.evaluate(
      Source(name: "<fact>", text: try pattern.program(columns: query.columns(of: pattern.relation))))
    let rows = answers["explained"].map(Array.init) ?? []
    holds = !rows.isEmpty
    guard holds else {
      text = "\(fact) does not hold\n"
      return
    }
    var writer = ProofWriter(graph: graph.graph, language: language)
    var texts: [String] = []
    for row in rows.prefix(20) {
      guard let proof = try answers.proof(of: pattern.relation, row: row) else { continue }
      texts.append(try writer.text(of: proof))
    }
    if rows.count > 20 { texts.append("and \(rows.count - 20) more\n") }
    text = texts.joined(separator: "\n")
  }
}

/// A fact as a user writes it: a relation's name, and its values.
struct FactPattern {
  let relation: String
  /// What stands between the brackets, as written.
  let arguments: String

  init(_ text: String) throws(WorkbenchError) {
    let trimmed = text.trimmingPrefix(while: \.isWhitespace)
    let name = trimmed.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    var rest = trimmed.dropFirst(name.count).drop(while: \.isWhitespace)
    while let last = rest.last, last.isWhitespace || last == "." { rest.removeLast() }
    guard !name.isEmpty, rest.first == "(", rest.last == ")", rest.count > 2 else {
      throw .mistakes([
        "\"\(text)\" is no fact; a fact is a relation and its values, such as 'founderOf(\"Ada\", \"Acme\")'"
      ])
    }
    relation = String(name)
    arguments = String(rest.dropFirst().dropLast())
  }

  /// A program whose relation `explained` holds the rows that the fact stands for.
  func program(columns: [Column]?) throws -> String {
    // Asked as a question, an unknown relation is the only thing that is wrong.
    guard let columns else { return "?- \(relation)(\(arguments)).\n" }
    let declared = columns.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
    return ".decl explained(\(declared)) .output explained "
      + "explained(\(arguments)) :- \(relation)(\(arguments)).\n"
  }
}

extension GraphQuery {
  /// The columns of a relation of the graph or its rules.
  func columns(of relation: String) throws -> [Column]? {
    try Program(sources: [], environment: environment(parameters: [:])).columns(of: relation)
  }
}
