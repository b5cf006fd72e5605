import ArgumentParser
import Workbench

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compares two graphs, or two collections of one.",
    discussion: """
      Ends with exit code 0 if they are the same and 1 if they differ. Weights are compared per thousand sentences, \
      so that a large collection and a small one can be. A patch lists the triples to delete from the first ('D') and to \
      add ('A') for it to have those of the second.

      examples:
        talkgraph diff old.talkgraph new.talkgraph
        talkgraph diff talks.talkgraph#2023 talks.talkgraph#2025
        talkgraph diff talks.talkgraph#2023 talks.talkgraph#2025 --format dot -o change.dot
        talkgraph diff old.talkgraph new.talkgraph --format patch -o change.rdfp
      """)

  @Argument(help: "A graph file, or GRAPH#COLLECTION.", completion: .file(extensions: ["talkgraph"]))
  var before: String

  @Argument(help: "The one to compare it with.", completion: .file(extensions: ["talkgraph"]))
  var after: String

  @Option(name: .shortAndLong, help: "text, json, dot, graphml or patch.")
  var format = DiffFormat.text

  @Option(name: .shortAndLong, help: "A file to write to, in place of standard output.", completion: .file())
  var output: String?

  @Flag(help: "List everything, however much it is.")
  var all = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let comparison = try CollectionComparison(
      before: OpenGraph(reference: before), after: OpenGraph(reference: after), language: common.language)
    let bytes = try comparison.render(as: format, showsAll: all)
    if let output, output != "-" {
      try OutputFile.write(bytes, to: output)
    } else if comparison.isEmpty, format == .text {
      // As with diff(1), no difference is no output; people are told beside it.
      common.note("no differences")
    } else {
      Terminal.print(bytes)
    }
    if !comparison.isEmpty { throw ExitCode(1) }
  }
}

extension DiffFormat: ExpressibleByArgument {}
