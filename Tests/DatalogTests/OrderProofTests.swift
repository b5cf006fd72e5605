import Testing

@testable import Datalog

@Suite("Proofs where the order of rows shows")
struct OrderProofTests {
  private static let text = """
    .decl t(x: symbol)
    t("x").
    .decl a(x: symbol, n: number)
    a(x, autoinc()) :- t(x).
    .decl b(x: symbol, n: number)
    b(x, autoinc()) :- t(x).
    .output a
    .output b
    """

  @Test("numbers are those of the answers, of which an explanation asks for one relation only")
  func numbers() throws {
    let inquiry = try Inquiry(about: ["b(\"x\", 1)", "b"], sources: [Source(name: "t.dl", text: Self.text)])
    let explainer = try inquiry.evaluate()
    for subject in explainer.subjects {
      #expect(
        try explainer.proofs(of: subject).map { $0.rendered() } == [
          """
          b("x", 1)  by t.dl:6: b(x, autoinc()) :- t(x).
            t("x")  stated at t.dl:2
            the number is the counter's

          """
        ])
    }
    let answers = try Program(sources: [Source(name: "t.dl", text: Self.text)]).evaluate()
    #expect(try answers.proof(of: "b", row: [.symbol("x"), .number(1)])?.height == 1)
    #expect(try answers.proof(of: "b", row: [.symbol("x"), .number(0)]) == nil)
  }

  @Test("a proof says that it is not known which binding was given a number")
  func bindings() throws {
    let text = """
      .decl t(x: symbol)
      t("x"). t("y").
      .decl id(n: number)
      id(n) :- t(_), n = autoinc().
      .output id
      """
    let inquiry = try Inquiry(about: ["id(1)"], sources: [Source(name: "t.dl", text: text)])
    let explainer = try inquiry.evaluate()
    #expect(
      try explainer.proofs(of: explainer.subjects[0]).map { $0.rendered() } == [
        """
        id(1)  by t.dl:4: id(n) :- t(_), n = autoinc().
          t("x")  stated at t.dl:2
          the number is the counter's; which binding was given it is not kept

        """
      ])
  }

  @Test("inlined relations are no relations of their own where the order of their rows would show")
  func inlined() throws {
    let text = """
      .decl n(x: number)
      n(1). n(2).
      .decl back(x: number) inline
      back(x) :- n(x), x > 1.
      back(x) :- n(x), x < 2.
      .decl one(k: number, x: number) choice-domain k
      one(0, x) :- n(x), back(x).
      .output one
      """
    #expect(try rows(text) == ["0 2"])
    let inquiry = try Inquiry(about: ["one(0, 2)"], sources: [Source(name: "t.dl", text: text)])
    let explainer = try inquiry.evaluate()
    #expect(
      try explainer.proofs(of: explainer.subjects[0]).map { $0.rendered() } == [
        """
        one(0, 2)  by t.dl:7: one(0, x) :- n(x), back(x).
          n(2)  stated at t.dl:2
          n(2)  stated at t.dl:2
          2 > 1  as x > 1

        """
      ])
    let other = try Inquiry(about: ["back(1)"], sources: [Source(name: "t.dl", text: text)]).evaluate()
    #expect(try other.proofs(of: other.subjects[0]).map(\.height) == [1])
  }
}
