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
      OUT/name.csv, as Soufflé does.

      examples:
        talkgraph datalog paths.dl
        talkgraph datalog -F facts -D out paths.dl
        talkgraph datalog -D - paths.dl                 every output to standard output
      """)

  @Argument(help: "The program, or '-' for standard input.", completion: .file(extensions: ["dl"]))
  var program: String

  @Option(
    name: [.customShort("F"), .customLong("fact-dir")], help: "Where facts are read.", completion: .directory)
  var facts = "."

  @Option(
    name: [.customShort("D"), .customLong("output-dir")],
    help: "Where answers are written; '-' for standard output.", completion: .directory)
  var output = "."

  @Option(
    name: [.customShort("j"), .customLong("jobs")],
    help: "How many threads may be used; so far it is always one.")
  var jobs = 1

  @OptionGroup var limits: LimitOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs is a number of threads, 1 or more") }
  }

  func run() throws {
    let files = DatalogFiles(facts: facts, output: output)
    let interrupt = Interrupt()
    let warnings = try files.run(
      program: program,
      limits: limits.limits(), cancellation: interrupt.cancellation,
      standardOutput: Terminal.print)
    for warning in warnings { common.note(warning) }
  }
}
