import Testing

@testable import Transcripts

@Suite("pages with labels")
struct PageReaderTests {
  @Test("a podcast page: titles in two languages, chapters, pairs of paragraphs, the site's words")
  func podcast() throws {
    let talk = try read(Samples.podcast)
    #expect(
      outline(talk) == [
        "title: 第二集：灯与光", "title: Episode 2: Lamps and light", "title: The Lamp Show - 第二集 封面",
        "heading: 本集简介",
        "description: Ada Reed谈灯。", "description: 开始", "description: 灯丝", "description: 结束", "heading: 双语字幕",
        "speech [Speaker 0]: 大家好,我是阿达。", "speech [Speaker 0]: Hello, I'm Ada Reed.",
        "speech [Speaker 1]: 你好。",
        "speech [Speaker 1]: Hi.", "speech [Speaker 1]: 我发明了灯。", "speech [Speaker 1]: I invented the lamp.",
        "speech [Speaker 0]: 再见。", "speech [Speaker 0]: Bye.", "boilerplate: 关于灯播客", "boilerplate: 我们做播客。",
      ])
    #expect(talk.turns.map(\.passages) == [9..<11, 11..<15, 15..<17])
    #expect(talk.passages.map(\.counterpart)[9..<17] == [10, 9, 12, 11, 14, 13, 16, 15])
    #expect(talk.passages[0].counterpart == 1)
    #expect(talk.metadata.title == "第二集：灯与光")
  }

  @Test("a podcast page may put English first, times behind names, and languages on neighbouring lines")
  func podcastEnglishFirst() throws {
    let talk = try read(
      """
      Lamps

      发言人1 00:03

      Hello, welcome.
      你好，欢迎。

      Second paragraph.
      第二段。

      发言人2 01:00:20
      Thank you.
      谢谢。
      """)
    #expect(
      outline(talk, [.speech]) == [
        "speech [发言人1]: Hello, welcome.", "speech [发言人1]: 你好，欢迎。", "speech [发言人1]: Second paragraph.",
        "speech [发言人1]: 第二段。", "speech [发言人2]: Thank you.", "speech [发言人2]: 谢谢。",
      ])
    #expect(talk.turns.map(\.startsAt) == [3, 3620])
    #expect(talk.passages.compactMap(\.counterpart) == [2, 1, 4, 3, 6, 5])
  }

  @Test("a wrapped article: names across line breaks, bold headings with colons, joined lines")
  func article() throws {
    let talk = try read(Samples.article)
    #expect(
      outline(talk) == [
        "title: 灯的访谈：光明未来", "metadata: 灯报", "metadata: 北京", "description: 灯报编辑部",
        "description: 十月，节目邀请到了灯厂 CEO 李明，他们讨论了光与影。", "heading: 灯的由来", "speech [Brad Stone]: 灯是什么？ | 很好。",
        "gloss: so good", "speech [李明]: 灯是光的家。 | 它由 Ada Reed 发明。", "speech [李明]: 而且很亮。",
        "speech [Clara Tang]: 多亮？", "speech [李明]: 极亮。", "heading: 李明：灯是未来", "speech [Tang]: 谢谢。",
        "speech [Stone]: 再见。", "speech [李明]: 再见。", "boilerplate: 参考内容： https://example.com/watch?v=a_b",
      ])
    #expect(talk.metadata.date == "2024-10-21T15:09")
    #expect(talk.metadata.source == "http://example.com/s?a=1&b=2")
    #expect(talk.metadata.author == "灯报")
    #expect(talk.sentences.map(\.line)[9...12] == [14, 15, 17, 19])
  }

  @Test(
    "a wrapped article keeps its speakers without the spaces that end its paragraphs, and with spaces everywhere"
  )
  func articleSpaces() throws {
    let lines = Samples.article.split(separator: "\n", omittingEmptySubsequences: false)
    let stripped = lines.map { String($0).replacing(#/\ +$/#, with: "") }
    let speakers = try read(Samples.article).turns.map { $0.label?.string }
    for variant in [stripped, stripped.map { $0 + "  " }] {
      let talk = try read(variant.joined(separator: "\n"))
      #expect(talk.turns.map { $0.label?.string } == speakers)
      #expect(talk.sentences.contains { $0.text.string == "它由 Ada Reed 发明。" })
      #expect(ungrounded(talk) == [])
    }
  }

  @Test("an article's labels may have the colon inside the bold, in either width")
  func colonInBold() throws {
    let talk = try read(
      "# T\n\n**Ada Reed:** Hi.\nMore.\n\n**主持人：**你好。\n\n**Note**: not said.\n\n**Ada Reed：** Bye.\n\n**主持人** : 再见。\n"
    )
    #expect(talk.format == "wrapped-article")
    #expect(
      outline(talk, [.speech]) == [
        "speech [Ada Reed]: Hi. | More.", "speech [主持人]: 你好。", "speech [主持人]: Note: not said.",
        "speech [Ada Reed]: Bye.", "speech [主持人]: 再见。",
      ])
  }

  @Test("an interviewer whose questions are bold together with the name is a speaker; a bold heading is none")
  func boldQuestions() throws {
    let talk = try read(
      "# T\n\n**灯报：光呢？**\n\n李明：很好。\n\n**灯报：影呢？**\n\n李明：也好。\n\n**李明：未来之路**\n\n**灯报：谢谢。**\n\n李明：再见。\n")
    #expect(
      outline(talk, [.speech, .heading]) == [
        "speech [灯报]: 光呢？", "speech [李明]: 很好。", "speech [灯报]: 影呢？", "speech [李明]: 也好。", "heading: 李明：未来之路",
        "speech [灯报]: 谢谢。", "speech [李明]: 再见。",
      ])
  }

  @Test("labels without colons may stand in two languages, one under the other")
  func stackedLabels() throws {
    let block = { (en: String, zh: String, words: String) in "\(en)\n\(zh)\n\(words) indeed.\n确实\(words)。\n" }
    let talk = try read(
      [
        "2024-02-21 Lamp Corp Call\n", block("Operator", "接线员", "One"), block("Ada Reed", "阿达·里德", "Two"),
        block("Operator", "接线员", "Three"), block("Ada Reed", "阿达·里德", "Four"),
        block("Operator", "接线员", "Five"),
        block("Ada Reed", "阿达·里德", "Six"),
      ].joined(separator: "\n"))
    #expect(
      talk.turns.map { $0.label?.string }
        == Array(repeating: ["Operator", "Ada Reed"], count: 3).flatMap { $0 })
    #expect(
      talk.turns.map { $0.translatedLabel?.string }
        == Array(repeating: ["接线员", "阿达·里德"], count: 3).flatMap { $0 })
    #expect(talk.passages.dropFirst().allSatisfy { $0.counterpart != nil })
    #expect(talk.metadata.date == "2024-02-21")
  }

  @Test("alternating blocks: labels in two languages are one turn, an aside is nobody's")
  func alternating() throws {
    let talk = try read(Samples.alternating)
    #expect(
      outline(talk) == [
        "title: 2023-03 Ada Reed.Lamps Today", "boilerplate: 2023-03 Ada Reed.Lamps Today",
        "speech [Tom Hill]: Ada, welcome. | How are lamps?", "speech [Tom Hill]: 阿达,欢迎。 | 灯怎么样?",
        "speech [Tom Hill]: Next question follows.", "speech [Tom Hill]: 下一个问题。",
        "speech [Tom Hill]: And one more.",
        "speech [Tom Hill]: 再来一个。", "aside: 编者觉得灯很好。",
        "speech [Ada Reed]: They answer the following question:", "speech [Ada Reed]: 它们回答以下问题:",
        "speech [Tom Hill]: Thanks.", "speech [Tom Hill]: 谢谢。", "speech [Ada Reed]: Bye.",
        "speech [Ada Reed]: 再见。",
        "boilerplate: Article Comments Update", "boilerplate: • Related Articles",
        "boilerplate: Lex Doe: The following is another talk.",
      ])
    #expect(talk.turns.map { $0.translatedLabel?.string } == ["汤姆·希尔", "阿达·里德", "汤姆·希尔", "阿达·里德"])
    #expect(talk.passages[2..<8].map(\.counterpart) == [3, 2, 5, 4, 7, 6])
    #expect(talk.metadata.title == "Ada Reed.Lamps Today")
    #expect(talk.metadata.date == "2023-03")
  }

  @Test("alternating blocks in one language: host and guest are not each other's translation")
  func alternatingOneLanguage() throws {
    let talk = try read("主持人：\n欢迎你。\n\nAda Reed:\n谢谢你。\n\n主持人：\n灯呢？\n\nAda Reed:\n灯很好。\n")
    #expect(
      outline(talk) == [
        "speech [主持人]: 欢迎你。", "speech [Ada Reed]: 谢谢你。", "speech [主持人]: 灯呢？", "speech [Ada Reed]: 灯很好。",
      ])
    #expect(talk.turns.allSatisfy { $0.translatedLabel == nil })
  }

  @Test("alternating blocks may put Chinese first")
  func alternatingChineseFirst() throws {
    let talk = try read(
      "张三：\n你好。\nSan Zhang:\nHello.\n\n李四：\n再见。\nSi Li:\nBye.\n\n张三：\n走。\nSan Zhang:\nGo.\n\n李四：\n好。\nSi Li:\nYes.\n"
    )
    #expect(talk.turns.map { $0.label?.string } == ["张三", "李四", "张三", "李四"])
    #expect(talk.turns.map { $0.translatedLabel?.string } == ["San Zhang", "Si Li", "San Zhang", "Si Li"])
  }

  @Test("labelled lines: a title and its original, one turn while one speaks")
  func labelledLines() throws {
    let talk = try read(Samples.lines)
    #expect(
      outline(talk) == [
        "title: 阿达·里德在灯展上的演讲 [译]", "title: Ada Reed's Keynote at the Lamp Fair", "speech [主持人]: 欢迎 Ada。",
        "speech [观众]: 好！", "speech [Ada Reed]: 谢谢（鼓掌）。 | 通用照明很好。",
        "speech [Ada Reed]: 请看 https://example.com: 那里有灯。 | Q4 2024: 我们卖了 3.5 万盏。", "gloss: GL",
        "speech [主持人]: 再见。",
      ])
    #expect(talk.metadata.title == "阿达·里德在灯展上的演讲")
    #expect(talk.metadata.source == "Ada Reed's Keynote at the Lamp Fair")
    #expect(talk.passages[0].counterpart == 1)
  }

  @Test("what begins a line with a colon and is no name is what somebody says")
  func noLabels() throws {
    let talk = try read(
      """
      Fireside chat
      Host: Welcome. Important: this is live.
      Grace Moor: Thanks! See https://a.b/c: it is nice.
      Note: the sound was poor here.
      Host: What about it?
      Q4 2024: we did well.
      https://example.com: a link
      Bottom Line: all is well.
      Grace Moor: 3:30 is when we met: at noon.
      逻辑如下：第一。
      """)
    #expect(talk.turns.map { $0.label?.string } == ["Host", "Grace Moor", "Host", "Grace Moor"])
  }

  @Test("plain paragraphs of sentences are one turn without a label")
  func prose() throws {
    let talk = try read(Samples.prose)
    #expect(talk.turns.count == 1)
    #expect(talk.turns.first?.label == nil)
    #expect(talk.metadata.title == "On lamps")
  }

  @Test("a source without a title is called after its file")
  func titleFromPath() throws {
    #expect(try read("Host: Hi.\nGuest: Hi.\n", path: "talks/lamp.night.txt").metadata.title == "lamp.night")
  }
}
