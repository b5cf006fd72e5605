import Testing

@testable import Datalog

/// Proofs of rows that a second derivation would not give alike, or not within what a trial may use.
@Suite("Proofs of rows that are not derived alike twice", .timeLimit(.minutes(1)))
struct UnsteadyProofTests {
  private func explainer(_ facts: [String], _ text: String) throws -> Explainer {
    try Inquiry(about: facts, sources: [Source(name: "t.dl", text: text)]).evaluate()
  }

  /// The proofs of the rows that a fact stands for, one after the other.
  private func proofs(_ fact: String, _ text: String) throws -> String {
    let explainer = try explainer([fact], text)
    return try explainer.proofs(of: explainer.subjects[0]).map { $0.rendered() }.joined()
  }

  @Test("what a question asks for may take up the trial of it, and its proofs as much again")
  func trialOfDemand() throws {
    let edges = (1..<400).map { "edge(\($0), \($0 + 1))." }.joined(separator: " ")
    let text = """
      .decl edge(x: number, y: number)
      \(edges)
      .decl path(x: number, y: number)
      path(x, y) :- edge(x, y).
      path(x, z) :- edge(x, y), path(y, z).
      """
    let explainer = try explainer(["path(1, x)"], text)
    #expect(try explainer.proofs(of: explainer.subjects[0], limit: 2).map(\.height) == [1, 2])
  }

  @Test("rows that tell the rounds of a recursion are proved, and so is what rests on them")
  func rounds() throws {
    let text = """
      .decl r(x: number)
      r(1).
      r(x + 1) :- r(x), x < 3.
      .decl d = debug_delta(r)
      .decl q(x: number)
      q(x) :- d(x, _).
      """
    #expect(
      try proofs("q(2)", text) == """
        q(2)  by t.dl:6: q(x) :- d(x, _).
          d(2, 1)  by t.dl:4: .decl d = debug_delta(r)
            r(2)  by t.dl:3: r(x + 1) :- r(x), x < 3.
              r(1)  stated at t.dl:2
              1 < 3  as x < 3
            the rule sees the round's number

        """)
    let counted = """
      .decl r(x: number, n: number)
      r(1, 0).
      r(x + 1, recursive_iteration_cnt()) :- r(x, _), recursive_iteration_cnt() < 3.
      """
    #expect(
      try proofs("r(2, n)", counted) == """
        r(2, 1)  by t.dl:3: r(x + 1, recursive_iteration_cnt()) :- r(x, _), recursive_iteration_cnt() < 3.
          r(1, 0)  stated at t.dl:2
          the rule sees the round's number

        """)
  }

  @Test("a row whose rule compares the round's number only by it is absent for that reason")
  func absentRound() throws {
    let text = """
      .decl r(x: number)
      r(1).
      r(x + 1) :- r(x), recursive_iteration_cnt() < 3.
      """
    let explainer = try explainer(["r(4)"], text)
    #expect(
      try explainer.absence(of: explainer.subjects[0]).rendered() == """
        no row of r(4); there is r(3), r(2), r(1)
          t.dl:3: r(x + 1) :- r(x), recursive_iteration_cnt() < 3.
            1 binding after x + 1
            1 binding after r(x)
            with x = 3: no round has the number for it

        """)
  }

  @Test("a value that is no number, or a zero with a sign, is proved by what gives it")
  func floats() throws {
    let text = """
      .decl a(x: float)
      a(0.0). a(-0.0).
      .decl b(x: float)
      b(x / x) :- a(x).
      .decl c(x: float)
      c(y) :- a(x), y = x / x.
      .decl d(x: float, y: float)
      d(x, y) :- a(x), y = x * 1.0.
      """
    // Whether what is no number has a sign is the machine's affair.
    #expect(
      try proofs("b", text).replacing("-nan", with: "nan") == """
        b(nan)  by t.dl:4: b(x / x) :- a(x).
          a(0)  stated at t.dl:2

        """)
    #expect(
      try proofs("c", text).replacing("-nan", with: "nan") == """
        c(nan)  by t.dl:6: c(y) :- a(x), y = x / x.
          a(0)  stated at t.dl:2
          nan = 0 / 0  as y = x / x

        """)
    #expect(
      try proofs("d", text) == """
        d(0, 0)  by t.dl:8: d(x, y) :- a(x), y = x * 1.0.
          a(0)  stated at t.dl:2
          0 = 0 * 1  as y = x * 1.0
        d(-0, -0)  by t.dl:8: d(x, y) :- a(x), y = x * 1.0.
          a(-0)  stated at t.dl:2
          -0 = -0 * 1  as y = x * 1.0

        """)
  }

  @Test("a row that is not found another time is told, and does not end the program")
  func unprovedRow() throws {
    let text = """
      .decl a(x: float)
      a(0.0).
      .decl c(x: float)
      c(1.0). c(2.0).
      c(x / x) :- a(x).
      .decl e(x: float)
      e(y) :- a(x), c(y), y = x / x.
      """
    let error = #expect(throws: EvaluationError.self) { try proofs("e", text) }
    #expect(
      error?.description.replacing("-nan", with: "nan") == """
        t.dl:6:7: error: e(nan) was derived, but no rule is found to give it another time
          6 | .decl e(x: float)
            |       ^

        """)
  }

  @Test("a relation in one recursion with another whose rows give way is proved from the rows that are left")
  func besideSubsumption() throws {
    let text = """
      .decl d(x: number, c: number)
      d(0, 5).
      .decl seen(x: number, c: number)
      seen(x, c) :- d(x, c).
      d(0, 3) :- seen(0, 5).
      d(x, a) <= d(x, b) :- b < a.
      """
    #expect(
      try proofs("seen", text) == """
        seen(0, 3)  by t.dl:4: seen(x, c) :- d(x, c).
          d(0, 3)  by t.dl:5: d(0, 3) :- seen(0, 5).
            seen(0, 5)  by rows that have given way since
        seen(0, 5)  by rows that have given way since

        """)
  }

  @Test("a relation in one recursion with another whose size is limited grows no further")
  func besideLimit() throws {
    let text = """
      .decl n(x: number)
      .limitsize n(n=10)
      .decl m(x: number)
      n(0).
      m(x) :- n(x).
      m(x + 1) :- m(x).
      n(x) :- m(x).
      """
    let explainer = try explainer(["n(3)"], text)
    #expect(try explainer.proofs(of: explainer.subjects[0]).map(\.height) == [5])
  }

  @Test("only rows that no rule gives any more are proved by rows that have given way")
  func lostRows() throws {
    let text = """
      .decl b(k: number, x: number)
      b(1, 1). b(2, 10) :- b(1, 1).
      b(1, 5) :- b(2, 10).
      b(3, 11) :- b(2, 10).
      b(k, a) <= b(k, c) :- a < c.
      """
    #expect(
      try proofs("b", text) == """
        b(1, 5)  by t.dl:3: b(1, 5) :- b(2, 10).
          b(2, 10)  by rows that have given way since
        b(2, 10)  by rows that have given way since
        b(3, 11)  by t.dl:4: b(3, 11) :- b(2, 10).
          b(2, 10)  by rows that have given way since

        """)
  }

  @Test("of rows that rest on each other alone, the first one is taken to rest on rows that have given way")
  func lostCycle() throws {
    let text = """
      .decl b(k: number, x: number)
      b(1, 1). b(2, 10) :- b(1, 1).
      b(4, 7) :- b(2, 10).
      b(2, 10) :- b(4, 7).
      b(1, 5) :- b(4, 7).
      b(k, a) <= b(k, c) :- a < c.
      """
    #expect(
      try proofs("b(1, x)", text) == """
        b(1, 5)  by t.dl:5: b(1, 5) :- b(4, 7).
          b(4, 7)  by t.dl:3: b(4, 7) :- b(2, 10).
            b(2, 10)  by rows that have given way since

        """)
  }
}
