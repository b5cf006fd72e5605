/// Two graphs laid over one another, for drawing what differs.
///
/// Nodes are sorted by id, edges by source, target and predicate, as in an ``EntityGraph``.
public struct DiffPicture: Sendable, Equatable {
  /// Which of the two graphs has something.
  public enum Status: String, Sendable, CaseIterable, Encodable {
    case onlyA
    case onlyB
    case both
  }

  public struct Node: Sendable, Equatable {
    /// As it is in A, under A's id.
    public let inA: EntityGraph.Node?
    public let inB: EntityGraph.Node?
    public let weight: DiffWeight

    /// As it is in B, or in A where B does not have it.
    public let node: EntityGraph.Node

    public var status: Status { inA == nil ? .onlyB : inB == nil ? .onlyA : .both }

    /// Whether it is the same in both, and said as often.
    var isUnchanged: Bool {
      guard let inA, let inB, inA.id == inB.id, inA.kind == inB.kind, inA.label == inB.label else {
        return false
      }
      return weight.isEqual && Set(inA.names) == Set(inB.names)
    }
  }

  public struct Edge: Sendable, Equatable {
    /// As it is in B, or in A where B does not have it; the ids are those of the picture's nodes.
    public let edge: EntityGraph.Edge
    public let status: Status
    public let weight: DiffWeight
  }

  public var nodes: [Node]
  public var edges: [Edge]
}

extension DiffPicture {
  /// Lays A over B, with the entities renamed that only have another id.
  init(from a: GraphDiff.Side, to b: GraphDiff.Side, renamed: [String: String]) {
    nodes = Self.nodes(from: a, to: b, renamed: renamed)
    edges = Self.edges(from: a, to: b, renamed: renamed)
  }

  private static func nodes(
    from a: GraphDiff.Side, to b: GraphDiff.Side, renamed: [String: String]
  ) -> [Node] {
    let inB = Dictionary(b.graph.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var matched: Set<String> = []
    var result: [Node] = []
    func add(_ first: EntityGraph.Node?, _ second: EntityGraph.Node?) {
      guard let node = second ?? first else { return }
      let weight = DiffWeight(a: first?.mentions ?? 0, of: a.size, b: second?.mentions ?? 0, of: b.size)
      result.append(Node(inA: first, inB: second, weight: weight, node: node))
    }
    for node in a.graph.nodes {
      let partner = inB[renamed[node.id] ?? node.id]
      if let partner { matched.insert(partner.id) }
      add(node, partner)
    }
    for node in b.graph.nodes where !matched.contains(node.id) { add(nil, node) }
    return result.sorted { bytesPrecede($0.node.id, $1.node.id) }
  }

  private static func edges(
    from a: GraphDiff.Side, to b: GraphDiff.Side, renamed: [String: String]
  ) -> [Edge] {
    let inB = Dictionary(b.graph.edges.map { (EdgeKey($0), $0) }, uniquingKeysWith: { first, _ in first })
    var matched: Set<EdgeKey> = []
    var result: [Edge] = []
    for edge in a.graph.edges.map({ $0.renamed(renamed) }) {
      let partner = inB[EdgeKey(edge)]
      if let partner { matched.insert(EdgeKey(partner)) }
      result.append(
        Edge(
          edge: partner ?? edge, status: partner == nil ? .onlyA : .both,
          weight: DiffWeight(a: edge.weight, of: a.size, b: partner?.weight ?? 0, of: b.size)))
    }
    for edge in b.graph.edges where !matched.contains(EdgeKey(edge)) {
      let weight = DiffWeight(a: 0, of: a.size, b: edge.weight, of: b.size)
      result.append(Edge(edge: edge, status: .onlyB, weight: weight))
    }
    return result.sorted { $0.edge.precedes($1.edge) }
  }
}

// MARK: Choosing what is drawn

extension DiffPicture {
  /// Both graphs as one, each node and edge with the greater of its two weights.
  public var union: EntityGraph {
    EntityGraph(
      nodes: nodes.map { node in
        var result = node.node
        result.mentions = max(node.weight.a, node.weight.b)
        return result
      },
      edges: edges.map { edge in
        var result = edge.edge
        result.weight = max(edge.weight.a, edge.weight.b)
        return result
      })
  }

  /// The part of the picture that a selection chooses, by the greater of the two weights.
  public func selected(_ selection: EntityGraph.Selection) -> DiffPicture {
    let chosen = union.selected(selection)
    let ids = Set(chosen.nodes.map(\.id))
    let keys = Set(chosen.edges.map(EdgeKey.init))
    return DiffPicture(
      nodes: nodes.filter { ids.contains($0.node.id) },
      edges: edges.filter { keys.contains(EdgeKey($0.edge)) })
  }
}

/// What makes two edges the same one.
private struct EdgeKey: Hashable {
  let source: String
  let target: String
  let predicate: String
  let targetIsValue: Bool

  init(_ edge: EntityGraph.Edge) {
    source = edge.source
    target = edge.target
    predicate = edge.predicate
    targetIsValue = edge.targetIsValue
  }
}

extension EntityGraph.Edge {
  /// The edge between the ends' new ids, again with the smaller one first where it has no direction.
  fileprivate func renamed(_ ids: [String: String]) -> EntityGraph.Edge {
    var result = self
    result.source = ids[source] ?? source
    if !targetIsValue { result.target = ids[target] ?? target }
    if isSymmetric, !targetIsValue, bytesPrecede(result.target, result.source) {
      swap(&result.source, &result.target)
    }
    return result
  }
}
