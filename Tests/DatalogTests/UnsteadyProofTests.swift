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
}
