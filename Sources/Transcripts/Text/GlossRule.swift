/// Tells a bracket that explains a term from one that only says more.
struct GlossRule {
  /// The text before the bracket.
  let text: [UInt8]
  let bytes: [UInt8]
  /// What stands in the bracket, in the source.
  let inner: Range<Int>

  /// In bytes: what is longer explains more than a term.
  static let lengthLimit = 800

  /// Whether the bracket explains, given whether bold or quotes mark the term before it.
  func isGloss(hasTerm: Bool) -> Bool {
    guard !inner.isEmpty, inner.count <= Self.lengthLimit, !isStageDirection, !text.isEmpty else {
      return false
    }
    let last = TextScalar(in: text, before: text.count)
    if hasTerm { return true }
    guard last.isHan || last.isAlphabetic || last.isDigit || last.isClosing else { return false }
    return beginsWithExplaining || isForeignName
  }

  /// Whether nothing but closing quotes stands between an offset in the text and the bracket.
  func onlyCloses(from offset: Int) -> Bool {
    guard text.count - offset <= 12 else { return false }
    var index = offset
    while index < text.count {
      let scalar = TextScalar(in: text, at: index)
      guard scalar.isClosing || scalar.value == 0x22 || scalar.isBlank else { return false }
      index += scalar.length
    }
    return true
  }

  /// Whether a bold stretch is short enough for a term and no clause.
  func mayBeTerm(_ range: Range<Int>) -> Bool {
    guard range.count <= 80 else { return false }
    let marks: Set<UInt32> = [0xFF0C, 0x3002, 0xFF1B, 0xFF1F, 0xFF01, 0x3F, 0x3B]
    var index = range.lowerBound
    while index < range.upperBound {
      let scalar = TextScalar(in: text, at: index)
      if marks.contains(scalar.value) { return false }
      index += scalar.length
    }
    return true
  }

  /// What stands in quotes right before the bracket: `“儿童机器”`, `《她》`.
  var quotedTerm: Range<Int>? {
    guard !text.isEmpty else { return nil }
    let close = TextScalar(in: text, before: text.count)
    guard let open = Self.openingQuote[close.value] else { return nil }
    let end = text.count - close.length
    var index = end
    while index > 0, end - index < 120 {
      let scalar = TextScalar(in: text, before: index)
      if scalar.value == open { return index < end ? index..<end : nil }
      if scalar.value == close.value { return nil }
      index -= scalar.length
    }
    return nil
  }

  private static let openingQuote: [UInt32: UInt32] = [
    0x201D: 0x201C, 0x300D: 0x300C, 0x300F: 0x300E, 0x300B: 0x300A, 0x2019: 0x2018,
  ]

  /// `（笑）`, `（观众鼓掌）`, `(laughs)`.
  private var isStageDirection: Bool {
    guard inner.count <= 40 else { return false }
    let words = bytes.string(inner).lowercased()
    let directions = [
      "笑", "掌声", "鼓掌", "欢呼", "音乐", "听不清", "laugh", "applause", "cheer", "music", "inaudible", "crosstalk",
    ]
    return directions.contains { words.contains($0) }
  }

  /// `指手指`, `即…`, `又称…`.
  private var beginsWithExplaining: Bool {
    ["指", "即", "也称", "又称", "简称", "全称", "原名", "也叫", "又名"].contains { bytes[inner].starts(with: $0.utf8) }
  }

  /// `MIT`, `rate of change`, `Wells Fargo: 美国…`: the term in Latin letters, alone or before a colon.
  private var isForeignName: Bool {
    guard !text.isEmpty, TextScalar(in: text, before: text.count).isWide else { return false }
    var index = inner.lowerBound
    var letters = 0
    while index < inner.upperBound {
      let scalar = TextScalar(in: bytes, at: index)
      if scalar.value == 0x3A || scalar.value == 0xFF1A { return letters > 0 }
      if scalar.value == 0xFF0C || scalar.value == 0x3001 { return letters > 1 && !followsHan(index) }
      if scalar.isAlphabetic { letters += 1 } else if scalar.isWide { return false }
      index += scalar.length
      if letters > 80 { return false }
    }
    return letters > 1
  }

  private func followsHan(_ index: Int) -> Bool { TextScalar(in: bytes, before: index).isHan }
}
