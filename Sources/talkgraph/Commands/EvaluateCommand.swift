import ArgumentParser
import Workbench

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures a graph against hand annotation: precision, recall and F1.",
    discussion: """
      The folder holds one folder a talk, with entities.tsv, mentions.tsv, relations.tsv and speakers.tsv. A talk is \
      found by its file's name in the README, or by the words that the annotation quotes.

      example:
        talkgraph evaluate talks.talkgraph --gold annotation/
      """)

  @Argument(help: "A graph file.", completion: .file(extensions: ["talkgraph"]))
  var graph: String

  @Option(help: "The folder of annotated talks.", completion: .directory)
  var gold: String

  @OptionGroup var table: TableOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let evaluation = try Evaluation(of: OpenGraph(reference: graph), gold: gold)
    for note in evaluation.notes { common.note(note) }
    Terminal.print(table.format.render(evaluation.table))
  }
}
