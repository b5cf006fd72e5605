import KnowledgeGraph
import Transcripts

@testable import Extraction

/// A small talk written down in a test: turns of labelled text, notes, and whom its words name.
struct SpeakerFixture {
  var catalog = Catalog()
  private var bytes: [UInt8] = []
  private var turns: [Turn] = []
  private var passages: [Passage] = []
  private var sentences: [Sentence] = []
  private var glosses: [Gloss] = []
  private var line = 1
  private var metadata = Metadata(title: "A talk")

  /// Adds an entity with its names; the first is its identity.
  mutating func know(_ kind: EntityKind, _ names: String..., with associates: [String] = []) {
    let records = names.map { NameRecord(text: $0, language: Self.isChinese($0) ? "zh" : "en") }
    _ = catalog.add(
      Catalog.Entity(
        id: names[0], kind: kind, names: records, associates: associates.compactMap { catalog.index(of: $0) })
    )
  }

  mutating func note(_ role: Passage.Role, _ text: String) {
    let first = sentences.count
    addSentences(text)
    passages.append(Passage(role: role, language: language(text), sentences: first..<sentences.count))
    if role == .title { metadata.title = text }
  }

  /// Adds a turn, one passage a text.
  mutating func turn(_ label: String?, translation: String? = nil, _ texts: String...) {
    let firstPassage = passages.count
    for text in texts {
      let first = sentences.count
      addSentences(text)
      passages.append(
        Passage(
          role: .speech, language: language(text), sentences: first..<sentences.count, turn: turns.count))
    }
    turns.append(
      Turn(
        label: label.map(mapped), translatedLabel: translation.map(mapped),
        passages: firstPassage..<passages.count))
  }

  /// Adds a passage of narration and, if given, the original beside it.
  mutating func narration(_ text: String, original: String? = nil) {
    let first = sentences.count
    addSentences(text)
    let place = passages.count
    passages.append(
      Passage(
        role: .narration, language: language(text), sentences: first..<sentences.count, turn: turns.count,
        counterpart: original == nil ? nil : place + 1))
    if let original {
      let start = sentences.count
      addSentences(original)
      passages.append(
        Passage(
          role: .speech, language: .english, sentences: start..<sentences.count, turn: turns.count,
          counterpart: place))
    }
    turns.append(Turn(label: nil, passages: place..<passages.count))
  }

  /// Adds a gloss that explains the last sentence's end, or a term in it.
  mutating func gloss(_ term: String, _ body: String) {
    let holder = sentences.count - 1
    let text = sentences[holder].text.string
    let found = text.ranges(of: term).first.map { range in
      text.utf8.distance(
        from: text.startIndex, to: range.lowerBound)..<text.utf8.distance(
          from: text.startIndex, to: range.upperBound)
    }
    passages.append(
      Passage(role: .gloss, language: language(body), sentences: sentences.count..<sentences.count + 1))
    glosses.append(
      Gloss(
        sentence: holder, term: found, position: found?.upperBound ?? text.utf8.count, body: sentences.count))
    sentences.append(Sentence(text: mapped(body), passage: passages.count - 1, line: line))
  }

  private mutating func addSentences(_ text: String) {
    var current = ""
    var parts: [String] = []
    for character in text {
      current.append(character)
      if ".?!。？！".contains(character) {
        parts.append(current)
        current = ""
      }
    }
    if current.contains(where: { !$0.isWhitespace }) { parts.append(current) }
    for part in parts {
      sentences.append(
        Sentence(text: mapped(String(part.drop { $0 == " " })), passage: passages.count, line: line))
    }
    line += 1
  }

  private func mapped(_ text: String) -> MappedText {
    var result = MappedText()
    result.append(Array(text.utf8), at: 0)
    return result
  }

  private static func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  private func language(_ text: String) -> Language { Self.isChinese(text) ? .chinese : .english }

  var transcript: Transcript {
    Transcript(
      source: SourceFile(path: "talk.txt", bytes: bytes), format: "test", metadata: metadata, turns: turns,
      passages: passages, sentences: sentences, glosses: glosses)
  }

  /// Every whole name of the catalog that stands in a sentence, and the first words of persons' names.
  var mentions: [Mention] {
    var result: [Mention] = []
    for (number, sentence) in sentences.enumerated() {
      for (place, entity) in catalog.entities.enumerated() {
        var names = entity.names.map(\.text)
        if entity.kind == .person {
          names += names.compactMap { $0.split(separator: " ").first.map(String.init) }
        }
        for name in Set(names).sorted() {
          for range in sentence.text.string.ranges(of: name) {
            let text = sentence.text.string
            let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
            result.append(
              Mention(
                sentence: number, range: start..<start + name.utf8.count,
                entity: EntityIndex(rawValue: place), method: .lexicon, confidence: 1))
          }
        }
      }
    }
    return result.sorted { ($0.sentence, $0.range.lowerBound) < ($1.sentence, $1.range.lowerBound) }
  }

  mutating func assignment() -> SpeakerAssignment {
    SpeakerNaming.assign(transcript: transcript, catalog: &catalog, mentions: mentions)
  }
}

extension SpeakerAssignment {
  /// What every label was found to stand for, as `label = person`.
  var naming: [String] { records.map { "\($0.label) = \($0.person ?? "nobody")" } }
}
