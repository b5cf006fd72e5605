/// The tables beside the predicates: what a talk holds, and the evidence.
enum GraphTable: String, CaseIterable, Sendable {
  case entities
  case names
  case talks
  case talkLanguages
  case sentences
  case speakers
  case reasons
  case mentions
  case statements
}

/// A column of a ``GraphTable``: 32-bit words, one a row.
///
/// The raw value is its name in the file. ``content`` says which words are sound, so that a column is checked once
/// when it is read and never again.
///
/// ```
/// entities  by id         talks      by id               sentences  by talk, position
/// names     by entity     reasons    by speaker          mentions   by sentence, offset
/// speakers  by talk       statements by predicate, subject, object
/// ```
enum GraphColumn: String, CaseIterable, Sendable {
  case entityID = "entities.id"
  case entityKind = "entities.kind"
  case entityLabel = "entities.label"
  case entityNames = "entities.names"

  case nameText = "names.text"
  case nameLanguage = "names.language"

  case talkID = "talks.id"
  case talkPath = "talks.path"
  case talkCollection = "talks.collection"
  case talkTitle = "talks.title"
  case talkDate = "talks.date"
  case talkSource = "talks.source"
  case talkHash = "talks.hash"
  case talkLanguages = "talks.languages"
  case talkSentences = "talks.sentences"
  case talkSpeakers = "talks.speakers"

  case talkLanguageTag = "talkLanguages.tag"

  case sentenceID = "sentences.id"
  case sentenceText = "sentences.text"
  case sentenceLanguage = "sentences.language"
  case sentenceLine = "sentences.line"
  case sentenceStart = "sentences.start"
  case sentenceEnd = "sentences.end"
  case sentenceStartsAt = "sentences.startsAt"
  case sentenceSpeaker = "sentences.speaker"
  case sentencePassage = "sentences.passage"

  case speakerLabel = "speakers.label"
  case speakerPerson = "speakers.person"
  case speakerConfidence = "speakers.confidence"
  case speakerReasons = "speakers.reasons"

  case reasonLine = "reasons.line"
  case reasonText = "reasons.text"

  case mentionSentence = "mentions.sentence"
  case mentionEntity = "mentions.entity"
  case mentionSurface = "mentions.surface"
  case mentionStart = "mentions.start"
  case mentionEnd = "mentions.end"
  case mentionLine = "mentions.line"
  case mentionMethod = "mentions.method"
  case mentionConfidence = "mentions.confidence"

  case statementPredicate = "statements.predicate"
  case statementSubject = "statements.subject"
  case statementObject = "statements.object"
  case statementIsEntity = "statements.isEntity"
  case statementSentence = "statements.sentence"
  case statementStart = "statements.start"
  case statementEnd = "statements.end"
  case statementMethod = "statements.method"
  case statementConfidence = "statements.confidence"
}

extension GraphColumn {
  /// Stands where an optional column has nothing.
  static let none = UInt32.max

  /// What a column's words mean.
  enum Content: Equatable {
    /// A term's id.
    case symbol
    case optionalSymbol
    /// An index into another table.
    case row(of: GraphTable)
    /// Where a row's children begin in another table; they end where the next row's begin.
    case start(of: GraphTable)
    case number
    case optionalNumber
    /// 0 to 1000.
    case thousandths
    /// 0 or 1.
    case flag
  }

  var table: GraphTable {
    let name = rawValue.prefix { $0 != "." }
    guard let table = GraphTable(rawValue: String(name)) else {
      preconditionFailure("a column's name begins with its table's")
    }
    return table
  }

  var content: Content {
    switch self {
    case .entityNames: .start(of: .names)
    case .talkLanguages: .start(of: .talkLanguages)
    case .talkSentences: .start(of: .sentences)
    case .talkSpeakers: .start(of: .speakers)
    case .speakerReasons: .start(of: .reasons)
    case .mentionSentence, .statementSentence: .row(of: .sentences)
    case .talkDate, .talkSource, .sentenceSpeaker, .speakerPerson: .optionalSymbol
    case .sentenceStartsAt: .optionalNumber
    case .speakerConfidence, .mentionConfidence, .statementConfidence: .thousandths
    case .statementIsEntity: .flag
    case .sentenceLine, .sentencePassage, .sentenceStart, .sentenceEnd, .reasonLine, .mentionStart,
      .mentionEnd, .mentionLine,
      .statementStart, .statementEnd:
      .number
    default: .symbol
    }
  }

  /// The first fault of a column that was read, in words, if it has one.
  ///
  /// - Complexity: O(*n*), a few instructions a word.
  func fault(in words: [UInt32], header: GraphHeader) -> String? {
    let rows = header.rows(table)
    guard words.count == rows else { return "column \(rawValue) has \(words.count) of \(rows) rows" }
    return admits(words, header: header) ? nil : "column \(rawValue) holds a value out of range"
  }

  /// Whether words may stand in the column, as far as can be told without its other words.
  func admits(_ words: [UInt32], header: GraphHeader) -> Bool {
    switch content {
    case .symbol: words.allBelow(header.termCount)
    case .optionalSymbol: words.allBelow(header.termCount, or: Self.none)
    case .row(let table): words.allBelow(header.rows(table))
    case .start(let table): words.areStarts(of: header.rows(table))
    case .number, .optionalNumber: true
    case .thousandths: words.allBelow(1001)
    case .flag: words.allBelow(2)
    }
  }
}

extension [UInt32] {
  /// Whether the words never descend, begin at zero, and stay within the table they lead into.
  fileprivate func areStarts(of count: Int) -> Bool {
    guard let first, let last else { return count == 0 }
    return first == 0 && isAscending && Int(last) <= count
  }
}
