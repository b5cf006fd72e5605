import Relations

/// Makes records of a graph's columns.
struct RecordReader {
  private let graph: Graph
  private let symbols: SymbolTable

  init(_ graph: Graph) throws(GraphFileError) {
    self.graph = graph
    symbols = try graph.symbols
  }

  private func words(_ column: GraphColumn) throws(GraphFileError) -> [UInt32] {
    try graph.source.words(column)
  }

  private func text(_ word: UInt32) -> String { symbols[Symbol(rawValue: word)] }

  private func optionalText(_ word: UInt32) -> String? { word == GraphColumn.none ? nil : text(word) }

  /// The entities of the given rows, or all.
  func entities(_ rows: Range<Int>? = nil) throws(GraphFileError) -> [EntityRecord] {
    let ids = try words(.entityID)
    let kinds = try words(.entityKind)
    let labels = try words(.entityLabel)
    let starts = Starts(try words(.entityNames), end: graph.header.rows(.names))
    let texts = try words(.nameText)
    let languages = try words(.nameLanguage)
    var result: [EntityRecord] = []
    for row in rows ?? ids.indices {
      guard let kind = EntityKind(rawValue: text(kinds[row])) else {
        throw .damaged(path: nil, what: "an entity's kind is \"\(text(kinds[row]))\"")
      }
      let names = starts[row].map { NameRecord(text: text(texts[$0]), language: text(languages[$0])) }
      result.append(
        EntityRecord(id: text(ids[row]), kind: kind, label: text(labels[row]), names: names))
    }
    return result
  }

  /// The talks that are wanted, with all that was found in them.
  func talks(where isWanted: (TalkRecord) -> Bool) throws(GraphFileError) -> [TalkRecord] {
    var talks = try metadata()
    let wanted = talks.map(isWanted)
    let starts = Starts(try words(.talkSentences), end: graph.header.rows(.sentences))
    try addSentences(to: &talks, starts, wanted)
    try addSpeakers(to: &talks)
    try addMentions(to: &talks, starts, wanted)
    try addStatements(to: &talks, starts, wanted)
    return zip(talks, wanted).filter(\.1).map(\.0)
  }
}

extension RecordReader {
  /// The talks without anything that was found in them.
  func metadata() throws(GraphFileError) -> [TalkRecord] {
    let ids = try words(.talkID)
    let (paths, collections) = (try words(.talkPath), try words(.talkCollection))
    let (titles, dates) = (try words(.talkTitle), try words(.talkDate))
    let (sources, hashes) = (try words(.talkSource), try words(.talkHash))
    let tags = try words(.talkLanguageTag)
    let starts = Starts(try words(.talkLanguages), end: tags.count)
    return ids.indices.map { row in
      TalkRecord(
        id: text(ids[row]), path: text(paths[row]), collection: text(collections[row]),
        title: text(titles[row]), date: optionalText(dates[row]), source: optionalText(sources[row]),
        languages: starts[row].map { text(tags[$0]) }, contentHash: text(hashes[row]))
    }
  }

  private func addSentences(
    to talks: inout [TalkRecord], _ starts: Starts, _ wanted: [Bool]
  ) throws(GraphFileError) {
    let (texts, languages, lines) = (
      try words(.sentenceText), try words(.sentenceLanguage), try words(.sentenceLine)
    )
    let ranges = try ranges(.sentenceStart, .sentenceEnd)
    let (times, speakers) = (try words(.sentenceStartsAt), try words(.sentenceSpeaker))
    let passages = try words(.sentencePassage)
    for talk in talks.indices where wanted[talk] {
      talks[talk].sentences = starts[talk].map { row in
        SentenceRecord(
          text: text(texts[row]), language: text(languages[row]), line: Int(lines[row]),
          bytes: ranges[row], startsAt: times[row] == GraphColumn.none ? nil : Int(times[row]),
          speaker: optionalText(speakers[row]), passage: Int(passages[row]))
      }
    }
  }

  private func addSpeakers(to talks: inout [TalkRecord]) throws(GraphFileError) {
    let starts = Starts(try words(.talkSpeakers), end: graph.header.rows(.speakers))
    let (labels, persons, confidences) = (
      try words(.speakerLabel), try words(.speakerPerson), try words(.speakerConfidence)
    )
    let reasonStarts = Starts(try words(.speakerReasons), end: graph.header.rows(.reasons))
    let (lines, texts) = (try words(.reasonLine), try words(.reasonText))
    for talk in talks.indices {
      talks[talk].speakers = starts[talk].map { row in
        SpeakerRecord(
          label: text(labels[row]), person: optionalText(persons[row]),
          confidence: Double(confidences[row]) / 1000,
          because: reasonStarts[row].map {
            SpeakerRecord.Reason(line: Int(lines[$0]), text: text(texts[$0]))
          })
      }
    }
  }

  private func addMentions(
    to talks: inout [TalkRecord], _ starts: Starts, _ wanted: [Bool]
  ) throws(GraphFileError) {
    let (sentences, entities, surfaces) = (
      try words(.mentionSentence), try words(.mentionEntity), try words(.mentionSurface)
    )
    let ranges = try ranges(.mentionStart, .mentionEnd)
    let (lines, methods, confidences) = (
      try words(.mentionLine), try words(.mentionMethod), try words(.mentionConfidence)
    )
    for row in sentences.indices {
      let talk = starts.owner(of: Int(sentences[row]))
      guard wanted[talk] else { continue }
      talks[talk].mentions.append(
        MentionRecord(
          sentence: Int(sentences[row]) - starts[talk].lowerBound, entity: text(entities[row]),
          surface: text(surfaces[row]), bytes: ranges[row], line: Int(lines[row]),
          method: text(methods[row]), confidence: Double(confidences[row]) / 1000))
    }
  }

  private func addStatements(
    to talks: inout [TalkRecord], _ starts: Starts, _ wanted: [Bool]
  ) throws(GraphFileError) {
    let (predicates, subjects, objects) = (
      try words(.statementPredicate), try words(.statementSubject), try words(.statementObject)
    )
    let (flags, sentences) = (try words(.statementIsEntity), try words(.statementSentence))
    let ranges = try ranges(.statementStart, .statementEnd)
    let (methods, confidences) = (try words(.statementMethod), try words(.statementConfidence))
    for row in sentences.indices {
      let talk = starts.owner(of: Int(sentences[row]))
      guard wanted[talk] else { continue }
      let object = text(objects[row])
      talks[talk].statements.append(
        StatementRecord(
          subject: text(subjects[row]), predicate: text(predicates[row]),
          object: flags[row] == 1 ? .entity(object) : .value(object),
          sentence: Int(sentences[row]) - starts[talk].lowerBound, bytes: ranges[row],
          method: text(methods[row]), confidence: Double(confidences[row]) / 1000))
    }
    for talk in talks.indices { talks[talk].sortStatements() }
  }

  private func ranges(_ start: GraphColumn, _ end: GraphColumn) throws(GraphFileError) -> [Range<Int>] {
    try byteRanges(try words(start), try words(end))
  }
}

/// Pairs the two ends of byte ranges, refusing those that end before they start.
func byteRanges(_ starts: [UInt32], _ ends: [UInt32]) throws(GraphFileError) -> [Range<Int>] {
  var result: [Range<Int>] = []
  result.reserveCapacity(starts.count)
  for (start, end) in zip(starts, ends) {
    guard start <= end else { throw .damaged(path: nil, what: "a byte range ends before it starts") }
    result.append(Int(start)..<Int(end))
  }
  return result
}

/// Where the children of each row lie in another table.
struct Starts {
  private let words: [UInt32]
  private let end: Int

  init(_ words: [UInt32], end: Int) {
    self.words = words
    self.end = end
  }

  subscript(row: Int) -> Range<Int> {
    Int(words[row])..<(row + 1 < words.count ? Int(words[row + 1]) : end)
  }

  /// The row that a child belongs to.
  ///
  /// - Complexity: O(log *n*).
  func owner(of child: Int) -> Int {
    var low = 0
    var high = words.count
    while low < high {
      let middle = low + (high - low) / 2
      if Int(words[middle]) <= child { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
