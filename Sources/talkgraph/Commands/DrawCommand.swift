import ArgumentParser
import Foundation
import GraphExchange
import KnowledgeGraph
import Workbench

struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws a graph, or the part of it around an entity.",
    discussion: """
      SVG, PNG and PDF are laid out by Graphviz ('apt-get install graphviz fonts-noto-cjk'); DOT needs nothing. Without \
      --top or --around the 40 entities named most are drawn.

      examples:
        talkgraph draw talks.talkgraph -o graph.svg
        talkgraph draw talks.talkgraph --around NVIDIA --hops 2 --top 60 -o nvidia.png
        talkgraph draw talks.talkgraph --only person --only organization --lang zh -o people.pdf
      """)

  @Argument(help: "A graph file, or GRAPH#COLLECTION.", completion: .file(extensions: ["talkgraph"]))
  var graph: String

  @OptionGroup var part: SelectionOptions

  @Option(help: "How it is laid out: \(GraphvizEngine.allCases.map(\.rawValue).joined(separator: ", ")).")
  var engine: GraphvizEngine?

  @Option(help: "A title for the picture.")
  var title: String?

  @Option(name: .shortAndLong, help: "svg, png, pdf, html or dot, in place of what the ending says.")
  var format: PictureFormat?

  @Option(
    name: .shortAndLong,
    help: "The file to write, or '-'; its ending says the format: svg, png, pdf, html, dot.",
    completion: .file(extensions: PictureFormat.allCases.map(\.rawValue)))
  var output: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let open = try OpenGraph(reference: graph)
    var selection = part.selection
    if selection.top == nil && selection.around.isEmpty { selection.top = 40 }
    let picture = try open.picture(of: selection, keepsUnconnected: false)
    guard !picture.nodes.isEmpty else {
      throw MessageForUser(
        text: "nothing of the graph is left to draw; ask for less with --only, or --top for more")
    }
    var exporter = DotExporter()
    exporter.engine = engine
    exporter.labelLanguage = common.language
    exporter.title = title
    try write(picture, with: exporter)
    common.note(
      "\(output): \(counted(picture.nodes.count, "entity", plural: "entities")), "
        + counted(picture.edges.count, "connection"))
  }

  private func write(_ picture: EntityGraph, with exporter: DotExporter) throws {
    guard let format = format ?? PictureFormat(path: output) else {
      let endings = PictureFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw MessageForUser(
        text: output == "-"
          ? "say with --format how the picture is to be written: \(endings)"
          : "the ending of \"\(output)\" is no format for pictures; there are \(endings)")
    }
    guard output == "-" else {
      try PictureFile(path: output, format: format, programFolders: DrawCommand.programFolders)
        .draw(picture, with: exporter)
      return
    }
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("talkgraph-\(UUID().uuidString).\(format.rawValue)").path
    defer { unlink(place) }
    try PictureFile(path: place, format: format, programFolders: DrawCommand.programFolders)
      .draw(picture, with: exporter)
    Terminal.print(try InputFile.bytes(of: place))
  }

  /// Where the user's programs are; where they usually are, if his environment does not say.
  private static var programFolders: [String] {
    ProcessInfo.processInfo.environment["PATH"].map { $0.split(separator: ":").map(String.init) }
      ?? GraphvizProgram.usualFolders
  }
}

extension PictureFormat: ExpressibleByArgument {}
extension GraphvizEngine: ExpressibleByArgument {}

/// Which part of a graph.
struct SelectionOptions: ParsableArguments {
  @Option(help: "An entity to show with what is near it; may be repeated.")
  var around: [String] = []

  @Option(parsing: .unconditional, help: "How near: connections away from --around.")
  var hops = 1

  @Option(parsing: .unconditional, help: "Only so many entities, those named most.")
  var top: Int?

  @Option(help: "Only this kind of entity, or this relation; may be repeated.")
  var only: [String] = []

  func validate() throws {
    if hops < 0 { throw ValidationError("--hops is a number of connections, 0 or more") }
    if let top, top < 1 { throw ValidationError("--top is a number of entities, 1 or more") }
  }

  var selection: GraphSelection { GraphSelection(around: around, hops: hops, top: top, only: only) }
}
