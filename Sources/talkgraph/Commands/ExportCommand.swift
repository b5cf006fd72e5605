import ArgumentParser
import GraphExchange
import Workbench

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a graph in a format that other programs read.",
    discussion: """
      formats:
      \(ExportFormat.allCases.map { "  \($0.rawValue)  \($0.summary)" }.joined(separator: "\n"))

      examples:
        talkgraph export talks.talkgraph --format graphml -o talks.graphml
        talkgraph export talks.talkgraph --format jsonl | jq 'select(.type == "relation")'
      """)

  @Argument(help: "A graph file, or GRAPH#COLLECTION.", completion: .file(extensions: ["talkgraph"]))
  var graph: String

  @Option(name: .shortAndLong, help: "\(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: ExportFormat?

  @Option(
    name: .shortAndLong,
    help: "A file to write to, in place of standard output; its ending can say the format.",
    completion: .file())
  var output: String?

  @OptionGroup var part: SelectionOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let open = try OpenGraph(reference: graph)
    let file = output.flatMap { $0 == "-" ? nil : $0 }
    guard let format = format ?? file.flatMap(GraphExport.format) else {
      throw MessageForUser(text: "say which format with --format, or by the output file's ending")
    }
    let export = GraphExport(
      graph: open, selection: part.selection, format: format, language: common.language)
    if let file {
      let target = try OutputFile(path: file)
      try export.write { try target.write($0) }
      try target.finish()
    } else {
      try export.write { Terminal.print($0) }
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
