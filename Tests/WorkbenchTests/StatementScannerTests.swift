import Testing

@testable import Workbench

@Suite("where a statement ends")
struct StatementScannerTests {
  private func opening(_ text: String) -> StatementScanner.Opening? {
    var scanner = StatementScanner()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { scanner.read(String(line)) }
    return scanner.opening
  }

  @Test(
    "what a command line asks needs no mark",
    arguments: [
      ("who mentioned \"AGI\"", "?- who mentioned \"AGI\"."), ("?- p(x)", "?- p(x)."), ("p(x)?", "?- p(x)."),
      ("p(x) :- q(x). p(x), q(x)", "p(x) :- q(x). ?- p(x), q(x)."), ("p(1).", "p(1)."),
      (".printsize p", ".printsize p"), ("p(x) :- q(x)", "p(x) :- q(x)"), ("p(x), // why", "p(x), // why"),
      ("p(x", "p(x"), ("p(1). // who", "p(1). // who"), ("p(x,\n  y)", "?- p(x,\n  y)."), ("", ""),
    ])
  func expression(text: String, program: String) {
    #expect(UnfinishedStatement(expression: text).program == program)
  }

  @Test(
    "these are whole",
    arguments: [
      "", "   ", "// nothing", "edge(1, 2).", "edge(1, 2). // a comment (", ".decl edge(a: number)",
      ".decl edge(a: number) choice-domain a", ".input edge(IO=\"file\")", "?- edge(x, y).", "edge(x, y)?",
      "p(\"a. b\").", "p(\"(\").", "p(\"a \\\" (\").", "/* ( */ p(1).", "#define TWO 2", "p(x) :-\n  q(x).",
      ".comp A {\n  .decl p(x: number)\n}", ".init roads = A\nroads.p(1).", "p(1.5).", "p(1, /* . */\n 2).",
      ".type A = B |\n C", ".decl a(x: number) .output a a(0).", "p(x) :- q(x), n = count : {\n r(x) }.",
      "p(\"open).",
    ])
  func whole(text: String) {
    #expect(opening(text) == (text == "p(\"open)." ? .bracket("(") : nil))
  }

  @Test(
    "these want more",
    arguments: [
      ("edge(1, 2)", StatementScanner.Opening.statement), ("p(x) :-", .statement), ("p(\"a.", .bracket("(")),
      ("p(x) :- q(x),", .statement), ("edge(1,", .bracket("(")), ("p([1, 2", .bracket("[")),
      ("/* a.", .comment), (".comp A {", .bracket("{")), (".input a,", .statement),
      (".type A = B |", .statement),
      ("#define A \\", .statement), ("?- who mentions \"AGI\"", .statement), ("p(1.", .bracket("(")),
      ("roads.edge", .statement), ("p(x) :- x = 1.5", .statement),
    ])
  func unfinished(text: String, expected: StatementScanner.Opening) {
    #expect(opening(text) == expected)
  }

  @Test("a question or a command begins anew, a rule's body does not")
  func beginnings() {
    #expect(StatementScanner.startsAnew("  ?- p(x)."))
    #expect(StatementScanner.startsAnew(":help") && StatementScanner.startsAnew(":?"))
    #expect(
      !StatementScanner.startsAnew(":- p(x).") && !StatementScanner.startsAnew("p(x).")
        && !StatementScanner.startsAnew(""))
  }
}
