import KnowledgeGraph

/// Which edges of a graph are drawn, so that what matters can be seen.
///
/// A picture in which everything is tied to everything says nothing. Mentions and co-mentions, of which there are
/// many, have to reach a weight; of the rest an edge is drawn if it is among the strongest of both its ends. The
/// strongest edge of each node is always drawn. Stated relations count as stronger than mentions.
public struct EdgeThinning: Sendable, Equatable {
  /// How many edges of a node may be drawn that are not another's strongest; nil for all.
  public var perNode: Int?
  /// What a mention or co-mention must weigh.
  public var minimumMentions: Int
  /// Draws all relations and mentions of a pair in one direction as one edge, and no co-mention besides.
  public var bundlesParallelEdges: Bool

  public init(perNode: Int?, minimumMentions: Int = 1, bundlesParallelEdges: Bool = true) {
    self.perNode = perNode
    self.minimumMentions = minimumMentions
    self.bundlesParallelEdges = bundlesParallelEdges
  }

  /// Every edge by itself.
  public static let keepingAll = EdgeThinning(perNode: nil, bundlesParallelEdges: false)

  /// What reads well for a graph of this size and density.
  public static func suited(to graph: EntityGraph) -> EdgeThinning {
    let mentions = graph.edges.lazy.filter { !$0.isStated }.count
    let isDense = mentions > 2 * graph.nodes.count
    return EdgeThinning(perNode: graph.nodes.count <= 60 ? 5 : 3, minimumMentions: isDense ? 2 : 1)
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
  var isCoMention: Bool { parts[0].predicate == "coMentioned" }
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
    guard perNode != nil || minimumMentions > 1 else { return ThinnedEdges(drawn: candidates, leftOut: 0) }
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
      let isHeavy = edge.isStated || edge.weight >= minimumMentions
      kept[index] = isStrongest || (isStrong && isHeavy)
    }
    return kept
  }

  private struct Direction: Hashable {
    var source: String
    var target: String
    var isSymmetric: Bool
    var status: GraphComparison.Status?
  }

  private struct Pair: Hashable {
    var ends: Set<String>
    var status: GraphComparison.Status?
  }

  /// Relations of one direction join, and who states one is not shown to mention besides; what only says that two
  /// things occur together joins whatever ties them.
  private func bundled(_ edges: [EntityGraph.Edge], comparison: GraphComparison?) -> [DrawnEdge] {
    let single = edges.map { DrawnEdge(parts: [$0], status: comparison?.statusOfEdge($0)) }
    guard bundlesParallelEdges else { return single }
    let (together, directed) = (single.filter(\.isCoMention), single.filter { !$0.isCoMention })
    var places: [Direction: Int] = [:]
    var ties: [Pair: Int] = [:]
    var bundles: [DrawnEdge] = []
    for edge in directed.filter(\.isStated) + directed.filter({ !$0.isStated }) + together {
      let pair = Pair(ends: [edge.source, edge.target], status: edge.status)
      let direction = Direction(
        source: edge.source, target: edge.target, isSymmetric: edge.isSymmetric, status: edge.status)
      if let place = edge.isCoMention ? ties[pair] : places[direction] {
        bundles[place].parts += edge.parts
        continue
      }
      places[direction] = bundles.count
      if ties[pair] == nil { ties[pair] = bundles.count }
      bundles.append(edge)
    }
    return bundles
  }
}
