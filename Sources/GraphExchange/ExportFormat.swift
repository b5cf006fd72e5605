import KnowledgeGraph

/// The formats a graph can be exported in, by the names the command line uses.
public enum ExportFormat: String, Sendable, CaseIterable {
  case graphml
  case yed
  case dot
  case jsonl

  /// What a file of this format is called at its end, without the dot.
  public var fileExtension: String {
    switch self {
    case .graphml, .yed: "graphml"
    case .dot: "dot"
    case .jsonl: "jsonl"
    }
  }

  /// One line for a list of formats.
  public var summary: String {
    switch self {
    case .graphml: "GraphML for networkx, igraph, Gephi, Cytoscape and Neo4j"
    case .yed: "GraphML with the shapes and colours of yEd"
    case .dot: "the language of Graphviz, every connection drawn"
    case .jsonl: "JSON lines: talks, speakers, entities, mentions and relations with their places"
    }
  }

  /// The first format whose files end so; the case does not matter.
  public init?(fileExtension: String) {
    let wanted = fileExtension.lowercased()
    guard let format = Self.allCases.first(where: { $0.fileExtension == wanted }) else { return nil }
    self = format
  }

  /// Writes a graph in this format, asking only for the side of it that the format shows.
  ///
  /// - Parameters:
  ///   - sink: receives the bytes.
  ///   - labelLanguage: which of an entity's names is shown in formats that show one.
  ///   - graph: the picture of the graph.
  ///   - contents: everything in the graph.
  /// - Throws: what the sink and the two closures throw.
  public func write(
    to sink: @escaping ByteSink, labelLanguage: LabelLanguage? = nil,
    graph: () throws -> EntityGraph, contents: () throws -> GraphContents
  ) throws {
    switch self {
    case .graphml:
      try GraphMLExporter(labelLanguage: labelLanguage).write(graph(), to: sink)
    case .yed:
      try GraphMLExporter(flavor: .yed, labelLanguage: labelLanguage).write(graph(), to: sink)
    case .dot:
      var exporter = DotExporter()
      exporter.labelLanguage = labelLanguage
      exporter.thinning = .keepingAll
      try exporter.write(graph(), to: sink)
    case .jsonl:
      try JSONLinesExporter().write(contents(), to: sink)
    }
  }
}
