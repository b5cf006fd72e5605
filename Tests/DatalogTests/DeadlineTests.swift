import Relations
import Synchronization
import Testing

@testable import Datalog

@Suite("Deadlines")
struct DeadlineTests {
  /// A clock that goes on only when it is told to.
  private final class HandClock: Sendable {
    private let time = Mutex(0)
    private let start = ContinuousClock.now

    var seconds: Int { time.withLock { $0 } }

    func pass(_ seconds: Int) { time.withLock { $0 += seconds } }

    /// So long as the limit, and a second older at each look if it ticks.
    func limits(seconds: Int, ticks: Bool = false) -> Limits {
      var limits = Limits(time: .seconds(seconds))
      limits.clock = {
        self.start
          + .seconds(
            self.time.withLock { time in
              if ticks { time += 1 }
              return time
            })
      }
      return limits
    }
  }

  private let text = """
    .decl a(x: number)
    .decl b(x: number)
    .input a, b
    .decl n(x: number)
    n(x) :- a(x).
    n(x) :- b(x).
    n(x + 1) :- n(x).
    .limitsize n(n=50)
    .output n
    """

  /// Where an evaluation ends whose facts take so many seconds each to read.
  private func ending(_ limits: Limits, reading: @escaping (String) -> Void) throws -> String {
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let facts = FileFacts { name in
      reading(name)
      return Array("1\n2\n3\n".utf8)
    }
    do {
      let answers = try program.evaluate(facts: facts, options: Options(limits: limits))
      return "\(answers["n"]?.count ?? 0) rows"
    } catch let error as EvaluationError {
      return error.description
    }
  }

  @Test("no time at all ends an evaluation before it reads anything")
  func noTime() throws {
    let ending = try ending(Limits(time: .zero)) { Issue.record("\($0) is read") }
    #expect(ending == "the time limit of 0.0 seconds was reached in 'a', round 0, at 0 rows")
  }

  @Test(
    "the files share one limit",
    arguments: [
      (4, "50 rows"), (5, "the time limit of 10.0 seconds was reached in 'b', round 0, at 0 rows"),
      (11, "the time limit of 10.0 seconds was reached in 'a', round 0, at 0 rows"),
    ])
  func filesShareTime(secondsEach: Int, expected: String) throws {
    let clock = HandClock()
    #expect(try ending(clock.limits(seconds: 10)) { _ in clock.pass(secondsEach) } == expected)
  }

  @Test("what reading took is not there for deriving")
  func readingAndDerivingShareTime() throws {
    let (idle, busy) = (HandClock(), HandClock())
    #expect(try ending(idle.limits(seconds: 1000, ticks: true)) { _ in } == "50 rows")
    let ending = try ending(busy.limits(seconds: 1000, ticks: true)) { _ in busy.pass(490) }
    #expect(ending.hasPrefix("the time limit of 1000.0 seconds was reached in 'n', round "))
  }

  @Test("putting answers in order is within the limit, too")
  func orderingSharesTime() throws {
    let clock = HandClock()
    let symbols = SymbolTable()
    let program = try Program(
      sources: [Source(name: "test.dl", text: ".decl a(x: number)\na(3). a(1).\n.output a")])
    let options = Options(limits: clock.limits(seconds: 10))
    let checked = program.stratified.checked
    let evaluator = try program.stratified.evaluated(
      checked.outputs.map(\.relation), facts: GivenFacts(), symbols: symbols, options: options)
    clock.pass(10)
    let error = #expect(throws: EvaluationError.self) {
      try RowOrdering(evaluator.context, options)
        .answer(checked.outputs[0], checked.relations[0], evaluator.table(checked.outputs[0].relation))
    }
    #expect(
      error?.description == "the time limit of 10.0 seconds was reached in 'a', round 0, at 2 rows")
  }

  /// Rows that are put in order by texts, by records, and by words too wide for one key.
  private static let longAnswers = [
    ".decl p(x: symbol)\np(cat(to_string((x * 7919) % 40009), \"!\")) :- n(x).\n.output p",
    ".type R = [x: number]\n.decl p(x: R)\np([(x * 7919) % 40009]) :- n(x).\n.output p",
    ".decl p(x: float, y: float)\np(to_float((x * 7919) % 40009), to_float(x)) :- n(x).\n.output p",
  ]

  @Test(
    "rows are put in order with many a look at the clock, any of which may be the last",
    arguments: longAnswers, [1, 2])
  func orderingLooksAtTheClock(output: String, workers: Int) throws {
    let program = try Program(
      sources: [Source(name: "test.dl", text: ".decl n(x: number)\nn(x) :- x = range(0, 40000).\n" + output)])
    let clock = HandClock()
    let options = Options(
      limits: clock.limits(seconds: 1_000_000, ticks: true), workers: Workers(count: workers))
    let directive = program.stratified.checked.outputs[0]
    let info = program.stratified.checked.relations[directive.relation.rawValue]
    func evaluator() throws -> Evaluator {
      try program.stratified.evaluated(
        [directive.relation], facts: GivenFacts(), symbols: SymbolTable(), options: options)
    }
    let whole = try evaluator()
    let start = clock.seconds
    let answer = try RowOrdering(whole.context, options).answer(
      directive, info, whole.table(directive.relation))
    let looks = clock.seconds - start
    #expect(answer.count == 40_000 && looks > 20, "\(looks) looks")
    for last in [1, looks / 3, looks / 2, looks] {
      let begin = clock.seconds + 1
      let evaluator = try evaluator()
      clock.pass(begin + 1_000_000 - clock.seconds - last)
      #expect(throws: EvaluationError.self) {
        try RowOrdering(evaluator.context, options).answer(
          directive, info, evaluator.table(directive.relation))
      }
    }
  }

  @Test(
    "a relation that is there at once does not let the next one be read when it is over", arguments: [1, 3])
  func cancelledBetweenRelations(workers: Int) throws {
    let cancellation = Cancellation()
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let facts = CancellingFacts(cancellation: cancellation)
    let options = Options(cancellation: cancellation, workers: Workers(count: workers))
    let error = #expect(throws: EvaluationError.self) { try program.evaluate(facts: facts, options: options) }
    #expect(error?.description == "stopped on request in 'a', round 0, at 3 rows")
  }

  /// Relations at hand, the first of which is the last one wanted.
  private struct CancellingFacts: FactSource {
    let cancellation: Cancellation

    func rows(for input: Input, symbols: inout SymbolTable) -> Relation? {
      #expect(input.relation == "a")
      cancellation.cancel()
      return Relation(arity: 1, rows: [1, 2, 3])
    }
  }
}
