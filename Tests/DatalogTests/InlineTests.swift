import Testing

@testable import Datalog

@Suite("Inlining")
struct InlineTests {
  static let numbers = """
    .decl n(x: number)
    n(1). n(2). n(3). n(4).
    .decl r(x: number, y: number)
    .output r

    """

  private func rows(_ rules: String) throws -> [String] { try DatalogTests.rows(Self.numbers + rules) }

  @Test("an inlined rule may leave to its user what binds its variables")
  func unboundRule() throws {
    let less = ".decl less(x: number, y: number) inline\nless(x, y) :- x < y.\n"
    #expect(try rows(less + "r(x, y) :- n(x), n(y), less(x, y), less(2, x).") == ["3 4"])
    #expect(try rows(less + "r(x, x) :- n(x), !less(x, 3).") == ["3 3", "4 4"])
    let next = ".decl next(x: number, y: number) inline\nnext(x, x + 1) :- true.\n"
    #expect(try rows(next + "r(x, z) :- n(x), next(x, y), next(y, z), x > 3.") == ["4 6"])
    #expect(try rows(next + "r(x, y) :- n(x), n(y), next(x, y), !next(y, 4).") == ["1 2", "3 4"])
  }

  @Test("a pragma keeps relations from being inlined")
  func excluded() throws {
    let text =
      Self.numbers + """
        .decl big(x: number) inline
        big(x) :- n(x), x > 2.
        .decl small(x: number) inline
        small(x) :- n(x), x < 2.
        r(x, y) :- big(x), small(y).

        """
    for (pragma, inlined) in [
      ("", [true, true]), (".pragma \"inline-exclude\" \"small,x\"", [true, false]),
    ] {
      let program = try Program(sources: [Source(name: "test.dl", text: text + pragma)])
      #expect(["big", "small"].map(program.isInlined) == inlined)
      #expect(try program.evaluate()["r"]?.map { $0.map(\.description) } == [["3", "1"], ["4", "1"]])
    }
  }

  @Test("several rules, constants, repeated and nameless arguments, and inlined rules in inlined ones")
  func shapes() throws {
    let both = """
      .decl b(x: number, y: number) inline
      b(x, x) :- n(x), x > 2.
      b(1, 2).
      b(x, y) :- c(y, x).
      .decl c(x: number, y: number) inline
      c(x, 9) :- n(x), x = 4.

      """
    #expect(try rows(both + "r(x, y) :- b(x, y).") == ["1 2", "3 3", "4 4", "9 4"])
    #expect(try rows(both + "r(x, 0) :- b(x, x).") == ["3 0", "4 0"])
    #expect(try rows(both + "r(x, 0) :- b(x, _), b(_, 2).") == ["1 0", "3 0", "4 0", "9 0"])
    #expect(try rows(both + "r(x, 0) :- b(x, x + 1).") == ["1 0"])
    #expect(try rows(both + "r(x, 0) :- n(x), !b(x, x), !c(x, 9).") == ["1 0", "2 0"])
  }

  @Test("records are taken apart under negation, too")
  func records() throws {
    let text = """
      .type P = [a: number, b: number]
      .type S = Round {r: number} | Flat {}
      .decl p(p: P)
      p([x, y]) :- n(x), n(y), y < 3, x < 3.
      p(nil).
      .decl s(s: S)
      s($Round(1)). s($Round(2)). s($Flat()).
      .decl diagonal(p: P) inline
      diagonal([x, x]) :- x < 2.
      .decl small(s: S) inline
      small($Round(r)) :- r < 2.
      .decl q(p: P)
      q(p) :- p(p), !diagonal(p).
      .decl t(s: S)
      t(s) :- s(s), !small(s).
      .output q
      .output t
      """
    let found = try answers(".decl n(x: number)\nn(1). n(2). n(3).\n" + text)
    #expect(found["q"] == ["nil", "[1, 2]", "[2, 1]", "[2, 2]"])
    #expect(found["t"] == ["$Flat", "$Round(2)"])
  }

  @Test("inside an aggregate the rows of the inlined relation count, not its rules")
  func aggregates() throws {
    let twice = ".decl m(x: number) inline\nm(x) :- n(x), x > 1.\nm(x) :- n(x), x > 2.\n"
    #expect(try rows(twice + "r(k, s) :- k = count : { m(_) }, s = sum x : { m(x) }.") == ["3 9"])
    #expect(
      try rows(twice + "r(k, s) :- n(k), s = count : { m(x), x < k }.") == ["1 0", "2 0", "3 1", "4 2"])
    let total = ".decl t(x: number, s: number) inline\nt(x, count : { n(y), y < x }) :- n(x).\n"
    #expect(try rows(total + "r(x, s) :- t(x, s), s > 1.") == ["3 2", "4 3"])
    #expect(try rows(total + "r(x, x) :- n(x), !t(x, 2).") == ["1 1", "2 2", "4 4"])
  }

  @Test("'no_inline' has its way, and many facts stay a relation")
  func kept() throws {
    let kept = ".decl m(x: number) inline no_inline\nm(x) :- n(x), x > 3.\n"
    #expect(try rows(kept + "r(x, x) :- m(x), n(_), !m(3).") == ["4 4"])
    let facts = ".decl f(x: number) inline\n" + (0..<200).map { "f(\($0))." }.joined()
    #expect(
      try rows(facts + "\nr(x, x) :- n(x), f(x), !f(_), n(2).\nr(x, x) :- f(x), x > 198.") == ["199 199"])
  }

  @Test("the proof of a row shows the rule as written and the rows under the inlined ones")
  func proof() throws {
    let text =
      Self.numbers + ".decl big(x: number) inline\nbig(x) :- n(x), x > 3.\nr(x, y) :- big(x), y = x + 1."
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let proof = try #require(try program.evaluate().proof(of: "r", row: [.number(4), .number(5)]))
    #expect(
      proof.rendered() == """
        r(4, 5)  by test.dl:7: r(x, y) :- big(x), y = x + 1.
          n(4)  stated at test.dl:2
          4 > 3  as x > 3
          5 = 4 + 1  as y = x + 1

        """)
  }

  @Test("who asks about rows sees inlined relations as relations")
  func inquiry() throws {
    let text =
      Self.numbers + ".decl big(x: number) inline\nbig(x) :- n(x), x > 3.\nr(x, y) :- big(x), y = x + 1."
    let inquiry = try Inquiry(about: ["big(x)", "r(4, 5)"], sources: [Source(name: "test.dl", text: text)])
    let explainer = try inquiry.evaluate()
    #expect(try explainer.rows(of: explainer.subjects[0]) == [[.number(4)]])
    #expect(try explainer.proofs(of: explainer.subjects[1])[0].height == 2)
  }

  static let faults = [
    FaultyProgram(
      "a cycle",
      ".decl a(x: number) inline\n.decl b(x: number) inline\n.decl c(x: number)\n"
        + "b(x) :- a(x).\na(x) :- c(x) ; b(x).\nc(1).\nc(x) :- a(x).",
      "1:7: 'a' cannot be inlined, as it depends on itself: a -> b -> a"),
    FaultyProgram(
      "a relation that is written", ".decl a(x: number) inline\na(1).\n.output a",
      "1:7: 'a' is written, so it cannot be inlined"),
    FaultyProgram(
      "a negation with '_'", numbers + ".decl a(x: number) inline\na(x) :- n(x).\nr(1, 1) :- !a(_).",
      "7:13: 'a' is inlined, so it cannot be negated with '_'; name the value"),
    FaultyProgram(
      "a negation of rules with values of their own",
      numbers + ".decl a(x: number) inline\na(x) :- n(x), n(y), y > x.\nr(x, x) :- n(x), !a(x).",
      "7:19: 'a' is inlined, so it cannot be negated: a rule of it has values of its own"),
    FaultyProgram(
      "a variable that no rule binds",
      numbers + ".decl a(x: number) inline\na(x) :- x > 0.\nr(x, 1) :- a(x).",
      "7:14: 'x' is not bound in this rule: it occurs only where nothing gives it a value"),
    FaultyProgram(
      "a counter",
      numbers + ".decl a(x: number, i: number) inline\na(x, autoinc()) :- n(x).\nr(x, y) :- a(x, y).",
      "6:1: a rule with 'autoinc' cannot be inlined"),
  ]

  @Test("each fault is told once, at its place", arguments: faults)
  func fault(program: FaultyProgram) { #expect(complaints(program.text) == program.complaints) }
}
