import GraphExchange
import KnowledgeGraph

/// Draws graphs into files.
///
/// ```swift
/// var exporter = DotExporter()
/// exporter.title = "Around OpenAI"
/// try PictureFile(path: "openai.svg", format: .svg).draw(graph, with: exporter)
/// ```
public struct PictureFile: Sendable {
  public var path: String
  public var format: PictureFormat
  /// Where Graphviz is looked for.
  public var programFolders: [String]
  /// How long Graphviz may take.
  public var timeLimit: Duration

  public init(
    path: String, format: PictureFormat, programFolders: [String] = GraphvizProgram.usualFolders,
    timeLimit: Duration = .seconds(120)
  ) {
    self.path = path
    self.format = format
    self.programFolders = programFolders
    self.timeLimit = timeLimit
  }

  /// Writes the picture; the file appears when it is whole.
  ///
  /// Without Graphviz the DOT is written beside, `openai.dot` for `openai.svg`, before the error is thrown.
  ///
  /// - Throws: ``GraphvizMissing``, ``GraphvizFailed``, ``WorkbenchError/unwritable(path:reason:)``.
  public func draw(_ graph: EntityGraph, with exporter: DotExporter) throws {
    var exporter = exporter
    let engine = exporter.engine ?? .suited(nodes: graph.nodes.count)
    exporter.engine = engine
    let dot = try exporter.bytes(of: graph)
    guard let graphvizFormat = format.graphvizFormat else { return try OutputFile.write(dot, to: path) }
    let program = try program(engine, orKeeping: dot)
    let attributes =
      graph.nodes.count <= LayoutChoice.nodeLimit
      ? try LayoutChoice(program, dot, nodeCount: graph.nodes.count).attributes : []
    exporter.fadesLinesBehindLabels = true
    let picture = try program.picture(
      of: exporter.bytes(of: graph), format: graphvizFormat, attributes: attributes, within: timeLimit)
    try OutputFile.write(
      format == .html ? PicturePage(svg: picture, title: exporter.title ?? "TalkGraph").bytes : picture,
      to: path)
  }

  private func program(_ engine: GraphvizEngine, orKeeping dot: [UInt8]) throws -> GraphvizProgram {
    do throws(GraphvizMissing) {
      return try GraphvizProgram(engine, in: programFolders)
    } catch {
      try OutputFile.write(dot, to: dotPath)
      throw GraphvizMissing(program: error.program, dotPath: dotPath)
    }
  }

  /// The path with `dot` for its ending.
  private var dotPath: String {
    let folderEnd = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let name = path[folderEnd...]
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
    return path[..<folderEnd] + stem + ".dot"
  }
}
