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
    result.speakers.sort { $0.sortKey < $1.sortKey }
    result.mentions.sort { $0.sortKey < $1.sortKey }
    result.mentions.removeRepeats()
    result.statements.sort { $0.sortKey < $1.sortKey }
    result.statements.removeRepeats()
    return result
  }
}

extension TalkRecord {
  /// Puts the statements in canonical order.
  mutating func sortStatements() { statements.sort { $0.sortKey < $1.sortKey } }
}

/// A confidence as the graph keeps it: a whole number of thousandths, 0 to 1000.
func thousandths(_ confidence: Double) -> UInt32 {
  confidence.isNaN ? 0 : UInt32((min(1, max(0, confidence)) * 1000).rounded())
}

private func inThousandths(_ confidence: Double) -> Double { Double(thousandths(confidence)) / 1000 }

// MARK: Orders

extension MentionRecord {
  fileprivate var sortKey: SortKey {
    SortKey(
      numbers: (sentence, bytes.lowerBound, bytes.upperBound, line, Int(thousandths(confidence))),
      texts: [entity, surface, method])
  }
}

extension StatementRecord {
  fileprivate var sortKey: SortKey {
    let (text, isEntity) = object.word
    return SortKey(
      numbers: (sentence, bytes.lowerBound, bytes.upperBound, isEntity ? 1 : 0, Int(thousandths(confidence))),
      texts: [predicate, subject, text, method])
  }
}

extension SpeakerRecord {
  fileprivate var sortKey: SortKey {
    SortKey(
      numbers: (0, 0, 0, because.count, Int(thousandths(confidence))),
      texts: [label, person ?? ""] + because.flatMap { [$0.text, String($0.line)] })
  }
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

/// Numbers first, then texts by their bytes.
private struct SortKey {
  let numbers: (Int, Int, Int, Int, Int)
  let texts: [String]

  static func < (a: SortKey, b: SortKey) -> Bool {
    guard a.numbers == b.numbers else { return a.numbers < b.numbers }
    for (text, other) in zip(a.texts, b.texts) where !bytesEqual(text, other) {
      return bytesPrecede(text, other)
    }
    return a.texts.count < b.texts.count
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

private func bytesEqual(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
