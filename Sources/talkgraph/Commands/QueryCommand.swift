import ArgumentParser
import Workbench

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answers a question over a graph.",
    discussion: """
      A question is one of the library's ('talkgraph query --list'), a .dl file of your own, or Datalog given with -e. \
      Names are understood in any language.

      examples:
        talkgraph query talks.talkgraph who-mentioned entity=AGI
        talkgraph query talks.talkgraph path from="Greg Brockman" to=NVIDIA --format json
        talkgraph query talks.talkgraph -e '?- who mentioned "黄仁勋".'
        talkgraph query talks.talkgraph -e '?- founderOf(person, org), mentioned(person, "compute").'
        talkgraph query talks.talkgraph mine.dl
      """)

  @Argument(help: "A graph file.", completion: .file(extensions: ["talkgraph"]))
  var graph: String?

  @Argument(help: "A query's name or a .dl file, then its parameters as name=value.")
  var query: [String] = []

  @Option(
    name: [.customShort("e"), .customLong("expression")], parsing: .unconditionalSingleValue,
    help: "Datalog, or a question '?- …'; may be repeated.")
  var expressions: [String] = []

  @Flag(help: "Show the words and the line of each sentence in place of its id.")
  var quotes = false

  @Option(parsing: .unconditional, help: "Show at most this many rows of each answer.")
  var limit: Int?

  @Flag(help: "List the library's queries with their parameters.")
  var list = false

  @OptionGroup var limits: LimitOptions
  @OptionGroup var table: TableOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if list { return }
    guard graph != nil else { throw ValidationError("name a graph file, then a query") }
    guard !query.isEmpty || !expressions.isEmpty else {
      throw ValidationError("name a query, a .dl file, or give Datalog with -e; --list shows the queries")
    }
    if !expressions.isEmpty, let name = query.first(where: { !$0.contains("=") }) {
      throw ValidationError("\"\(name)\" and -e are two queries; give one of them")
    }
    if let limit, limit < 0 { throw ValidationError("--limit is a number of rows, 0 or more") }
  }

  func run() throws {
    let library = QueryLibrary(data: try common.data())
    guard !list, let graph else {
      Terminal.print(table.format.render(library.overview))
      return
    }
    let request = try QueryRequest(
      library: library, words: query,
      expression: expressions.isEmpty ? nil : expressions.joined(separator: "\n"),
      limits: limits.limits(rowsShown: limit))
    let interrupt = Interrupt()
    let answer = try GraphQuery(graph: OpenGraph(reference: graph), data: library.data).run(
      request, presentation: QueryPresentation(showsQuotes: quotes, language: common.language),
      cancellation: interrupt.cancellation)
    for warning in answer.warnings { common.note(warning) }
    for (index, part) in answer.tables.enumerated() {
      if answer.tables.count > 1 { Terminal.print((index > 0 ? "\n" : "") + part.name + ":\n") }
      Terminal.print(table.format.render(part.table))
    }
    if answer.tables.allSatisfy(\.table.rows.isEmpty) { common.note("no rows") }
  }
}
