import GraphExchange
import KnowledgeGraph
import Relations

/// The names that entities are shown by in a language.
struct EntityLabels {
  private let graph: Graph
  private let language: LabelLanguage?
  private var known: [String: String] = [:]

  init(graph: Graph, language: LabelLanguage?) {
    self.graph = graph
    self.language = language
  }

  /// The name to show for an entity's id; the id itself where it has no name in the language.
  mutating func label(of id: String) throws -> String {
    guard language == .chinese else { return id }
    if let label = known[id] { return label }
    let label = try graph.entity(id)?.names.first { $0.language == "zh" }?.text ?? id
    known[id] = label
    return label
  }
}
