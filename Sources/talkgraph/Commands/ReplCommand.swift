import ArgumentParser
import Datalog
import Foundation
import Workbench

struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Converses in Datalog, over a graph or without one.",
    discussion: """
      Declarations, facts and rules are kept, questions are answered: '?- founderOf(who, org).', \
      '?- who mentioned "AGI".' or 'founderOf(who, "NVIDIA")?'. A statement may take several lines. ':help' shows the \
      commands; Tab completes relations, names and files; Ctrl-C stops an answer, Ctrl-D ends the session.

      Through a pipe, answers go to standard output and errors to standard error with their lines; the exit code is 2 \
      if anything was wrong, 3 if a limit was reached, else 0. At a terminal it is 0.

      examples:
        talkgraph repl talks.talkgraph
        talkgraph repl                    plain Datalog, without a graph
        echo '?- who mentioned "AGI".' | talkgraph repl talks.talkgraph --format tsv
        talkgraph repl talks.talkgraph < questions.dl
      """)

  @Argument(
    help: "A graph file; without one, there is nothing but what you type and load.", completion: .file())
  var graph: String?

  @Option(
    name: [.customShort("F"), .customLong("fact-dir")], help: "Where '.input' finds its files.",
    completion: .directory)
  var facts = "."

  @Option(
    name: [.customShort("j", allowingJoined: true), .customLong("jobs")],
    help: "How many threads may be used, or 'auto' for all there are. (default: auto)")
  var jobs: String?

  @Option(
    parsing: .unconditional,
    help: "Show at most this many rows of each answer (at a terminal 100, unless told otherwise).")
  var limit: Int?

  @Flag(help: "Show the words and the line of each sentence in place of its id.")
  var quotes = false

  @OptionGroup var limits: LimitOptions
  @OptionGroup var table: TableOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let jobs, DatalogRequest.jobs(jobs) == nil {
      throw ValidationError("--jobs is a number of threads, 1 or more, or 'auto'")
    }
    if let limit, limit < 0 { throw ValidationError("--limit is a number of rows, 0 or more") }
  }

  func run() throws {
    // Prompts have no place among answers that go to a file.
    let isTyped = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let interrupt = SessionInterrupt(endsIdleProgram: !isTyped)
    let open = try graph.map { try OpenGraph(reference: $0) }
    var session = try ReplSession(
      graph: open, data: common.data(), settings: settings(isTyped: isTyped), isInteractive: isTyped)
    let output = ReplOutput(
      answer: Terminal.print, note: { common.note($0) }, error: { Terminal.note($0) })
    if isTyped, let editor = LineEditor(program: "talkgraph") {
      common.note(greeting(open))
      TypedSession(editor: editor, interrupt: interrupt, output: output).run(&session)
      return
    }
    try PipedSession(interrupt: interrupt, output: output).run(&session)
  }

  private func settings(isTyped: Bool) -> SessionSettings {
    var settings = SessionSettings()
    settings.format = table.format
    settings.rowsShown = limit ?? (isTyped ? 100 : nil)
    settings.showsQuotes = quotes
    settings.language = common.language
    settings.timeLimit = limits.timeLimit
    settings.rowLimit = limits.rowLimit
    settings.memoryLimit = limits.memoryLimit
    settings.jobs = jobs.flatMap(DatalogRequest.jobs) ?? settings.jobs
    settings.factFolder = facts
    return settings
  }

  private func greeting(_ graph: OpenGraph?) -> String {
    let what = graph.map {
      "\($0.reference), \(counted($0.graph.counts.entities, "entity", plural: "entities"))"
    }
    return
      "talkgraph \(TalkGraph.configuration.version): \(what ?? "Datalog"); ':help' shows the commands, Ctrl-D ends"
  }
}
