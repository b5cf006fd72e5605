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

extension GraphComparison {
  /// The statuses of a laid-over pair of graphs; what is to be drawn is its `DiffPicture.union`.
  public init(_ picture: DiffPicture, firstName: String, secondName: String) {
    let nodes = Dictionary(
      picture.nodes.map { ($0.node.id, Status($0.status)) }, uniquingKeysWith: { first, _ in first })
    let edges = Dictionary(
      picture.edges.map { (EdgeName($0.edge), Status($0.status)) }, uniquingKeysWith: { first, _ in first })
    self.init(
      firstName: firstName, secondName: secondName,
      statusOfNode: { nodes[$0.id] ?? .both }, statusOfEdge: { edges[EdgeName($0)] ?? .both })
  }
}

extension GraphComparison.Status {
  fileprivate init(_ status: DiffPicture.Status) {
    switch status {
    case .onlyA: self = .onlyFirst
    case .onlyB: self = .onlySecond
    case .both: self = .both
    }
  }
}

/// What tells an edge from all others.
private struct EdgeName: Hashable {
  var source: String
  var target: String
  var predicate: String
  var targetIsValue: Bool

  init(_ edge: EntityGraph.Edge) {
    source = edge.source
    target = edge.target
    predicate = edge.predicate
    targetIsValue = edge.targetIsValue
  }
}
