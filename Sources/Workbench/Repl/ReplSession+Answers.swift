import Datalog
import Relations

extension ReplSession {
  /// How many rows are decoded at once, so that a long answer is never held as text.
  private static let pageLength = 5000

  /// Evaluates what a piece asks and shows it.
  mutating func answer(
    _ checked: Program, asking asked: [Statement], since start: ContinuousClock.Instant,
    _ cancellation: Cancellation, _ output: ReplOutput
  ) {
    let names = Set(asked.flatMap(\.names))
    do {
      let answers = try evaluate(checked, cancellation)
      let time = ContinuousClock.now - start
      let relations = answers.relations.filter { $0.isQuery || names.contains($0.name) }
      lastAnswers = relations.last { !$0.onlySize }.map { (answers, $0.name) }
      for (index, relation) in relations.enumerated() {
        if relations.count > 1 { output.answer((index > 0 ? "\n" : "") + title(of: relation)) }
        try show(relation, cancellation, output)
        try graph?.graph.requireRead()
        note(relation, time, output)
      }
    } catch {
      fail(error, output)
    }
  }

  /// Evaluates a sound program within the session's limits.
  func evaluate(
    _ program: Program, _ cancellation: Cancellation, _ recorder: EvaluationRecorder? = nil
  ) throws -> Answers {
    var options = options(cancellation)
    options.recorder = recorder
    let answers = try program.evaluate(facts: facts, symbols: facts.symbols, options: options)
    try graph?.graph.requireRead()
    return answers
  }

  /// The session's limits and threads.
  func options(_ cancellation: Cancellation) -> Options {
    Options(
      limits: settings.limits.forEvaluation, cancellation: cancellation,
      workers: Workers(count: settings.jobs), demand: settings.usesDemand)
  }

  private func title(of relation: AnswerRelation) -> String {
    relation.isQuery ? "answer:\n" : "\(relation.name):\n"
  }

  /// Writes the rows, page by page where the format allows it.
  private func show(_ relation: AnswerRelation, _ cancellation: Cancellation, _ output: ReplOutput) throws {
    var renderer = AnswerRenderer(graph: graph?.graph, presentation: settings.presentation)
    let count = min(relation.count, settings.rowsShown ?? .max)
    guard count > ReplSession.pageLength, [.table, .tsv, .csv].contains(settings.format) else {
      output.answer(settings.format.render(try renderer.table(of: relation, limit: settings.rowsShown)))
      return
    }
    let pages = stride(from: 0, to: count, by: ReplSession.pageLength).map {
      $0..<min(count, $0 + ReplSession.pageLength)
    }
    var layout = TableLayout(columns: relation.columns.map(\.name))
    if settings.format == .table {
      for page in pages where !cancellation.isCancelled {
        layout.measure(try renderer.table(of: relation, rows: page).rows)
      }
      if !cancellation.isCancelled { output.answer(layout.heading) }
    }
    for page in pages where !cancellation.isCancelled {
      let table = try renderer.table(of: relation, rows: page)
      let text = settings.format == .table ? layout.lines(table.rows) : settings.format.render(table)
      // Each page but the first comes without the columns' names.
      let isLater = settings.format != .table && page.lowerBound > 0
      output.answer(isLater ? String(text[text.index(after: text.endOfFirstLine)...]) : text)
    }
  }

  /// How many rows there are, how many of them were shown, how long it took.
  private func note(_ relation: AnswerRelation, _ time: Duration, _ output: ReplOutput) {
    var parts: [String] = []
    if !relation.columns.isEmpty && !relation.onlySize {
      let shown = min(relation.count, settings.rowsShown ?? .max)
      parts.append(relation.totalCount == 0 ? "no rows" : counted(relation.totalCount, "row"))
      if shown < relation.totalCount { parts.append("\(shown) shown") }
    }
    if settings.showsTime { parts.append(time.inSeconds) }
    if !parts.isEmpty { output.note("(\(parts.joined(separator: ", ")))") }
  }
}

extension Duration {
  /// In seconds, with as many digits as tell something.
  var inSeconds: String {
    let (seconds, attoseconds) = components
    let milliseconds = seconds * 1000 + (attoseconds + 500_000_000_000_000) / 1_000_000_000_000_000
    let digits = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits + " s"
  }
}

extension String {
  /// Where the first line ends; lines in tables are never empty of one.
  fileprivate var endOfFirstLine: Index {
    utf8.firstIndex(of: UInt8(ascii: "\n")) ?? index(before: endIndex)
  }
}
