import Testing

@testable import Datalog

@Suite("Plans, rounds and what is refused")
struct PlanTests {
  private static let closure = """
    .decl e(x: number, y: number)
    e(1, 2). e(2, 3).
    .decl p(x: number, y: number)
    p(x, y) :- e(x, y).

    """

  @Test(
    "a plan names versions that there are, and each atom once",
    arguments: [
      ("p(x, z) :- p(x, y), p(y, z). .plan 0:(1,2), 1:(2,1)", nil),
      (
        "p(x, z) :- p(x, y), p(y, z).\n.plan 2:(1,2)",
        "6:9: there is no version 2 of this rule, only versions 0 to 1"
      ),
      (
        "p(x, z) :- e(x, y), p(y, z). .plan 1:(1,2)",
        "5:38: there is no version 1 of this rule, only version 0"
      ),
      ("p(x, z) :- e(x, y), p(y, z). .plan 0:(2)", "5:38: the rule has 2 atoms, but this order has 1"),
      (
        "p(x, z) :- e(x, y), p(y, z). .plan 0:(2,2)",
        "5:38: this order does not have each atom from 1 to 2 once"
      ),
      (
        "p(x, z) :- e(x, y), e(y, z). .plan 0:(1,2)",
        "5:38: this '.plan' orders nothing: the rule does not depend on its own head"
      ),
      ("p(x, y) <= p(x, z) :- z < y. .plan 0:(1,2)", nil),
      (".plan 0:(1,2)", nil),
      ("p(1, 2). .plan 0:(1)", "5:10: '.plan' follows a rule, whose atoms it orders"),
      (".plan a", "5:7: expected the number of a version, as in '.plan 0:(1,2)', found 'a'"),
    ])
  func plans(rule: String, expected: String?) {
    let text = Self.closure + rule
    let isAlone = rule == ".plan 0:(1,2)"
    let wanted =
      isAlone ? "5:9: this '.plan' orders nothing: the rule does not depend on its own head" : expected
    #expect(complaints(text).first { !$0.contains("warning") } == wanted)
  }

  @Test("a rule can tell the round in which it runs, and rows the round that brought them")
  func rounds() throws {
    let found = try answers(
      """
      .decl r(x: number)
      .decl seen = debug_delta(r)
      r(7).
      r(x + 1) :- r(x), recursive_iteration_cnt() < 4.
      .output r
      .output seen
      """)
    #expect(found == ["r": ["7", "8", "9", "10"], "seen": ["7 0", "8 1", "9 2", "10 3"]])
  }

  @Test(
    "what is not supported is said at its place, and nothing else",
    arguments: [
      (
        ".functor f(number, x: symbol): number stateful\n.decl p(x: number)\np(@f(1, \"a\")).",
        [
          "1:1: the user-defined functor 'f' is not supported: this engine loads no C++ code",
          "3:3: the user-defined functor '@f' is not supported",
        ]
      ),
      (
        ".decl e(x: number)\ne(1).\n.decl p(x: number)\np(n) :- n = @@fold x: 0, { e(x) }.",
        ["4:13: the user-defined aggregate '@@fold' is not supported"]
      ),
      (
        ".type I <: number\n.lattice I<> { Bottom -> 0, Lub -> @f(_, _), Glub -> 1 }\n.decl p(x: I<>)\np(1).",
        [
          "2:1: the lattice 'I<>' is not supported: its values are joined by user-defined functors",
          "2:46: no operation of a lattice is called 'Glub'; did you mean 'Glb' or 'Lub'?",
        ]
      ),
      (
        ".lattice J<> { Bottom -> 0 }\n.decl p(x: number<>)\np(1).",
        [
          "1:1: the lattice 'J<>' is not supported: its values are joined by user-defined functors",
          "1:10: no type is called 'J'; there are symbol, number, unsigned, float and what '.type' declares",
          "1:10: the lattice 'J<>' lacks 'Lub', which joins two values",
          "2:12: no lattice is declared for 'number<>'",
        ]
      ),
    ])
  func unsupported(text: String, expected: [String]) {
    #expect(complaints(text) == expected)
  }

  @Test("annotations, old qualifiers and old types are understood")
  func oldAndNew() throws {
    let found = try answers(
      """
      @[note = "text (]"] .decl a(@[x] x: number) output
      .symbol_type Name
      .number_type Size
      .pragma "magic-transform" "*"
      .decl s(n: Name, z: Size)
      s("b", 2).
      a(z) :- @![inner] s(_, z).
      """)
    #expect(found == ["a": ["2"]])
  }

  @Test("a step of nothing gives the first number of a range alone")
  func standingRange() throws {
    #expect(try rows(".decl p(x: number)\np(x) :- x = range(5, 1, 0).\n.output p") == ["5"])
    #expect(try rows(".decl p(x: float)\np(x) :- x = range(1.5, 1.5, 0.0).\n.output p") == [])
  }

  @Test("an alias of an alias is a part of what its meaning is a part of")
  func aliases() throws {
    let found = try rows(
      """
      .type Leaf <: symbol
      .type A = Leaf
      .type B = A
      .type Other <: symbol
      .type Both = B | Other
      .decl b(x: Both) .decl leaf(x: A)
      leaf("l").
      b(x) :- leaf(x).
      b(x) :- b(x), leaf(x).
      .output b
      """)
    #expect(found == ["l"])
  }

  @Test("an IPv4 address is a number of 32 bits with a sign")
  func addresses() throws {
    #expect(try rows(".decl p(x: number)\np(0.0.1.0). p(255.255.255.254).\n.output p") == ["-2", "256"])
  }
}
