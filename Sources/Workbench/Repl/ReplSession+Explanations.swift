import Datalog
import GraphExchange
import Relations

/// Why rows are there, and why others are not; Ctrl-C ends the working out of either.
extension ReplSession {
  /// Shows why facts hold, or why a row of the last answer is there.
  func explain(_ text: String, _ cancellation: Cancellation, _ output: ReplOutput) throws {
    let asked = try ExplanationWords(text)
    if let number = asked.row {
      return try explain(row: number, asked.fact, asked.request(), cancellation, output)
    }
    guard !asked.fact.isEmpty else {
      throw WorkbenchError.mistakes([":explain wants a fact, such as 'path(1, 3)', or a row's number"])
    }
    try show(asked.request(explained: [asked.fact]), cancellation, output)
  }

  /// Shows what each rule lacks for a fact.
  func explainAbsence(_ text: String, _ cancellation: Cancellation, _ output: ReplOutput) throws {
    let asked = try ExplanationWords(text)
    guard !asked.fact.isEmpty else {
      throw WorkbenchError.mistakes([":whynot wants a fact, such as 'path(3, 1)', or a relation's name"])
    }
    try show(asked.request(missing: [asked.fact]), cancellation, output)
  }

  private func show(
    _ request: ExplanationRequest, _ cancellation: Cancellation, _ output: ReplOutput
  ) throws {
    let inquiry = try Inquiry(
      about: request.facts, sources: program.sources, environment: programEnvironment)
    let explainer = try inquiry.evaluate(
      facts: facts, symbols: facts.symbols, options: options(cancellation))
    let text = try Explanation(request, explainer, writer: proofWriter).text
    try graph?.graph.requireRead()
    output.answer(text)
  }

  private func explain(
    row number: Int, _ asked: String, _ request: ExplanationRequest, _ cancellation: Cancellation,
    _ output: ReplOutput
  ) throws {
    guard let (answers, name) = lastAnswers, let relation = answers[name] else {
      throw WorkbenchError.mistakes(["nothing was answered yet whose rows could be explained"])
    }
    guard 1...max(1, relation.count) ~= number, !relation.isEmpty else {
      throw WorkbenchError.mistakes([
        "the last answer has \(counted(relation.count, "row")), counted from 1, and no row \(asked)"
      ])
    }
    let explainer = try answers.explainer(of: name, options: options(cancellation))
    let proof = try explainer?.proof(of: name, row: relation[number - 1], depth: request.proofDepth)
    guard let proof else { return }
    var writer = proofWriter
    let text = try writer?.text(of: proof) ?? proof.rendered()
    try graph?.graph.requireRead()
    output.answer(text)
  }

  private var proofWriter: ProofWriter? {
    graph.map { ProofWriter(graph: $0.graph, language: settings.language) }
  }
}

/// What stands after `:explain` or `:whynot`: a fact, and how deep it is gone into.
private struct ExplanationWords {
  let fact: String
  private let depth: Int?

  /// Takes `path(1, 3)? depth=2` apart.
  ///
  /// - Throws: ``WorkbenchError/mistakes(_:)`` for a depth that is no number.
  init(_ text: String) throws(WorkbenchError) {
    var rest = text.trimmed
    var depth: Int?
    if let word = rest.split(whereSeparator: \.isWhitespace).last, word.hasPrefix("depth="),
      !word.contains("\"")
    {
      guard let number = Int(word.dropFirst("depth=".count)), number >= 0 else {
        throw .mistakes([
          "depth wants a number of steps, 0 for all, found \"\(word.dropFirst("depth=".count))\""
        ])
      }
      depth = number
      rest = String(rest.dropLast(word.count)).trimmed
    }
    self.depth = depth
    fact = rest.hasSuffix("?") ? String(rest.dropLast()).trimmed : rest
  }

  /// The number of a row, if that is what is asked about; one that is too large for any row stands for them all.
  var row: Int? {
    let digits = fact.drop { $0 == "-" || $0 == "+" }
    guard !digits.isEmpty, digits.allSatisfy({ "0"..."9" ~= $0 }) else { return nil }
    return Int(fact) ?? .max
  }

  func request(explained: [String] = [], missing: [String] = []) -> ExplanationRequest {
    var request = ExplanationRequest(explained: explained, missing: missing, depth: depth)
    request.isInSession = true
    return request
  }
}
