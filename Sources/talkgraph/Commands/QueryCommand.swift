import ArgumentParser
import Datalog
import Foundation
import GraphExchange
import Workbench

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answers a question over a graph.",
    discussion: """
      A question is one of the library's ('talkgraph query --list'), a .dl file of your own ('-': standard input), or \
      Datalog given with -e. Names are understood in any language.

      examples:
        talkgraph query talks.talkgraph who-mentioned entity=AGI
        talkgraph query talks.talkgraph path from="Greg Brockman" to=NVIDIA --format json
        talkgraph query talks.talkgraph -e '?- who mentioned "黄仁勋".'
        talkgraph query talks.talkgraph -e '?- founderOf(person, org), mentioned(person, "compute").'
        talkgraph query talks.talkgraph mine.dl
        echo '?- kind(what, "work").' | talkgraph query talks.talkgraph -
        talkgraph query talks.talkgraph mine.dl --why-not 'rival("AMD", "NVIDIA")'
      """)

  @Argument(help: "A graph file.", completion: .file(extensions: ["talkgraph"]))
  var graph: String?

  @Argument(help: "A query's name, a .dl file or '-', then its parameters as name=value.")
  var query: [String] = []

  @Option(
    name: [.customShort("e"), .customLong("expression")], parsing: .unconditionalSingleValue,
    help: "Datalog, or a question '?- ….' or '…?'; may be repeated.")
  var expressions: [String] = []

  @Flag(help: "Show the words and the line of each sentence in place of its id.")
  var quotes = false

  @Option(parsing: .unconditional, help: "Show at most this many rows of each answer.")
  var limit: Int?

  @Flag(help: "List the library's queries with their parameters.")
  var list = false

  @Option(
    name: [.customShort("j", allowingJoined: true), .customLong("jobs")],
    help: "How many threads may be used, or 'auto' for all there are. (default: auto)")
  var jobs: String?

  @Flag(help: "Derive all rows of every relation, not only those that the answers need.")
  var noDemand = false

  @OptionGroup var explanation: ExplanationOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var table: TableOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if list { return }
    guard graph != nil else { throw ValidationError("name a graph file, then a query") }
    if let jobs, DatalogRequest.jobs(jobs) == nil {
      throw ValidationError("--jobs is a number of threads, 1 or more, or 'auto'")
    }
    guard !query.isEmpty || !expressions.isEmpty || explanation.explainsRows else {
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
    if !FileManager.default.fileExists(atPath: graph), library.entries.contains(where: { $0.name == graph }) {
      throw MessageForUser(
        text: "\"\(graph)\" is a query; a graph file comes before it: query GRAPH \(graph) …")
    }
    // A graph that is not there is told before a query that is not.
    let query = GraphQuery(graph: try OpenGraph(reference: graph), data: library.data)
    let request = try request(library)
    let question = GraphQuestion(query: query, request: request, language: common.language)
    if try explanation.run(question, note: { common.note($0) }) { return }
    let interrupt = Interrupt()
    let recorder = explanation.recorder
    let answer = try query.run(
      request, presentation: QueryPresentation(showsQuotes: quotes, language: common.language),
      cancellation: interrupt.cancellation, recorder: recorder)
    show(answer)
    try explanation.write(recorder)
  }

  private func request(_ library: QueryLibrary) throws -> QueryRequest {
    // Rows of the graph can be explained without a query.
    let isOnlyExplained = query.isEmpty && expressions.isEmpty
    var request = try QueryRequest(
      library: library, words: query,
      expression: expressions.isEmpty && !isOnlyExplained ? nil : expressions.joined(separator: "\n"),
      limits: limits.limits(rowsShown: limit))
    request.jobs = jobs.flatMap(DatalogRequest.jobs)
    request.usesDemand = !noDemand
    return request
  }

  private func show(_ answer: QueryAnswer) {
    for warning in answer.warnings { common.note(warning) }
    for (index, part) in answer.tables.enumerated() {
      if answer.tables.count > 1 { Terminal.print((index > 0 ? "\n" : "") + part.name + ":\n") }
      Terminal.print(table.format.render(part.table))
    }
    if answer.tables.allSatisfy(\.table.rows.isEmpty) { common.note("no rows") }
  }
}

/// A query over a graph, as far as it can be explained.
private struct GraphQuestion: Explainable {
  let query: GraphQuery
  let request: QueryRequest
  let language: LabelLanguage

  func plan(_ format: ExplanationFormat, cancellation: Cancellation?) throws -> String {
    try query.plan(request, format, cancellation: cancellation)
  }

  func explain(
    _ asked: ExplanationRequest, cancellation: Cancellation?
  ) throws -> (explanation: Explanation, warnings: [String]) {
    try query.explain(asked, of: request, language: language, cancellation: cancellation)
  }
}
