import KnowledgeGraph

/// Which edges of a graph are drawn, so that what matters can be seen.
///
/// A picture in which everything is tied to everything says nothing. Co-mentions, of which there are many, have to
/// reach a weight; of the rest an edge is drawn if it is among the strongest of both its ends. The strongest edge
/// of each node is always drawn. Stated relations count as stronger than co-mentions.
public struct EdgeThinning: Sendable, Equatable {
  /// How many edges of a node may be drawn that are not another's strongest; nil for all.
  public var perNode: Int?
  /// What a co-mention must weigh.
  public var minimumCoMentions: Int
  /// Draws all relations of a pair in one direction as one edge, and no co-mention beside a relation.
  public var bundlesParallelEdges: Bool

  public init(perNode: Int?, minimumCoMentions: Int = 1, bundlesParallelEdges: Bool = true) {
    self.perNode = perNode
    self.minimumCoMentions = minimumCoMentions
    self.bundlesParallelEdges = bundlesParallelEdges
  }

  /// Every edge by itself.
  public static let keepingAll = EdgeThinning(perNode: nil, bundlesParallelEdges: false)

  /// What reads well for a graph of this size and density.
  public static func suited(to graph: EntityGraph) -> EdgeThinning {
    let coMentions = graph.edges.lazy.filter { !$0.isStated }.count
    let isDense = coMentions > 2 * graph.nodes.count
    return EdgeThinning(perNode: graph.nodes.count <= 60 ? 5 : 3, minimumCoMentions: isDense ? 2 : 1)
  }
}

/// One line of a picture: an edge, or several of the same pair and direction.
struct DrawnEdge {
  /// At least one; stated ones first.
  var parts: [EntityGraph.Edge]
  var status: GraphComparison.Status?

  var source: String { parts[0].source }
  var target: String { parts[0].target }
  var isStated: Bool { parts[0].isStated }
  var isSymmetric: Bool { parts[0].isSymmetric }
  var weight: Int { parts.map(\.weight).max() ?? 0 }
}

/// The edges of a picture, and how many others there are.
struct ThinnedEdges {
  var drawn: [DrawnEdge]
  /// Edges that are in no line of the picture.
  var leftOut: Int
}

extension EdgeThinning {
  /// - Complexity: O(*m* log *m*) in the number of edges.
  func applied(to edges: [EntityGraph.Edge], comparison: GraphComparison?) -> ThinnedEdges {
    let candidates = bundled(edges, comparison: comparison)
    guard perNode != nil || minimumCoMentions > 1 else { return ThinnedEdges(drawn: candidates, leftOut: 0) }
    let isKept = kept(candidates)
    let drawn = zip(candidates, isKept).filter(\.1).map(\.0)
    let leftOut = zip(candidates, isKept).reduce(0) { $0 + ($1.1 ? 0 : $1.0.parts.count) }
    return ThinnedEdges(drawn: drawn, leftOut: leftOut)
  }

  /// Walks the edges of every node from the strongest down, counting at both ends.
  private func kept(_ candidates: [DrawnEdge]) -> [Bool] {
    let order = candidates.indices.sorted {
      (candidates[$1].isStated ? 1 : 0, candidates[$1].weight, $0)
        < (candidates[$0].isStated ? 1 : 0, candidates[$0].weight, $1)
    }
    var rank: [String: Int] = [:]
    var kept = [Bool](repeating: false, count: candidates.count)
    for index in order {
      let edge = candidates[index]
      let ranks = Set([edge.source, edge.target]).sorted().map { end in
        rank[end, default: 0] += 1
        return rank[end, default: 0]
      }
      let isStrongest = ranks.contains(1)
      let isStrong = ranks.allSatisfy { $0 <= perNode ?? .max }
      let isHeavy = edge.isStated || edge.weight >= minimumCoMentions
      kept[index] = isStrongest || (isStrong && isHeavy)
    }
    return kept
  }

  private struct Bundle: Hashable {
    var source: String
    var target: String
    var isSymmetric: Bool
    var isStated: Bool
    var status: GraphComparison.Status?
  }

  private struct Pair: Hashable {
    var ends: Set<String>
    var status: GraphComparison.Status?
  }

  private func bundled(_ edges: [EntityGraph.Edge], comparison: GraphComparison?) -> [DrawnEdge] {
    let single = edges.map { DrawnEdge(parts: [$0], status: comparison?.statusOfEdge($0)) }
    guard bundlesParallelEdges else { return single }
    var places: [Bundle: Int] = [:]
    var statedAt: [Pair: Int] = [:]
    var bundles: [DrawnEdge] = []
    for edge in single.filter(\.isStated) + single.filter({ !$0.isStated }) {
      let pair = Pair(ends: [edge.source, edge.target], status: edge.status)
      let bundle = Bundle(
        source: edge.source, target: edge.target, isSymmetric: edge.isSymmetric, isStated: edge.isStated,
        status: edge.status)
      if let place = edge.isStated ? places[bundle] : statedAt[pair] ?? places[bundle] {
        bundles[place].parts += edge.parts
        continue
      }
      places[bundle] = bundles.count
      if edge.isStated, statedAt[pair] == nil { statedAt[pair] = bundles.count }
      bundles.append(edge)
    }
    return bundles
  }
}
