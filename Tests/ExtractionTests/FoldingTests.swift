import Testing

@testable import Extraction

@Suite("Folding")
struct FoldingTests {
  let folding = CharacterFolding(pairs: "國国 學学 # 點点\n黃黄")

  private func folded(_ text: String) -> String {
    String(decoding: FoldedText(Array(text.utf8), folding: folding).bytes, as: UTF8.self)
  }

  @Test(
    "names that differ only in how they are written fold to one form",
    arguments: [
      ("GPT-4", "gpt4"), ("GPT 4", "gpt4"), ("GPT4", "gpt4"), ("gpt four", "gpt4"), ("GPT-Four", "gpt4"),
      ("ＧＰＴ－４", "gpt4"), ("Évariste Galois", "evaristegalois"), ("國學", "国学"), ("點", "點"),
      ("帕特里克·科里森", "帕特里克科里森"), ("伊隆・马斯克", "伊隆马斯克"), ("Илья", "илья"), ("ИЛЬЯ", "илья"),
      ("someone", "someone"), ("fourteen", "fourteen"), ("Straße", "strasse"), ("Łukasz", "lukasz"),
      ("O’Reilly", "o'reilly"), ("", ""), (" - ", ""), ("AI基础", "ai基础"), ("two纳米", "2纳米"),
    ])
  func folds(text: String, expected: String) {
    #expect(folded(text) == expected)
  }

  @Test("every part of the folded text leads back to the characters it came from")
  func leadsBack() {
    let text = "Ｔhe GPT-four, 國 É"
    let folded = FoldedText(Array(text.utf8), folding: folding)
    var pieces: [String] = []
    for index in 0..<folded.count {
      let range = folded.original(index..<index + 1)
      pieces.append(String(decoding: Array(text.utf8)[range], as: UTF8.self))
    }
    #expect(pieces == ["Ｔ", "h", "e", "G", "P", "T", "four", ",", "國", "國", "國", "É"])
    #expect(String(decoding: folded.cased, as: UTF8.self) == "TheGPT4,国e")
  }

  @Test("a word ends at a space, at Han, at punctuation, but not inside a decimal number")
  func boundaries() {
    let text = FoldedText(Array("GPT 4.5的AI".utf8), folding: folding)  // gpt4.5的ai
    let boundaries = (0...text.count).filter(text.isBoundary)
    #expect(boundaries == [0, 3, 6, 7, 8, 9, 11])
  }
}
