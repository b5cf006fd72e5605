import KnowledgeGraph
import Transcripts

/// Finds the speakers of a talk that is told rather than written down: each passage of narration belongs to whom it
/// reports, and so does the original that stands beside it.
struct NarrationReading {
  private(set) var catalog: Catalog
  private(set) var hosts: [EntityIndex] = []

  private let text: TalkText
  private let talk: String
  private let isPerson: @Sendable (EntityIndex) -> Bool
  /// Those reported so often that they must be there.
  private var participants: Set<EntityIndex> = []
  private var host: EntityIndex?
  /// Labels in the order in which they are first used, with where.
  private var labels: [(label: String, person: EntityIndex?, sentence: Int)] = []

  init(_ text: TalkText, catalog: Catalog, talk: String) {
    self.text = text
    self.catalog = catalog
    self.talk = talk
    isPerson = { catalog[$0].kind == .person }
  }

  /// Names the speakers of all narration, and writes a record for every name that the narration uses for them.
  mutating func read(into assignment: inout SpeakerAssignment) {
    let passages = text.transcript.passages.indices.filter {
      text.transcript.passages[$0].role == .narration
    }
    guard !passages.isEmpty else { return }
    findParticipants(passages)
    var current: EntityIndex?
    for passage in passages {
      read(passage, after: &current, into: &assignment)
      noteQuestioners(passage)
    }
    for passage in passages { markAttributions(passage, in: &assignment) }
    writeRecords(passages, into: &assignment)
  }
}

extension NarrationReading {
  private func cues(_ sentence: Int) -> NarrationCues {
    NarrationCues(tokens: text.sentences[sentence], isPerson: isPerson)
  }

  /// The sentences of the original beside a passage.
  private func original(of passage: Int) -> [Int] {
    guard let other = text.transcript.passages[passage].counterpart else { return [] }
    let passage = text.transcript.passages[other]
    return passage.role == .speech ? Array(passage.sentences) : []
  }

  /// Whether the original names a person: then it is not that person who speaks.
  private func originalNames(_ person: EntityIndex, beside passage: Int) -> Bool {
    original(of: passage).contains { text.sentences[$0].spans.contains { $0.entity == person } }
  }

  private mutating func findParticipants(_ passages: [Int]) {
    var counts: [EntityIndex: Int] = [:]
    for passage in passages {
      var here: Set<EntityIndex> = []
      for sentence in text.transcript.passages[passage].sentences {
        guard let report = cues(sentence).report, report.manner != .isTopic else { continue }
        if case .person(let span) = report.subject, !originalNames(span.entity, beside: passage) {
          here.insert(span.entity)
        }
      }
      for person in here { counts[person, default: 0] += 1 }
    }
    participants = Set(counts.filter { $0.value >= 3 }.keys)
  }

  private mutating func read(
    _ passage: Int, after current: inout EntityIndex?, into assignment: inout SpeakerAssignment
  ) {
    let sentences = Array(text.transcript.passages[passage].sentences)
    let found = sentences.map { reported($0, passage, after: current) }
    var speakers: [EntityIndex?] = []
    for (place, report) in found.enumerated() {
      if let report {
        speakers.append(report.person)
        current = report.person
      } else if speakers.isEmpty, let next = found[place...].compactMap({ $0 }).first, next.asks {
        speakers.append(next.person)
      } else {
        speakers.append(current)
      }
    }
    for (sentence, speaker) in zip(sentences, speakers) {
      assignment.setSpeaker(speaker, ofSentences: sentence..<sentence + 1)
    }
    for sentence in original(of: passage) {
      assignment.setSpeaker(speakers.first ?? current, ofSentences: sentence..<sentence + 1)
    }
  }

  /// Who speaks in a sentence by its own words; nil where it leaves that to what stands before.
  private mutating func reported(
    _ sentence: Int, _ passage: Int, after current: EntityIndex?
  ) -> (person: EntityIndex, asks: Bool)? {
    guard let report = cues(sentence).report else { return nil }
    let asks = report.manner == .asks
    switch report.subject {
    case .pronoun: return nil
    case .role(let role, let range):
      let person = role == .host ? theHost() : catalog.addUnnamed(role, inTalk: talk)
      note(range, person, sentence)
      return (person, asks)
    case .namedRole(_, let span):
      host = host ?? span.entity
      note(span.tokens, span.entity, sentence)
      return (span.entity, asks)
    case .person(let span):
      return reported(span, report, sentence, passage).map { ($0, asks) }
    }
  }

  private mutating func reported(
    _ span: SentenceTokens.Span, _ report: NarrationCues.Report, _ sentence: Int, _ passage: Int
  ) -> EntityIndex? {
    if originalNames(span.entity, beside: passage) {
      guard report.manner == .asks else { return nil }
      note(span.tokens, span.entity, sentence)
      return theHost()
    }
    switch report.manner {
    case .asks, .says:
      guard participants.contains(span.entity) || report.manner == .asks else { return nil }
      note(span.tokens, span.entity, sentence)
      return span.entity
    case .isTopic:
      guard participants.contains(span.entity) else { return nil }
      return addressesSomebody(passage) ? theHost() : span.entity
    }
  }

  /// Whether the original speaks to somebody and never of itself.
  private func addressesSomebody(_ passage: Int) -> Bool {
    let words = original(of: passage).flatMap { text.sentences[$0].tokens.map(\.text) }
    let own: Set<String> = ["i", "my", "me", "we", "our", "us"]
    return words.contains { $0 == "you" || $0 == "your" } && !words.contains { own.contains($0) }
  }

  private mutating func theHost() -> EntityIndex {
    if let host { return host }
    let person = catalog.addUnnamed(.host, inTalk: talk)
    host = person
    hosts = [person]
    return person
  }
}

extension NarrationReading {
  private static let questions = ["提问", "的问题"].map(SentenceTokens.words)

  /// Those whose question somebody else reads out: "主持人提到了 Dylan Patel 关于可靠性的提问".
  private mutating func noteQuestioners(_ passage: Int) {
    for sentence in text.transcript.passages[passage].sentences {
      let tokens = text.sentences[sentence]
      for span in tokens.spans where isPerson(span.entity) && !participants.contains(span.entity) {
        let after = span.tokens.upperBound
        let clause = (after..<min(after + 14, tokens.count)).prefix {
          ![",", ".", ":"].contains(tokens.tokens[$0].text)
        }
        guard Self.questions.contains(where: { words in clause.contains { tokens.has(words, at: $0) } })
        else { continue }
        note(span.tokens, span.entity, sentence)
      }
    }
  }

  private mutating func note(_ tokens: Range<Int>, _ person: EntityIndex, _ sentence: Int) {
    let bytes = text.sentences[sentence].textRange(tokens)
    let label = String(
      decoding: text.transcript.sentences[sentence].text.utf8[bytes], as: UTF8.self)
    guard !labels.contains(where: { $0.label == label }) else { return }
    labels.append((label, person, sentence))
  }

  /// Every other name by which the narration calls somebody who speaks is a label too.
  private mutating func writeRecords(_ passages: [Int], into assignment: inout SpeakerAssignment) {
    let speaking = Set(labels.compactMap(\.person))
    for sentence in passages.flatMap({ Array(text.transcript.passages[$0].sentences) }) {
      for span in text.sentences[sentence].spans where speaking.contains(span.entity) {
        note(span.tokens, span.entity, sentence)
      }
    }
    for label in labels {
      let person = label.person.flatMap {
        catalog[$0].names.first?.text.hasSuffix("(unnamed)") == true ? nil : $0
      }
      assignment.records.append(
        SpeakerRecord(
          label: label.label, person: person.map { catalog[$0].id },
          confidence: person == nil ? 0 : 0.95,
          because: [text.reason(label.sentence)]))
    }
  }

  private func markAttributions(_ passage: Int, in assignment: inout SpeakerAssignment) {
    for sentence in text.transcript.passages[passage].sentences {
      guard let speaker = assignment.speaker(ofSentence: sentence) else { continue }
      let told = cues(sentence).told
      for span in text.sentences[sentence].spans
      where span.entity == speaker || told.contains(where: { $0.tokens == span.tokens }) {
        assignment.markAttribution(
          text.mention(span, inSentence: sentence).range, inSentence: sentence)
      }
    }
  }
}
