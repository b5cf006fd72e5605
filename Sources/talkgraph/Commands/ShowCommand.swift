import ArgumentParser
import Workbench

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what a graph knows of an entity or a talk.",
    discussion: """
      examples:
        talkgraph show talks.talkgraph NVIDIA
        talkgraph show talks.talkgraph 黄仁勋 --lang zh
        talkgraph show talks.talkgraph                       the graph as a whole
      """)

  @Argument(help: "A graph file.", completion: .file(extensions: ["talkgraph"]))
  var graph: String

  @Argument(help: "An entity's name in any language, or a talk's id or title.")
  var name: String?

  @Option(help: "Show at most this many quotes.")
  var quotes = 5

  @OptionGroup var common: CommonOptions

  func run() throws {
    let graph = try OpenGraph(reference: graph)
    Terminal.print(try Card.text(of: name, in: graph, language: common.language, quotes: quotes))
  }
}
