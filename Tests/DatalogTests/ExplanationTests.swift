import Relations
import Testing

@testable import Datalog

@Suite("Explanation")
struct ExplanationTests {
  private func proof(_ text: String, _ relation: String, _ row: [Value]) throws -> Proof {
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    return try #require(try program.evaluate().proof(of: relation, row: row))
  }

  @Test("a proof has the least height, over a shortcut that comes later in the text")
  func leastHeight() throws {
    let proof = try proof(
      """
      .decl edge(x: number, y: number)
      edge(1, 2). edge(2, 3). edge(3, 4). edge(1, 3).
      .decl path(x: number, y: number)
      path(x, y) :- edge(x, y).
      path(x, z) :- edge(x, y), path(y, z).
      .output path
      """, "path", [.number(1), .number(4)])
    #expect(
      proof.rendered() == """
        path(1, 4)  by test.dl:5: path(x, z) :- edge(x, y), path(y, z).
          edge(1, 3)  stated at test.dl:2
          path(3, 4)  by test.dl:4: path(x, y) :- edge(x, y).
            edge(3, 4)  stated at test.dl:2

        """)
    #expect(proof.height == 2)
  }

  @Test("a proof through negation says which row is absent, one through an aggregate how many there are")
  func negationAndAggregate() throws {
    let proof = try proof(
      """
      .decl edge(x: symbol, y: symbol)
      edge("a", "b"). edge("a", "c").
      .decl hub(x: symbol, n: number)
      hub(x, n) :- edge(x, _), !edge(_, x), n = count : { edge(x, _) }.
      .output hub
      """, "hub", [.symbol("a"), .number(2)])
    #expect(
      proof.rendered() == """
        hub("a", 2)  by test.dl:4: hub(x, n) :- edge(x, _), !edge(_, x), n = count : { edge(x, _) }.
          edge("a", "b")  stated at test.dl:2
          no row of edge(_, "a")
          count : { edge(x, _) } = 2  over 2 rows
            edge("a", "b")
            edge("a", "c")

        """)
  }

  @Test("a row that is not there has no proof")
  func absentRow() throws {
    let program = try Program(sources: [Source(name: "t.dl", text: ".decl a(x: number)\na(1).\n.output a")])
    #expect(try program.evaluate().proof(of: "a", row: [.number(2)]) == nil)
  }

  private static let sums = """
    .decl n(x: number)
    n(1). n(2). n(4).
    .decl sum(a: number, b: number, c: number)
    sum(a, b, c) :- n(a), n(b), a < b, c = a + b, contains("3", to_string(c)).
    .decl total(t: number)
    total(t) :- t = sum c : { sum(_, _, c), c > 0 }.
    .output total
    """

  @Test("conditions are shown with their values, and what an aggregate gathered by its variables")
  func conditions() throws {
    #expect(
      try proof(Self.sums, "sum", [.number(1), .number(2), .number(3)]).rendered() == """
        sum(1, 2, 3)  by test.dl:4: sum(a, b, c) :- n(a), n(b), a < b, c = a + b, contains("3", to_string(c)).
          n(1)  stated at test.dl:2
          n(2)  stated at test.dl:2
          1 < 2  as a < b
          3 = 1 + 2  as c = a + b
          contains("3", to_string(3))  as contains("3", to_string(c))

        """)
    #expect(
      try proof(Self.sums, "total", [.number(3)]).rendered() == """
        total(3)  by test.dl:6: total(t) :- t = sum c : { sum(_, _, c), c > 0 }.
          sum c : { sum(_, _, c), c > 0 } = 3  over 1 row
            c = 3, _ = 1, _ = 2

        """)
  }

  @Test("a relation that no output needs is explained too, unless it needs inputs that were not read")
  func otherRelations() throws {
    let text = """
      .decl n(x: number)
      n(1).
      .decl in(x: number)
      .input in
      .decl apart(x: number)
      apart(x) :- n(x).
      .decl fed(x: number)
      fed(x) :- in(x).
      .output n
      """
    #expect(try proof(text, "apart", [.number(1)]).height == 1)
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate()
    #expect(try answers.explainer(of: "fed") == nil)
  }

  @Test("given rows of any width are found, with rules and facts beside them or without")
  func givenRows() throws {
    let text = """
      .decl one(x: number) .input one
      .decl two(x: number, y: number) .input two
      .decl three(x: number, y: number, z: number) .input three
      .decl mixed(x: number) .input mixed
      mixed(7).
      mixed(x) :- one(x), !two(x, x).
      .decl r(x: number)
      r(x) :- one(x), two(x, y), three(x, y, _), mixed(y).
      .output r
      """
    let minus = UInt64(bitPattern: -5)
    let facts = GivenFacts([
      "one": Relation(arity: 1, rows: [1, 2, minus]), "two": Relation(pairs: [1 << 32 | 7, 2 << 32 | 9]),
      "three": Relation(arity: 3, rows: [1, 7, minus, 2, 9, minus]), "mixed": Relation(arity: 1, rows: [9]),
    ])
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate(facts: facts)
    #expect(
      try answers.proof(of: "r", row: [.number(2)])?.rendered() == """
        r(2)  by test.dl:8: r(x) :- one(x), two(x, y), three(x, y, _), mixed(y).
          one(2)  given
          two(2, 9)  given
          three(2, 9, -5)  given
          mixed(9)  given

        """)
    #expect(try answers.proof(of: "mixed", row: [.number(-5)])?.height == 1)
    #expect(try answers.proof(of: "mixed", row: [.number(7)])?.height == 0)
    let rows: [(String, [Int64])] = [("one", [-5]), ("two", [1, 7]), ("three", [1, 7, -5])]
    for (relation, row) in rows {
      let proof = try answers.proof(of: relation, row: row.map { .number($0) })
      #expect(proof?.height == 0 && proof?.steps.count == 1)
    }
    #expect(try answers.proof(of: "three", row: [.number(1), .number(7), .number(5)]) == nil)
    #expect(try answers.proof(of: "one", row: [.number(9)]) == nil)
  }

  @Test("working out an explanation ends when it is cancelled, the second derivation, too")
  func cancellation() throws {
    let text = """
      .decl n(x: number)
      n(x) :- x = range(0, 5000).
      .decl p(x: number, y: number)
      p(x, x + 1) :- n(x).
      .output p
      """
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate()
    let cancellation = Cancellation()
    let options = Options(cancellation: cancellation)
    let explainer = try #require(try answers.explainer(of: "p", options: options))
    let proved = try #require(try answers.explainer(of: "p", options: options))
    #expect(try proved.proof(of: "p", row: [.number(1), .number(2)]) != nil)
    cancellation.cancel()
    let late = try #require(try answers.explainer(of: "p", options: options))
    #expect(throws: EvaluationError.self) { try late.proof(of: "p", row: [.number(1), .number(2)]) }
    #expect(throws: EvaluationError.self) { try explainer.proof(of: "p", row: [.number(1), .number(2)]) }
    #expect(throws: EvaluationError.self) { try proved.proof(of: "p", row: [.number(1), .number(2)]) }
  }

  @Test("a row of a large closure is explained without the closure, from whichever side the rule recurs")
  func selectiveProof() throws {
    for rule in [
      "p(x, z) :- e(x, y), p(y, z).", "p(x, z) :- p(x, y), e(y, z).", "p(x, z) :- p(x, y), p(y, z).",
    ] {
      let text = """
        .decl e(x: number, y: number)
        e(x, x + 1) :- x = range(0, 30).
        e(x, x + 3) :- x = range(0, 30), x % 7 = 0.
        e(x, x + 1) :- x = range(1000, 3000).
        .decl p(x: number, y: number)
        p(x, y) :- e(x, y).
        \(rule)
        """
      let inquiry = try Inquiry(about: ["p(2, 20)"], sources: [Source(name: "t.dl", text: text)])
      // All of p has two million rows.
      let explainer = try inquiry.evaluate(options: Options(limits: Limits(rows: 100_000)))
      let proof = try #require(try explainer.proofs(of: explainer.subjects[0]).first)
      // Fourteen edges of height 1, in a line or put together by halves.
      #expect(proof.height == (rule.contains("p(x, y), p") ? 6 : 15))
    }
  }

  @Test("rows that a question did not ask for are explained all the same")
  func otherRows() throws {
    let text = """
      .decl e(x: number, y: number)
      e(1, 2). e(2, 3). e(7, 8). e(8, 9).
      .decl p(x: number, y: number)
      p(x, y) :- e(x, y).
      p(x, z) :- p(x, y), e(y, z).
      .decl far(x: number)
      far(x) :- e(x, _), !p(x, 3).
      """
    let inquiry = try Inquiry(about: ["p(1, 3)", "far(7)"], sources: [Source(name: "t.dl", text: text)])
    let explainer = try inquiry.evaluate()
    #expect(try explainer.proofs(of: explainer.subjects[0]).map(\.height) == [2])
    #expect(try explainer.proof(of: "p", row: [.number(7), .number(9)])?.height == 2)
    #expect(try explainer.proof(of: "p", row: [.number(7), .number(3)]) == nil)
    #expect(try explainer.proofs(of: explainer.subjects[1]).map(\.height) == [1])
    #expect(try explainer.absence(of: explainer.subjects[0]).isAbsent == false)
    #expect(try explainer.proof(of: "far", row: [.number(8)])?.height == 1)
    #expect(try explainer.proof(of: "far", row: [.number(1)]) == nil)
  }

  @Test("a pair of a class of thousands has a proof along its asserted pairs", arguments: [3, 2990])
  func largeClass(member: Int64) throws {
    let text = """
      .decl same(a: number, b: number) eqrel
      same(x, x + 1) :- x = range(0, 3000).
      same(0, x) :- x = range(10000, 13000).
      """
    let inquiry = try Inquiry(about: ["same(\(member), 2995)"], sources: [Source(name: "t.dl", text: text)])
    let explainer = try inquiry.evaluate(options: Options(limits: Limits(rows: 150_000)))
    let proof = try #require(try explainer.proofs(of: explainer.subjects[0]).first)
    // A pair is asserted, then taken in both directions; each further one is a step.
    #expect(proof.height == 2 + Int(2995 - member))
  }

  @Test("a proof goes through relations in whatever order their rules are written", arguments: [false, true])
  func chainedRelations(isReversed: Bool) throws {
    let rules = (1..<300).map { ".decl r\($0)(x: number) r\($0)(x) :- r\($0 - 1)(x)." }
    let text = (isReversed ? rules.reversed() : rules).joined(separator: "\n")
    let inquiry = try Inquiry(
      about: ["r299(1)"], sources: [Source(name: "chain.dl", text: ".decl r0(x: number) r0(1).\n" + text)])
    let explainer = try inquiry.evaluate()
    let proof = try explainer.proofs(of: explainer.subjects[0])[0]
    #expect(proof.height == 299 && proof.steps.count == 300)
    #expect(proof.rendered().hasSuffix("r0(1)  stated at chain.dl:1\n"))
  }

  @Test("a proof of twenty thousand steps is built whole, or as far as is wanted")
  func deepProof() throws {
    let inquiry = try Inquiry(
      about: ["reach(20000)"],
      sources: [
        Source(
          name: "deep.dl",
          text: """
            .decl reach(x: number)
            reach(0).
            reach(x + 1) :- reach(x), x < 20000.
            """)
      ])
    let explainer = try inquiry.evaluate()
    let whole = try explainer.proofs(of: explainer.subjects[0])[0]
    #expect(whole.height == 20_000 && whole.steps.count == 20_001)
    #expect(whole.rendered().contains("[20000] reach(0)  stated at deep.dl:2\n"))
    let short = try explainer.proofs(of: explainer.subjects[0], depth: 1)[0]
    #expect(
      short.rendered() == """
        reach(20000)  by deep.dl:3: reach(x + 1) :- reach(x), x < 20000.
          reach(19999)  by deep.dl:3: reach(x + 1) :- reach(x), x < 20000.
            reach(19998)  by a proof of height 19998 that is not shown
            19998 < 20000  as x < 20000
          19999 < 20000  as x < 20000

        """)
  }

  @Test("what was shown once is not shown again, so that a proof never doubles at every step")
  func sharedSteps() throws {
    let found = try proof(
      """
      .decl two(n: number, x: number)
      two(0, 1).
      two(n + 1, x + y) :- two(n, x), two(n, y), n < 40.
      .output two
      """, "two", [.number(40), .number(1 << 40)])
    #expect(found.steps.count == 41)
    #expect(found.rendered().contains("two(39, 549755813888)  as above"))
  }

  @Test("what is asked may be open, denied, or wrong")
  func subjects() throws {
    let source = Source(
      name: "test.dl",
      text: """
        .type List = [head: number, tail: List]
        .decl edge(x: number, y: number)
        edge(1, 2). edge(1, 3). edge(2, 3).
        .decl list(l: List)
        list([1, [2, nil]]).
        """)
    let inquiry = try Inquiry(
      about: ["edge(1, x)", " !edge(3, _). ", "list([1, [2, nil]])", "edge(x, x)", "edge"], sources: [source])
    let explainer = try inquiry.evaluate()
    let rows = try explainer.subjects.map { subject in try explainer.rows(of: subject).map(\.description) }
    #expect(rows.map(\.count) == [2, 0, 1, 0, 3])
    #expect(explainer.subjects.map(\.isNegated) == [false, true, false, false, false])
    for (fact, fault) in [
      ("edge(", "error: 'edge(' is no fact; a fact is a relation and its values, such as 'path(1, x)'\n"),
      ("egde", "error: no relation is called 'egde'; did you mean 'edge'?\n"),
      ("edge(1, 2), edge(2, 3)", "error: 'edge(1, 2), edge(2, 3)' is no fact"),
      (
        "egde(1, 2)",
        """
        <fact>:1:1: error: no relation is called 'egde'; did you mean 'edge'?
          1 | egde(1, 2)
            | ^~~~

        """
      ),
      (
        " ! edge(1,\n \"2\").",
        """
        <fact>:2:2: error: "2" is not a number, which column 'y' of 'edge' holds
          2 |  "2")
            |  ^~~

        """
      ),
      (
        "!edge(1, 2))",
        """
        <fact>:1:12: error: there is no '(' that this ')' closes; leave it out, or open one before it
          1 | !edge(1, 2))
            |            ^

        """
      ),
    ] {
      let error = #expect(throws: ProgramError.self) { try Inquiry(about: [fact], sources: [source]) }
      #expect(error?.description.hasPrefix(fault) == true)
    }
  }
}
