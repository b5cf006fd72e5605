import Relations

@testable import Datalog

/// Evaluates a program in several ways and compares the answers with the slow evaluator's.
struct OracleComparison {
  enum Difference: CustomStringConvertible {
    /// The program is not checked, or its evaluation ends with an error.
    case complaint(String)
    case rows(variant: String, relation: String, found: [[Value]], expected: [[Value]])

    var isComplaint: Bool { if case .complaint = self { true } else { false } }

    var description: String {
      switch self {
      case .complaint(let text): text
      case .rows(let variant, let relation, let found, let expected):
        "'\(relation)' \(variant)\n  found    \(found)\n  expected \(expected)"
      }
    }
  }

  var seed: UInt64

  /// What differs first; nothing if all is as it should be.
  func difference(_ program: GeneratedProgram) -> Difference? {
    do {
      let checked = try Program(sources: [Source(name: "seed\(seed).dl", text: program.text)])
      var random = SeededGenerator(seed: seed)
      let shuffled = program.shuffled(by: &random)
      let other = try Program(sources: [Source(name: "seed\(seed).dl", text: shuffled.text)])
      let expected = NaiveEvaluator(program.text)
      let variants = [
        ("as it is", checked, 1, true), ("without demand, 2 threads", checked, 2, false),
        ("shuffled, 3 threads", other, 3, true),
      ]
      for (name, program, threads, demand) in variants {
        let options = Options(
          limits: Limits(rows: 200_000), workers: Workers(count: threads), demand: demand)
        let answers = try program.evaluate(options: options)
        if let found = difference(answers.relations, expected, name) { return found }
      }
      let relations = try answersOnDemand(checked)
      if let found = difference(relations, expected, "with demand to the end") { return found }
      return nil
    } catch let error as ProgramError {
      let errors = error.diagnostics.filter { $0.severity == .error }.map { $0.rendered() }
      return .complaint(errors.joined(separator: "\n"))
    } catch {
      return .complaint("\(error)")
    }
  }

  /// The outputs with demand wherever it can be, much though may be asked for; none if nothing can be gained.
  private func answersOnDemand(_ program: Program) throws -> [AnswerRelation] {
    let checked = program.stratified.checked
    let wanted = checked.outputs.map(\.relation)
    let options = Options(limits: Limits(rows: 200_000))
    let evaluator = try program.stratified.evaluatedOnDemand(
      wanted, [:], SymbolTable(), options, Deadline(options.limits), givesUp: false)
    guard let evaluator else { return [] }
    try evaluator.writeOutClasses(wanted)
    let ordering = RowOrdering(evaluator.context, options)
    return try checked.outputs.map { output in
      try ordering.answer(
        output, checked.relations[output.relation.rawValue], evaluator.table(output.relation))
    }
  }

  private func difference(
    _ relations: [AnswerRelation], _ expected: NaiveEvaluator, _ variant: String
  ) -> Difference? {
    for relation in relations {
      let (found, wanted) = (relation.map { $0 }, expected.rows(of: relation.name))
      let isRight = relation.name == "pick" ? isChoice(found, of: wanted) : found == wanted
      guard !isRight else { continue }
      return .rows(variant: variant, relation: relation.name, found: found, expected: wanted)
    }
    return nil
  }

  /// Whether for each first value one of the rows to choose from is there.
  private func isChoice(_ found: [[Value]], of rows: [[Value]]) -> Bool {
    Set(found).isSubset(of: rows) && found.count == Set(found.map { $0[0] }).count
      && Set(found.map { $0[0] }) == Set(rows.map { $0[0] })
  }
}
