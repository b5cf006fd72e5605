import Relations
import Testing

@testable import Datalog

/// Atoms of which nobody asks anything but whether they have a row.
@Suite("Existence checks")
struct ExistenceTests {
  private static let facts = """
    .decl n(x: number)
    n(x) :- x = range(0, 3000).
    .decl e(x: number, y: number)
    e(x, x + 1) :- n(x), x < 2000.
    .decl nothing(x: number)
    nothing(x) :- n(x), x < 0.

    """

  private func plan(_ text: String) throws -> [PlanDescription.Rule] {
    let recorder = EvaluationRecorder()
    let program = try Program(sources: [Source(name: "test.dl", text: Self.facts + text)])
    _ = try program.evaluate(options: Options(recorder: recorder))
    return recorder.plan.rules(of: "r").strata.flatMap(\.rules)
  }

  @Test("an atom that binds nothing that is asked for is checked, not gone through")
  func plan() throws {
    let rule = try #require(
      try plan(".decl r(x: number)\nr(x) :- e(_, _), e(y, z), e(z, _), e(x, y).\n.output r").first)
    #expect(
      rule.steps.map(\.description) == [
        "scan e(y, z), 2000 rows", "check e(_, _), 2000 rows", "check e(z, _) on x, 2000 rows",
        "join e(x, y) on y, 2000 rows",
      ])
    #expect(rule.operators.prefix(3) == ["scan", "look for any", "look for any"])
  }

  @Test("bindings of which nothing is needed any more are one")
  func onlyOne() throws {
    let rule = try #require(
      try plan(".decl r(x: number)\nr(7) :- e(y, z), e(z, y + 2).\n.output r").first)
    #expect(rule.operators.contains("take the first"))
  }

  @Test("what shares no variable with the rest is asked before all else")
  func gate() throws {
    let rule = try #require(
      try plan(".decl r(x: number)\nr(x) :- n(x), x > 1, e(y, z), e(z, y + 2).\n.output r").first)
    let gate = try #require(rule.steps.first)
    #expect(gate.description.hasPrefix("ask first e(y, z), "))
    #expect(gate.steps.first?.description == "scan e(y, z), 2000 rows")
    #expect(rule.steps.dropFirst().map(\.description) == ["scan n(x), 3000 rows", "compare x > 1"])
    #expect(rule.operators.first?.hasPrefix("ask first (scan, ") ?? false)
    #expect(rule.operators.dropFirst() == ["scan", "filter", "add rows"])
  }

  @Test("a computation that can fail is done for the same bindings as ever")
  func failing() throws {
    let text = Self.facts + ".decl r(x: number)\nr(x) :- n(x), e(y, z), e(z, w), w / y > 0.\n.output r"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    #expect(throws: EvaluationError.self) { try program.evaluate() }
  }

  @Test("bindings whose row the head has are gone through no further")
  func knownHeads() throws {
    let rule = try #require(
      try plan(".decl r(x: number)\nr(x) :- e(x, y), e(y, z), e(z, w), w > 9.\n.output r").first)
    #expect(rule.operators.contains("skip what the head has"))
  }

  @Test(
    "what has a row does not change the others, what has none takes all of them",
    arguments: [
      ("r(x) :- e(_, _), n(_), n(x).", 3000), ("r(x) :- e(_, _), nothing(_), n(x).", 0),
      ("r(x) :- n(x), e(x, _).", 2000), ("r(x) :- n(x), e(_, x).", 2000),
      ("r(x) :- n(x), e(x, _), e(_, x).", 1999), ("r(x) :- n(x), e(1999, _).", 3000),
      ("r(x) :- n(x), e(2000, _).", 0), ("r(x) :- n(x), e(y, y).", 0),
      ("r(7) :- e(x, y), e(y, z), e(z, _).", 1), ("r(7) :- e(x, y), e(y, x).", 0),
      ("r(x) :- e(y, z), e(z, y + 2), n(x).", 3000), ("r(x) :- e(y, z), e(z, y + 3), n(x).", 0),
      ("r(x) :- n(x), e(y, z), e(z, y + 3), x < 9.", 0), ("r(x) :- n(x), e(y, z), n(y), !n(z).", 0),
      ("r(x) :- n(x), e(y, z), n(y), e(a, b), e(b, a + 2), nothing(_).", 0),
      ("r(x) :- n(x), e(y, z), n(y), e(a, b), e(b, a + 2).", 3000),
      ("r(x) :- n(x), y = count : { n(_) }, e(z, _), z < y.", 3000),
      ("r(x) :- n(x), y = range(0, 9), z = range(0, 9), e(y, z).", 3000),
      ("r(x) :- e(x, y), y < 30, n(z), z < 9, n(w), w < 9, z < w, w < x.", 27),
      ("r(x) :- x = count : { e(_, _), n(_), n(y) }.", 1), ("r(x) :- x = sum y : { n(y), e(_, _) }.", 1),
    ])
  func rows(rule: String, count: Int) throws {
    let text = Self.facts + ".decl r(x: number)\n\(rule)\n.output r"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    for threads in 1...3 {
      var options = Options(workers: Workers(count: threads))
      options.rowsWorthSharing = 16
      #expect(try program.evaluate(options: options)["r"]?.count == count)
    }
  }

  @Test("a recursion finds what exists in whichever round it comes")
  func recursion() throws {
    let found = try answers(
      """
      .decl seed(x: number)
      seed(1). seed(2).
      .decl p(x: number, y: number)
      .decl on(y: number)
      p(x, 0) :- seed(x).
      p(x, y + 1) :- p(x, y), y < 4.
      on(y) :- p(_, y), y >= 3.
      p(x, 100) :- seed(x), on(_).
      p(x + 10, 200) :- on(_), p(x, 100), p(_, 4).
      .output p
      .output on
      """)
    #expect(found["on"] == ["3", "4", "100", "200"])
    #expect(
      found["p"] == [
        "1 0", "1 1", "1 2", "1 3", "1 4", "1 100", "2 0", "2 1", "2 2", "2 3", "2 4", "2 100", "11 200",
        "12 200",
      ])
  }

  @Test("what is asked first may come true in any round, by any of its atoms")
  func growingGate() throws {
    let found = try answers(
      """
      .decl n(x: number)
      n(1). n(2).
      .decl p(x: number)
      .decl q(x: number)
      .decl r(x: number)
      .decl late(x: number)
      p(0).
      p(x + 1) :- p(x), x < 20.
      q(y - 7) :- p(y), y > 6, r(_).
      q(100).
      q(19) :- p(12).
      r(0) :- p(3).
      late(x) :- n(x), p(y), q(y), r(z), p(z).
      late(x + 10) :- late(x), q(y), p(y + 1), y > 10, x < 40.
      n(3) :- late(1).
      p(40) :- late(3).
      .output late
      """)
    #expect(found["late"].map(Set.init) == Set((1...3).flatMap { x in (0...4).map { "\(x + 10 * $0)" } }))
  }

  @Test("a member of a class has a partner, also while the classes grow")
  func classes() throws {
    let found = try answers(
      """
      .decl n(x: number)
      n(1). n(2). n(3). n(4).
      .decl same(x: number, y: number) eqrel
      same(1, 2).
      same(3, x) :- n(x), x = 2, same(_, _).
      same(4, 3) :- n(3), same(_, 3).
      .decl met(x: number)
      met(x) :- n(x), same(x, _).
      .decl any(x: number)
      any(x) :- n(x), same(_, _).
      .output met
      .output any
      """)
    #expect(found == ["met": ["1", "2", "3", "4"], "any": ["1", "2", "3", "4"]])
  }

  @Test("a counter is given every binding")
  func counter() throws {
    let found = try DatalogTests.rows(
      """
      .decl n(x: number)
      n(1). n(2).
      .decl e(x: number, y: number)
      e(1, 1). e(1, 2). e(2, 1).
      .decl c(number: number, x: number)
      c(autoinc(), x) :- n(x), e(_, _).
      .output c
      """)
    #expect(found.count == 6)
  }
}
