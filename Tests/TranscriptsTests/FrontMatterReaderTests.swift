import Testing

@testable import Transcripts

@Suite("front-matter Markdown")
struct FrontMatterReaderTests {
  @Test("a narration and its original are a turn, glosses stand behind it")
  func outlineOfSample() throws {
    let talk = try read(Samples.narration)
    #expect(
      outline(talk) == [
        "title: 莉娜 \"Lena\" Ortiz 谈聚变", "metadata: Some Channel", "metadata: Lena Ortiz",
        "metadata: Tom O'Hara",
        "metadata: Lena Ortiz", "metadata: Ada King", "metadata: Helion Works", "metadata: Sunlit",
        "description: 莉娜谈到了聚变。 | They talked for an hour.", "heading: 开场",
        "narration [?]: 主持人问，聚变离我们多远。 | 他提到《太阳之书》。",
        "speech [?]: How far away is fusion? | I read \"The Book of the Sun\" & liked it.",
        "gloss: Fusion: 把原子核（很小）合在一起", "gloss: The Book of the Sun: 一本书",
        "narration [?]: Lena 答道：“三十年。” | 麻省理工学院也这么说（笑）。",
        "speech [?]: Thirty years. | MIT says so &bogus; too.", "speech [?]: Really.", "gloss: MIT",
      ])
    #expect(talk.turns.allSatisfy { $0.label == nil })
    #expect(talk.passages[10].counterpart == 11)
  }

  @Test("front matter tells title, date, source, author, speakers and lists of names")
  func metadata() throws {
    let talk = try read(Samples.narration)
    #expect(talk.metadata.title == "莉娜 \"Lena\" Ortiz 谈聚变")
    #expect(talk.metadata.date == "2024-05-06")
    #expect(talk.metadata.source == "https://example.org/talk?v=1")
    #expect(talk.metadata.author == "Some Channel")
    #expect(talk.metadata.speakers == ["Lena Ortiz", "Tom O'Hara"])
    let lists = talk.metadata.lists.map { list in
      "\(list.key): \(list.items.map { talk.sentences[$0].text.string }.joined(separator: ", "))"
    }
    #expect(
      lists == [
        "author: Some Channel", "speaker: Lena Ortiz, Tom O'Hara", "people: Lena Ortiz, Ada King",
        "companies_orgs: Helion Works, Sunlit",
      ])
  }

  @Test("a gloss knows its term, where it stood, and what it says")
  func glosses() throws {
    let talk = try read(Samples.narration)
    let found = talk.glosses.map { gloss in
      let text = talk.sentences[gloss.sentence].text
      let before = text.slice(0..<gloss.position).string.suffix(3)
      return
        "\(gloss.term.map { text.slice($0).string } ?? "-") @…\(before): \(talk.sentences[gloss.body].text.string)"
    }
    #expect(
      found == [
        "聚变 @…，聚变: Fusion: 把原子核（很小）合在一起", "太阳之书 @…之书》: The Book of the Sun: 一本书", "- @…工学院: MIT",
      ])
  }

  @Test(
    "a bracket behind bold or quotes, before Latin letters or an explanation, is a gloss",
    arguments: [
      ("他读**高斯** (Gauss: 数学家) 的书。", "他读高斯 的书。", ["高斯=Gauss: 数学家"]),
      ("他读**高斯（Gauss：数学家）**的书。", "他读高斯的书。", ["高斯=Gauss：数学家"]),
      ("一台“儿童机器”（像孩子一样学）。", "一台“儿童机器”。", ["儿童机器=像孩子一样学"]),
      ("变化速度（rate of change）很快（笑）。", "变化速度很快（笑）。", ["-=rate of change"]),
      ("他用笔（指铅笔）写（其实是打字）。", "他用笔写（其实是打字）。", ["-=指铅笔"]),
      ("**Stripe**（支付公司）said so.", "Stripe said so.", ["Stripe=支付公司"]),
      ("We met Ada (the boss) there.", "We met Ada (the boss) there.", []),
    ])
  func glossRules(source: String, text: String, glosses: [String]) {
    let bytes = Array(source.utf8)
    let inline = InlineReader.read(0..<bytes.count, of: bytes, syntax: [.markdown, .html, .glosses])
    #expect(inline.text.string == text)
    let found = inline.glosses.map { gloss in
      "\(gloss.term.map { inline.text.slice($0).string } ?? "-")=\(gloss.body.string)"
    }
    #expect(found == glosses)
  }

  @Test("details without an end, or with a broken summary, lose no words and are warned of")
  func brokenDetails() throws {
    let talk = try read(
      """
      ---
      title: Talk
      ---
      One.

      <details>
      <summary>Original</p>
      </details>

      Two.

      <details>
      <summary>Original</summary>
      <p>Second words

      ### Heading

      Three.
      """)
    #expect(
      outline(talk) == [
        "title: Talk", "narration [?]: One.", "narration [?]: Two.", "speech [?]: Second words",
        "heading: Heading",
        "narration [?]: Three.",
      ])
    #expect(
      talk.warnings == [
        ReadWarning(line: 6, reason: .emptyDetails), ReadWarning(line: 12, reason: .unclosedDetails),
      ])
  }

  @Test("front matter that never ends is read as far as it looks like it, with a warning")
  func unclosed() throws {
    let talk = try read("---\ntitle: Talk\npeople:\n  - Ada\n\nHello there, all of you.\n")
    #expect(outline(talk) == ["title: Talk", "metadata: Ada", "narration [?]: Hello there, all of you."])
    #expect(talk.warnings == [ReadWarning(line: 1, reason: .unclosedFrontMatter)])
  }

  @Test("front matter that is no YAML is read line by line, with the parser's complaint")
  func noYAML() throws {
    let talk = try read("---\ntitle: A: B: \"C\"\ntags: [x, 'y']\n---\nHello there.\n")
    #expect(
      outline(talk) == ["title: A: B: \"C\"", "metadata: x", "metadata: y", "narration [?]: Hello there."])
    #expect(
      talk.warnings.map(\.description) == [
        "line 2: front matter is no YAML (mapping values are not allowed in this context) and was read line by line"
      ])
  }

  @Test("front matter may stand above a page with labels")
  func labelledBody() throws {
    let talk = try read("---\ntitle: Talk\n---\nHost: Hello.\n\nGuest: Hi.\n")
    #expect(outline(talk) == ["title: Talk", "speech [Host]: Hello.", "speech [Guest]: Hi."])
    #expect(talk.format == "front-matter-markdown")
  }

  @Test("a labelled translation with its original in details is speech in both languages")
  func labelledTranslation() throws {
    let talk = try read(
      """
      ---
      title: Talk
      ---
      **主持人**：你好。

      <details><summary>o</summary>
      Hello.
      </details>

      **李明**：大家好。

      <details><summary>o</summary>
      Hello, all.
      </details>
      """)
    #expect(
      outline(talk, [.speech, .narration]) == [
        "speech [主持人]: 你好。", "speech [主持人]: Hello.", "speech [李明]: 大家好。", "speech [李明]: Hello, all.",
      ])
  }
}
