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
    let run = try source.words(.statementPredicate).equalRange(predicate.rawValue)
    let (subjects, objects) = (try source.words(.statementSubject), try source.words(.statementObject))
    let first = subjects.partition(run) { $0 < subject }
    let last = subjects.partition(run) { $0 <= subject }
    guard first < last else { return [] }
    let rows = (first..<last).filter { objects[$0] == object }
    let sentences = try source.words(.statementSentence)
    let (starts, ends) = (try source.words(.statementStart), try source.words(.statementEnd))
    let (methods, confidences) = (
      try source.words(.statementMethod), try source.words(.statementConfidence)
    )
    let reader = try SentenceReader(self)
    var result: [Evidence] = []
    for row in rows.sorted(by: { (sentences[$0], $0) < (sentences[$1], $1) }) {
      var evidence = try reader.evidence(row: Int(sentences[row]))
      evidence.bytes = try byteRanges([starts[row]], [ends[row]]).first
      evidence.method = try term(Symbol(rawValue: methods[row]))
      evidence.confidence = Double(confidences[row]) / 1000
      result.append(evidence)
    }
    return result
  }

  private func mentionEvidence(sentence: UInt32, entity: UInt32) throws(GraphFileError) -> [Evidence] {
    guard let row = try SentenceReader(self).row(of: sentence) else { return [] }
    let rows = try source.words(.mentionSentence).equalRange(UInt32(row))
    return try mentionEvidence(rows: rows, where: .mentionEntity, is: entity)
  }

  /// The mentions of an entity whose words are the name.
  private func nameEvidence(entity: UInt32, text: UInt32) throws(GraphFileError) -> [Evidence] {
    let entities = try source.words(.mentionEntity)
    let rows = entities.indices.filter { entities[$0] == entity }
    return try mentionEvidence(rows: rows, where: .mentionSurface, is: text)
  }

  private func mentionEvidence(
    rows: some Sequence<Int>, where column: GraphColumn, is word: UInt32
  ) throws(GraphFileError) -> [Evidence] {
    let words = try source.words(column)
    let sentences = try source.words(.mentionSentence)
    let (starts, ends) = (try source.words(.mentionStart), try source.words(.mentionEnd))
    let (lines, methods) = (try source.words(.mentionLine), try source.words(.mentionMethod))
    let confidences = try source.words(.mentionConfidence)
    let reader = try SentenceReader(self)
    var result: [Evidence] = []
    for row in rows where words[row] == word {
      var evidence = try reader.evidence(row: Int(sentences[row]))
      evidence.line = Int(lines[row])
      evidence.bytes = try byteRanges([starts[row]], [ends[row]]).first
      evidence.method = try term(Symbol(rawValue: methods[row]))
      evidence.confidence = Double(confidences[row]) / 1000
      result.append(evidence)
    }
    return result
  }

  private func sentenceEvidence(
    _ sentence: UInt32, predicate: Predicate, object: UInt32
  ) throws(GraphFileError) -> [Evidence] {
    guard try source.relation(predicate, .subjectFirst).contains(sentence, object) else { return [] }
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

extension [UInt32] {
  /// The first index of an ascending run for which a condition no longer holds.
  fileprivate func partition(_ run: Range<Int>, _ holds: (UInt32) -> Bool) -> Int {
    var low = run.lowerBound
    var high = run.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
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
    try graph.source.words(column)[row]
  }

  private func text(_ word: UInt32) throws(GraphFileError) -> String {
    try graph.term(Symbol(rawValue: word))
  }
}
