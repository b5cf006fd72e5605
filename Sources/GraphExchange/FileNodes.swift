import KnowledgeGraph

/// The nodes of a file: formats in which every edge needs a node at both ends show literal values as nodes too.
///
/// Every node has an id that can be written and is its own: an entity's identity, a value's text in quotes
/// (`"1950"`); what is lost in writing, or shared, is told apart by a number.
struct FileNodes {
  /// Values in the order of the edges, each once; an entity that only edges know counts as a value.
  let values: [String]

  private let entities: Set<String>
  private let replacements: [Node: String]

  private enum Node: Hashable {
    case entity(String)
    case value(String)

    var wantedID: String {
      switch self {
      case .entity(let id): id
      case .value(let text): "\"\(text)\""
      }
    }
  }

  /// - Complexity: O(*n*) in the number of nodes and edges.
  init(_ graph: EntityGraph) {
    let entities = Set(graph.nodes.lazy.map(\.id))
    var seen: Set<String> = []
    var values: [String] = []
    for edge in graph.edges {
      if !entities.contains(edge.source), seen.insert(edge.source).inserted { values.append(edge.source) }
      let isValue = edge.targetIsValue || !entities.contains(edge.target)
      if isValue, seen.insert(edge.target).inserted { values.append(edge.target) }
    }
    self.entities = entities
    self.values = values
    replacements = Self.replacements(graph.nodes.map { .entity($0.id) } + values.map { .value($0) })
  }

  func id(entity: String) -> String { id(.entity(entity)) }

  func id(value: String) -> String { id(.value(value)) }

  func source(of edge: EntityGraph.Edge) -> String {
    id(entities.contains(edge.source) ? .entity(edge.source) : .value(edge.source))
  }

  func target(of edge: EntityGraph.Edge) -> String {
    let isEntity = !edge.targetIsValue && entities.contains(edge.target)
    return id(isEntity ? .entity(edge.target) : .value(edge.target))
  }

  private func id(_ node: Node) -> String { replacements[node] ?? node.wantedID }

  /// Other ids for the nodes whose wanted one cannot be written or is another's.
  private static func replacements(_ nodes: [Node]) -> [Node: String] {
    var taken: Set<String> = []
    let changed = nodes.filter { node in
      let id = node.wantedID
      return id.withoutUnwritableCharacters != id || !taken.insert(id).inserted
    }
    var replacements: [Node: String] = [:]
    for node in changed {
      let clean = node.wantedID.withoutUnwritableCharacters
      var candidate = clean
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(clean)~\(number)"
        number += 1
      }
      replacements[node] = candidate
    }
    return replacements
  }
}
