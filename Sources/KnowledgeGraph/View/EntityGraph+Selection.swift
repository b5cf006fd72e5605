extension EntityGraph {
  /// The part of the graph that a selection chooses.
  ///
  /// - Complexity: O(*n* log *n*).
  public func selected(_ selection: Selection) -> EntityGraph {
    var graph = self
    if let kinds = selection.kinds {
      graph = graph.keeping(Set(nodes.filter { kinds.contains($0.kind) }.map(\.id)))
    }
    graph.edges.removeAll { edge in
      edge.weight < selection.minimumWeight || selection.predicates?.contains(edge.predicate) == false
    }
    if !selection.around.isEmpty {
      graph = graph.keeping(graph.neighbourhood(of: selection.around, hops: selection.hops))
    }
    if let top = selection.top {
      graph = graph.keeping(graph.leading(top, by: selection.ranking, with: Set(selection.around)))
    }
    if !selection.keepsUnconnected || selection.predicates != nil {
      let connected = Set(graph.edges.flatMap(\.nodeIDs)).union(selection.around)
      graph.nodes.removeAll { !connected.contains($0.id) }
    }
    return graph
  }

  /// The nodes of the given ids, and the edges between them.
  private func keeping(_ ids: Set<String>) -> EntityGraph {
    EntityGraph(
      nodes: nodes.filter { ids.contains($0.id) },
      edges: edges.filter { $0.nodeIDs.allSatisfy(ids.contains) })
  }

  /// The nodes at most so many edges away, whatever the edges' direction.
  private func neighbourhood(of centres: [String], hops: Int) -> Set<String> {
    let neighbours = neighbourIDs
    var reached = Set(centres)
    var frontier = reached
    for _ in 0..<max(0, hops) {
      frontier = Set(frontier.flatMap { neighbours[$0] ?? [] }).subtracting(reached)
      reached.formUnion(frontier)
    }
    return reached
  }

  private func leading(_ count: Int, by ranking: Selection.Ranking, with kept: Set<String>) -> Set<String> {
    let neighbours = neighbourIDs
    func rank(_ node: Node) -> (Int, Int) {
      let degree = neighbours[node.id]?.count ?? 0
      return ranking == .mentions ? (node.mentions, degree) : (degree, node.mentions)
    }
    let ranked = nodes.map { (node: $0, rank: rank($0), isKept: kept.contains($0.id)) }.sorted { a, b in
      if a.isKept != b.isKept { return a.isKept }
      if a.rank != b.rank { return a.rank > b.rank }
      return bytesPrecede(a.node.id, b.node.id)
    }
    let present = ranked.prefix { $0.isKept }.count
    return Set(ranked.prefix(max(count, present)).map(\.node.id))
  }

  private var neighbourIDs: [String: Set<String>] {
    edges.reduce(into: [:]) { result, edge in
      guard !edge.targetIsValue, edge.source != edge.target else { return }
      result[edge.source, default: []].insert(edge.target)
      result[edge.target, default: []].insert(edge.source)
    }
  }
}

extension EntityGraph.Edge {
  /// The nodes at its ends: two, or one where it leads to a value.
  fileprivate var nodeIDs: [String] { targetIsValue ? [source] : [source, target] }
}
