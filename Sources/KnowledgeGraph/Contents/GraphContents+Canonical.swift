extension GraphContents {
  /// The same contents in the one order that a graph gives them back in.
  ///
  /// Entities and talks by id, speakers by label, mentions and statements by their place in the talk; all by
  /// bytes. The order of names, of a talk's languages and of a speaker's reasons says something and is kept.
  /// Repeated names, mentions and statements stand once; confidences are rounded to thousandths.
  ///
  /// - Complexity: O(*n* log *n*).
  public var canonical: GraphContents {
    GraphContents(
      entities: entities.map(\.canonical).sorted { bytesPrecede($0.id, $1.id) },
      talks: talks.map(\.canonical).sorted { bytesPrecede($0.id, $1.id) })
  }
}

extension EntityRecord {
  fileprivate var canonical: EntityRecord {
    var seen: Set<NameRecord> = []
    var result = self
    result.names = names.filter { seen.insert($0).inserted }
    return result
  }
}

extension TalkRecord {
  fileprivate var canonical: TalkRecord {
    var result = self
    for index in result.speakers.indices {
      result.speakers[index].confidence = inThousandths(speakers[index].confidence)
    }
    for index in result.mentions.indices {
      result.mentions[index].confidence = inThousandths(mentions[index].confidence)
    }
    for index in result.statements.indices {
      result.statements[index].confidence = inThousandths(statements[index].confidence)
    }
    result.speakers.sort { $0.precedes($1) }
    result.mentions.sort { $0.precedes($1) }
    result.mentions.removeRepeats()
    result.statements.sort { $0.precedes($1) }
    result.statements.removeRepeats()
    return result
  }
}

extension TalkRecord {
  /// Puts the statements in canonical order.
  mutating func sortStatements() { statements.sort { $0.precedes($1) } }
}

/// A confidence as the graph keeps it: a whole number of thousandths, 0 to 1000.
func thousandths(_ confidence: Double) -> UInt32 {
  confidence.isNaN ? 0 : UInt32((min(1, max(0, confidence)) * 1000).rounded())
}

private func inThousandths(_ confidence: Double) -> Double { Double(thousandths(confidence)) / 1000 }

// MARK: Orders

extension MentionRecord {
  fileprivate func precedes(_ other: MentionRecord) -> Bool {
    let (own, others) = (numbers, other.numbers)
    guard own == others else { return own < others }
    return textsPrecede((entity, surface, method), (other.entity, other.surface, other.method))
  }

  private var numbers: (Int, Int, Int, Int, Double) {
    (sentence, bytes.lowerBound, bytes.upperBound, line, confidence)
  }
}

extension StatementRecord {
  fileprivate func precedes(_ other: StatementRecord) -> Bool {
    let (own, others) = (numbers, other.numbers)
    guard own == others else { return own < others }
    guard predicate == other.predicate, subject == other.subject else {
      return textsPrecede((predicate, subject, ""), (other.predicate, other.subject, ""))
    }
    return textsPrecede((object.word.text, method, ""), (other.object.word.text, other.method, ""))
  }

  private var numbers: (Int, Int, Int, Int, Double) {
    (sentence, bytes.lowerBound, bytes.upperBound, object.word.isEntity ? 1 : 0, confidence)
  }
}

extension SpeakerRecord {
  fileprivate func precedes(_ other: SpeakerRecord) -> Bool {
    let (texts, others) = ((label, person ?? "", ""), (other.label, other.person ?? "", ""))
    if texts != others { return textsPrecede(texts, others) }
    if confidence != other.confidence { return confidence < other.confidence }
    return because.lexicographicallyPrecedes(other.because) { a, b in
      a.line != b.line ? a.line < b.line : bytesPrecede(a.text, b.text)
    }
  }
}

/// Compares the first texts that are not the same bytes.
private func textsPrecede(_ a: (String, String, String), _ b: (String, String, String)) -> Bool {
  if bytesPrecede(a.0, b.0) { return true }
  if bytesPrecede(b.0, a.0) { return false }
  if bytesPrecede(a.1, b.1) { return true }
  if bytesPrecede(b.1, a.1) { return false }
  return bytesPrecede(a.2, b.2)
}

extension StatementRecord.Object {
  /// The entity's id or the value's text, and which of the two it is.
  var word: (text: String, isEntity: Bool) {
    switch self {
    case .entity(let id): (id, true)
    case .value(let text): (text, false)
    }
  }
}

extension Array where Element: Equatable {
  /// Drops every element that equals the one before it.
  fileprivate mutating func removeRepeats() {
    var kept: [Element] = []
    kept.reserveCapacity(count)
    for element in self where element != kept.last { kept.append(element) }
    self = kept
  }
}

/// Whether a string's UTF-8 sorts before another's: the order of the graph's terms.
///
/// Not `<`, which takes canonically equivalent strings as equal.
func bytesPrecede(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}
