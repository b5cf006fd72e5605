import ArgumentParser
import Workbench

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks that a graph file is whole and its statements are consistent.",
    discussion: """
      Ends with exit code 0 if all is well and 1 if something was found.

      example:
        talkgraph check talks.talkgraph
      """)

  @Argument(help: "A graph file.", completion: .file(extensions: ["talkgraph"]))
  var graph: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let findings = try GraphHealth.findings(inFileAt: graph, data: common.data())
    for finding in findings { Terminal.print(finding + "\n") }
    guard findings.isEmpty else { throw ExitCode(1) }
    common.note("\(graph) is whole, and nothing in it contradicts the ontology")
  }
}
