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

        """)
  }

  @Test("a row that is not there has no proof")
  func absentRow() throws {
    let program = try Program(sources: [Source(name: "t.dl", text: ".decl a(x: number)\na(1).\n.output a")])
    #expect(try program.evaluate().proof(of: "a", row: [.number(2)]) == nil)
  }
}
