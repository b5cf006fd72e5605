import Foundation
import Testing

@testable import Datalog

/// `DATALOG_SEED` is the first seed and `DATALOG_PROGRAMS` the number of programs tried, 200 if it is not set.
@Suite("Against a slow and obvious evaluator")
struct OracleTests {
  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private static let firstSeed = setting("DATALOG_SEED") ?? 0
  private static let blocks = (0..<20).map { block in
    let count = setting("DATALOG_PROGRAMS") ?? 200
    return firstSeed + count * block / 20..<firstSeed + count * (block + 1) / 20
  }

  private func program(_ seed: Int) -> GeneratedProgram {
    var generator = RandomProgram(SeededGenerator(seed: UInt64(seed)))
    return generator.make()
  }

  @Test("random programs give the rows that trying everything gives", arguments: blocks)
  func randomPrograms(seeds: Range<Int>) throws {
    for seed in seeds {
      let program = program(seed)
      let comparison = OracleComparison(seed: UInt64(seed))
      guard let difference = comparison.difference(program) else { continue }
      let small = program.shrunk { comparison.difference($0).map { !$0.isComplaint } ?? false }
      let found = comparison.difference(small) ?? difference
      Issue.record("seed \(seed): \(found)\n\(difference.isComplaint ? program.text : small.text)")
    }
  }

  @Test("the same program gives the same rows in the same order at every run")
  func repeatable() throws {
    for seed in 1000..<1010 {
      let program = try Program(sources: [Source(name: "seed\(seed).dl", text: program(seed).text)])
      func words() throws -> [[UInt64]] {
        try program.evaluate(options: Options(rowOrder: .words)).relations.map { relation in
          relation.indices.flatMap { row in relation.columns.indices.map { relation.word(row, $0) } }
        }
      }
      #expect(try words() == words(), "seed \(seed)")
    }
  }

  @Test("proofs rest on rows that hold, and no proof is less high", arguments: 0..<20)
  func proofs(seed: Int) throws {
    var generated = program(seed)
    let program = try Program(sources: [Source(name: "seed\(seed).dl", text: generated.text)])
    generated.outputs = generated.declarations.compactMap { line in
      line.hasPrefix(".decl ") ? String(line.dropFirst(6).prefix { $0 != "(" }) : nil
    }
    // A row that is not output may be used by a proof all the same.
    let whole = try Program(sources: [Source(name: "seed\(seed).dl", text: generated.text)]).evaluate()
    let answers = try program.evaluate()
    for relation in answers.relations where relation.name != "pick" {
      let explainer = try #require(try answers.explainer(of: relation.name))
      for row in relation.prefix(20) {
        let proof = try #require(try explainer.proof(of: relation.name, row: row))
        #expect(proof.row == row)
        #expect(proof.steps.allSatisfy { hasHeight($0, proof) }, "seed \(seed) \(relation.name) \(row)")
        #expect(proof.steps.allSatisfy { holds($0, whole) }, "seed \(seed) \(relation.name) \(row)")
      }
    }
  }

  @Test("rows derived on demand have the heights they have among all rows")
  func heightsOnDemand() throws {
    var partialCount = 0
    for seed in Self.firstSeed..<Self.firstSeed + (Self.setting("DATALOG_PROGRAMS") ?? 200) / 5 {
      let program = try Program(sources: [Source(name: "seed\(seed).dl", text: program(seed).text)])
      let answers = try program.evaluate()
      for relation in answers.relations where relation.name != "pick" {
        let all = try #require(try answers.explainer(of: relation.name, options: Options(demand: false)))
        let asked = try #require(try answers.explainer(of: relation.name))
        for row in relation.prefix(5) {
          let expected = try #require(try all.proof(of: relation.name, row: row))
          let proof = try #require(try asked.proof(of: relation.name, row: row), "seed \(seed) \(row)")
          #expect(proof.height == expected.height, "seed \(seed) \(proof.fact)\n\(proof.rendered())")
          let name = program.stratified.checked.relations.firstIndex { $0.name == relation.name }
          if let name, asked.known.isPartial(RelationID(rawValue: name)) { partialCount += 1 }
        }
      }
    }
    #expect(partialCount > 0)
  }

  private func hasHeight(_ step: Proof.Step, _ proof: Proof) -> Bool {
    guard case .derived = step.reason else { return step.height == 0 }
    return step.height == (step.premises.map { proof.steps[$0].height }.max() ?? 0) + 1
  }

  private func holds(_ step: Proof.Step, _ answers: Answers) -> Bool {
    // An equivalence has hidden relations of the same name.
    step.relation == "same" || answers[step.relation]?.contains(step.row) ?? false
  }
}

@Suite("Making failing programs smaller")
struct ShrinkingTests {
  @Test("only the pieces that a failure needs are left")
  func shrinks() {
    var generator = RandomProgram(SeededGenerator(seed: 7))
    var program = generator.make()
    program.rules.append(GeneratedProgram.Rule(head: "bad(x)", body: ["r0(x)", "r1(x, _)", "x = 1"]))
    let small = program.shrunk { candidate in
      candidate.facts.contains { $0.hasPrefix("r1") }
        && candidate.rules.contains { $0.head == "bad(x)" && $0.body.contains("x = 1") }
    }
    #expect(small.rules.map(\.text) == ["bad(x) :- x = 1."])
    #expect(small.facts.count == 1 && small.outputs.count == 1 && small.declarations.isEmpty)
  }
}
