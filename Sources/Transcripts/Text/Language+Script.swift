extension Language {
  /// The language that a text's script tells.
  ///
  /// A Han character weighs three Latin words, since Chinese talk about technology is full of Latin names.
  ///
  /// - Complexity: O(*n*), and no more than the first 4,000 bytes are looked at.
  init(of utf8: [UInt8]) { self.init(of: utf8, in: 0..<utf8.count) }

  /// The language that the script of a stretch of bytes tells.
  init(of utf8: [UInt8], in range: Range<Int>) {
    let end = range.prefixed(4000).upperBound
    var han = 0
    var words = 0
    var others = 0
    var inWord = false
    var index = range.lowerBound
    while index < end {
      let scalar = TextScalar(in: utf8, at: index)
      index += scalar.length
      let isLetter = scalar.isAlphabetic && scalar.value < 0x370
      if isLetter, !inWord { words += 1 }
      inWord = isLetter
      if scalar.isHan { han += 1 } else if Self.isForeign(scalar.value) { others += 1 }
    }
    if others > han + words {
      self = .undetermined
    } else if han * 3 >= Swift.max(words, 1) {
      self = .chinese
    } else {
      self = words > 0 ? .english : .undetermined
    }
  }

  /// Kana, Hangul, Greek, Cyrillic, Arabic and so on: letters of neither language.
  private static func isForeign(_ value: UInt32) -> Bool {
    (0x370...0x1DFF).contains(value) || (0x3040...0x30FF).contains(value) || (0xAC00...0xD7A3).contains(value)
  }
}
