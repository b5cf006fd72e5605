import Datalog
import GraphExchange
import Relations

extension ReplSession {
  /// How many proofs are shown where a fact is left open.
  private static let proofLimit = 20

  /// Shows why a fact holds, or a row of the last answer.
  mutating func explain(_ text: String, _ cancellation: Cancellation, _ output: ReplOutput) throws {
    if let number = Int(text) { return try explain(row: number, output) }
    guard !text.isEmpty else {
      throw WorkbenchError.mistakes([":explain wants a fact, such as 'path(1, 3)', or a row's number"])
    }
    let pattern = try FactPattern(text.hasSuffix("?") ? String(text.dropLast()) : text)
    let question = try check(program, adding: Source(name: "<fact>", text: pattern.question))
    let columns = question.columns(of: pattern.relation) ?? []
    let asked = try check(program, adding: Source(name: "<fact>", text: pattern.program(columns: columns)))
    let answers = try evaluate(asked, cancellation)
    let rows = answers["explained"].map(Array.init) ?? []
    guard !rows.isEmpty, !pattern.isNegated else {
      let holds = pattern.isNegated == rows.isEmpty
      output.answer("\(pattern.isNegated ? "!" : "")\(pattern.fact) \(holds ? "holds" : "does not hold")\n")
      if pattern.isNegated, !rows.isEmpty { try show(rows, of: pattern.relation, answers, output) }
      return
    }
    try show(rows, of: pattern.relation, answers, output)
  }

  /// Shows why a row of the last answer is there.
  private func explain(row number: Int, _ output: ReplOutput) throws {
    guard let (answers, name) = lastAnswers, let relation = answers[name] else {
      throw WorkbenchError.mistakes(["nothing was answered yet whose rows could be explained"])
    }
    guard 1...max(1, relation.count) ~= number, !relation.isEmpty else {
      throw WorkbenchError.mistakes([
        "the last answer has \(counted(relation.count, "row")), no row \(number)"
      ])
    }
    try show([relation[number - 1]], of: name, answers, output)
  }

  private func show(
    _ rows: [[Value]], of relation: String, _ answers: Answers, _ output: ReplOutput
  ) throws {
    guard let explainer = try answers.explainer(of: relation, limits: settings.limits.forEvaluation) else {
      return
    }
    var writer = graph.map { ProofWriter(graph: $0.graph, language: settings.language) }
    for (index, row) in rows.prefix(ReplSession.proofLimit).enumerated() {
      guard let proof = try explainer.proof(of: relation, row: row) else { continue }
      output.answer((index > 0 ? "\n" : "") + (try writer?.text(of: proof) ?? proof.rendered()))
    }
    if rows.count > ReplSession.proofLimit { output.note("and \(rows.count - ReplSession.proofLimit) more") }
  }
}
