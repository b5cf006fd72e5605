import Testing

@testable import Datalog

@Suite("Proofs as JSON and DOT")
struct ProofFormatTests {
  private func proof() throws -> Proof {
    let text = """
      .decl edge(x: number, name: symbol)
      edge(1, "a").
      .decl odd(x: number, n: number)
      odd(x, n) :- edge(x, _), !edge(_, "b"), x != 2, n = count : { edge(_, y), y > "A" }.
      .output odd
      """
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    return try #require(try program.evaluate().proof(of: "odd", row: [.number(1), .number(1)]))
  }

  @Test("JSON names premises by the numbers of their steps")
  func json() throws {
    #expect(
      try proof().json().rendered() == """
        {
          "fact": "odd(1, 1)",
          "relation": "odd",
          "row": [1, 1],
          "height": 1,
          "steps": [
            {
              "id": 0,
              "fact": "odd(1, 1)",
              "relation": "odd",
              "row": [1, 1],
              "height": 1,
              "reason": "rule",
              "rule": "odd(x, n) :- edge(x, _), !edge(_, \\"b\\"), x != 2, n = count : { edge(_, y), y > \\"A\\" }.",
              "place": {"file": "test.dl", "line": 4, "column": 1},
              "premises": [
                {"kind": "row", "step": 1},
                {"kind": "absence", "relation": "edge", "pattern": [null, "b"]},
                {"kind": "condition", "text": "x != 2", "instance": "1 != 2"},
                {
                  "kind": "aggregate",
                  "text": "count : { edge(_, y), y > \\"A\\" }",
                  "value": 1,
                  "rowCount": 1,
                  "rows": [{"binding": [{"name": "y", "value": "a"}, {"name": "_", "value": 1}]}]
                }
              ]
            },
            {
              "id": 1,
              "fact": "edge(1, \\"a\\")",
              "relation": "edge",
              "row": [1, "a"],
              "height": 0,
              "reason": "stated",
              "place": {"file": "test.dl", "line": 2, "column": 1}
            }
          ]
        }

        """)
  }

  @Test("a picture has a node a row and an arrow a premise")
  func dot() throws {
    let picture = Proof.dot([try proof()])
    #expect(
      picture == """
        digraph proof {
          graph [rankdir=TB, ranksep=0.35, nodesep=0.25, fontname="Helvetica"]
          node [shape=box, fontname="Helvetica", fontsize=11, margin="0.12,0.06", color="#4a5568"]
          edge [color="#718096", arrowsize=0.7]
          n0 [label=<<b>odd(1, 1)</b><br/><font point-size="9" color="#718096">test.dl:4</font><br/><font point-size="9" color="#2b6cb0">odd(x, n) :- edge(x, _), !edge(_, &quot;b&quot;), x != 2,<br/>n = count : { edge(_, y), y &gt; &quot;A&quot; }.</font>>, style=filled, fillcolor="#ebf4ff"]
          n1 [label=<<b>edge(1, &quot;a&quot;)</b><br/><font point-size="9" color="#718096">test.dl:2</font>>, style="rounded,filled", fillcolor="#e6f4ea"]
          n2 [label=<no row of edge(_, &quot;b&quot;)>, style="dashed", color="#c53030"]
          n3 [label=<1 != 2  as x != 2>, shape=plaintext]
          n4 [label=<count : { edge(_, y), y &gt; &quot;A&quot; } = 1  over 1 row<br/>y = &quot;a&quot;, _ = 1>, style=filled, fillcolor="#fefcbf"]
          n0 -> n1
          n0 -> n2 [style=dashed]
          n0 -> n3 [style=dashed]
          n0 -> n4 [style=dashed]
        }

        """)
  }

  @Test("a picture leads from a pair of an equivalence down to where it is stated, and in no circle")
  func equivalence() throws {
    let source = Source(name: "test.dl", text: ".decl same(a: number, b: number) eqrel\nsame(1, 2).")
    let inquiry = try Inquiry(about: ["same(1, 2)", "same(2, 1)"], sources: [source])
    let explainer = try inquiry.evaluate()
    let proofs = try explainer.subjects.flatMap { try explainer.proofs(of: $0) }
    let lines = Proof.dot(proofs).split(separator: "\n").map { $0.drop { $0 == " " } }
    // The statement is drawn once for both.
    #expect(lines.filter { $0.contains("->") } == ["n0 -> n1", "n1 -> n2", "n3 -> n4", "n4 -> n2"])
    #expect(lines.filter { $0.contains("fillcolor=\"#e6f4ea\"") }.map { $0.prefix(3) } == ["n2 "])
  }
}
