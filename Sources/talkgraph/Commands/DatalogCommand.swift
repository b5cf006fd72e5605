import ArgumentParser
import Datalog
import Foundation
import Workbench

struct DatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datalog",
    abstract: "Runs a plain Datalog program, without a graph.",
    discussion: """
      Reads each '.input' relation from FACTS/name.facts (tab-separated) and writes each '.output' relation to \
      OUT/name.csv, as Soufflé does. The directives' parameters ask for other files and formats: any delimiter, \
      RFC 4180, JSON, SQLite, gzip.

      examples:
        talkgraph datalog paths.dl
        talkgraph datalog -F facts -D out paths.dl
        talkgraph datalog -D- paths.dl       every output to standard output
        talkgraph datalog -j auto -M "SIZE=8 FAST" -I lib paths.dl
        talkgraph datalog paths.dl --explain 'path(1, 3)' --why-not 'path(3, 1)'
        talkgraph datalog --show scc-graph paths.dl | dot -Tsvg > strata.svg
      """,
    version: TalkGraph.configuration.version)

  @Argument(help: "The program, or '-' for standard input.", completion: .file(extensions: ["dl"]))
  var program: String

  @Option(
    name: [.customShort("F", allowingJoined: true), .customLong("fact-dir")], help: "Where facts are read.",
    completion: .directory)
  var facts: String?

  @Option(
    name: [.customShort("D", allowingJoined: true), .customLong("output-dir")],
    help: "Where answers are written; '-' for standard output.", completion: .directory)
  var output: String?

  @OptionGroup var souffle: SouffleOptions
  @OptionGroup var refused: RefusedOptions
  @OptionGroup var explanation: ExplanationOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    var request = DatalogRequest(program: program, limits: limits.limits())
    request.facts = facts
    request.output = output
    try souffle.apply(to: &request)
    let files = DatalogFiles(request)
    guard souffle.shows.isEmpty else { return try show(files) }
    if try explanation.run(files, note: { if souffle.showsWarnings { common.note($0) } }) { return }
    let interrupt = Interrupt()
    let recorder = explanation.recorder
    let warnings = try files.run(
      cancellation: interrupt.cancellation, recorder: recorder, standardOutput: Terminal.print)
    try explanation.write(recorder)
    if souffle.showsWarnings { for warning in warnings { common.note(warning) } }
  }

  private func show(_ files: DatalogFiles) throws {
    for view in souffle.shows {
      let text = try files.text(of: view)
      Terminal.print(text)
      if view == .parseErrors, !text.isEmpty { throw ExitCode(2) }
    }
  }
}
