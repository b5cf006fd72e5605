import Testing

@testable import Datalog

@Suite("Robustness")
struct RobustnessTests {
  private static let sample = """
    // A little of everything.
    #define LIMIT 3
    .type Node <: symbol
    .type Any = Node | symbol
    .param who: Node = "a"
    .decl edge(x: Node, y: Node, w: number) brie
    edge("a", "b", 1). edge("b", "c", -2). edge("c", "a", 0x1F).
    .decl path(x: Node, y: Node)
    path(x, y) :- edge(x, y, _).
    path(x, z) :- edge(x, y, w), path(y, z), (w < LIMIT ; w = 4, !edge(z, x, _)).
    .decl total(x: Node, n: number, f: float)
    total(x, n, f) :- edge(x, _, _), n = sum w * 2 : { edge(x, _, w), w != 0 }, f = 1.5 * itof(n) ^ 2.0.
    .output path(order="-x,y", limit=2)
    .printsize total
    ?- path($who, x), x != "b", contains("a", cat(x, "\\n")).
    ?- x path y.
    """

  private func mutated(_ random: inout SeededGenerator) -> String {
    var bytes = Array(Self.sample.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 2:
        let marks = Array("(){}[].,;:!=<>\"_$@#-*/%".utf8)
        bytes[place] = marks.randomElement(using: &random) ?? 0
      default:
        let end = min(bytes.count, place + Int.random(in: 1...30, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("no damaged program crashes the parser, the checks or the engine", arguments: [UInt64(1), 2, 3, 4])
  func damagedPrograms(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let text = mutated(&random)
      do {
        let program = try Program(sources: [Source(name: "damaged.dl", text: text)])
        _ = try program.evaluate(options: Options(limits: Limits(time: .seconds(1), rows: 10_000)))
      } catch let error as ProgramError {
        #expect(!error.diagnostics.isEmpty, "seed \(seed)\n\(text)")
        _ = error.description
      } catch is EvaluationError {
      }
    }
  }

  @Test(
    "nesting beyond reason is an error at once, and not a crash",
    arguments: ["(", "-", "!", "x+(", "cat(", "[", "$a(", "min(", "x = count : {", "max x : {", "as("])
  func nesting(opening: String) throws {
    for start in ["x = ", ""] {
      let repeated = String(repeating: opening, count: opening == "(" ? 200_000 : 5000)
      let told = complaints(".decl p(x: number)\np(x) :- " + start + repeated)
      let isDeep = told.contains { $0.hasSuffix("this is nested more than 200 levels deep") }
      #expect(isDeep || start == "x = " && opening.hasPrefix("x"))
      #expect(told.count < 10)
    }
  }

  @Test("parentheses that are closed again are read once", arguments: [1, 10, 60])
  func closedNesting(depth: Int) throws {
    let (open, close) = (String(repeating: "(", count: depth), String(repeating: ")", count: depth))
    let least = String(repeating: "min(", count: depth) + "7" + String(repeating: ", 8)", count: depth)
    #expect(
      try rows(
        """
        .decl p(x: number)
        p(x) :- \(open)x = \(open)1 + 2\(close)\(close).
        p(x) :- \(open)x\(close) = \(least), \(open)\(open)x\(close) > 1, x < 9 ; x = 4\(close).
        .output p
        """) == ["3", "7"])
  }

  @Test("a sum of very many is computed from the left and stays flat")
  func longSums() throws {
    let ones = Array(repeating: "1", count: 100_000).joined(separator: " + ")
    let halves = "1.0e16" + String(repeating: " + 1.0", count: 2000)
    let found = try answers(
      """
      .decl p(x: number)
      p(\(ones)).
      p(x) :- y = 3, x = y\(String(repeating: " - 1 + y", count: 400)).
      .decl f(x: float)
      f(\(halves)).
      .output p
      .output f
      """)
    #expect(found == ["p": ["803", "100000"], "f": ["10000000000000000"]])
    let mixed = ".decl p(x: number)\np(1\(String(repeating: " + 1 - 1", count: 100_000)))."
    #expect(
      complaints(mixed).first
        == "2:4009: operators alternate more than 1000 times here; name a part with 'x = …'")
  }

  @Test(
    "what is more than anybody writes is an error",
    arguments: [
      (String(repeating: "p.", count: 200) + "p(1).", "1:1: this name has more than 100 parts"),
      (String(repeating: ".comp A { ", count: 60), "1:511: components are nested more than 50 levels deep"),
      (
        "#if " + String(repeating: "(", count: 300) + "1",
        "1:205: this is nested more than 200 levels deep"
      ),
      (
        ".decl p(x: number)\np(x) :- " + String(repeating: "(x = 1 ; x = 2), ", count: 20) + "x = 1.",
        "2:1: written out, the alternatives of this rule are more than ten thousand rules"
      ),
      (
        (0..<20).map { ".comp C\($0) { .init a = C\($0 + 1) .init b = C\($0 + 1) }\n" }.joined()
          + ".comp C20 { }\n.init x = C0", "20:19: there are more than ten thousand instances"
      ),
    ])
  func excess(text: String, expected: String) {
    #expect(complaints(text).contains(expected))
  }

  @Test("very many faults are told in part, with how many more there are")
  func manyFaults() {
    let text = (0..<3000).map { "relation\($0)(1)." }.joined(separator: "\n")
    let told = complaints(text)
    #expect(told.count == 1001)
    #expect(told.first == "1:1: no relation is called 'relation0'")
    #expect(told.last == "2000 more faults are not shown")
  }

  @Test("a fault on a very long line is shown with what is around it")
  func longLine() {
    let text =
      ".decl p(x: number) " + String(repeating: "p(1). ", count: 10_000) + "p(\"a\"). "
      + String(repeating: "p(1). ", count: 10_000)
    let error = #expect(throws: ProgramError.self) {
      try Program(sources: [Source(name: "a.dl", text: text)])
    }
    let lines = error?.description.split(separator: "\n").prefix(3).map(String.init) ?? []
    #expect(lines.allSatisfy { $0.count < 300 })
    let column = lines[2].count { $0 != "~" } - 1
    #expect(lines[1].dropFirst(column).hasPrefix("\"a\""))
  }

  @Test("text that is not UTF-8 is told at its first byte, and a zero byte at its place")
  func bytes() throws {
    let source = Source(
      name: "a.dl", bytes: Array(".decl p(x: symbol)\np(\"é".utf8) + [0xff, 0xfe] + Array("\").".utf8))
    let error = #expect(throws: ProgramError.self) { try Program(sources: [source]) }
    #expect(
      error?.diagnostics.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0): \($0.message)" } == [
        "2:5: the byte 0xff is not UTF-8 text"
      ])
    #expect(try rows(".decl p(x: symbol)\np(\"a\0b\").\n.output p") == ["a\0b"])
  }

  @Test("lines may end as Windows ends them")
  func carriageReturns() throws {
    let text = """
      .decl p(x: number)
      #define SUM(a) a \\
        + 1
      #if SUM(1) == 2 // a comment
      p(SUM(1)). /* another
      one */
      #endif
      .output p
      """
    #expect(try rows(text.replacing("\n", with: "\r\n")) == ["2"])
  }

  @Test("a literal may have a million letters")
  func longLiteral() throws {
    let letters = String(repeating: "a", count: 1_000_000)
    #expect(try rows(".decl p(n: number)\np(strlen(\"\(letters)\")).\n.output p") == ["1000000"])
    #expect(
      complaints(".decl p(n: number)\np(\"\(letters)\").") == [
        "2:3: \"\(String(repeating: "a", count: 63))… is not a number, which column 'n' of 'p' holds"
      ])
  }

  @Test("ten thousand rules are checked in reasonable time")
  func manyRules() throws {
    var text = ".decl r0(x: number)\nr0(1).\n"
    for index in 1...10_000 { text += ".decl r\(index)(x: number)\nr\(index)(x) :- r\(index - 1)(x).\n" }
    text += ".output r10000"
    let clock = ContinuousClock()
    var found: [String] = []
    let time = try clock.measure { found = try rows(text) }
    #expect(found == ["1"])
    #expect(time < .seconds(60))
  }

  @Test("a rule may have hundreds of atoms")
  func longRule() throws {
    let body = (0..<300).map { "e(x\($0), x\($0 + 1))" }.joined(separator: ", ")
    let found = try rows(
      """
      .decl e(x: number, y: number)
      e(1, 2). e(2, 1).
      .decl p(x: number, y: number)
      p(x0, x300) :- \(body).
      .output p
      """)
    #expect(found == ["1 1", "2 2"])
  }
}
