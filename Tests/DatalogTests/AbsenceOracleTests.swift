import Testing

@testable import Datalog

@Suite("What is lacking, against trying everything")
struct AbsenceOracleTests {
  @Test("counts of bindings and rows that are missing are as a slow evaluator finds them", arguments: 0..<10)
  func claims(block: Int) throws {
    for seed in UInt64(block * 3)..<UInt64(block * 3 + 3) {
      var generator = SmallRandomProgram(seed: seed)
      let text = generator.text()
      let names = (3..<9).map { "r\($0)" }
      let program = try Program(sources: [Source(name: "seed\(seed).dl", text: text)])
      let complete = ClauseEvaluator(program)
      let offset = complete.rows(of: "r0").first?.first.map(\.description) ?? "0"
      for name in names {
        let arity = program.columns(of: name)?.count ?? 0
        let fact = "\(name)(\(Array(repeating: offset, count: arity).joined(separator: ", ")))"
        let inquiry = try Inquiry(about: [fact], sources: [Source(name: "seed\(seed).dl", text: text)])
        let explainer = try inquiry.evaluate()
        let found = try explainer.absence(of: explainer.subjects[0], depth: 3)
        let row = found.pattern.compactMap { $0 }
        #expect(found.isAbsent != complete.rows(of: name).contains(row), "seed \(seed), \(fact)\n\(text)")
        let fault = fault(of: found, complete)
        #expect(fault == nil, "seed \(seed): \(fault ?? "")\n\(found.rendered())\n\(text)")
      }
    }
  }

  /// What is claimed wrongly.
  private func fault(of absence: Absence, _ complete: ClauseEvaluator) -> String? {
    guard case .absent(let attempts) = absence.outcome else { return nil }
    for row in absence.nearest where !complete.rows(of: absence.relation).contains(row) {
      return "\(absence.relation) has no \(row)"
    }
    for attempt in attempts {
      if let last = attempt.survivals.last, last.count > 0 {
        return "\(attempt.rule) is said to give the row, or to fail after its conditions"
      }
      switch attempt.failure {
      case .noRow(let relation, let pattern, let nearest, let because):
        let rows = complete.rows(of: relation)
        if rows.contains(where: { fits($0, pattern) }) { return "\(relation) has a row of \(pattern)" }
        if let row = nearest.first(where: { !rows.contains($0) }) { return "\(relation) has no \(row)" }
        if let because, let fault = fault(of: because, complete) { return fault }
      case .row(let relation, let row):
        if !complete.rows(of: relation).contains(row) { return "\(relation) has no \(row)" }
      default: break
      }
    }
    return nil
  }

  private func fits(_ row: [Value], _ pattern: [Value?]) -> Bool {
    zip(row, pattern).allSatisfy { value, wanted in wanted == nil || wanted == value }
  }

  @Test("as many bindings survive each atom as a slow evaluator finds")
  func survivals() throws {
    let text = """
      .decl e(x: number, y: number)
      e(1, 2). e(1, 3). e(2, 3). e(3, 4). e(3, 5).
      .decl two(x: number, z: number)
      two(x, z) :- e(x, y), e(y, z), z > 7, !e(z, x).
      """
    let inquiry = try Inquiry(about: ["two(x, z)"], sources: [Source(name: "test.dl", text: text)])
    let explainer = try inquiry.evaluate()
    guard case .absent(let attempts) = try explainer.absence(of: explainer.subjects[0]).outcome else {
      Issue.record("there is no such row")
      return
    }
    #expect(attempts.map { $0.survivals.map(\.count) } == [[5, 5, 0]])
  }
}
