import KnowledgeGraph
import Transcripts

/// Finds what follows from how a talk is held: who interviewed whom, and where they spoke.
struct TalkStatements: Sendable {
  private let text: TalkText
  private let catalog: Catalog
  private let speakers: SpeakerAssignment

  init(_ text: TalkText, catalog: Catalog, speakers: SpeakerAssignment) {
    self.text = text
    self.catalog = catalog
    self.speakers = speakers
  }

  func statements() -> [FoundStatement] { interviews() + appearances() }

  private func interviews() -> [FoundStatement] {
    speakers.questions.filter { isNamed($0.asked) }.map { question in
      FoundStatement(
        subject: question.asking, predicate: "interviewed", object: .entity(question.asked),
        sentence: question.sentence, range: wholeSentence(question.sentence), pattern: "question",
        confidence: 0.8)
    }
  }

  private func isNamed(_ person: EntityIndex) -> Bool {
    catalog[person].names.first?.text.hasSuffix("(unnamed)") != true
  }

  private func wholeSentence(_ sentence: Int) -> Range<Int> {
    0..<text.transcript.sentences[sentence].text.utf8.count
  }

  private func appearances() -> [FoundStatement] {
    guard let stage = stage() else { return [] }
    let people = speakers.guests.isEmpty ? speakers.hosts : speakers.guests
    return people.filter(isNamed).map { person in
      FoundStatement(
        subject: person, predicate: "spokeAt", object: .entity(stage.entity), sentence: stage.sentence,
        range: wholeSentence(stage.sentence), pattern: "stage", confidence: 0.7)
    }
  }

  /// The event or programme that the talk belongs to: one that its title or notes name, or to which it welcomes.
  private func stage() -> (entity: EntityIndex, sentence: Int)? {
    for sentence in text.sentences(ofRoles: [.title, .description]) {
      if let span = text.sentences[sentence].spans.first(where: { isStage($0.entity) }) {
        return (span.entity, sentence)
      }
    }
    for sentence in text.sentences.indices
    where text.transcript.passages[text.transcript.sentences[sentence].passage].isSpoken {
      let tokens = text.sentences[sentence]
      for span in tokens.spans where isWelcomed(span, in: tokens) { return (span.entity, sentence) }
    }
    return nil
  }

  private static let stageWords = [
    "podcast", "conference", "summit", "forum", "show", "symposium", "播客", "大会", "论坛", "峰会", "节目",
    "hackathon", "黑客马拉松",
  ]

  private func isStage(_ entity: EntityIndex) -> Bool {
    switch catalog[entity].kind {
    case .event: true
    case .work, .organization:
      catalog[entity].names.contains { name in
        let words = PersonNames.parts(name.text)
        return Self.stageWords.contains {
          words.contains($0) || name.language == "zh" && name.text.contains($0)
        }
      }
    default: false
    }
  }

  private static let welcomes = ["welcome to", "welcome back to", "欢迎收听", "欢迎来到", "欢迎收看", "欢迎回到", "接受"].map(
    SentenceTokens.words)

  private func isWelcomed(_ span: SentenceTokens.Span, in tokens: SentenceTokens) -> Bool {
    guard [.event, .work, .organization].contains(catalog[span.entity].kind) else { return false }
    let start = span.tokens.lowerBound
    return Self.welcomes.contains { words in
      guard (start - words.count - 1...start - words.count).contains(where: { tokens.has(words, at: $0) })
      else {
        return false
      }
      guard words == ["接", "受"] else { return true }
      return tokens.has(SentenceTokens.words("的采访"), at: span.tokens.upperBound)
    }
  }
}
