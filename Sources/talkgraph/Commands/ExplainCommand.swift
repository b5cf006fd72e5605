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
        talkgraph explain talks.talkgraph --why-not 'colleague("Sam Altman", "Jensen Huang")'
        talkgraph explain talks.talkgraph 'founderOf(who, "OpenAI")' --format dot | dot -Tsvg > why.svg
      """)

  @Argument(help: "A graph file.", completion: .file(extensions: ["talkgraph"]))
  var graph: String

  @Argument(help: "A fact: a relation and its values.")
  var fact: String

  @Flag(help: "Say why the fact is not in the graph: what each rule lacks for it.")
  var whyNot = false

  @Option(name: .shortAndLong, help: "The form of the explanation.")
  var format = ExplanationFormat.text

  @Option(help: "Explain this many steps from the fact; 0 for all.")
  var depth: Int?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let depth, depth < 0 { throw ValidationError("--depth is a number of steps, 0 for all") }
    if whyNot, format == .dot { throw ValidationError("--why-not has no picture; take text or json") }
  }

  func run() throws {
    let request = ExplanationRequest(
      explained: whyNot ? [] : [fact], missing: whyNot ? [fact] : [], format: format, depth: depth)
    let explanation = try Explanation(
      request, in: OpenGraph(reference: graph), data: common.data(), language: common.language)
    Terminal.print(explanation.text)
    if !explanation.holds { throw ExitCode(1) }
  }
}

extension ExplanationFormat: ExpressibleByArgument {}
