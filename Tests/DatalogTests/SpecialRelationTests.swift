import Testing

@testable import Datalog

@Suite("Relations that keep an order of their own")
struct SpecialRelationTests {
  @Test("an equivalence relation is closed in all directions, over rules that need it too")
  func equivalence() throws {
    let found = try answers(
      """
      .decl same(a: number, b: number) eqrel
      same(1, 2). same(3, 2). same(7, 8).
      .decl joined(a: number, b: number)
      joined(3, 7).
      same(a, b) :- joined(a, b), same(a, _).
      .decl of(b: number)
      of(b) :- same(8, b).
      .decl size(n: number)
      size(n) :- n = count : { same(_, _) }.
      .output of
      .output size
      """)
    #expect(found == ["of": ["1", "2", "3", "7", "8"], "size": ["25"]])
  }

  @Test("an equivalence relation takes in facts from files")
  func equivalenceInput() throws {
    let text = ".decl e(a: symbol, b: symbol) eqrel\n.input e\n.output e"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let found = try program.evaluate(facts: FileFacts { _ in Array("a\tb\n".utf8) })
    #expect(found["e"]?.count == 4)
  }

  @Test("of rows that share a choice domain the first one stays")
  func choice() throws {
    let found = try answers(
      """
      .decl edge(a: number, b: number)
      edge(1, 2). edge(1, 3). edge(2, 3). edge(3, 1).
      .decl tree(parent: number, child: number) choice-domain child
      tree(0, 1).
      tree(a, b) :- tree(_, a), edge(a, b).
      .decl pair(a: number, b: number) choice-domain a, b
      pair(a, b) :- edge(a, b).
      .output tree
      .output pair
      """)
    #expect(found["tree"] == ["0 1", "1 2", "1 3"])
    #expect(found["pair"]?.count == 3)
  }

  @Test("a choice can be explained by what was chosen")
  func choiceProof() throws {
    let text = """
      .decl n(x: number)
      n(1). n(2).
      .decl one(k: number, x: number) choice-domain k
      one(0, x) :- n(x).
      .output one
      """
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate()
    let row = try #require(answers["one"]?.first)
    #expect(try answers.proof(of: "one", row: row)?.height == 1)
  }

  @Test("the counter numbers each binding once")
  func counter() throws {
    let text = """
      .decl s(x: symbol, y: number)
      s("a", 1). s("b", 1). s("b", 2).
      .decl id(n: number, x: symbol)
      id(autoinc(), x) :- s(x, _).
      .output id
      """
    #expect(try rows(text).count == 3)
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate()
    let row = try #require(answers["id"]?.first)
    let proof = try #require(try answers.proof(of: "id", row: row))
    #expect(
      proof.rendered() == """
        id(0, "a")  by test.dl:4: id(autoinc(), x) :- s(x, _).
          s("a", 1)  stated at test.dl:2
          the number is the counter's

        """)
  }

  @Test("an aggregate may be compared with a value that is known already")
  func knownAggregate() throws {
    let text = """
      .decl n(x: number)
      n(1). n(2). n(3).
      .decl p(x: number)
      p(x) :- n(x), x = count : { n(y), y < x }, 3 = count : n(_).
      p(x) :- n(x), x = range(2, 9).
      .output p
      """
    #expect(try rows(text) == ["2", "3"])
  }

  @Test("dominated rows give way, in recursion too, so that only the cheapest ways stay")
  func subsumption() throws {
    let text = """
      .decl road(a: number, b: number, cost: number)
      road(1, 2, 5). road(2, 3, 1). road(1, 3, 9). road(3, 1, 1).
      .decl way(a: number, b: number, cost: number)
      way(a, b, c) :- road(a, b, c).
      way(a, c, n + m) :- way(a, b, n), road(b, c, m).
      way(a, b, n) <= way(a, b, m) :- m < n.
      .output way
      """
    #expect(
      try rows(text) == [
        "1 1 7", "1 2 5", "1 3 6", "2 1 2", "2 2 7", "2 3 1", "3 1 1", "3 2 6", "3 3 7",
      ])
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate()
    let row = try #require(answers["way"]?.first)
    let proof = try #require(try answers.proof(of: "way", row: row))
    #expect(
      proof.rendered() == """
        way(1, 1, 7)  by test.dl:5: way(a, c, n + m) :- way(a, b, n), road(b, c, m).
          way(1, 3, 6)  by test.dl:5: way(a, c, n + m) :- way(a, b, n), road(b, c, m).
            way(1, 2, 5)  by test.dl:4: way(a, b, c) :- road(a, b, c).
              road(1, 2, 5)  stated at test.dl:2
            road(2, 3, 1)  stated at test.dl:2
          road(3, 1, 1)  stated at test.dl:2

        """)
  }

  @Test("a row gives way to stated and given rows, and never to itself")
  func subsumedFacts() throws {
    let text = """
      .decl n(x: number, tag: symbol)
      n(1, "a"). n(2, "a"). n(3, "b").
      n(x, _) <= n(y, _) :- x <= y.
      .output n
      """
    #expect(try rows(text) == ["3 b"])
  }

  @Test("a row gives way as soon as the reason for it is derived")
  func lateSubsumption() throws {
    let text = """
      .decl worse(a: number, b: number)
      .decl n(x: number)
      n(1). n(2).
      worse(3, 4).
      worse(x - 1, y - 1) :- worse(x, y), n(_), x > 1.
      n(x) <= n(y) :- worse(x, y).
      .output n
      """
    #expect(try rows(text) == ["2"])
  }
}
