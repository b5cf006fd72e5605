import Testing

@testable import Datalog

@Suite("Stages shown")
struct ProgramViewTests {
  private let source = Source(
    name: "t.dl",
    text: """
      #define TOP 9
      .type Name <: symbol
      .type List = [head: Name, tail: List]
      .type Tree = Leaf {} | Node {left: Tree, size: number}
      .decl a(x: Name, n: number) choice-domain x
      .decl b, c(l: List) inline
      .input a(filename="f\\t")
      a("q\\"", -1). a(x, n + 2 * n) :- (a(x, n); a(x, _)), n < TOP, !b([x, nil]).
      c([x, nil]), b([x, nil]) :- a(x, n), n = sum m : { a(_, m), m != 3 }, match("a.*", x).
      .output c
      """)

  @Test("the first stage is a program that says the same")
  func initialTree() throws {
    let shown = try ProgramView.initialTree.text(of: [source])
    #expect(
      shown
        == """
        .type Name <: symbol
        .type List = [head: Name, tail: List]
        .type Tree = Leaf {} | Node {left: Tree, size: number}
        .decl a(x: Name, n: number) choice-domain x
        .decl b, c(l: List) inline
        a("q\\"", -1).
        a(x, (n + (2 * n))) :-
          (a(x, n); a(x, _)),
          n < 9,
          !b([x, nil]).
        c([x, nil]), b([x, nil]) :-
          a(x, n),
          n = sum m : { a(_, m), m != 3 },
          match("a.*", x).
        .input a(filename="f\\t")
        .output c()

        """.replacing("c()\n", with: "c\n"))
    #expect(try ProgramView.initialTree.text(of: [Source(name: "again", text: shown)]) == shown)
  }

  @Test("rules in normal form have one head and no disjunction, and their variables types")
  func rules() throws {
    let text = """
      .type Name <: symbol
      .decl a(x: Name, n: number)
      a("z", 1).
      .decl b(n: number) .decl c(x: Name)
      b(n), c(x) :- a(x, n), (n < 2; n = 3), a(x, _).
      """
    let sources = [Source(name: "t.dl", text: text)]
    let rules = try ProgramView.transformedTree.text(of: sources)
    #expect(
      rules.hasPrefix(
        ".decl a(x: Name, n: number)\n.decl b(n: number)\n.decl c(x: Name)\na(\"z\", 1).\nb(n) :-\n"))
    #expect(rules.components(of: ":-") == 4)
    let types = try ProgramView.typeAnalysis.text(of: sources)
    #expect(types.contains("  x: Name\n  n: number\n"))
    #expect(types.components(of: "  n: number") == 4)
  }

  @Test("names are Soufflé's, old ones too")
  func names() {
    #expect(ProgramView(name: "transformed-datalog") == .transformedTree)
    #expect(ProgramView(name: "scc-graph") == .strataGraph)
    #expect(ProgramView(name: "initial-ram") == nil)
  }

  @Test("what is written in quotes is escaped in graphs")
  func quotes() throws {
    let text =
      ".decl e(x: symbol)\ne(\"a\").\n.decl n(k: number)\nn(k) :- k = count : { e(\"a\"), e(_) }.\n.output n\n"
    let graph = try ProgramView.strataGraph.text(of: [Source(name: "t.dl", text: text)])
    #expect(graph.contains("  _1 [label = \"count : { e(\\\"a\\\"), e(_) }\"];\n"), "\(graph)")
  }

  @Test("a faulty program shows its parse errors and no later stage")
  func faults() throws {
    let faulty = [Source(name: "t.dl", text: ".decl a(x: number)\na(1) :- .\n")]
    #expect(try ProgramView.parseErrors.text(of: faulty).hasPrefix("t.dl:2:9: error: "))
    #expect(throws: ProgramError.self) { try ProgramView.initialTree.text(of: faulty) }
    let unsound = [Source(name: "t.dl", text: ".decl a(x: number)\na(x).\n")]
    #expect(try ProgramView.parseErrors.text(of: unsound).isEmpty)
    #expect(try ProgramView.initialTree.text(of: unsound) == ".decl a(x: number)\na(x).\n")
    #expect(throws: ProgramError.self) { try ProgramView.typeAnalysis.text(of: unsound) }
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
