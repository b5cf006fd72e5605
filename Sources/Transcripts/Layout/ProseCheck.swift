/// Tells running text from tables, programs and other text that nobody says.
enum ProseCheck {
  /// Whether a source without labels reads as paragraphs of whole sentences.
  ///
  /// - Complexity: O(1): a sample of 100,000 bytes is looked at.
  static func isProse(_ survey: SourceSurvey) -> Bool {
    guard otherKind(survey) == nil else { return false }
    let bytes = survey.source.bytes
    var letters = 0
    var han = 0
    var stops = 0
    var others = 0
    var sample = 0
    for line in survey.body where !survey.lines[line].isBlank && sample < 100_000 {
      let text = survey.lines[line].text
      sample += text.count
      var index = text.lowerBound
      while index < min(text.upperBound, text.lowerBound + 100_000) {
        let scalar = TextScalar(in: bytes, at: index)
        index += scalar.length
        if scalar.isHan {
          han += 1
        } else if scalar.isAlphabetic {
          letters += 1
        } else if isStop(scalar) {
          stops += 1
        } else if !scalar.isBlank, !isMark(scalar) {
          others += 1
        }
      }
    }
    let words = letters + han * 3
    return words >= 60 && stops >= 2 && others * 6 <= words && stops * 1200 >= words
  }

  /// What a text that is no prose looks like, in words that follow "it looks like".
  static func otherKind(_ survey: SourceSurvey) -> String? {
    guard let first = survey.body.first(where: { !survey.lines[$0].isBlank }) else { return nil }
    let text = survey.source.bytes.string(survey.lines[first].text.prefixed(200)).lowercased()
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
      return "a web page; save its text instead"
    }
    if text.hasPrefix("<?xml") || text.hasPrefix("<tt ") { return "XML" }
    if text.hasPrefix("{\"") || text == "{" || text == "[" || text.hasPrefix("[{") { return "JSON" }
    if text.hasPrefix("#!/") || text.hasPrefix("#include") || text.hasPrefix("import ") { return "a program" }
    return nil
  }

  /// Whether a paragraph ends as sentences do.
  static func endsSentence(_ text: Range<Int>, of bytes: [UInt8]) -> Bool {
    var end = text.upperBound
    while end > text.lowerBound {
      let scalar = TextScalar(in: bytes, before: end)
      if isStop(scalar) { return true }
      guard scalar.isClosing || scalar.value == 0x22 else { return false }
      end -= scalar.length
    }
    return false
  }

  private static func isStop(_ scalar: TextScalar) -> Bool {
    [0x2E, 0x21, 0x3F, 0x3002, 0xFF01, 0xFF1F, 0x2026].contains(scalar.value)
  }

  /// Marks that sentences hold.
  private static func isMark(_ scalar: TextScalar) -> Bool {
    scalar.isWide || scalar.isWideAmongWide || scalar.isClosing
      || [0x2C, 0x27, 0x22, 0x2D, 0x28, 0x3A, 0x3B].contains(scalar.value)
  }
}

extension Range<Int> {
  /// The range, or its beginning if it is longer than a length.
  func prefixed(_ length: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + length) }
}
