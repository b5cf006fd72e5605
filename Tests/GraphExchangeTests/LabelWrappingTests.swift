import Testing

@testable import GraphExchange

@Suite("Wrapping labels")
struct LabelWrappingTests {
  @Test(
    "labels break at spaces, in Chinese anywhere, and in a word only if it is longer than a line",
    arguments: [
      ("Sam Altman", ["Sam Altman"]),
      ("Massachusetts Institute of Technology", ["Massachusetts", "Institute of", "Technology"]),
      ("通用人工智能安全研究中心", ["通用人工智能安全研", "究中心"]),
      ("Transformer（变换器）模型的结构", ["Transformer（变换", "器）模型的结构"]),
      ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffa", "hrtsgesellschaft"]),
      ("  two\n lines  ", ["two lines"]),
      ("", [" "]),
      ("\u{1}", [" "]),
    ])
  func lines(label: String, lines: [String]) {
    #expect(LabelWrapping.picture.lines(of: label) == lines)
  }

  @Test("what is no label any more is cut after four lines")
  func cut() {
    let lines = LabelWrapping.picture.lines(of: String(repeating: "word ", count: 2_000))
    #expect(lines == ["word word word", "word word word", "word word word", "word word word…"])
    let chinese = LabelWrapping.picture.lines(of: String(repeating: "长", count: 10_000))
    #expect(chinese.map(\.count) == [9, 9, 9, 9])
    #expect(chinese.last?.last == "…")
  }
}
