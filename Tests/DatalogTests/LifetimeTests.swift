import Relations
import Testing

@testable import Datalog

/// What an evaluation holds is freed when nobody asks for it any more: a library's host and a session evaluate often.
@Suite struct LifetimeTests {
  static let programs = [
    "p(x, z) :- p(x, y), e(y, z).",
    "p(x, n) :- e(x, _), n = count : { e(x, _) }.",
    "p(x, n) :- e(x, _), n = max y : { e(x, y), y < x }.",
    "s(x, y) :- e(x, y). .decl s(x: number, y: number) eqrel\np(x, y) :- s(x, y).",
    "p(x, y) <= p(x, z) :- y < z.",
    ".decl c(x: number, y: number) choice-domain x\nc(x, y) :- e(x, y). p(x, y) :- c(x, y).",
    ".decl t(a: symbol)\nt(cat(to_string(x), \"!\")) :- e(x, _). p(n, n) :- n = count : { t(_) }.",
  ]

  @Test(arguments: programs, [1, 3])
  func `an evaluation is freed with its last user`(rule: String, workers: Int) throws {
    let text = """
      .decl e(x: number, y: number)
      e(1, 2). e(2, 3). e(3, 1). e(7, 8).
      .decl p(x: number, y: number)
      p(x, y) :- e(x, y).
      \(rule)
      .output p
      """
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    var options = Options(workers: Workers(count: workers))
    options.rowsWorthSharing = 1
    weak var context: EvaluationContext?
    try withoutActuallyKeeping {
      let wanted = program.stratified.checked.outputs.map(\.relation)
      let evaluator = try program.stratified.evaluated(
        wanted, facts: GivenFacts(), symbols: SymbolTable(), options: options, usingDemand: true)
      context = evaluator.context
      #expect(context != nil)
      let answers = try program.evaluate(options: options)
      let explainer = try answers.explainer(of: "p", options: options)
      _ = try answers["p"]?.prefix(2).map { try explainer?.proof(of: "p", row: $0) }
    }
    #expect(context == nil)
  }

  /// Gives what a body makes a scope of its own.
  private func withoutActuallyKeeping(_ body: () throws -> Void) rethrows { try body() }
}
