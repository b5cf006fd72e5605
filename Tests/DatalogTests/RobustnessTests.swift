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

  @Test("nesting beyond reason is an error, not a crash", arguments: ["(", "-", "!", "x+(", "cat("])
  func nesting(opening: String) {
    let text = ".decl p(x: number)\np(x) :- x = " + String(repeating: opening, count: 20_000)
    #expect(!complaints(text).isEmpty)
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
