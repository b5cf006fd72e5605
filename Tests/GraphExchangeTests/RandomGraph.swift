import KnowledgeGraph

/// Graphs that look like those of a collection of talks: hubs, clusters, mixed scripts; the same for the same seed.
struct RandomGraph: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }

  func graph(nodes nodeCount: Int, edges edgeCount: Int) -> EntityGraph {
    var random = self
    var nodes: [EntityGraph.Node] = []
    for number in 0..<nodeCount {
      let kind = EntityKind.allCases[Int.random(in: 0..<EntityKind.allCases.count, using: &random)]
      let label = random.label(kind)
      let id = "\(label) \(number)"
      nodes.append(
        SampleGraphs.node(id, kind, [label, "n\(number)"], mentions: random.skewed(to: 60), talks: ["one"]))
    }
    nodes = nodes.sortedByID
    var edges: [[String]: EntityGraph.Edge] = [:]
    while edges.count < edgeCount {
      let from = random.skewed(to: nodeCount) - 1
      let to = random.skewed(to: nodeCount) - 1
      guard from != to else { continue }
      let predicate =
        ["coMentioned", "coMentioned", "uses", "developed"].randomElement(using: &random) ?? "uses"
      let ends = [nodes[from].id, nodes[to].id]
      let sorted =
        predicate == "coMentioned" ? ends.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } : ends
      edges[sorted + [predicate]] = SampleGraphs.edge(
        sorted[0], sorted[1], predicate, random.skewed(to: 20), quote: "they \(predicate)")
    }
    return EntityGraph(nodes: nodes, edges: Array(edges.values).sortedByEnds)
  }

  /// 1 to the limit, small numbers far more often.
  private mutating func skewed(to limit: Int) -> Int {
    let share = Double.random(in: 0..<1, using: &self)
    return 1 + Int(share * share * share * Double(limit))
  }

  private mutating func label(_ kind: EntityKind) -> String {
    let words = [
      ["Ada", "Grace", "林", "王小明", "Noam", "de la Cruz", "陈"],
      ["Labs", "科技", "Systems", "Open", "深度", "Institute"],
    ]
    return words.map { $0.randomElement(using: &self) ?? "" }.joined(separator: " ")
  }
}
