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
    let columns = try query.columns(of: pattern)
    let (_, answers) = try query.evaluate(Source(name: "<fact>", text: pattern.program(columns: columns)))
    let rows = answers["explained"].map(Array.init) ?? []
    holds = rows.isEmpty == pattern.isNegated
    guard !rows.isEmpty else {
      text = pattern.isNegated ? "no row of \(pattern.fact): \(fact) holds\n" : "\(fact) does not hold\n"
      return
    }
    var writer = ProofWriter(graph: graph.graph, language: language)
    var texts: [String] = []
    for row in rows.prefix(20) {
      guard let proof = try answers.proof(of: pattern.relation, row: row) else { continue }
      texts.append(try writer.text(of: proof))
    }
    if rows.count > 20 { texts.append("and \(rows.count - 20) more\n") }
    let verdict = pattern.isNegated ? "\(fact) does not hold:\n\n" : ""
    text = verdict + texts.joined(separator: "\n")
  }
}

extension GraphQuery {
  /// The columns of a fact's relation.
  ///
  /// - Throws: `ProgramError` for what is wrong with the fact, shown in the words of a question.
  fileprivate func columns(of pattern: FactPattern) throws -> [Column] {
    let program = try Program(
      sources: [Source(name: "<fact>", text: pattern.question)], environment: environment(parameters: [:]))
    return program.columns(of: pattern.relation) ?? []
  }
}
