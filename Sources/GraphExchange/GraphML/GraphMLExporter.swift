import KnowledgeGraph

/// GraphML as networkx, igraph, Gephi, Cytoscape, Neo4j and yEd all read it.
///
/// All keys come first, then all nodes, then all edges; every edge is directed and has an id; what relates its ends
/// stands in `label` and in `interaction`, the name Cytoscape looks for. A symmetric relation says so in `symmetric`.
/// A literal value (`1950`) is a node of the kind `value`. ``GraphMLReader`` reads back the same graph.
public struct GraphMLExporter: GraphExporter {
  /// For whom the file is written.
  public enum Flavor: String, Sendable, CaseIterable {
    /// Plain data, for everyone.
    case plain
    /// With shapes, colours and labels for yEd beside the data.
    case yed
  }

  public var flavor: Flavor
  /// Which of an entity's names is its `label`; the default label where nil.
  public var labelLanguage: LabelLanguage?
  /// Adds the field `status` and colours by it.
  public var comparison: GraphComparison?

  public init(
    flavor: Flavor = .plain, labelLanguage: LabelLanguage? = nil, comparison: GraphComparison? = nil
  ) {
    self.flavor = flavor
    self.labelLanguage = labelLanguage
    self.comparison = comparison
  }

  public func write(_ graph: EntityGraph, to sink: @escaping ByteSink) throws {
    let xml = try XMLStreamWriter(to: sink)
    let file = FileNodes(graph)
    try startRoot(xml)
    try writeKeys(xml)
    try xml.start("graph", ["id": "G", "edgedefault": "directed"])
    var place = NodePlace(count: graph.nodes.count + file.values.count)
    for node in graph.nodes { try write(node, id: file.id(entity: node.id), at: place.next(), xml) }
    for value in file.values { try writeValue(value, id: file.id(value: value), at: place.next(), xml) }
    for (number, edge) in graph.edges.enumerated() {
      try write(edge, number: number, source: file.source(of: edge), target: file.target(of: edge), xml)
    }
    try xml.finish()
  }
}

extension GraphMLExporter {
  private func startRoot(_ xml: XMLStreamWriter) throws {
    let namespace = "http://graphml.graphdrawing.org/xmlns"
    let schema =
      flavor == .yed
      ? "http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd" : "\(namespace)/1.0/graphml.xsd"
    try xml.start(
      "graphml",
      [
        "xmlns": namespace,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": "\(namespace) \(schema)",
      ])
  }

  private func writeKeys(_ xml: XMLStreamWriter) throws {
    for key in GraphMLKey.allCases where comparison != nil || !key.isForComparisons {
      try xml.element(
        "key", ["id": key.rawValue, "for": key.domain, "attr.name": key.name, "attr.type": key.type])
    }
    if flavor == .yed { try YEdGraphics.writeKeys(xml) }
  }

  private func write(
    _ node: EntityGraph.Node, id: String, at place: NodePlace.Point, _ xml: XMLStreamWriter
  ) throws {
    let label = node.label(in: labelLanguage)
    let status = comparison?.statusOfNode(node)
    let look = status.map { NodeLook(status: $0, kind: node.kind) } ?? NodeLook(kind: node.kind)
    try xml.start("node", ["id": id])
    try data(.nodeLabel, label, xml)
    try data(.nodeKind, node.kind.rawValue, xml)
    try data(.nodeNames, TextList.joined(node.names), xml)
    try data(.nodeMentions, String(node.mentions), xml)
    try data(.nodeTalks, TextList.joined(node.talks), xml)
    try data(.nodeSize, Self.decimal(Self.size(mentions: node.mentions)), xml)
    try data(.nodeColor, look.fill, xml)
    if let status { try data(.nodeStatus, status.rawValue, xml) }
    if flavor == .yed { try YEdGraphics.write(node: label, look: look, at: place, xml) }
    try xml.end()
  }

  private func writeValue(_ value: String, id: String, at place: NodePlace.Point, _ xml: XMLStreamWriter)
    throws
  {
    try xml.start("node", ["id": id])
    try data(.nodeLabel, value, xml)
    try data(.nodeKind, GraphMLKey.valueKind, xml)
    try data(.nodeSize, Self.decimal(Self.size(mentions: 0)), xml)
    try data(.nodeColor, NodeLook.value.fill, xml)
    if flavor == .yed { try YEdGraphics.write(node: value, look: .value, at: place, xml) }
    try xml.end()
  }

  private func write(
    _ edge: EntityGraph.Edge, number: Int, source: String, target: String, _ xml: XMLStreamWriter
  ) throws {
    let status = comparison?.statusOfEdge(edge)
    try xml.start("edge", ["id": "e\(number)", "source": source, "target": target])
    try data(.edgeLabel, edge.predicate, xml)
    try data(.edgeInteraction, edge.predicate, xml)
    try data(.edgeWeight, Self.decimal(Double(edge.weight)), xml)
    try data(.edgeSymmetric, edge.isSymmetric ? "true" : "false", xml)
    try data(.edgeTalks, TextList.joined(edge.talks), xml)
    if let quote = edge.quote { try data(.edgeQuote, quote, xml) }
    if let status { try data(.edgeStatus, status.rawValue, xml) }
    if flavor == .yed {
      let color = status.map(EdgeLook.color(of:)) ?? EdgeLook.stated
      try YEdGraphics.write(edge: edge, color: color, xml)
    }
    try xml.end()
  }

  private func data(_ key: GraphMLKey, _ text: String, _ xml: XMLStreamWriter) throws {
    try xml.element("data", ["key": key.rawValue], text: text.withoutUnwritableCharacters)
  }

  /// A node's diameter in Gephi: the area grows with the mentions.
  private static func size(mentions: Int) -> Double {
    (10 + 3 * Double(max(mentions, 0)).squareRoot()).rounded()
  }

  /// The lexical form of `xs:double` without an exponent.
  private static func decimal(_ value: Double) -> String { "\(value)" }
}
