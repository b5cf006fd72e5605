import KnowledgeGraph

/// One reading of one GraphML file.
struct GraphMLParse {
  private typealias Node = EntityGraph.Node
  private typealias Edge = EntityGraph.Edge

  /// A node or an edge whose end tag has not come yet.
  private struct Open {
    var isNode: Bool
    var id: String
    var source = ""
    var target = ""
    var line: Int
    /// By the declared name of the field.
    var fields: [String: String] = [:]
  }

  private let name: String
  private let limits: GraphMLReader.Limits
  private let reader: XMLPullReader

  private var fieldNames: [String: String] = [:]
  private var open: [Open] = []
  private var field: String?
  private var fieldText = ""

  private var nodes: [Node] = []
  private var known: Set<String> = []
  /// The texts of nodes that stand for values.
  private var values: [String: String] = [:]
  private var edges: [(edge: Edge, id: String, line: Int)] = []

  init(name: String, limits: GraphMLReader.Limits, reader: XMLPullReader) {
    self.name = name
    self.limits = limits
    self.reader = reader
  }

  mutating func run() throws(GraphMLReadingError) {
    var hasRoot = false
    while let event = try nextEvent() {
      switch event {
      case .start(let element):
        if !hasRoot, element != "graphml" { throw failure(.notGraphML(root: element)) }
        hasRoot = true
        try start(element)
      case .end(let element): try end(element)
      case .text(let text): if field != nil { fieldText += text }
      case .documentType: throw GraphMLReadingError(name: name, line: 0, reason: .documentType)
      case .entityReference(let entity): throw failure(.entityReference(entity))
      }
    }
  }

  private func nextEvent() throws(GraphMLReadingError) -> XMLPullReader.Event? {
    do throws(XMLPullReader.Malformed) {
      return try reader.next()
    } catch {
      throw GraphMLReadingError(name: name, line: error.line, reason: .malformed(error.message))
    }
  }

  private func failure(_ reason: GraphMLReadingError.Reason) -> GraphMLReadingError {
    GraphMLReadingError(name: name, line: reader.line, reason: reason)
  }
}

// MARK: - Tags

extension GraphMLParse {
  private mutating func start(_ element: String) throws(GraphMLReadingError) {
    switch element {
    case "key":
      guard let id = reader.attribute("id") else { throw missing("id", of: element) }
      fieldNames[id] = reader.attribute("attr.name")
    case "node":
      guard let id = reader.attribute("id") else { throw missing("id", of: element) }
      open.append(Open(isNode: true, id: id, line: reader.line))
    case "edge":
      guard let source = reader.attribute("source") else { throw missing("source", of: element) }
      guard let target = reader.attribute("target") else { throw missing("target", of: element) }
      let id = reader.attribute("id").map { "\"\($0)\"" } ?? "number \(edges.count + 1)"
      open.append(Open(isNode: false, id: id, source: source, target: target, line: reader.line))
    case "data":
      guard let key = reader.attribute("key") else { throw missing("key", of: element) }
      field = fieldNames[key]
      fieldText = ""
    case "NodeLabel", "EdgeLabel":
      field = "yEd label"
      fieldText = ""
    default:
      break
    }
  }

  private mutating func end(_ element: String) throws(GraphMLReadingError) {
    switch element {
    case "data", "NodeLabel", "EdgeLabel":
      if let field, let last = open.indices.last, open[last].fields[field] == nil {
        open[last].fields[field] = fieldText
      }
      field = nil
    case "node", "edge":
      guard let finished = open.popLast() else { return }
      if finished.isNode { try addNode(finished) } else { try addEdge(finished) }
    default:
      break
    }
  }

  private func missing(_ attribute: String, of element: String) -> GraphMLReadingError {
    failure(.missingAttribute(attribute, element: element))
  }
}

// MARK: - Nodes and edges

extension GraphMLParse {
  private mutating func addNode(_ node: Open) throws(GraphMLReadingError) {
    guard known.insert(node.id).inserted else {
      throw GraphMLReadingError(name: name, line: node.line, reason: .duplicateNode(node.id))
    }
    guard known.count <= limits.nodes else { throw failure(.tooLarge(what: "nodes", limit: limits.nodes)) }
    let fields = node.fields
    let label = fields["label"] ?? fields["yEd label"] ?? node.id
    if fields["kind"] == GraphMLKey.valueKind {
      values[node.id] = label
      return
    }
    nodes.append(
      Node(
        id: node.id, kind: fields["kind"].flatMap(EntityKind.init) ?? .concept, label: label,
        names: fields["names"].map(TextList.split) ?? [label],
        mentions: fields["mentions"].flatMap(Self.wholeNumber) ?? 0,
        talks: fields["talks"].map(TextList.split) ?? []))
  }

  private mutating func addEdge(_ edge: Open) throws(GraphMLReadingError) {
    guard edges.count < limits.edges else { throw failure(.tooLarge(what: "edges", limit: limits.edges)) }
    let fields = edge.fields
    let read = Edge(
      source: edge.source, target: edge.target,
      predicate: fields["interaction"] ?? fields["label"] ?? fields["yEd label"] ?? "related",
      weight: fields["weight"].flatMap(Self.wholeNumber) ?? 1,
      talks: fields["talks"].map(TextList.split) ?? [], quote: fields["quote"])
    edges.append((read, edge.id, edge.line))
  }

  /// What was read, in the order of an `EntityGraph`; the same edge written twice is one edge.
  ///
  /// - Throws: ``GraphMLReadingError`` if an edge ends nowhere.
  func graph() throws(GraphMLReadingError) -> EntityGraph {
    for (edge, id, line) in edges {
      for end in [edge.source, edge.target] where !known.contains(end) {
        throw GraphMLReadingError(name: name, line: line, reason: .unknownNode(end, edge: id))
      }
    }
    let sorted = edges.map { settled($0.edge) }.sorted { $0.precedes($1) }
    var merged: [Edge] = []
    for edge in sorted {
      if let last = merged.last, last.joins(edge) {
        merged[merged.count - 1] = last.merged(with: edge)
      } else {
        merged.append(edge)
      }
    }
    return EntityGraph(nodes: nodes.sorted { $0.id.precedesByBytes($1.id) }, edges: merged)
  }

  /// The edge with its value's text for the value's node, and a symmetric one's ends in their order.
  private func settled(_ edge: Edge) -> Edge {
    var edge = edge
    if let text = values[edge.target] {
      edge.target = text
      edge.targetIsValue = true
    } else if edge.isSymmetric, edge.target.precedesByBytes(edge.source) {
      swap(&edge.source, &edge.target)
    }
    return edge
  }

  /// A count, which other programs write with decimals; capped, so that sums cannot overflow.
  private static func wholeNumber(_ text: String) -> Int? {
    guard let number = Int(text) ?? Double(text).flatMap({ Int(exactly: $0.rounded()) }) else { return nil }
    return min(max(number, 0), 1 << 32)
  }
}

extension EntityGraph.Edge {
  /// The order of an `EntityGraph`'s edges.
  fileprivate func precedes(_ other: Self) -> Bool {
    if source != other.source { return source.precedesByBytes(other.source) }
    if target != other.target { return target.precedesByBytes(other.target) }
    if predicate != other.predicate { return predicate.precedesByBytes(other.predicate) }
    return !targetIsValue && other.targetIsValue
  }

  fileprivate func joins(_ other: Self) -> Bool {
    source == other.source && target == other.target && targetIsValue == other.targetIsValue
      && predicate == other.predicate
  }

  fileprivate func merged(with other: Self) -> Self {
    var both = self
    both.weight += other.weight
    both.talks = Set(talks).union(other.talks).sorted()
    both.quote = quote ?? other.quote
    return both
  }
}

extension String {
  fileprivate func precedesByBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
