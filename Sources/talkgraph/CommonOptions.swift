import ArgumentParser
import GraphExchange
import Workbench

/// What every command understands.
struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more of what is done.")
  var verbose = false

  @Option(name: .customLong("lang"), help: "The language of labels: en or zh.")
  var language = LabelLanguage.english

  @Option(
    name: .customLong("graph-data"),
    help: "A folder to read the ontology, lexicon and patterns from, in place of those built in.",
    completion: .directory)
  var graphData: String?

  @Option(help: "A folder to read queries from, in place of those built in.", completion: .directory)
  var queries: String?

  /// Writes a note for the user to standard error, unless he wants quiet.
  func note(_ text: String) {
    if !quiet { Terminal.note(text) }
  }

  /// Writes a warning to standard error; it is shown even where quiet is wanted.
  func warn(_ text: String) {
    Terminal.note(Terminal.emphasized("warning:", color: 33) + " " + text)
  }

  func data() throws -> ProgramData {
    try ProgramData(graphFolder: graphData, queriesFolder: queries)
  }
}

extension LabelLanguage: ExpressibleByArgument {}

/// A form tables are shown in.
struct TableOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The form of answers.")
  var format = TableFormat.table
}

extension TableFormat: ExpressibleByArgument {}
