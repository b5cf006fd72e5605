import Relations

/// Lays contents out as tables of columns, in canonical order.
struct GraphBuilder {
  private var terms = TermCollector()
  private var entities = RowTable([.entityID, .entityKind, .entityLabel, .entityNames])
  private var names = RowTable([.nameText, .nameLanguage])
  private var talks = RowTable([
    .talkID, .talkPath, .talkCollection, .talkTitle, .talkDate, .talkSource, .talkHash, .talkLanguages,
    .talkSentences, .talkSpeakers,
  ])
  private var talkLanguages = RowTable([.talkLanguageTag])
  private var sentences = RowTable([
    .sentenceID, .sentenceText, .sentenceLanguage, .sentenceLine, .sentenceStart, .sentenceEnd,
    .sentenceStartsAt, .sentenceSpeaker, .sentencePassage,
  ])
  private var speakers = RowTable([.speakerLabel, .speakerPerson, .speakerConfidence, .speakerReasons])
  private var reasons = RowTable([.reasonLine, .reasonText])
  private var mentions = RowTable([
    .mentionSentence, .mentionStart, .mentionEnd, .mentionEntity, .mentionSurface, .mentionLine,
    .mentionMethod, .mentionConfidence,
  ])
  private var statements = RowTable([
    .statementPredicate, .statementSubject, .statementObject, .statementIsEntity, .statementSentence,
    .statementStart, .statementEnd, .statementMethod, .statementConfidence,
  ])
  /// Provisional ids, so that what names an entity does so in the entity's own bytes.
  private var entityIDs: [String: UInt32] = [:]

  /// The talk being added, for errors.
  private var talk = ""

  /// A graph of canonical contents, and of predicates that have a place in it even if nobody states them.
  static func graph(
    of contents: GraphContents, declaring signatures: [PredicateSignature]
  ) throws(GraphContentsError) -> Graph {
    var builder = GraphBuilder()
    for entity in contents.entities { try builder.add(entity) }
    var seen: Set<String> = []
    for talk in contents.talks {
      guard seen.insert(talk.id).inserted else { throw .duplicateTalk(id: talk.id) }
      try builder.add(talk)
    }
    return builder.finished(declaring: signatures)
  }
}

// MARK: Adding

extension GraphBuilder {
  private mutating func add(_ entity: EntityRecord) throws(GraphContentsError) {
    let id = terms.id(entity.id)
    guard entityIDs.updateValue(id, forKey: entity.id) == nil else {
      throw .duplicateEntity(id: entity.id)
    }
    entities.append([id, terms.id(entity.kind.rawValue), terms.id(entity.label), UInt32(names.count)])
    for name in entity.names { names.append([terms.id(name.text), terms.id(name.language)]) }
  }

  private mutating func add(_ record: TalkRecord) throws(GraphContentsError) {
    talk = record.id
    let firstSentence = sentences.count
    talks.append([
      terms.id(record.id), terms.id(record.path), terms.id(record.collection), terms.id(record.title),
      terms.id(record.date), terms.id(record.source), terms.id(record.contentHash),
      UInt32(talkLanguages.count), UInt32(firstSentence), UInt32(speakers.count),
    ])
    for language in record.languages { talkLanguages.append([terms.id(language)]) }
    try addSentences(of: record)
    for speaker in record.speakers { try add(speaker) }
    for mention in record.mentions {
      try add(mention, in: sentence(mention.sentence, of: record, first: firstSentence))
    }
    for statement in record.statements {
      try add(statement, in: sentence(statement.sentence, of: record, first: firstSentence))
    }
  }

  private mutating func addSentences(of record: TalkRecord) throws(GraphContentsError) {
    for (index, sentence) in record.sentences.enumerated() {
      let id = SentenceID.text(talk: record.id, position: index + 1, of: record.sentences.count)
      let startsAt = try sentence.startsAt.map { number throws(GraphContentsError) in try word(number) }
      let speaker = try sentence.speaker.map { id throws(GraphContentsError) in try entity(id) }
      sentences.append([
        terms.id(id), terms.id(sentence.text), terms.id(sentence.language), try word(sentence.line),
        try word(sentence.bytes.lowerBound), try word(sentence.bytes.upperBound),
        startsAt ?? GraphColumn.none, speaker ?? GraphColumn.none, try word(sentence.passage),
      ])
    }
  }

  private mutating func add(_ speaker: SpeakerRecord) throws(GraphContentsError) {
    let person = try speaker.person.map { id throws(GraphContentsError) in try entity(id) }
    speakers.append([
      terms.id(speaker.label), person ?? GraphColumn.none, thousandths(speaker.confidence),
      UInt32(reasons.count),
    ])
    for reason in speaker.because { reasons.append([try word(reason.line), terms.id(reason.text)]) }
  }

  private mutating func add(_ mention: MentionRecord, in sentence: UInt32) throws(GraphContentsError) {
    mentions.append([
      sentence, try word(mention.bytes.lowerBound), try word(mention.bytes.upperBound),
      try entity(mention.entity), terms.id(mention.surface), try word(mention.line),
      terms.id(mention.method), thousandths(mention.confidence),
    ])
  }

  private mutating func add(_ statement: StatementRecord, in sentence: UInt32) throws(GraphContentsError) {
    guard BasePredicate(rawValue: statement.predicate) == nil else {
      throw .reservedPredicate(name: statement.predicate, talk: talk)
    }
    let (object, isEntity) = statement.object.word
    statements.append([
      terms.id(statement.predicate), try entity(statement.subject),
      isEntity ? try entity(object) : terms.id(object), isEntity ? 1 : 0, sentence,
      try word(statement.bytes.lowerBound), try word(statement.bytes.upperBound),
      terms.id(statement.method), thousandths(statement.confidence),
    ])
  }

  private func entity(_ id: String) throws(GraphContentsError) -> UInt32 {
    guard let known = entityIDs[id] else { throw .unknownEntity(id: id, talk: talk) }
    return known
  }

  private func sentence(
    _ index: Int, of record: TalkRecord, first: Int
  ) throws(GraphContentsError) -> UInt32 {
    guard record.sentences.indices.contains(index) else {
      throw .noSuchSentence(index: index, talk: record.id)
    }
    return UInt32(first + index)
  }

  private func word(_ number: Int) throws(GraphContentsError) -> UInt32 {
    guard let word = UInt32(exactly: number), word != GraphColumn.none else {
      throw .numberOutOfRange(number, talk: talk)
    }
    return word
  }
}

// MARK: Finishing

extension GraphBuilder {
  private consuming func finished(declaring signatures: [PredicateSignature]) -> Graph {
    for signature in signatures { _ = terms.id(signature.name) }
    let (symbols, ranks) = terms.sorted()
    var columns: [GraphColumn: [UInt32]] = [:]
    var rows: [GraphTable: Int] = [:]
    for var table in [
      entities, names, talks, talkLanguages, sentences, speakers, reasons, mentions, statements,
    ] {
      table.rename(ranks)
      if table.columns.first == .statementPredicate { table.sort() }
      for column in table.columns { columns[column] = table.column(column) }
      if let first = table.columns.first { rows[first.table] = table.count }
    }
    let relations = PredicateRelations(columns: columns, symbols: symbols, signatures: signatures)
    let header = GraphHeader(
      rowsByTable: rows, predicates: relations.predicates, termCount: symbols.count,
      textLength: symbols.textLength)
    return Graph(
      header: header,
      source: MemorySource(symbols: symbols, columns: columns, relations: relations.byName))
  }
}

extension SymbolTable {
  /// Bytes of all strings together.
  ///
  /// - Complexity: O(*n*).
  var textLength: Int {
    (0..<UInt32(count)).reduce(0) { sum, id in
      sum + withUTF8(of: Symbol(rawValue: id)) { $0.count }
    }
  }
}

/// A sentence's name: its talk's, a colon, and its place there, padded so that names order as the talk runs.
enum SentenceID {
  static func text(talk: String, position: Int, of count: Int) -> String {
    let digits = String(position)
    let width = max(4, String(count).utf8.count)
    return talk + ":" + String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
