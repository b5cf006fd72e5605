import Testing

@testable import Datalog

@Suite("Against a slow and obvious evaluator")
struct OracleTests {
  @Test("random programs give the rows that trying everything gives", arguments: 0..<15)
  func randomPrograms(block: Int) throws {
    for seed in UInt64(block * 10)..<UInt64(block * 10 + 10) {
      var generator = RandomProgram(seed: seed)
      let text = generator.text()
      let program = try Program(sources: [Source(name: "seed\(seed).dl", text: text)])
      let expected = NaiveEvaluator(program)
      let found = try program.evaluate(options: Options(limits: Limits(rows: 200_000)))
      for name in generator.names {
        let rows = found[name].map { relation in relation.map { $0 } }
        #expect(rows == expected.rows(of: name), "seed \(seed), relation \(name)\n\(text)")
      }
    }
  }

  @Test("the same program gives the same rows in the same order at every run")
  func repeatable() throws {
    for seed in UInt64(1000)..<1010 {
      var generator = RandomProgram(seed: seed)
      let text = generator.text()
      let program = try Program(sources: [Source(name: "seed\(seed).dl", text: text)])
      func words() throws -> [[UInt64]] {
        try program.evaluate(options: Options(rowOrder: .words)).relations.map { relation in
          relation.indices.flatMap { row in relation.columns.indices.map { relation.word(row, $0) } }
        }
      }
      #expect(try words() == words(), "seed \(seed)")
    }
  }

  @Test("proofs rest on rows that hold, and no proof is less high", arguments: 0..<10)
  func proofs(seed: Int) throws {
    var generator = RandomProgram(seed: UInt64(seed))
    let program = try Program(sources: [Source(name: "seed\(seed).dl", text: generator.text())])
    let answers = try program.evaluate()
    for relation in answers.relations {
      let explainer = try #require(try answers.explainer(of: relation.name))
      for row in relation.prefix(20) {
        let proof = try #require(try explainer.proof(of: relation.name, row: row))
        #expect(proof.row == row)
        #expect(proof.height == measuredHeight(proof))
        #expect(try allHold(proof, answers))
      }
    }
  }

  private func measuredHeight(_ proof: Proof) -> Int {
    guard case .derived(_, _, let premises) = proof.reason else { return 0 }
    let heights = premises.map { premise in
      if case .row(let inner) = premise { measuredHeight(inner) } else { 0 }
    }
    return (heights.max() ?? 0) + 1
  }

  private func allHold(_ proof: Proof, _ answers: Answers) throws -> Bool {
    guard let relation = answers[proof.relation], relation.contains(proof.row) else { return false }
    guard case .derived(_, _, let premises) = proof.reason else { return true }
    return try premises.allSatisfy { premise in
      if case .row(let inner) = premise { try allHold(inner, answers) } else { true }
    }
  }
}
