import Testing

@testable import Datalog

@Suite("Explaining calculations that not all values allow")
struct PartialCalculationTests {
  private static let quotients: [(text: String, fact: String)] = [
    // The second derivation begins with the newest rows of each atom.
    ("q(z) :- b(y), a(x, y), z = x / y.", "q(3)"),
    // The head's calculation is a condition when the rule is asked backwards.
    ("q(x / y) :- a(x, y), b(y).", "q(3)"),
    ("q(z) :- b(y), a(x, y), z = x % y, z < 1.", "q(0)"),
    ("q(i) :- b(y), a(x, y), i = range(0, x / y).", "q(2)"),
    ("q(n) :- b(y), a(x, y), n = count : { b(z), z > x / y }.", "q(2)"),
  ]

  private static func source(_ rule: String) -> Source {
    let facts = """
      .decl a(x: number, y: number)
      a(6, 2). a(1, 0). a(5, 0). a(7, 0).
      .decl b(y: number)
      b(2). b(3). b(4). b(5).
      .decl q(z: number)

      """
    return Source(name: "test.dl", text: facts + rule)
  }

  @Test("a proof divides by nothing that the program does not divide by", arguments: quotients)
  func proofs(rule: String, fact: String) throws {
    let inquiry = try Inquiry(about: [fact], sources: [Self.source(rule)])
    let explainer = try inquiry.evaluate()
    #expect(try explainer.proofs(of: explainer.subjects[0]).map(\.height) == [1])
  }

  @Test("a text that another condition keeps from being read as a number stays unread")
  func texts() throws {
    let text = """
      .decl s(t: symbol) s("1"). s("x").
      .decl isNumber(t: symbol) isNumber("1").
      .decl n(x: number)
      n(to_number(t)) :- s(t), isNumber(t).
      """
    let inquiry = try Inquiry(about: ["n(1)", "n(2)"], sources: [Source(name: "test.dl", text: text)])
    let explainer = try inquiry.evaluate()
    #expect(try explainer.proofs(of: explainer.subjects[0]).map(\.height) == [1])
    let absence = try explainer.absence(of: explainer.subjects[1]).rendered()
    #expect(
      absence == """
        no row of n(2); there is n(1)
          test.dl:4: n(to_number(t)) :- s(t), isNumber(t).
            2 bindings after s(t)
            0 bindings after to_number(t)
            with t = "1": 2 = to_number("1") does not hold

        """, "\(absence)")
  }

  @Test("why a row is not there is told without a division by zero, which still ends an evaluation")
  func absences() throws {
    let sound = try Inquiry(about: ["q(4)"], sources: [Self.source("q(z) :- b(y), a(x, y), z = x / y.")])
    let explainer = try sound.evaluate()
    #expect(
      try explainer.absence(of: explainer.subjects[0]).rendered().hasSuffix(
        """
            4 bindings after b(y)
            1 binding after a(x, y)
            0 bindings after z = x / y
            with z = 4, y = 2, x = 6: 4 = 6 / 2 does not hold

        """))
    let faulty = try Inquiry(about: ["q(4)"], sources: [Self.source("q(z) :- a(x, y), z = x / y, b(y).")])
    #expect(throws: EvaluationError.self) { try faulty.evaluate() }
  }

  @Test("what is asked is computed as the program would")
  func subject() throws {
    let inquiry = try Inquiry(about: ["q(1 / 0)"], sources: [Self.source("q(z) :- b(z).")])
    #expect(throws: EvaluationError.self) {
      let explainer = try inquiry.evaluate()
      _ = try explainer.proofs(of: explainer.subjects[0])
    }
  }
}
