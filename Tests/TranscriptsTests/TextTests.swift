import Testing

@testable import Transcripts

@Suite("sentences")
struct SentenceTests {
  @Test(
    "English sentences end at stops, not at abbreviations, initials, numbers or addresses",
    arguments: [
      "Dr. Smith met Mr. Brown. | They talked.", "It costs 3.5 million, i.e. a lot. | Yes.",
      "The U.S. economy grew. | It did.", "We live in the U.S. | He left.",
      "J. R. R. Tolkien wrote it. | Good.",
      "Apple Inc. makes phones. | It is big.", "He works at Apple Inc. | The end.",
      "See https://a.b/c.d?e=f. | Then go.",
      "Wait... what? | Really!", "It was so... Then it ended.", "\"Stop.\" | He stopped.",
      "\"Really?\" he asked. | Yes.",
      "We met (at noon.) | Then we left.", "It was No. 5. | I said no. | Then yes.",
      "1. First point. | 2. Second.",
      "uh yes. | you know it.", "Version 1.2.3 is out. | Use node.js now.", "He said “Go.” | She went.",
    ])
  func english(marked: String) {
    let parts = marked == "It was so... Then it ended." ? ["It was so...", "Then it ended."] : split(marked)
    #expect(sentences(parts.joined(separator: " ")) == parts)
  }

  @Test(
    "Chinese sentences end at wide stops with what closes there",
    arguments: [
      "你好。|我很好！|你呢？", "他说：“没人会来。”|于是走了。", "第一，很好；|第二，更好。", "真的……|好吧。", "有什么直觉?|为什么知道?",
      "增长 3.5% 左右。|到 1.2 亿。",
      "（他笑了。）|好。", "我用 GPT-4.5 写的。|好用！？|是的。",
    ])
  func chinese(marked: String) {
    let parts = marked.split(separator: "|").map(String.init)
    #expect(sentences(parts.joined()) == parts)
  }

  @Test("a sentence without any stop is cut before it grows too long")
  func hardLimit() {
    for unit in ["word ", "字", "x"] {
      let text = String(repeating: unit, count: 20_000)
      let found = sentences(text)
      #expect(found.allSatisfy { $0.utf8.count <= SentenceSplitter.lengthLimit })
      #expect(found.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  private func split(_ marked: String) -> [String] {
    marked.split(separator: "|").map { part in
      var text = Substring(part)
      while text.first == " " { text.removeFirst() }
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }

  private func sentences(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return SentenceSplitter.sentences(in: bytes).map { bytes.string($0) }
  }
}

@Suite("folding")
struct FoldingTests {
  @Test(
    "a line break is nothing between wide characters and a space elsewhere",
    arguments: [
      ("Clark\nTang", "Clark Tang"), ("讨论\n了", "讨论了"), ("讨论了\nAGI", "讨论了 AGI"), ("AI \r\n  提高", "AI 提高"),
      ("带宽，\n而且", "带宽，而且"), ("思维 ——\n认为", "思维 ——认为"), ("he said —\nthen", "he said — then"),
      ("“好”\n的", "“好”的"),
      ("a\n\n\n b", "a b"), ("**b\nc**", "**b c**"), (" a ", " a "),
    ])
  func surface(source: String, expected: String) {
    let file = SourceFile(path: "x", bytes: Array(source.utf8))
    #expect(file.surface(of: 0..<file.bytes.count) == expected)
  }

  @Test("the surface of any range is what a slow reading of it gives")
  func slowTwin() {
    let seed: UInt64 = 42
    var random = SplitMix(state: seed)
    let alphabet = Array("ab字好。，—“ \t\n\n\r*")
    for round in 0..<2000 {
      let text = String(
        (0..<Int(random.next() % 14)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
      let file = SourceFile(path: "x", bytes: Array(text.utf8))
      #expect(
        file.surface(of: 0..<file.bytes.count) == slowSurface(text),
        "seed \(seed), round \(round): \(text.debugDescription)")
    }
  }

  private func slowSurface(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      guard isBlank(scalars[index]) else {
        result.append(scalars[index])
        index += 1
        continue
      }
      var end = index
      while end < scalars.count, isBlank(scalars[end]) { end += 1 }
      let run = scalars[index..<end]
      if !run.contains("\n") {
        result.append(contentsOf: run)
      } else if let last = result.last, end < scalars.count {
        let (a, b) = (TextScalar(last), TextScalar(scalars[end]))
        let vanishes = a.isWide && (b.isWide || b.isWideAmongWide) || a.isWideAmongWide && b.isWide
        if !vanishes { result.append(" ") }
      }
      index = end
    }
    return String(result)
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || TextScalar(scalar).isBlank }

  @Test(
    "a passage's language is told by its script",
    arguments: [
      ("Hello there", Language.english), ("你好", .chinese), ("GPT-4 和 OpenAI 的 CEO Sam Altman", .chinese),
      ("He said 你好 to me and then left the room again", .english), ("123 %", .undetermined),
      ("こんにちはみなさん", .undetermined), ("OK.", .english),
    ])
  func languages(text: String, language: Language) {
    #expect(Language(of: Array(text.utf8)) == language)
  }

  @Test(
    "dates are read as pages write them",
    arguments: [
      ("2024-10-21 15:09", "2024-10-21T15:09"), ("2023-03 Talk", "2023-03"), ("2023年4月5日", "2023-04-05"),
      ("March 3, 2021", "2021-03-03"), ("3 Mar 2021", "2021-03-03"), ("on 2025/8/1.", "2025-08-01"),
      ("2022.11 Some Talk", "2022-11"), ("version 12.3", nil), ("August 2020", "2020-08"),
    ])
  func dates(text: String, date: String?) {
    #expect(DateReading.isoDate(in: text) == date)
  }

  @Test(
    "names are told from other words before a colon",
    arguments: [
      ("Speaker 3", LabelShape.role), ("SPEAKER_01", .role), ("嘉宾2", .role), ("主持人", .role),
      ("Jensen Huang", .fullName),
      ("Ludwig van Beethoven", .fullName), ("黄仁勋", .fullName), ("伊利亚·苏茨克维尔", .fullName), ("Tang", .word),
      ("张三", .fullName),
      ("Q4 2024", .none), ("Note", .none), ("https", .none), ("The Answer", .none), ("他说", .none),
      ("我的问题", .none), ("原文", .none),
      ("Bottom Line", .none), ("the man", .none),
    ])
  func labels(text: String, shape: LabelShape) {
    #expect(LabelShape(text) == shape)
  }
}
