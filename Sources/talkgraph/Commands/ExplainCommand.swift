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
        talkgraph explain talks.talkgraph 'founderOf(who, "OpenAI")' --format dot | dot -Tsvg > why.svg
      """)

  @Argument(help: "A graph file.", completion: .file(extensions: ["talkgraph"]))
  var graph: String

  @Argument(help: "A fact: a relation and its values.")
  var fact: String

  @Option(name: .shortAndLong, help: "text, json or dot.")
  var format = ExplanationFormat.text

  @Option(help: "Show this many steps from the fact; 0 for all.")
  var depth: Int?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let depth, depth < 0 { throw ValidationError("--depth is a number of steps, 0 for all") }
  }

  func run() throws {
    let explanation = try Explanation(
      of: fact, in: OpenGraph(reference: graph), data: common.data(), language: common.language,
      format: format, depth: depth)
    Terminal.print(explanation.text)
    if !explanation.holds { throw ExitCode(1) }
  }
}

extension ExplanationFormat: ExpressibleByArgument {}
