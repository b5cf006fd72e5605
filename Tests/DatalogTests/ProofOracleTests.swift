import Testing

@testable import Datalog

@Suite("Proofs against a slow and obvious checker")
struct ProofOracleTests {
  @Test("every proof follows from the program and has the least height", arguments: 0..<15)
  func proofs(block: Int) throws {
    for seed in UInt64(block * 3)..<UInt64(block * 3 + 3) {
      var generator = SmallRandomProgram(seed: seed)
      let text = generator.text()
      let program = try Program(sources: [Source(name: "seed\(seed).dl", text: text)])
      let checker = ProofChecker(program)
      let heights = checker.leastHeights()
      let answers = try program.evaluate()
      for (index, info) in program.stratified.checked.relations.enumerated() where !info.isHidden {
        let explainer = try #require(try answers.explainer(of: info.name))
        for row in checker.complete.rows(of: info.name).prefix(12) {
          let proof = try #require(try explainer.proof(of: info.name, row: row), "seed \(seed)")
          #expect(proof.row == row && proof.relation == info.name, "seed \(seed)")
          let least = heights[RelationID(rawValue: index)]?[row]
          #expect(proof.height == least, "seed \(seed), \(proof.fact)\n\(text)")
          let fault = checker.fault(of: proof)
          #expect(fault == nil, "seed \(seed): \(fault ?? "")\n\(proof.rendered())\n\(text)")
        }
      }
    }
  }

  @Test(
    "rows that give way, keep others out or are limited are proved from those that are left",
    arguments: 0..<15)
  func unsteadyRows(block: Int) throws {
    for seed in UInt64(block * 4)..<UInt64(block * 4 + 4) {
      var generator = SmallRandomProgram(seed: seed, isUnsteady: true)
      let text = generator.text()
      let program = try Program(sources: [Source(name: "seed\(seed).dl", text: text)])
      let checker = try ProofChecker(believing: program)
      let rootless = checker.rootless()
      let heights = checker.leastHeights(rootless: rootless)
      let answers = try program.evaluate()
      for (index, info) in program.stratified.checked.relations.enumerated() where !info.isHidden {
        let explainer = try #require(try answers.explainer(of: info.name))
        for row in try #require(answers[info.name]).prefix(12) {
          let proof = try #require(try explainer.proof(of: info.name, row: row), "seed \(seed)\n\(text)")
          // Rows that rest on each other alone have no height but that which comes of taking one as given.
          guard let least = heights[RelationID(rawValue: index)]?[row] else { continue }
          #expect(proof.height == least, "seed \(seed), \(proof.fact)\n\(text)")
          let fault = checker.fault(of: proof, rootless: rootless)
          #expect(fault == nil, "seed \(seed): \(fault ?? "")\n\(proof.rendered())\n\(text)")
        }
      }
    }
  }
}
