import KnowledgeGraph

/// A picture of a graph in the language of Graphviz.
///
/// Kinds are told by colour and shape (``NodeLook``), a node's font grows with its mentions, an edge's width with its
/// weight. A relation carries its predicate, a co-mention nothing; symmetric edges have no arrowhead. Tooltips hold
/// all names and a quote. A legend and a line that says what was left out stand in the lower left corner.
///
/// ```swift
/// var exporter = DotExporter()
/// exporter.title = "Around OpenAI"
/// let dot = try exporter.text(of: graph)
/// ```
public struct DotExporter: GraphExporter {
  /// Written into the file as its default layout; by the number of nodes where nil.
  public var engine: GraphvizEngine?
  /// Which edges are drawn; by the size of the graph where nil.
  public var thinning: EdgeThinning?
  /// Which of an entity's names is shown, and the language of the legend.
  public var labelLanguage: LabelLanguage?
  /// A line above the legend.
  public var title: String?
  /// A line below the legend, such as what a selection left out.
  public var note: String?
  /// Whether there is a legend.
  public var showsLegend = true
  /// Whether the lines behind a label are faded, so that it can be read across them.
  ///
  /// Labels are then more than text, which only Graphviz understands.
  public var fadesLinesBehindLabels = false
  /// Colours by which of two graphs has a part.
  public var comparison: GraphComparison?

  public init() {}

  public func write(_ graph: EntityGraph, to sink: @escaping ByteSink) throws {
    var output = TextOutput(to: sink)
    let file = FileNodes(graph)
    let thinning = thinning ?? EdgeThinning.suited(to: graph)
    let edges = thinning.applied(to: graph.edges, comparison: comparison)
    let drawing = DotDrawing(
      graph: graph, edges: edges.drawn, words: PictureWords(labelLanguage), labelLanguage: labelLanguage,
      comparison: comparison, file: file, fadesLines: fadesLinesBehindLabels)

    try output.writeLine("digraph talkgraph {")
    try writeDefaults(nodes: graph.nodes.count + file.values.count, &output)
    try output.writeLine("  label=\(legend(graph, edges, thinning).dot)")
    for (number, node) in graph.nodes.enumerated() {
      try output.writeLine(drawing.line(node, number: number))
    }
    for value in file.values { try output.writeLine(drawing.line(value: value)) }
    for edge in edges.drawn { try output.writeLine(drawing.line(edge)) }
    try output.writeLine("}")
    try output.flush()
  }

  /// Fonts that hold Chinese, for Debian, Windows and macOS, then whatever there is.
  static let fonts = "Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif"

  private func writeDefaults(nodes: Int, _ output: inout TextOutput) throws {
    let engine = engine ?? .suited(nodes: nodes)
    try output.writeLine(
      "  graph [layout=\(engine.rawValue), charset=\"UTF-8\", bgcolor=\"white\", pad=\"0.3\",")
    for (name, value) in engine.attributes(nodes: nodes) { try output.write("    \(name)=\"\(value)\",") }
    try output.write("\n    fontname=\"\(Self.fonts)\", outputorder=\"edgesfirst\",")
    try output.writeLine(" labelloc=\"b\", labeljust=\"l\", tooltip=\" \"]")
    try output.write("  node [style=\"filled\", fontname=\"\(Self.fonts)\", fontcolor=\"\(NodeLook.text)\",")
    try output.writeLine(" penwidth=\"1.2\", height=\"0.3\", width=\"0.4\"]")
    try output.write(
      "  edge [fontname=\"\(Self.fonts)\", fontsize=\"10\", fontcolor=\"\(nodes > 100 ? EdgeLook.faintLabel : EdgeLook.label)\","
    )
    try output.writeLine(" arrowsize=\"0.7\"]")
  }

  private func legend(
    _ graph: EntityGraph, _ edges: ThinnedEdges, _ thinning: EdgeThinning
  ) -> DotLegend {
    let words = PictureWords(labelLanguage)
    var lines = [
      words.size(entities: graph.nodes.count, connections: edges.drawn.reduce(0) { $0 + $1.parts.count })
    ]
    if edges.leftOut > 0 {
      lines.append(
        words.leftOut(
          edges.leftOut, perNode: thinning.perNode, minimumMentions: thinning.minimumMentions))
    }
    if let note { lines.append(note) }
    return DotLegend(
      title: title, entries: showsLegend ? DotLegend.entries(graph, comparison, words) : [], lines: lines,
      fontSize: max(12, min(28, 1.6 * Double(graph.nodes.count).squareRoot())))
  }
}
