import Datalog
import GraphExchange
import KnowledgeGraph

extension Explanation {
  /// Explains a fact of a graph, or every fact that matches where variables stand in it: a proof by the rules, down to
  /// the words that were said; or why there is no such fact.
  ///
  /// - Parameters:
  ///   - request: relations and their values, `founderOf("Greg Brockman", "OpenAI")`; names in any language.
  ///   - graph: where they are looked up.
  ///   - data: the prelude and rules to derive by.
  ///   - language: the language of entities' names.
  /// - Throws: ``WorkbenchError/mistakes(_:)`` for what is no fact, `ProgramError` for unknown relations and names.
  public init(
    _ request: ExplanationRequest, in graph: OpenGraph, data: ProgramData, language: LabelLanguage = .english
  ) throws {
    for fact in request.facts { _ = try FactPattern(fact) }
    self = try GraphQuery(graph: graph, data: data).explain(request, language: language).explanation
  }
}
