/// Tells whether a sentence ends at a stop, by what stands around it.
struct SentenceStop {
  let text: [UInt8]
  let sentenceStart: Int
  /// The stops themselves.
  let stops: Range<Int>
  /// After the quotes and brackets that close behind the stops.
  let end: Int

  var endsSentence: Bool {
    guard end < text.count else { return true }
    let next = TextScalar(in: text, at: end)
    if next.value == 0x0A || next.isBlank { return endsBeforeSpace }
    return endsBefore(next)
  }

  private var isEllipsis: Bool {
    let first = TextScalar(in: text, at: stops.lowerBound).value
    return first == 0x2026 || first == 0x2E && stops.count > 1
  }

  private var isPeriod: Bool { stops.count == 1 && text[stops.lowerBound] == 0x2E }

  private var isClosed: Bool { end > stops.upperBound }

  /// Without white space only a wide character can begin a sentence: `好吗?我们…`.
  private func endsBefore(_ next: TextScalar) -> Bool {
    guard next.isWide, !Self.continues(next.value) else { return false }
    if isPeriod {
      guard stops.lowerBound > 0 else { return false }
      let last = TextScalar(in: text, before: stops.lowerBound)
      return (last.isHan || last.isAlphabetic || isClosed) && !Abbreviation.holds(text, at: wordBefore)
    }
    return isEllipsis ? stops.count >= 6 : true
  }

  /// Marks that go on with a sentence: `，、：；` and what opens nothing.
  private static func continues(_ value: UInt32) -> Bool {
    switch value {
    case 0x3001, 0x3002, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF01: true
    default: false
    }
  }

  private var endsBeforeSpace: Bool {
    guard let next = firstAfterSpace else { return true }
    let isLower = next.isAlphabetic && !next.isUppercase
    if isEllipsis || isClosed { return !isLower }
    guard isPeriod else { return !isLower || text[stops.lowerBound] == 0x3F }
    return periodEnds(before: next)
  }

  private func periodEnds(before next: TextScalar) -> Bool {
    let word = wordBefore
    guard !word.isEmpty else { return true }
    if isListNumber(word) { return false }
    guard let abbreviation = Abbreviation(text, at: word) else { return true }
    return switch abbreviation {
    case .neverLast: false
    case .beforeNumber: !next.isDigit
    case .maybeLast: next.isHan || Abbreviation.beginsSentence(text, at: offsetAfterSpace)
    }
  }

  /// `1. First …` at the sentence's beginning.
  private func isListNumber(_ word: Range<Int>) -> Bool {
    word.lowerBound == sentenceStart + leadingBlank && word.count <= 3
      && text[word].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  private var leadingBlank: Int {
    var count = 0
    while sentenceStart + count < stops.lowerBound, text[sentenceStart + count] == 0x20 { count += 1 }
    return count
  }

  /// The Latin word that the stop follows, inner stops included; never longer than any abbreviation.
  private var wordBefore: Range<Int> {
    var start = stops.lowerBound
    while start > sentenceStart, stops.lowerBound - start < 16 {
      let byte = text[start - 1]
      let isWord =
        byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39
      guard isWord || byte == 0x2E else { break }
      start -= 1
    }
    return start..<stops.lowerBound
  }

  private var offsetAfterSpace: Int {
    var offset = end
    while offset < text.count, offset - end < 64 {
      let scalar = TextScalar(in: text, at: offset)
      guard scalar.isBlank || scalar.value == 0x0A else { break }
      offset += scalar.length
    }
    return offset
  }

  private var firstAfterSpace: TextScalar? {
    let offset = offsetAfterSpace
    return offset < text.count ? TextScalar(in: text, at: offset) : nil
  }
}
