import ArgumentParser
import Workbench

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says why a fact is in the graph, down to the words that were said.",
    discussion: """
      examples:
        talkgraph explain talks.talkgraph 'founderOf("Greg Brockman", "OpenAI")'
        talkgraph explain talks.talkgraph 'colleague("Sam Altman", "Greg Brockman")'
      """)

  @Argument(help: "A graph file.", completion: .file(extensions: ["talkgraph"]))
  var graph: String

  @Argument(help: "A fact: a relation and its values.")
  var fact: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let explanation = try FactExplanation(
      of: fact, in: OpenGraph(reference: graph), data: common.data(), language: common.language)
    Terminal.print(explanation.text)
    if !explanation.holds { throw ExitCode(1) }
  }
}
