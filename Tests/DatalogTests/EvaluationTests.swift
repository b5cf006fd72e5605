import Relations
import Testing

@testable import Datalog

@Suite("Evaluation")
struct EvaluationTests {
  @Test("a relation whose rows need no check for being new is filled by a last join")
  func distinctRowsOfAJoin() throws {
    let found = try rows(
      """
      .decl some(x: number)
      some(2). some(1).
      .decl edge(x: number, y: number)
      edge(1, 5). edge(2, 6). edge(1, 7). edge(3, 8).
      .decl found(x: number, y: number)
      found(x, y) :- some(x), edge(x, y).
      .output found
      """)
    #expect(found == ["1 5", "1 7", "2 6"])
  }

  @Test("a recursive rule stops on a cyclic graph")
  func cycle() throws {
    let found = try rows(
      """
      .decl edge(x: number, y: number)
      edge(1, 2). edge(2, 3). edge(3, 1).
      .decl path(x: number, y: number)
      path(x, y) :- edge(x, y).
      path(x, z) :- edge(x, y), path(y, z).
      .output path
      """)
    #expect(found == ["1 1", "1 2", "1 3", "2 1", "2 2", "2 3", "3 1", "3 2", "3 3"])
  }

  @Test("relations that need each other are derived together")
  func mutualRecursion() throws {
    let found = try answers(
      """
      .decl even(n: number)
      .decl odd(n: number)
      even(0).
      odd(n + 1) :- even(n), n < 6.
      even(n + 1) :- odd(n), n < 6.
      .output even
      .output odd
      """)
    #expect(found == ["even": ["0", "2", "4", "6"], "odd": ["1", "3", "5"]])
  }

  @Test("negation sees the complete relation")
  func negation() throws {
    let found = try rows(
      """
      .decl edge(x: symbol, y: symbol)
      edge("a", "b"). edge("b", "c").
      .decl leaf(x: symbol)
      leaf(x) :- edge(_, x), !edge(x, _).
      .output leaf
      """)
    #expect(found == ["c"])
  }

  @Test("values that outgrow 32 bits are kept whole")
  func wideValues() throws {
    let found = try rows(
      """
      .decl next(x: number, y: number)
      next(-1, 4294967296).
      next(y, y * 2) :- next(_, y), y < 17179869184.
      .output next
      """)
    #expect(found == ["-1 4294967296", "4294967296 8589934592", "8589934592 17179869184"])
  }

  @Test("alternatives and several heads make a rule each")
  func alternatives() throws {
    let found = try answers(
      """
      .decl edge(x: number, y: number)
      edge(1, 2). edge(2, 3).
      .decl node(x: number)
      .decl seen(x: number)
      node(x), seen(x) :- edge(x, _); edge(_, x).
      .output node
      .output seen
      """)
    #expect(found == ["node": ["1", "2", "3"], "seen": ["1", "2", "3"]])
  }

  @Test("a question's variables become columns in the order they come, hidden ones left out")
  func question() throws {
    let program = try Program(sources: [
      Source(
        name: "q.dl",
        text: """
          .decl likes(a: symbol, b: symbol)
          likes("ann", "bob"). likes("ann", "cid"). likes("bob", "cid").
          ?- who likes _other, _other likes "cid".
          """)
    ])
    let answer = try #require(try program.evaluate().relations.first)
    #expect(answer.columns.map(\.name) == ["who"])
    #expect(answer.map { $0 } == [[.symbol("ann")]])
  }

  @Test("an output is ordered and limited as its directive says")
  func orderAndLimit() throws {
    let found = try rows(
      """
      .decl score(who: symbol, times: number)
      score("b", 2). score("a", 2). score("c", -5). score("d", 9).
      .output score(order="-times,who", limit=3)
      """)
    #expect(found == ["d 9", "a 2", "b 2"])
  }

  @Test("a parameter stands for its value")
  func parameter() throws {
    let text = """
      .param least: number = 2
      .decl n(x: number)
      n(1). n(2). n(3).
      .decl big(x: number)
      big(x) :- n(x), x >= $least.
      .output big
      """
    #expect(try rows(text) == ["2", "3"])
    #expect(try rows(text, environment: Environment(parameters: ["least": "3"])) == ["3"])
  }
}

@Suite("Shortcuts for packed pairs")
struct ShortcutTests {
  /// A graph of some hundred edges, whose rows outgrow a batch when joined.
  private func graph(seed: UInt64, edges: Int, nodes: Int) -> (text: String, edges: [[Int]]) {
    var random = SeededGenerator(seed: seed)
    let all = (0..<edges).map { _ in (0..<2).map { _ in Int.random(in: 0..<nodes, using: &random) } }
    return (".decl e(x: number, y: number)\n" + all.map { "e(\($0[0]), \($0[1])).\n" }.joined(), all)
  }

  @Test("triangles, also those whose third corner does not matter", arguments: [UInt64(1), 2, 3])
  func triangles(seed: UInt64) throws {
    let (text, edges) = graph(seed: seed, edges: 600, nodes: 40)
    let set = Set(edges)
    var triangles: Set<[Int]> = []
    for edge in set {
      for z in 0..<40 where set.contains([edge[1], z]) && set.contains([edge[0], z]) {
        triangles.insert(edge + [z])
      }
    }
    let found = try answers(
      text + """
        .decl t(x: number, y: number, z: number)
        t(x, y, z) :- e(x, y), e(y, z), e(x, z).
        .decl s(x: number, y: number)
        s(x, y) :- e(x, y), e(y, z), e(x, z).
        .output t
        .output s
        """)
    func rows(_ triples: [[Int]]) -> Set<String> {
      Set(triples.map { $0.map(String.init).joined(separator: " ") })
    }
    #expect(found["t"].map(Set.init) == rows(Array(triangles)))
    #expect(found["s"].map(Set.init) == rows(triangles.map { Array($0.prefix(2)) }), "seed \(seed)")
  }

  @Test(
    "bindings met again by another way lose nothing, in recursion and out of it",
    arguments: [UInt64(4), 5, 6])
  func memory(seed: UInt64) throws {
    let (text, edges) = graph(seed: seed, edges: 90, nodes: 60)
    var closure = Set(edges)
    var grows = true
    while grows {
      grows = false
      for a in closure {
        for b in closure where a[1] == b[0] {
          for c in closure where b[1] == c[0] && closure.insert([a[0], c[1]]).inserted { grows = true }
        }
      }
    }
    let found = try rows(
      text + """
        .decl p(x: number, y: number)
        p(x, y) :- e(x, y).
        p(x, w) :- p(x, y), p(y, z), p(z, w).
        .output p
        """)
    #expect(Set(found) == Set(closure.map { "\($0[0]) \($0[1])" }), "seed \(seed)")
  }
}
