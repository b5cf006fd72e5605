import KnowledgeGraph

/// How the parts of a merged graph stand to the two graphs it was merged from, for pictures of a difference.
public struct GraphComparison: Sendable {
  /// Which of the two graphs has a node or an edge.
  public enum Status: String, Sendable, CaseIterable {
    case onlyFirst
    case onlySecond
    case both
  }

  /// What the two graphs are called in the legend.
  public var firstName: String
  public var secondName: String
  public var statusOfNode: @Sendable (EntityGraph.Node) -> Status
  public var statusOfEdge: @Sendable (EntityGraph.Edge) -> Status

  public init(
    firstName: String, secondName: String,
    statusOfNode: @escaping @Sendable (EntityGraph.Node) -> Status,
    statusOfEdge: @escaping @Sendable (EntityGraph.Edge) -> Status
  ) {
    self.firstName = firstName
    self.secondName = secondName
    self.statusOfNode = statusOfNode
    self.statusOfEdge = statusOfEdge
  }
}
