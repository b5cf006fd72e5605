import KnowledgeGraph
import Transcripts

/// What was found in one talk, as records.
struct TalkExtraction: Sendable {
  private(set) var record: TalkRecord
  /// Those whom the talk mentions, who speak in it or of whom it states something.
  private(set) var entities: [EntityRecord] = []
  private(set) var ungroundedMentions = 0

  private let catalog: Catalog
  private let decisions: CorrectionDecisions
  private var used: Set<EntityIndex> = []

  init(
    _ talk: CollectionExtraction.Talk, id: String, knowledge: CollectionKnowledge, words: WordCounts,
    finder: StatementFinder?
  ) {
    let transcript = talk.transcript
    let mentions = MentionFinder.mentions(in: transcript, knowledge: knowledge, words: words)
      .filter { !knowledge.decisions.ignored.contains($0.entity) }
    var catalog = knowledge.catalog
    let speakers = SpeakerNaming.assign(
      transcript: transcript, catalog: &catalog, mentions: mentions, talk: id)
    self.catalog = catalog
    decisions = knowledge.decisions
    record = TalkRecord(
      id: id, path: transcript.source.path, collection: talk.collection, title: transcript.metadata.title,
      date: transcript.metadata.date, source: transcript.metadata.source,
      languages: Self.languages(of: transcript), contentHash: talk.hash)
    addSentences(of: transcript, speakers)
    addMentions(mentions, of: transcript, speakers)
    addSpeakers(speakers)
    let statements =
      finder?.statements(transcript: transcript, catalog: catalog, mentions: mentions, speakers: speakers)
      ?? []
    for statement in statements { add(statement, of: transcript) }
    let referenced = record.referencedEntities
    entities = used.sorted().map(entityRecord).filter { referenced.contains($0.id) }
  }
}

// MARK: Sentences and mentions

extension TalkExtraction {
  /// The languages spoken or written, most used first.
  private static func languages(of transcript: Transcript) -> [String] {
    var sizes: [Language: Int] = [:]
    for passage in transcript.passages where passage.role != .boilerplate {
      for sentence in passage.sentences {
        sizes[passage.language, default: 0] += transcript.sentences[sentence].text.utf8.count
      }
    }
    return Language.allCases.filter { $0 != .undetermined && sizes[$0] != nil }
      .sorted { (sizes[$0] ?? 0, $1.rawValue) > (sizes[$1] ?? 0, $0.rawValue) }.map(\.rawValue)
  }

  private mutating func addSentences(of transcript: Transcript, _ speakers: SpeakerAssignment) {
    let numbers = Self.paragraphNumbers(of: transcript)
    for (index, sentence) in transcript.sentences.enumerated() {
      let speaker = speakers.speaker(ofSentence: index).flatMap { name(of: $0) }
      record.sentences.append(
        SentenceRecord(
          text: sentence.text.string, language: transcript.passages[sentence.passage].language.rawValue,
          line: sentence.line, bytes: sentence.text.sourceRange, startsAt: sentence.startsAt,
          speaker: speaker,
          passage: numbers[sentence.passage]))
    }
  }

  /// Paragraphs counted from 0; the two languages of one share a number.
  private static func paragraphNumbers(of transcript: Transcript) -> [Int] {
    var numbers: [Int] = []
    var next = 0
    for (index, passage) in transcript.passages.enumerated() {
      if let other = passage.counterpart, other < index {
        numbers.append(numbers[other])
      } else {
        numbers.append(next)
        next += 1
      }
    }
    return numbers
  }

  private mutating func addMentions(
    _ mentions: [Mention], of transcript: Transcript, _ speakers: SpeakerAssignment
  ) {
    for mention in mentions where !speakers.isAttribution(mention) {
      let sentence = transcript.sentences[mention.sentence]
      let bytes = sentence.text.sourceRange(of: mention.range)
      let surface = transcript.source.surface(of: bytes)
      guard Self.reads(surface, as: sentence.text.utf8[mention.range]) else {
        ungroundedMentions += 1
        continue
      }
      guard let entity = name(of: mention.entity) else { continue }
      record.mentions.append(
        MentionRecord(
          sentence: mention.sentence, entity: entity, surface: surface, bytes: bytes,
          line: transcript.source.line(at: bytes.lowerBound), method: mention.method.rawValue,
          confidence: mention.confidence))
    }
  }

  /// Whether a surface shows the words of a mention and nothing else but white space and marks of emphasis.
  private static func reads(_ surface: String, as words: ArraySlice<UInt8>) -> Bool {
    func shows(_ byte: UInt8) -> Bool {
      byte > 0x20 && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "_")
    }
    return Array(surface.utf8).filter(shows) == words.filter(shows)
  }
}

// MARK: Entities

extension TalkExtraction {
  private mutating func add(_ statement: FoundStatement, of transcript: Transcript) {
    guard let subject = name(of: statement.subject) else { return }
    let object: StatementRecord.Object
    switch statement.object {
    case .value(let value): object = .value(value)
    case .entity(let entity):
      guard let name = name(of: entity), name != subject else { return }
      object = .entity(name)
    }
    record.statements.append(
      StatementRecord(
        subject: subject, predicate: statement.predicate, object: object, sentence: statement.sentence,
        bytes: transcript.sentences[statement.sentence].text.sourceRange(of: statement.range),
        method: statement.pattern, confidence: statement.confidence))
  }

  private mutating func addSpeakers(_ speakers: SpeakerAssignment) {
    for var speaker in speakers.records {
      speaker.person = speaker.person.flatMap { catalog.index(of: $0) }.flatMap { name(of: $0) }
      record.speakers.append(speaker)
    }
  }

  /// The identity under which an entity enters the graph, once corrected; nil if it is to be ignored.
  private mutating func name(of entity: EntityIndex) -> String? {
    let entity = decisions.resolved(entity)
    guard !decisions.ignored.contains(entity) else { return nil }
    used.insert(entity)
    return decisions.renames[entity] ?? catalog[entity].id
  }

  private func entityRecord(_ index: EntityIndex) -> EntityRecord {
    let entity = catalog[index]
    var names = entity.names
    if let renamed = decisions.renames[index] {
      names.removeAll { $0.text == renamed }
      names.insert(NameRecord(text: renamed, language: UTF8Decoding.language(of: renamed)), at: 0)
    }
    let label = names.first?.text ?? entity.id.withoutDistinction
    if names.isEmpty { names = [NameRecord(text: label, language: UTF8Decoding.language(of: label))] }
    return EntityRecord(
      id: decisions.renames[index] ?? entity.id, kind: entity.kind, label: label, names: names)
  }
}
