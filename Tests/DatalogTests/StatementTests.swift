import Testing

@testable import Datalog

@Suite("The statements of a source")
struct StatementTests {
  private func shown(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Source(name: "test.dl", text: text).statements.map { statement in
      "\(statement.kind) \(statement.names.joined(separator: " ")): "
        + String(decoding: bytes[statement.bytes], as: UTF8.self)
    }
  }

  @Test("each is told with what it is about and its own words")
  func kinds() {
    let text = """
      .type T <: symbol .decl a, b(x: T) // a comment. With a dot
      a("x. y"), b("é"). /* . */ b(x) :-
        a(x). .plan 0:(1)
      .input a(filename="a.csv") .output a, b
      ?- a(x). .param k: number = 1 .printsize a
      .comp C { .decl p(x: number) p(1). } .init c = C
      c.p(2).
      """
    #expect(
      shown(text) == [
        "type T: .type T <: symbol", "declaration a b: .decl a, b(x: T)", "fact a b: a(\"x. y\"), b(\"é\").",
        "rule b: b(x) :-\n  a(x). .plan 0:(1)", "input a: .input a(filename=\"a.csv\")",
        "output a b: .output a, b", "question : ?- a(x).", "parameter k: .param k: number = 1",
        "output a: .printsize a", "component C: .comp C { .decl p(x: number) p(1). }",
        "instance c: .init c = C",
        "fact c.p: c.p(2).",
      ])
  }

  @Test("what cannot be read is passed over, what is included is not the source's own")
  func faults() {
    #expect(shown("} a(1 b(2).\n.include \"more.dl\"\nc(3). p(x) :- .") == ["fact c: c(3)."])
    #expect(shown("#define FACT d(4).\nFACT") == ["fact d: FACT"])
    #expect(shown("") == [] && shown("}}}").isEmpty)
  }
}
