import Testing

@testable import Transcripts

@Suite("broken input")
struct RobustnessTests {
  @Test("every sample is told by what is inside and stands in its source", arguments: Samples.all)
  func samples(format: String, text: String) throws {
    let talk = try read(text)
    #expect(talk.format == format)
    #expect(ungrounded(talk) == [])
  }

  @Test(
    "every sample reads the same with carriage returns, a byte-order mark and trailing tabs",
    arguments: Samples.all)
  func lineEnds(format: String, text: String) throws {
    let other = try read(
      "\u{FEFF}" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
    #expect(ungrounded(other) == [])
    #expect(outline(other) == outline(try read(text)))
  }

  @Test(
    "a talk cut off at any byte is read or refused, and what is read stands in its source",
    arguments: Samples.all)
  func cutOff(format: String, text: String) {
    let bytes = Array(text.utf8)
    for end in 0..<bytes.count {
      guard let talk = try? TranscriptReading.read(path: "cut", bytes: Array(bytes[..<end])) else { continue }
      #expect(ungrounded(talk) == [], "cut at \(end)")
    }
  }

  @Test("a talk with bytes changed at random is read or refused", arguments: Samples.all)
  func changed(format: String, text: String) {
    let seed: UInt64 = 0x5EED
    var random = SplitMix(state: seed)
    let bytes = Array(text.utf8)
    let marks = Array("\n\n*_[](){}<>:-#&;\"'`|!\\ \u{A0}（）：。".utf8)
    for round in 0..<300 {
      var other = bytes
      for _ in 0..<(1 + Int(random.next() % 12)) {
        let place = Int(random.next() % UInt64(other.count))
        switch random.next() % 3 {
        case 0: other[place] = marks[Int(random.next() % UInt64(marks.count))]
        case 1: other.insert(marks[Int(random.next() % UInt64(marks.count))], at: place)
        default: other.remove(at: place)
        }
      }
      guard let talk = try? TranscriptReading.read(path: "changed", bytes: other) else { continue }
      #expect(ungrounded(talk) == [], "seed \(seed), round \(round)")
    }
  }

  @Test(
    "a long line of markup is read in linear time",
    arguments: [
      "[", "（", "（）", "<", "&", "** ", "*", ". ", ".)", "_a", "\"", "![", "[](", "**a**（b）", "<details>",
      "a: ", "…",
      "http://", "！", "&amp;", "<div>", "<br>", "(()", "“", "\u{3000}", "1. ", "a.", "`",
    ])
  func longLine(pattern: String) throws {
    let line = String(repeating: pattern, count: 40_000 / pattern.utf8.count)
    let texts = [
      "**Host**: hi.\n**Guest Person**: \(line)\n**Host**: bye\n",
      "---\ntitle: x\n---\nHello.\n<details>\n<summary>o</summary>\n<p>\(line)</p>\n</details>\n",
    ]
    for text in texts {
      let clock = ContinuousClock()
      var talk: Transcript?
      let time = try clock.measure { talk = try read(text) }
      #expect(time < .seconds(5))
      #expect(talk?.sentences.allSatisfy { $0.text.utf8.count <= SentenceSplitter.lengthLimit } == true)
      if let talk, talk.sentences.count < 5000 { #expect(ungrounded(talk) == []) }
    }
  }

  @Test("details that are never closed, however many, are read with a warning each")
  func nestedDetails() throws {
    let talk = try read(
      "---\ntitle: x\n---\nHello.\n" + String(repeating: "<details>\n<p>word</p>\n", count: 2000))
    #expect(talk.warnings.count { $0.reason == .unclosedDetails } == 2000)
    #expect(ungrounded(talk) == [])
  }

  @Test(
    "front matter that would cost the parser too much is read line by line",
    arguments: [
      "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "a: " + String(repeating: "[", count: 5000),
      String(repeating: "- ", count: 2000) + "a",
      (0..<200).map { String(repeating: " ", count: $0) + "- a:" }.joined(separator: "\n"),
    ])
  func yamlBombs(yaml: String) throws {
    let talk = try read("---\ntitle: A talk\n\(yaml)\n---\nHello there.\n")
    #expect(talk.warnings.map(\.reason) == [.intricateFrontMatter])
    #expect(talk.metadata.title == "A talk")
    #expect(ungrounded(talk) == [])
  }

  @Test("of very long front matter only the beginning is read")
  func longFrontMatter() throws {
    let talk = try read(
      "---\ntitle: A talk\n" + String(repeating: "tags: [a, b]\n", count: 20_000) + "---\nHello.\n")
    #expect(talk.warnings.map(\.reason) == [.longFrontMatter(byteCount: 260_013)])
    #expect(talk.sentences.count < 15_000)
  }
}

/// A small generator whose numbers are the same everywhere (Steele, Lea and Flood 2014).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
