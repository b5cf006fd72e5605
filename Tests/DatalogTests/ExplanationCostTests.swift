import Relations
import Synchronization
import Testing

@testable import Datalog

@Suite("What explaining costs")
struct ExplanationCostTests {
  /// A clock that is a second older at each look.
  private final class TickingClock: Sendable {
    private let time = Mutex(0)
    private let start = ContinuousClock.now

    var looks: Int { time.withLock { $0 } }

    func pass(_ seconds: Int) { time.withLock { $0 += seconds } }

    func limits(seconds: Int) -> Limits {
      var limits = Limits(time: .seconds(seconds))
      limits.clock = {
        self.start
          + .seconds(
            self.time.withLock { time in
              time += 1
              return time
            })
      }
      return limits
    }
  }

  private func explainer(
    _ fact: String, _ text: String, facts: GivenFacts = GivenFacts(), limits: Limits = Limits()
  ) throws -> Explainer {
    let inquiry = try Inquiry(about: [fact], sources: [Source(name: "test.dl", text: text)])
    return try inquiry.evaluate(facts: facts, options: Options(limits: limits))
  }

  @Test("of a rule's bindings for a row, no more are looked for than the first that proves it")
  func firstBinding() throws {
    let text = """
      .decl e(x: number, y: number) .input e
      .decl twice(x: number)
      twice(x) :- e(x, y), e(x, z), y != z.
      """
    // Half a million bindings for the one row.
    let facts = GivenFacts(["e": Relation(pairs: (0..<700).map { 7 << 32 | $0 })])
    let clock = TickingClock()
    let explainer = try explainer("twice(7)", text, facts: facts, limits: clock.limits(seconds: 1_000_000))
    func proof() throws -> Proof { try explainer.proofs(of: explainer.subjects[0])[0] }
    #expect(
      try proof().rendered() == """
        twice(7)  by test.dl:3: twice(x) :- e(x, y), e(x, z), y != z.
          e(7, 0)  given
          e(7, 1)  given
          0 != 1  as y != z

        """)
    // The heights are known now.
    let before = clock.looks
    _ = try proof()
    #expect(clock.looks - before < 20)
  }

  @Test("of a relation with very many rows, the first ones are at hand")
  func manyRows() throws {
    let explainer = try explainer("n", ".decl n(x: number)\nn(x) :- x = range(0, 150000).")
    let rows = try explainer.rows(of: explainer.subjects[0])
    #expect(rows.count == 100_000)
    #expect(rows.first == [.number(0)] && rows.last == [.number(99_999)])
  }

  @Test("of bindings that are too many to follow, it is said that there are more, to the last condition")
  func followedBindings() throws {
    let text = """
      .decl n(x: number)
      n(x) :- x = range(0, 1000).
      .decl p(x: number)
      p(x) :- n(y), n(z), y + z = 10000, x = y.
      """
    let clock = TickingClock()
    let explainer = try explainer("p(_)", text, limits: clock.limits(seconds: 1_000_000))
    func absence() throws -> String { try explainer.absence(of: explainer.subjects[0]).rendered() }
    let told = try absence()
    #expect(
      told == """
        no row of p(_)
          test.dl:4: p(x) :- n(y), n(z), y + z = 10000, x = y.
            1000 bindings after n(y)
            1000 bindings after x = y
            at least 100000 bindings after n(z)
            at least 0 bindings after y + z = 10000
            with x = 0, y = 0, z = 0: 0 + 0 = 10000 does not hold

        """, "\(told)")
    let before = clock.looks
    _ = try absence()
    #expect(clock.looks - before < 300, "\(clock.looks - before) looks")
  }

  @Test("an explainer has the limits' time for each question")
  func timeForEachQuestion() throws {
    let text = """
      .decl n(x: number)
      n(x) :- x = range(0, 10).
      .output n
      """
    let clock = TickingClock()
    let limits = clock.limits(seconds: 1000)
    let asked = try explainer("n(3)", text, limits: limits)
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate()
    let kept = try #require(try answers.explainer(of: "n", options: Options(limits: limits)))
    for _ in 0..<2 {
      clock.pass(2000)
      #expect(try kept.proof(of: "n", row: [.number(3)])?.height == 1)
      clock.pass(2000)
      #expect(try asked.proofs(of: asked.subjects[0]).count == 1)
      clock.pass(2000)
      #expect(try asked.rows(of: asked.subjects[0]).count == 1)
      clock.pass(2000)
      #expect(try !asked.absence(of: asked.subjects[0]).isAbsent)
    }
  }

  @Test("of a list of thousands of links, and of a tree with shared branches, the first ones are shown")
  func deepRecords() throws {
    let text = """
      .type List = [head: number, tail: List]
      .type Tree = Leaf {} | Node {left: Tree, right: Tree}
      .decl b(n: number, l: List)
      b(0, nil).
      b(n + 1, [n, l]) :- b(n, l), n < 20000.
      .decl t(n: number, t: Tree)
      t(0, $Leaf).
      t(n + 1, $Node(t, t)) :- t(n, t), n < 200.
      """
    let list = try explainer("b(20000, _)", text)
    let proof = try list.proofs(of: list.subjects[0], depth: 0)[0]
    #expect(proof.fact.hasPrefix("b(20000, [19999, [19998, [19997, "))
    #expect(proof.fact.hasSuffix("[19950, …" + String(repeating: "]", count: 50) + ")"))
    #expect(proof.json().rendered().contains("19950,"))
    let tree = try explainer("t(200, _)", text)
    let grown = try tree.proofs(of: tree.subjects[0])[0]
    #expect(grown.height == 201 && grown.fact.contains("…"))
  }

  @Test(
    "rows that are derived a second time for their heights count once, with what had given way or without")
  func countedRows() throws {
    let text = """
      .decl n(x: number)
      n(x) :- x = range(0, 1000).
      .decl best(k: number, x: number)
      best(k, 1) :- n(k).
      best(k, x + 1) :- best(k, x), x < 3.
      best(k, x) <= best(k, y) :- x < y.
      """
    // Two thousand rows, and as many with their heights.
    let explainer = try explainer("best(7, 3)", text, limits: Limits(rows: 4500))
    #expect(try explainer.proofs(of: explainer.subjects[0])[0].reason == .lost)
  }

  @Test(
    "going through rows is interrupted, too", arguments: ["all(60000)", "!e(1, 5)", "!none(1)"])
  func looksAtTheClock(fact: String) throws {
    let text = """
      .decl e(x: number, y: number) .input e
      .decl all(n: number)
      all(n) :- n = count : { e(_, _) }.
      .decl none(x: number)
      none(x) :- e(x, _), !e(59999, _).
      """
    let facts = GivenFacts(["e": Relation(pairs: (0..<60_000).map { $0 << 32 | 7 })])
    let clock = TickingClock()
    let explainer = try explainer(fact, text, facts: facts, limits: clock.limits(seconds: 1_000_000))
    let subject = explainer.subjects[0]
    func ask() throws {
      if subject.isNegated {
        _ = try explainer.absence(of: subject)
      } else {
        _ = try explainer.proofs(of: subject)
      }
    }
    try ask()
    let before = clock.looks
    try ask()
    #expect(clock.looks - before > 50, "\(clock.looks - before) looks")
  }
}
