import Testing

@testable import Transcripts

@Suite("captions")
struct CueReaderTests {
  @Test("SubRip: sentences run over cues, dashes and capitals change the speaker, times are kept")
  func subRip() throws {
    let talk = try read(Samples.subRip)
    #expect(
      outline(talk) == [
        "speech [?]: Hello there, I am Ada Reed and this is the first talk. | Let's go!",
        "speech [?]: Who are you?",
        "speech [?]: I am Ann & co.", "speech [ADA]: We begin.", "speech [ANN]: Fine.", "speech [ADA]: Good.",
      ])
    #expect(talk.sentences.map(\.startsAt) == [1, 3, 5, 5, 80, 82, 85])
    #expect(talk.turns.map(\.startsAt) == [1, 5, 5, 80, 82, 85])
    #expect(talk.sentences.map(\.line) == [3, 8, 12, 13, 17, 21, 25])
  }

  @Test("WebVTT: voices are labels; notes, styles, settings and tags are nobody's words")
  func webVTT() throws {
    let talk = try read(Samples.webVTT)
    #expect(
      outline(talk) == [
        "title: A chat about lamps", "speech [Ada Reed]: Words that may be on two lines.",
        "speech [Tom]: Yes! | Really <good>.", "speech [Tom]: And more.",
      ])
    #expect(talk.sentences.map(\.startsAt) == [nil, 1, 5, 5, 3606])
  }

  @Test("captions in two languages are two passages that say the same")
  func bilingual() throws {
    let talk = try read(
      """
      1
      00:00:01,000 --> 00:00:03,500
      大家好，
      Hello, every

      2
      00:00:03,600 --> 00:00:05,000
      我们开始。
      body, let us begin.
      """)
    #expect(outline(talk) == ["speech [?]: 大家好，我们开始。", "speech [?]: Hello, every body, let us begin."])
    #expect(talk.passages.map(\.counterpart) == [1, 0])
  }

  @Test("rolling captions are read once")
  func rolling() throws {
    let talk = try read(
      """
      WEBVTT

      00:01.000 --> 00:02.000
      this line rolls along

      00:02.000 --> 00:03.000
      this line rolls along
      and this one follows

      00:03.000 --> 00:04.000
      and this one follows
      until it ends
      """)
    #expect(outline(talk) == ["speech [?]: this line rolls along and this one follows until it ends"])
  }

  @Test("captions without stops end sentences with cues")
  func unpunctuated() throws {
    let cues = (0..<40).map {
      "\($0 + 1)\n00:00:\($0 + 10),000 --> 00:00:\($0 + 10),900\nwords number \($0) are spoken here\n"
    }
    let talk = try read(cues.joined(separator: "\n"))
    #expect(talk.sentences.count == 10)
    #expect(
      talk.sentences.allSatisfy {
        $0.text.string.hasPrefix("words number") && $0.text.string.hasSuffix("here")
      })
    #expect(ungrounded(talk) == [])
  }

  @Test("a time that cannot be read is warned of and costs one cue")
  func badTime() throws {
    let talk = try read(
      "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:99,000 --> x\nTwo.\n\n3\n00:00:05,000 --> 00:00:06,000\nThree.\n"
    )
    #expect(outline(talk) == ["speech [?]: One. | Three."])
    #expect(
      talk.warnings.map(\.description) == [
        "line 6: expected a time line such as '00:01:02,500 --> 00:01:04,000', found '00:00:99,000 --> x'"
      ])
  }
}
