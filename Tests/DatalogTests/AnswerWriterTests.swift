import Relations
import Testing

@testable import Datalog

@Suite struct AnswerWriterTests {
  private func written(
    _ text: String, _ format: FactFormat = .tabSeparated, threads: Int = 1, order: RowOrder = .words
  ) throws -> String {
    let options = Options(rowOrder: order, workers: Workers(count: threads))
    let answers = try Program(sources: [Source(name: "t.dl", text: text)]).evaluate(options: options)
    var writer = AnswerWriter(format: format)
    writer.blockSize = 3
    var bytes: [UInt8] = []
    for relation in answers.relations { writer.write(relation, workers: options.workers) { bytes += $0 } }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `numbers of every length are spelt`() throws {
    var numbers: [Int64] = [.min, .max, 0]
    for digits in 0...18 {
      let power = (0..<digits).reduce(Int64(1)) { power, _ in power * 10 }
      numbers += [power, -power, power - 1, 1 - power, power / 7]
    }
    let sorted = Set(numbers).sorted()
    let facts = sorted.map { $0 == .min ? "n(-9223372036854775807 - 1)." : "n(\($0))." }.joined(
      separator: "\n")
    let text = try written(".decl n(x: number)\n\(facts)\n.output n")
    #expect(text == sorted.map { "\($0)\n" }.joined())
    #expect(
      try written(".decl u(x: unsigned)\nu(18446744073709551615u).\n.output u") == "18446744073709551615\n")
  }

  @Test(arguments: [1, 2, 3])
  func `rows come in their order, whatever the number of threads`(threads: Int) throws {
    let facts = (0..<100).map { "p(\($0 * 37 % 100), \"s\($0)\", -\($0 % 7))." }.joined(separator: "\n")
    let text = """
      .decl p(x: number, s: symbol, y: number)
      \(facts)
      .decl q(x: number, s: symbol)
      q(x, s) :- p(x, s, _).
      .output p(order="y,-x")
      .output q
      """
    let rows = (0..<100).map { (x: $0 * 37 % 100, s: "s\($0)", y: -($0 % 7)) }
    let ordered = rows.sorted { $0.y != $1.y ? $0.y < $1.y : $0.x > $1.x }
    let pairs = rows.sorted { $0.x < $1.x }
    let expected =
      ordered.map { "\($0.x)\t\($0.s)\t\($0.y)\n" }.joined() + pairs.map { "\($0.x)\t\($0.s)\n" }.joined()
    #expect(try written(text, threads: threads) == expected)
  }

  @Test func `symbols are ordered by their bytes where values count`() throws {
    let names = ["b", "abcdefghij", "abcdefghi", "名", "", "a", "abcdefgh", "Z"]
    let facts = names.map { "p(\"\($0)\")." }.joined(separator: "\n")
    let text = ".decl p(s: symbol)\n\(facts)\n.output p"
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(try written(text, order: .values) == sorted.map { "\($0)\n" }.joined())
    #expect(try written(text) == names.map { "\($0)\n" }.joined())
  }

  @Test func `long texts and delimiters find room among short ones`() throws {
    let long = String(repeating: "long ", count: 40_000)
    let text = ".decl p(n: number, s: symbol, m: number)\np(1, \"\(long)\", 2).\np(3, \"x\", -4).\n.output p"
    let format = FactFormat(parameters: ["delimiter": " <|> "])
    #expect(try written(text, format) == "1 <|> \(long) <|> 2\n3 <|> x <|> -4\n")
  }
}
