import Testing

@testable import Datalog

@Suite("The language")
struct LanguageTests {
  /// One column of values computed without any facts.
  private func value(_ expression: String, _ type: String = "number") throws -> String {
    try rows(".decl p(x: \(type))\np(\(expression)).\n.output p").joined(separator: " | ")
  }

  @Test(
    "arithmetic follows the usual strengths",
    arguments: [
      ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2 ^ 3 ^ 2", "512"), ("-2 ^ 2", "-4"), ("10 - 3 - 2", "5"),
      ("7 / 2", "3"), ("-7 / 2", "-3"), ("-7 % 3", "-1"), ("6 band 3", "2"), ("6 bor 3", "7"),
      ("6 bxor 3", "5"),
      ("bnot 0", "-1"), ("1 bshl 4", "16"), ("-16 bshr 2", "-4"), ("-1 bshru 60", "15"), ("1 land 0", "0"),
      ("1 lor 0", "1"), ("max(1, 5, 3)", "5"), ("min(4, 2)", "2"), ("0x1F", "31"), ("0b101", "5"),
      ("1 << 3 | 1", "9"),
      ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775807 + 1", "-9223372036854775808"),
      ("ftoi(2.9)", "2"), ("strlen(\"黄仁勋\")", "9"), ("to_number(\"-12\")", "-12"),
    ])
  func arithmetic(expression: String, expected: String) throws {
    #expect(try value(expression) == expected)
  }

  @Test(
    "text is joined, cut and made of numbers",
    arguments: [
      ("cat(\"a\", \"b\", \"c\")", "abc"), ("substr(\"hello\", 1, 3)", "ell"),
      ("substr(\"hello\", 9, 3)", ""),
      ("to_string(-5)", "-5"), ("cat(\"x\", to_string(1.5))", "x1.500000"),
      ("\"x\" + \"y\" + \"z\"", "xyz"), ("to_string(1 + 2) + \"!\"", "3!"), ("min(\"b\", \"a\")", "a"),
      ("cat(\"\\\"\", \"\\t\")", "\"\t"),
    ])
  func text(expression: String, expected: String) throws {
    #expect(try value(expression, "symbol") == expected)
  }

  @Test("literals take the kind that their column has")
  func literalKinds() throws {
    #expect(try value("3", "float") == "3")
    #expect(try value("1 / 4.0", "float") == "0.25")
    #expect(try value("18446744073709551615u", "unsigned") == "18446744073709551615")
    #expect(try value("itof(3) / 2", "float") == "1.5")
  }

  @Test("comparisons order numbers by size and symbols by their bytes")
  func comparisons() throws {
    let found = try answers(
      """
      .decl n(x: number)
      n(-1). n(0). n(10).
      .decl s(x: symbol)
      s("b"). s("a"). s("c").
      .decl less(x: number)
      less(x) :- n(x), x < 0.
      .decl before(x: symbol)
      before(x) :- s(x), x <= "b".
      .decl matching(x: symbol)
      matching(x) :- s(x), match("[ab]", x), !contains("b", x).
      .output less
      .output before
      .output matching
      """)
    #expect(found == ["less": ["-1"], "before": ["a", "b"], "matching": ["a"]])
  }

  @Test("two variables that are equal are one value, even if it is no number")
  func equalFloats() throws {
    let found = try rows(
      """
      .decl f(x: float)
      f(0.0). f(-0.0). f(0.0 / 0.0). f(1.5).
      .decl p(what: symbol, n: number)
      p("same", n) :- n = count : { f(x), f(y), x = y }.
      p("different", n) :- n = count : { f(x), f(y), x != y }.
      p("same as a sum", n) :- n = count : { f(x), f(y), x = y + 0.0 }.
      .output p
      """)
    #expect(found == ["different 11", "same 4", "same as a sum 5"])
  }

  @Test("aggregates count distinct rows, of all or of each outer value")
  func aggregates() throws {
    let found = try answers(
      """
      .decl sale(who: symbol, what: symbol, price: number)
      sale("a", "x", 3). sale("a", "y", 3). sale("b", "x", -4).
      .decl who(w: symbol)
      who(w) :- sale(w, _, _).
      who("c").
      .decl sum_(w: symbol, s: number)
      sum_(w, s) :- who(w), s = sum p : { sale(w, _, p) }.
      .decl count_(w: symbol, n: number)
      count_(w, n) :- who(w), n = count : { sale(w, _, p), p > 0 }.
      .decl extreme(w: symbol, a: number, b: number)
      extreme(w, a, b) :- who(w), a = min p : { sale(w, _, p) }, b = max p * 2 : { sale(w, _, p) }.
      .decl all_(n: number, m: float)
      all_(n, m) :- n = count : sale(_, _, _), m = mean p : { sale(_, _, p) }.
      .decl nested(n: number)
      nested(n) :- n = max c : { who(w), c = count : { sale(w, _, _) } }.
      .decl cheaper(w: symbol, n: number)
      cheaper(w, n) :- sale(w, _, p), n = count : { sale(_, _, q), q < p }.
      .output sum_
      .output count_
      .output extreme
      .output all_
      .output nested
      .output cheaper
      """)
    #expect(found["sum_"] == ["a 6", "b -4", "c 0"])
    #expect(found["count_"] == ["a 2", "b 0", "c 0"])
    #expect(found["extreme"] == ["a 3 6", "b -4 -8"])
    #expect(found["all_"] == ["3 0.6666666666666666"])
    #expect(found["nested"] == ["2"])
    #expect(found["cheaper"] == ["a 1", "b 0"])
  }

  @Test("negation goes into what is in parentheses")
  func negatedFormulas() throws {
    let found = try rows(
      """
      .decl n(x: number)
      n(1). n(2). n(3). n(4).
      .decl p(x: number)
      p(x) :- n(x), !(x < 2 ; x = 3).
      .output p
      """)
    #expect(found == ["2", "4"])
  }

  @Test("a range gives its numbers, the end left out")
  func range() throws {
    #expect(try value("x) :- x = range(1, 4", "number") == "1 | 2 | 3")
    #expect(try value("x) :- x = range(9, 1, -3", "number") == "3 | 6 | 9")
  }

  @Test("relations without columns hold or do not")
  func nullary() throws {
    let found = try answers(
      """
      .decl yes()
      .decl no()
      yes() :- 1 < 2.
      no() :- !yes().
      .output yes
      .output no
      """)
    #expect(found["yes"]?.count == 1)
    #expect(found["no"]?.isEmpty == true)
  }

  @Test("includes are read in place, macros are expanded, conditions obeyed")
  func preprocessing() throws {
    let environment = Environment(includes: { path, _ in
      path == "facts.dl" ? Source(name: path, text: "n(TWO). n(TWICE(TWO)).\n") : nil
    })
    let text = """
      #define TWO 2
      #define TWICE(x) (x + x)
      .decl n(x: number)
      .include "facts.dl"
      #ifdef MISSING
      n(100).
      #else
      n(7).
      #endif
      .output n
      """
    #expect(try rows(text, environment: environment) == ["2", "4", "7"])
  }

  @Test("a name may be Chinese, and a comment stand anywhere")
  func names() throws {
    #expect(try rows(".decl 提到(谁: symbol) // who\n/* a */提到(\"黄仁勋\").\n.output 提到") == ["黄仁勋"])
  }

  @Test("division by zero ends the evaluation at its place")
  func divisionByZero() throws {
    let text = ".decl n(x: number)\nn(0).\n.decl p(x: number)\np(1 / x) :- n(x).\n.output p"
    let error = #expect(throws: EvaluationError.self) { try rows(text) }
    #expect(error?.description.hasPrefix("test.dl:4:3: error: division by zero\n") == true)
  }

  @Test("a name in a column of a resolving type stands for the thing")
  func resolvedNames() throws {
    let environment = Environment(resolvingTypes: ["Entity"]) { name, _ in
      .symbol(name == "通用人工智能" ? "AGI" : name)
    }
    let text = """
      .type Entity <: symbol
      .param what: Entity = "通用人工智能"
      .decl mentions(s: symbol, e: Entity)
      mentions("s1", "AGI"). mentions("s2", "GPU").
      .decl p(s: symbol)
      p(s) :- mentions(s, $what).
      .decl q(s: symbol)
      q(s) :- mentions(s, e), e = "通用人工智能".
      .output p
      .output q
      """
    #expect(try answers(text, environment: environment) == ["p": ["s1"], "q": ["s1"]])
  }
}
