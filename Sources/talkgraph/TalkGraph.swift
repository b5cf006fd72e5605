import ArgumentParser
import Relations
import Workbench

/// The program: it takes the command line apart and hands the work to the workbench.
@main
struct TalkGraph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "talkgraph",
    abstract: "Turns talk transcripts into a knowledge graph that answers, draws and compares.",
    discussion: """
      Every statement of the graph leads back to the words that were said. Nothing is sent anywhere, and the same \
      talks always give the same graph.

      examples:
        talkgraph build talks/ -o talks.talkgraph
        talkgraph query talks.talkgraph who-mentioned entity=AGI --quotes
        talkgraph draw talks.talkgraph --top 40 -o graph.svg
      """,
    version: "0.1.0",
    subcommands: [
      BuildCommand.self, QueryCommand.self, ShowCommand.self, DrawCommand.self, ExplainCommand.self,
      CheckCommand.self,
      ExportCommand.self,
      DiffCommand.self, EvaluateCommand.self, DatalogCommand.self, ReplCommand.self,
    ])

  static func main() {
    Heap.returnLargeBlocks()
    Terminal.claimStandardStreams()
    do {
      try requireKnownCommand(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.report(error)
    }
  }

  /// Throws for a first word that is no command.
  private static func requireKnownCommand(_ word: String?) throws {
    guard let word, !word.hasPrefix("-") else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    if names.contains(word) || word == "help" { return }
    throw MessageForUser(
      text: "no command is called \"\(word)\"" + NearestNames.suggestion(for: word, among: names)
        + "; 'talkgraph --help' shows them all")
  }

  func run() {
    Terminal.print(
      """
      talkgraph turns a folder of talk transcripts into a knowledge graph. To start with:

        talkgraph build FOLDER -o talks.talkgraph                     read the talks
        talkgraph query talks.talkgraph who-mentioned entity=AGI      ask
        talkgraph draw talks.talkgraph --top 40 -o graph.svg          look

      'talkgraph query --list' shows the questions there are, 'talkgraph --help' every command.

      """)
  }
}
