import KnowledgeGraph

extension EntityGraph {
  /// The targets and sources of edges that are no nodes: literal values (`1950`), in the order of the edges.
  ///
  /// Formats in which an edge needs a node at both ends show each as a node of its own.
  var looseEnds: [String] {
    var known = Set(nodes.lazy.map(\.id))
    var ends: [String] = []
    for edge in edges {
      if known.insert(edge.source).inserted { ends.append(edge.source) }
      if known.insert(edge.target).inserted { ends.append(edge.target) }
    }
    return ends
  }
}
