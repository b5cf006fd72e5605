import Testing

@testable import Datalog

@Suite("Why a row is not there")
struct AbsenceTests {
  private func absence(_ text: String, _ fact: String, depth: Int = 1) throws -> Absence {
    let inquiry = try Inquiry(about: [fact], sources: [Source(name: "test.dl", text: text)])
    let explainer = try inquiry.evaluate()
    return try explainer.absence(of: explainer.subjects[0], depth: depth)
  }

  private static let paths = """
    .decl edge(x: number, y: number)
    edge(1, 2). edge(2, 3). edge(3, 2).
    .decl path(x: number, y: number)
    path(x, y) :- edge(x, y).
    path(x, z) :- edge(x, y), path(y, z).
    """

  @Test("each rule says how many bindings survive each atom, and which row the nearest one lacks")
  func rules() throws {
    #expect(
      try absence(Self.paths, "path(3, 1)").rendered() == """
        no row of path(3, 1); there is path(3, 2), path(3, 3)
          test.dl:4: path(x, y) :- edge(x, y).
            0 bindings after edge(x, y)
            with x = 3, y = 1: no row of edge(3, 1); there is edge(3, 2)
          test.dl:5: path(x, z) :- edge(x, y), path(y, z).
            1 binding after edge(x, y)
            0 bindings after path(y, z)
            with x = 3, z = 1, y = 2: no row of path(2, 1); there is path(2, 2), path(2, 3)

        """)
  }

  @Test("what is lacking is gone into as deep as is wanted, and once")
  func deeper() throws {
    let found = try absence(Self.paths, "path(3, 1)", depth: 9).rendered()
    #expect(
      found.hasSuffix(
        """
            with x = 3, z = 1, y = 2: no row of path(2, 1); there is path(2, 2), path(2, 3)
              test.dl:4: path(x, y) :- edge(x, y).
                0 bindings after edge(x, y)
                with x = 2, y = 1: no row of edge(2, 1); there is edge(2, 3)
              test.dl:5: path(x, z) :- edge(x, y), path(y, z).
                1 binding after edge(x, y)
                0 bindings after path(y, z)
                with x = 2, z = 1, y = 3: no row of path(3, 1); there is path(3, 2), path(3, 3)

        """), "\(found)")
  }

  @Test("a row that is there is shown")
  func present() throws {
    #expect(
      try absence(Self.paths, "path(3, _)").rendered() == """
        there are 2 rows of path(3, _)
          path(3, 2)
          path(3, 3)

        """)
  }

  @Test("values that one column cannot share, names that are misspelt, and facts without rules are told")
  func nearValues() throws {
    #expect(
      try absence(Self.paths, "edge(x, x)").rendered() == """
        no row of edge(_, _)
          no rule derives it

        """)
    let names = """
      .decl knows(a: symbol, b: symbol)
      knows("Ada", "Grace"). knows("Alan", "Kurt").
      .decl famous(a: symbol)
      famous("Grace").
      .decl fan(a: symbol)
      fan(a) :- knows(a, b), famous(b).
      """
    #expect(
      try absence(names, "knows(\"Adda\", \"Grace\")").rendered() == """
        no row of knows("Adda", "Grace"); there is knows("Ada", "Grace")
          no rule derives it

        """)
    #expect(
      try absence(names, "fan(\"Alan\")").rendered() == """
        no row of fan("Alan")
          test.dl:6: fan(a) :- knows(a, b), famous(b).
            1 binding after knows(a, b)
            0 bindings after famous(b)
            with a = "Alan", b = "Kurt": no row of famous("Kurt")

        """)
  }

  private static let numbers = """
    .decl n(x: number)
    n(1). n(2). n(3).
    .decl bad(x: number)
    bad(2).
    .decl good(x: number, y: number)

    """

  static let failures: [(rule: String, fact: String, failure: String)] = [
    ("good(x, y) :- n(x), !bad(x), y = x + 1.", "good(2, 3)", "with x = 2, y = 3: there is bad(2)"),
    ("good(x, y) :- n(x), y = x + 1.", "good(2, 4)", "with x = 2, y = 4: 4 = 2 + 1 does not hold"),
    ("good(x, x + 1) :- n(x).", "good(2, 4)", "with x = 2: 4 = 2 + 1 does not hold"),
    ("good(x, y) :- n(x), n(y), x < y.", "good(3, y)", "with x = 3, y = 1: 3 < 1 does not hold"),
    (
      "good(x, y) :- n(x), y = count : { n(z), z < x }.", "good(3, 1)",
      "with x = 3, y = 1: count : { n(z), z < x } is 2"
    ),
    (
      "good(x, y) :- n(x), y = max z : { n(z), z < x }.", "good(1, 1)",
      "with x = 1, y = 1: max z : { n(z), z < x } has no value, as it has no rows"
    ),
    ("good(1, x) :- n(x).", "good(2, 2)", "its head has 1 as 'x'"),
    ("good(x, x) :- n(x).", "good(2, 1)", "its head has one value as 'x' and 'y'"),
    (
      "good(x, y) :- n(x), n(y), match(\"1.\", cat(to_string(x), to_string(y))).", "good(2, 1)",
      "with x = 2, y = 1: match(\"1.\", cat(to_string(2), to_string(1))) does not hold"
    ),
  ]

  @Test("each way a rule can fail is told", arguments: failures)
  func failing(rule: String, fact: String, failure: String) throws {
    let lines = try absence(Self.numbers + rule, fact).rendered().split(separator: "\n")
    #expect(lines.last.map { String($0.drop { $0 == " " }) } == failure)
  }

  @Test("rows that gave way or were not chosen say to which other row")
  func givenWay() throws {
    let cheap = """
      .decl way(a: number, cost: number)
      way(1, 5).
      way(1, n) :- n = 5 + 2.
      way(a, n) <= way(a, m) :- m < n.
      """
    let gone = try absence(cheap, "way(1, 7)").rendered()
    #expect(gone.hasSuffix("    with n = 7: it gives the row, which gave way to (1, 5)\n"), "\(gone)")
    let chosen = """
      .decl n(x: number)
      n(1). n(2).
      .decl one(k: number, x: number) choice-domain k
      one(0, x) :- n(x).
      """
    let other = try absence(chosen, "one(0, 2)").rendered()
    #expect(other.hasSuffix("it gives the row, but (0, 1) was chosen\n"), "\(other)")
    let classes = try absence(".decl e(a: number, b: number) eqrel\ne(1, 2). e(3, 4).", "e(1, 4)").rendered()
    #expect(classes.hasSuffix("no chain of pairs leads from the one to the other\n"), "\(classes)")
  }

  @Test("JSON names the kind of failure")
  func json() throws {
    let text = ".decl n(x: number)\nn(1).\n.decl m(x: number)\nm(x) :- n(x).\n"
    #expect(
      try absence(text, "m(3)").json().rendered() == """
        {
          "fact": "m(3)",
          "relation": "m",
          "pattern": [3],
          "absent": true,
          "nearest": [[1]],
          "input": false,
          "rules": [
            {
              "rule": "m(x) :- n(x).",
              "place": {"file": "test.dl", "line": 4, "column": 1},
              "survivals": [{"condition": "n(x)", "count": 0, "atLeast": false}],
              "binding": [{"name": "x", "value": 3}],
              "failure": {
                "kind": "row missing",
                "text": "no row of n(3); there is n(1)",
                "relation": "n",
                "pattern": [3],
                "nearest": [[1]]
              }
            }
          ]
        }

        """)
  }
}
