import Testing

@testable import Datalog

@Suite("Aggregates")
struct AggregateTests {
  static let sales = """
    .decl sale(who: symbol, what: symbol, price: number)
    sale("ann", "tea", 3). sale("ann", "rice", 7). sale("bob", "rice", 7). sale("bob", "salt", 1).
    .decl who(w: symbol)
    who("ann"). who("bob"). who("cem").

    """

  private func rows(_ rules: String) throws -> [String] {
    try DatalogTests.rows(Self.sales + ".decl r(a: symbol, b: symbol, n: number)\n.output r\n" + rules)
  }

  @Test("min and max give out the variables of all rows that reach them")
  func witnesses() throws {
    #expect(
      try rows("r(w, x, n) :- n = max p : { sale(w, x, p) }.") == ["ann rice 7", "bob rice 7"])
    #expect(try rows("r(w, x, n) :- who(w), n = min p : { sale(w, x, p) }.") == ["ann tea 3", "bob salt 1"])
    #expect(try rows("r(w, x, n) :- n = min 10 - p : { sale(w, x, p), p < 7 }.") == ["ann tea 7"])
    #expect(try rows("r(w, x, 0) :- _ = min p : { sale(w, x, p) }.") == ["bob salt 0"])
  }

  @Test(
    "a witness may be compared, part of the target, and come from a body with keys that only the rule binds")
  func witnessesInExpressions() throws {
    #expect(
      try rows("r(w, x, p) :- who(w), _ = max p * 2 : { sale(w, x, p) }, p > 5.")
        == ["ann rice 7", "bob rice 7"])
    #expect(
      try rows("r(w, x, n) :- sale(w, _, k), n = max p : { sale(_, x, p), p < k }.")
        == ["ann salt 1", "ann tea 3", "bob tea 3"])
    #expect(
      try rows("r(w, x, n) :- n = min p : { sale(w, x, p), p > 1 ; sale(x, w, p), p > 2 }.")
        == ["ann tea 3", "tea ann 3"])
  }

  @Test("two aggregates with one witness agree on it")
  func sharedWitness() throws {
    let both = "n = max p : { sale(w, x, p) }, m = max q : { sale(w, _, q), q < 4 }"
    #expect(try rows("r(w, x, n + m) :- \(both).") == ["ann rice 10"])
  }

  @Test("a witness of an inner aggregate goes to the condition that asks for it, or further out to the rule")
  func nestedWitnesses() throws {
    #expect(
      try rows(
        "r(\"\", \"\", n) :- n = count : { sale(w, _, _), p = min q : { sale(w, x, q) }, x != \"tea\" }.")
        == ["  1"])
    #expect(
      try rows("r(w, \"\", n) :- n = count : { who(v), 7 = max p : { sale(w, _, p) } }.") == [
        "ann  3", "bob  3",
      ])
  }

  @Test("the target's names are the aggregate's own, others are given from around it")
  func scopes() throws {
    #expect(try rows("r(w, \"\", p) :- who(w), p = max p : { sale(w, _, p) }.") == ["ann  7", "bob  7"])
    #expect(
      try rows("r(w, \"\", n) :- sale(w, _, p), n = sum p : { sale(_, _, p) }.") == ["ann  18", "bob  18"])
    #expect(
      try rows("r(w, \"\", n) :- who(w), n = sum p + q : { sale(w, x, p), sale(w, y, q), x != y }.")
        == ["ann  20", "bob  16", "cem  0"])
    #expect(
      try rows(
        "r(\"\", \"\", n + m) :- n = count : { sale(_, x, _), x > \"s\" }, m = max p : { sale(x, _, p) }.")
        == ["  9"])
  }

  @Test("what is nameless counts where the body is one atom, and not where it is more, as in Soufflé")
  func namelessValues() throws {
    #expect(try rows("r(\"\", \"\", n) :- n = count : { sale(w, _, _) }.") == ["  4"])
    #expect(try rows("r(\"\", \"\", n) :- n = count : { sale(w, _, p), p > 1, !who(\"x\") }.") == ["  3"])
    #expect(try rows("r(\"\", \"\", n) :- n = count : { sale(w, _, _), who(w) }.") == ["  2"])
    #expect(
      try rows("r(\"\", \"\", n) :- n = count : { sale(w, _, _), 1 < count : { sale(w, _, _) } }.") == ["  2"]
    )
    #expect(try rows("r(\"\", \"\", n) :- n = count : { sale(_, _, _), who(_) }.") == ["  1"])
  }

  @Test("aggregates stand in facts, in heads, in calculations and in each other")
  func places() throws {
    #expect(try rows("r(\"\", \"\", count : { sale(_, _, _) }).") == ["  4"])
    #expect(
      try rows("r(w, \"\", 2 * sum p : { sale(w, _, p) } + 1) :- who(w).") == [
        "ann  21", "bob  17", "cem  1",
      ])
    #expect(
      try rows("r(\"\", \"\", n) :- n = max s : { who(w), s = sum p : { sale(w, _, p) } }.") == ["  10"])
    #expect(
      try rows("r(w, \"\", n) :- n = max s : { who(w), s = sum p : { sale(w, _, p) } }.") == ["ann  10"])
    #expect(
      try rows(
        "r(\"\", \"\", n) :- n = count : { who(w), 0 < count : { sale(w, _, p), 6 < max p : { sale(_, _, p) } } }."
      )
        == ["  2"])
  }

  @Test("a body may be a disjunction, contain negations and ranges, or be nothing")
  func bodies() throws {
    #expect(try rows("r(\"\", \"\", n) :- n = count : { sale(x, _, _) ; sale(_, x, _) }.") == ["  5"])
    #expect(try rows("r(\"\", \"\", n) :- n = count : { who(w), !sale(w, _, _) }.") == ["  1"])
    #expect(try rows("r(\"\", \"\", n) :- n = sum x : { x = range(1, 5) }.") == ["  10"])
    #expect(try rows("r(\"\", \"\", n) :- n = sum p : { sale(_, _, p), false }.") == ["  0"])
    #expect(try rows("r(\"\", \"\", n) :- n = min p : { sale(_, _, p), p > 9 }.") == [])
  }

  @Test("min and max of symbols go by their bytes, mean gives a float")
  func kinds() throws {
    #expect(try rows("r(a, b, 0) :- a = min w : { who(w) }, b = max w : { who(w) }.") == ["ann cem 0"])
    let text = Self.sales + ".decl m(x: float)\nm(x) :- x = mean p : { sale(_, _, p), p > 1 }.\n.output m"
    #expect(try DatalogTests.rows(text) == ["5.666666666666667"])
  }

  static let faults = [
    FaultyProgram(
      "a variable of a count's inside",
      ".decl e(x: number)\ne(1).\n.decl p(x: number)\np(x) :- 1 = count : { e(x) }.",
      "4:25: 'x' is not bound in this rule: 'count' gathers many rows, and only 'min' and 'max' give out values "
        + "of the row they find"),
    FaultyProgram(
      "a variable that is bound neither inside nor outside",
      ".decl e(x: number)\ne(1).\n.decl p(x: number)\np(1) :- 1 = count : { e(x), x < y }, 0 < y.",
      "4:33: 'y' is not bound in this rule: it occurs only in a comparison and inside an aggregate"),
    FaultyProgram(
      "aggregates that restrict each other's variables",
      """
      .decl e(x: number, y: number, z: number)
      e(1, 2, 3).
      .decl p(x: number, y: number)
      p(x, y) :- e(x, y, z),
        0 = count : { e(a, y, u), a < x, u > z },
        0 = count : { e(x, b, u), b < y, u > z }.
      """,
      "5:7: this aggregate restricts 'x', which another one finds, and that one 'y', which this one finds; give one "
        + "of them a rule of its own",
      "6:7: this aggregate restricts 'y', which another one finds, and that one 'x', which this one finds; give one "
        + "of them a rule of its own"),
    FaultyProgram(
      "a mean of symbols", ".decl s(x: symbol)\ns(\"a\").\n.decl m(x: float)\nm(x) :- x = mean y : { s(y) }.",
      "4:18: 'mean' adds up numbers, but 'y' is a symbol as column 'x' of 's'"),
    FaultyProgram(
      "a range of symbols", ".decl m(x: symbol)\nm(x) :- x = range(\"a\", \"b\").",
      "2:19: \"a\" is a bound of 'range', but \"a\" is a symbol",
      "2:24: \"b\" is a bound of 'range', but \"b\" is a symbol"),
  ]

  @Test("each fault is told once, at its place", arguments: faults)
  func fault(program: FaultyProgram) { #expect(complaints(program.text) == program.complaints) }

  @Test("a proof shows the rows that reach an aggregate's value beside it")
  func proof() throws {
    let text =
      Self.sales
      + ".decl top(w: symbol, n: number)\ntop(w, n) :- n = max p : { sale(w, _, p), p < 7 }.\n.output top"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let proof = try #require(try program.evaluate().proof(of: "top", row: [.symbol("ann"), .number(3)]))
    #expect(
      proof.rendered() == """
        top("ann", 3)  by test.dl:6: top(w, n) :- n = max p : { sale(w, _, p), p < 7 }.
          max p : { sale(w, _, p), p < 7 } = 3  over 2 rows
            p = 3
            p = 1
          sale("ann", "tea", 3)  stated at test.dl:2
          3 < 7  as p < 7

        """)
  }
}
