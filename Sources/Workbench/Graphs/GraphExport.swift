import GraphExchange

/// A graph on its way into another program's format.
public struct GraphExport: Sendable {
  private let graph: OpenGraph
  private let selection: GraphSelection
  private let format: ExportFormat
  private let language: LabelLanguage

  public init(graph: OpenGraph, selection: GraphSelection, format: ExportFormat, language: LabelLanguage) {
    self.graph = graph
    self.selection = selection
    self.format = format
    self.language = language
  }

  /// The format that a file's ending stands for.
  public static func format(of path: String) -> ExportFormat? {
    path.lastIndex(of: ".").flatMap { ExportFormat(fileExtension: String(path[path.index(after: $0)...])) }
  }

  /// Writes it, piece by piece.
  ///
  /// - Parameter sink: receives UTF-8.
  /// - Throws: what the sink and reading the graph throw.
  public func write(to sink: @escaping ([UInt8]) throws -> Void) throws {
    try format.write(
      to: { try sink(Array($0)) }, labelLanguage: language == .chinese ? .chinese : nil,
      graph: { try graph.picture(of: selection) }, contents: { try graph.contents() })
  }
}
