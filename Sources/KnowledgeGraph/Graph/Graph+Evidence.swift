import Relations

extension Graph {
  /// What a fact rests on.
  ///
  /// - Parameters:
  ///   - subject: an entity's, sentence's or talk's id.
  ///   - predicate: any predicate of ``predicates``.
  ///   - object: an id, a text, or a number in digits.
  /// - Returns: the evidence in the talks' order; none for what was not said, and for what no sentence says (a
  ///   talk's title, an entity's kind).
  /// - Throws: ``GraphFileError`` if the file cannot be read.
  public func evidence(
    subject: String, predicate: String, object: String
  ) throws(GraphFileError) -> [Evidence] {
    guard let signature = self.predicate(named: predicate), let first = try symbol(subject) else { return [] }
    let second = signature.object == .number ? UInt32(object) : try symbol(object)?.rawValue
    guard let second else { return [] }
    return try evidence(subject: first.rawValue, predicate: predicate, object: second)
  }

  /// What a row of a predicate's relation rests on.
  public func evidence(
    subject: UInt32, predicate: String, object: UInt32
  ) throws(GraphFileError) -> [Evidence] {
    guard let signature = self.predicate(named: predicate) else { return [] }
    if signature.isStated {
      return try statementEvidence(subject, predicate, object)
    }
    switch BasePredicate(rawValue: predicate) {
    case .mentions:
      return try mentionEvidence(sentence: subject, entity: object)
    case .name:
      return try nameEvidence(entity: subject, text: object)
    case .speaker:
      return try speakerEvidence(talk: subject, person: object)
    case .some where signature.subject == .sentence:
      return try sentenceEvidence(subject, predicate: signature, object: object)
    default:
      return []
    }
  }
}

// MARK: Each kind of predicate

extension Graph {
  private func statementEvidence(
    _ subject: UInt32, _ predicate: String, _ object: UInt32
  ) throws(GraphFileError) -> [Evidence] {
    guard let predicate = try symbol(predicate) else { return [] }
    var rows = 0..<header.rows(.statements)
    rows = try source.rows(of: predicate.rawValue, in: .statementPredicate, within: rows)
    rows = try source.rows(of: subject, in: .statementSubject, within: rows)
    rows = try source.rows(of: object, in: .statementObject, within: rows)
    let reader = try SentenceReader(self)
    var result: [(sentence: UInt32, evidence: Evidence)] = []
    for row in rows {
      let sentence = try source.word(.statementSentence, row)
      var evidence = try reader.evidence(row: Int(sentence))
      evidence.bytes = try byteRange(.statementStart, .statementEnd, row)
      evidence.method = try term(Symbol(rawValue: try source.word(.statementMethod, row)))
      evidence.confidence = Double(try source.word(.statementConfidence, row)) / 1000
      result.append((sentence, evidence))
    }
    // An entity and a value that read alike lie one after the other; together they are sorted again.
    return result.sorted { $0.sentence < $1.sentence }.map(\.evidence)
  }

  private func mentionEvidence(sentence: UInt32, entity: UInt32) throws(GraphFileError) -> [Evidence] {
    let reader = try SentenceReader(self)
    guard let sentenceRow = try reader.row(of: sentence) else { return [] }
    var result: [Evidence] = []
    for row in try source.rows(
      of: UInt32(sentenceRow), in: .mentionSentence, within: 0..<header.rows(.mentions))
    where try source.word(.mentionEntity, row) == entity {
      var evidence = try reader.evidence(row: sentenceRow)
      evidence.line = Int(try source.word(.mentionLine, row))
      evidence.bytes = try byteRange(.mentionStart, .mentionEnd, row)
      evidence.method = try term(Symbol(rawValue: try source.word(.mentionMethod, row)))
      evidence.confidence = Double(try source.word(.mentionConfidence, row)) / 1000
      evidence.surface = try term(Symbol(rawValue: try source.word(.mentionSurface, row)))
      result.append(evidence)
    }
    return result
  }

  /// The mentions of an entity whose words are the name.
  private func nameEvidence(entity: UInt32, text: UInt32) throws(GraphFileError) -> [Evidence] {
    let name = try term(Symbol(rawValue: text))
    var result: [Evidence] = []
    for sentence in try subjects(of: entity, predicate: BasePredicate.mentions.rawValue) {
      result += try mentionEvidence(sentence: sentence, entity: entity).filter { $0.surface == name }
    }
    return result
  }

  private func byteRange(
    _ start: GraphColumn, _ end: GraphColumn, _ row: Int
  ) throws(GraphFileError) -> Range<Int>? {
    try byteRanges([try source.word(start, row)], [try source.word(end, row)]).first
  }

  private func sentenceEvidence(
    _ sentence: UInt32, predicate: Predicate, object: UInt32
  ) throws(GraphFileError) -> [Evidence] {
    guard try objects(of: sentence, predicate: predicate.name).contains(object) else { return [] }
    let reader = try SentenceReader(self)
    guard let row = try reader.row(of: sentence) else { return [] }
    return [try reader.evidence(row: row)]
  }

  /// Why a label of the talk stands for the person.
  private func speakerEvidence(talk: UInt32, person: UInt32) throws(GraphFileError) -> [Evidence] {
    guard let talkRow = try source.words(.talkID).binaryIndex(of: talk) else { return [] }
    let talks = Starts(try source.words(.talkSpeakers), end: header.rows(.speakers))
    let reasons = Starts(try source.words(.speakerReasons), end: header.rows(.reasons))
    let (lines, texts) = (try source.words(.reasonLine), try source.words(.reasonText))
    let (persons, confidences) = (try source.words(.speakerPerson), try source.words(.speakerConfidence))
    let name = try term(Symbol(rawValue: talk))
    var result: [Evidence] = []
    for speaker in talks[talkRow] where persons[speaker] == person {
      for reason in reasons[speaker] {
        result.append(
          Evidence(
            talk: name, text: try term(Symbol(rawValue: texts[reason])), line: Int(lines[reason]),
            confidence: Double(confidences[speaker]) / 1000))
      }
    }
    return result
  }
}

/// Reads single sentences of a graph.
private struct SentenceReader {
  private let graph: Graph
  private let talks: [UInt32]
  private let starts: Starts

  init(_ graph: Graph) throws(GraphFileError) {
    self.graph = graph
    talks = try graph.source.words(.talkID)
    starts = Starts(try graph.source.words(.talkSentences), end: graph.header.rows(.sentences))
  }

  /// The row of a sentence's id, found by its talk and its position there.
  func row(of sentence: UInt32) throws(GraphFileError) -> Int? {
    guard let talk = try graph.objects(of: sentence, predicate: "inTalk").first,
      let position = try graph.objects(of: sentence, predicate: "position").first,
      let talkRow = talks.binaryIndex(of: talk)
    else { return nil }
    let row = starts[talkRow].lowerBound + Int(position) - 1
    return starts[talkRow].contains(row) ? row : nil
  }

  /// The sentence as evidence for itself.
  func evidence(row: Int) throws(GraphFileError) -> Evidence {
    let bytes = try byteRanges([try word(.sentenceStart, row)], [try word(.sentenceEnd, row)])
    let speaker = try word(.sentenceSpeaker, row)
    return Evidence(
      talk: try text(talks[starts.owner(of: row)]), sentence: try text(try word(.sentenceID, row)),
      text: try text(try word(.sentenceText, row)),
      language: try text(try word(.sentenceLanguage, row)),
      speaker: speaker == GraphColumn.none ? nil : try text(speaker),
      line: Int(try word(.sentenceLine, row)), bytes: bytes.first, confidence: 1)
  }

  private func word(_ column: GraphColumn, _ row: Int) throws(GraphFileError) -> UInt32 {
    try graph.source.word(column, row)
  }

  private func text(_ word: UInt32) throws(GraphFileError) -> String {
    try graph.term(Symbol(rawValue: word))
  }
}
