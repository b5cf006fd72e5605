import Testing

@testable import Datalog

@Suite("Rows that give way to better ones")
struct SubsumptionTests {
  @Test(
    "what two rows alone tell is an order of a key's rows",
    arguments: [
      ("r(k, a, b) <= r(k, c, b) :- c < a.", [0, 2], 1),
      ("r(k, a, b) <= r(k, c, b) :- a >= c.", [0, 2], 1),
      ("r(a, b, k) <= r(c, d, k) :- c > a, d >= b.", [2], 1),
      ("r(k, a, _) <= r(k, b, _) :- a > b.", [0], 1),
      ("r(k, a, b) <= r(l, c, d) :- k = l, c <= a, d <= b.", [0], 1),
      ("r(k, a, b) <= r(k, c, d) :- c < a; c = a, d < b.", [0], 2),
      ("r(k, a, b) <= r(k, a, d) :- d <= b. r(k, a, _) <= r(k, c, _) :- c > a.", [0], 2),
      ("r(a, b, c) <= r(d, e, f) :- d < a; d = a, e > b; d = a, e = b, f < c.", [], 3),
    ])
  func orders(rules: String, key: [Int], alternatives: Int) throws {
    let order = try #require(try order(of: rules))
    #expect(order.key == key)
    #expect(order.alternatives.count == alternatives)
  }

  @Test(
    "rules that ask for more than an order of two rows are followed by looking at all pairs",
    arguments: [
      "r(k, a, _) <= r(k, b, _) :- b <= a.",
      "r(k, a, b) <= r(k, c, d) :- c <= a; c = a, d < b.",
      "r(k, a, b) <= r(k, c, b) :- c + 1 < a.",
      "r(k, a, b) <= r(k, c, b) :- c < a, c < 3.",
      "r(k, a, b) <= r(k, c, b) :- c != a.",
      "r(k, a, b) <= r(k, c, b) :- c < a, r(_, c, _).",
      "r(k, a, a) <= r(k, b, b) :- b < a.",
      "r(k, a, 1) <= r(k, b, 1) :- b < a.",
      "r(k, a, b) <= r(k, b, a) :- b < a.",
      "r(k, a, _) <= r(k, c, _) :- c < a. r(k, _, b) <= r(k, _, d) :- d < b.",
    ])
  func others(rules: String) throws {
    #expect(try order(of: rules) == nil)
  }

  private func order(of rules: String) throws -> DominanceOrder? {
    let text = ".decl r(a: number, b: number, c: number)\nr(1, 1, 1).\n\(rules)\n.output r"
    let checked = try Program(sources: [Source(name: "test.dl", text: text)]).stratified.checked
    return DominanceOrder(checked.dominations.map(\.clause), arity: 3)
  }

  /// When rows of `way(from, to, cost, steps)` give way.
  static let shapes = [
    "way(a, b, n, s) <= way(a, b, m, t) :- m < n; m = n, t < s.",
    "way(a, b, n, s) <= way(a, b, m, t) :- m <= n, t <= s.",
    "way(a, b, n, _) <= way(a, b, m, _) :- m < n.",
    "way(a, b, n, _) <= way(a, b, m, _) :- m < n. way(a, b, n, s) <= way(a, b, n, t) :- t > s.",
    "way(a, _, n, _) <= way(a, _, m, _) :- m > n.",
    "way(a, b, n, s) <= way(a, b, m, s) :- m > n.",
    "way(_, b, n, s) <= way(_, b, m, t) :- m > n, t <= s.",
    "way(a, b, n, s) <= way(c, d, m, t) :- t < s; t = s, c < a; t = s, c = a, d > b; a = c, d = b, s = t, m < n.",
  ]

  @Test("rows kept one a key are those that looking at all pairs keeps", arguments: 0..<8)
  func againstAllPairs(shape: Int) throws {
    for seed in UInt64(0)..<40 {
      var random = SeededGenerator(seed: seed * 8 + UInt64(shape))
      let rules = Self.shapes[shape]
      let guarded = rules.split(separator: ".").map { rule in
        rule.split(separator: ";").map { "\($0), even(0)" }.joined(separator: ";") + "."
      }
      let start = program(&random)
      let fast = try answers(start + rules + "\n")
      let slow = try answers(start + guarded.joined() + "\n")
      #expect(fast == slow, "seed \(seed), shape \(shape)\n\(start)\(rules)")
    }
  }

  /// Roads at random, and one of several ways to make ways of them, some of which look at all ways there are.
  private func program(_ random: inout SeededGenerator) -> String {
    var text = """
      .decl even(n: number)
      even(0). even(2). even(4).
      .decl road(a: number, b: number, cost: number)
      .decl way(a: number, b: number, cost: number, steps: number)
      .decl size(n: number)
      .decl seen(a: number)
      .output way
      .output size
      .output seen
      size(n) :- n = count : { way(_, _, _, _) }.
      way(a, b, n, 1) :- road(a, b, n).

      """
    for _ in 0..<Int.random(in: 2..<14, using: &random) {
      text +=
        "road(\(Int.random(in: 0..<6, using: &random)), \(Int.random(in: 0..<6, using: &random)), \(Int.random(in: 0..<4, using: &random))).\n"
    }
    let rules = [
      "way(a, c, n + m, s + 1) :- way(a, b, n, s), road(b, c, m), s < 4.",
      "way(a, c, n + m, s + 1) :- road(a, b, n), way(b, c, m, s), s < 4.",
      "way(a, c, n + m, s + t) :- way(a, b, n, s), way(b, c, m, t), s + t < 5.",
      "seen(a) :- way(a, _, n, _), n > 1.",
      "way(a, b, 0, 1) :- seen(a), seen(b), even(a).",
      "seen(b) :- seen(a), way(a, b, n, _), even(n).",
      "seen(b) :- way(b, b, 2, 2).",
      "way(a, b, n, 2) :- way(b, a, n, 1), way(_, a, n, 1).",
    ]
    for rule in rules where Int.random(in: 0..<2, using: &random) == 0 { text += rule + "\n" }
    return text
  }

  @Test("the least label of each component is found in a long chain and in a wheel")
  func components() throws {
    let text = """
      .decl link(a: number, b: number)
      link(n, n + 1) :- n = range(0, 500).
      link(1000, n) :- n = range(1001, 1500).
      link(b, a) :- link(a, b).
      .decl label(x: number, l: number)
      label(x, x) :- link(x, _).
      label(y, l) :- label(x, l), link(x, y).
      label(x, a) <= label(x, b) :- b <= a.
      .decl component(l: number, size: number)
      component(l, n) :- label(l, l), n = count : { label(_, l) }.
      .output component
      """
    #expect(try rows(text) == ["0 501", "1000 500"])
  }

  @Test("symbols, floats and unsigned numbers are compared as such, and sparse keys are found")
  func kinds() throws {
    let found = try answers(
      """
      .decl s(k: number, t: symbol)
      s(1, "b"). s(1, "a"). s(1, "c"). s(90000000000, "x"). s(-1, "y"). s(-1, "z").
      s(k, t) <= s(k, u) :- u < t.
      .decl f(k: symbol, x: float)
      f("a", 1.5). f("a", -2.5). f("a", 0.0).
      f(k, x) <= f(k, y) :- y <= x.
      .decl u(k: symbol, l: symbol, x: unsigned)
      u("a", "b", 18446744073709551615u). u("a", "b", 3u). u("b", "b", 0u).
      u(k, l, x) <= u(k, l, y) :- y > x.
      .decl n(x: number)
      n(-5). n(7). n(9223372036854775807).
      n(x) <= n(y) :- y < x.
      .output s
      .output f
      .output u
      .output n
      """)
    #expect(
      found == [
        "s": ["-1 y", "1 a", "90000000000 x"], "f": ["a -2.5"],
        "u": ["a b 18446744073709551615", "b b 0"], "n": ["-5"],
      ])
  }

  @Test("rows from files give way even where no rule derives any")
  func givenRows() throws {
    let text = ".decl n(k: symbol, x: number)\n.input n\n.output n\nn(k, x) <= n(k, y) :- y < x."
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let found = try program.evaluate(facts: FileFacts { _ in Array("a\t3\nb\t1\na\t2\n".utf8) })
    #expect(found["n"]?.map { $0[1] } == [.number(2), .number(1)])
  }

  @Test("of rows that a choice lets in, those that are no better give way, and the choice stays taken")
  func choices() throws {
    let text = """
      .decl n(k: number, x: number) choice-domain k
      n(1, 5). n(1, 3). n(2, 4). n(3, 9).
      n(_, x) <= n(_, y) :- y < x.
      .output n
      """
    #expect(try rows(text) == ["2 4"])
  }
}
