import Datalog
import GraphExchange
import KnowledgeGraph

extension Explanation {
  /// Explains a fact of a graph, or every fact that matches where variables stand in it: a proof by the rules, down to
  /// the words that were said.
  ///
  /// - Parameters:
  ///   - fact: a relation and its values, `founderOf("Greg Brockman", "OpenAI")`; names in any language.
  ///   - graph: where it is looked up.
  ///   - data: the prelude and rules to derive by.
  ///   - language: the language of entities' names.
  ///   - format: the form it is shown in.
  ///   - depth: how many steps from the fact a proof goes; the usual number if nothing is said, all if 0.
  /// - Throws: ``WorkbenchError/mistakes(_:)`` for what is no fact, `ProgramError` for unknown relations and names.
  public init(
    of fact: String, in graph: OpenGraph, data: ProgramData, language: LabelLanguage = .english,
    format: ExplanationFormat = .text, depth: Int? = nil
  ) throws {
    _ = try FactPattern(fact)
    let request = ExplanationRequest(explained: [fact], format: format, depth: depth)
    let explainer = try GraphQuery(graph: graph, data: data).explainer(about: request.explained)
    let subject = explainer.subjects[0]
    let count = try explainer.rows(of: subject).count
    let proofs = try explainer.proofs(
      of: subject, limit: ExplanationRequest.rowLimit, depth: request.proofDepth)
    var writer = ProofWriter(graph: graph.graph, language: language)
    holds = (count == 0) == subject.isNegated
    switch format {
    case .text:
      text = ExplanationText.of(subject, count, try proofs.map { try writer.text(of: $0) })
    case .json:
      let list = try proofs.map { try writer.json(of: $0) }
      text = JSONValue.object([
        JSONValue.Member("explained", .array([ExplanationText.json(subject, count, list)]))
      ]).rendered()
    case .dot: text = try writer.dot(of: proofs)
    }
  }
}
