/// A name at the beginning of a line that seems to say who speaks.
struct SpeakerLabel {
  /// How the name is set off from what is said.
  enum Style {
    /// `Name: words`.
    case inline
    /// `Name:` with nothing after it.
    case alone
    /// `Name` on a line of its own, without a colon.
    case bare
  }

  /// The name in the source, without bold, colon, time or bracket.
  let name: Range<Int>
  /// The name as it reads, by which labels are compared.
  let key: String
  let style: Style
  let isBold: Bool
  /// Whether what is said is bold too, to the end: `**Name: words**`, a question or a heading.
  let isWholeBold: Bool
  /// Seconds, if a time stands beside the name.
  let startsAt: Int?
  /// Whether that time stands before the name, as it does before a chapter's.
  let isTimeFirst: Bool
  /// Where what is said begins; the label's end if nothing follows.
  let textStart: Int
}

/// Reads a label at the beginning of a line or paragraph.
///
/// ```
/// Name: words     **Name** ：words     **Name:** words     [00:01:02] Name: words     Name (00:01:02): words
/// Name:           Name                 **Name**            Name 00:01:02              Name (host)：words
/// ```
struct SpeakerLabelScanner {
  /// In bytes: longer than any name with its role.
  private static let lengthLimit = 96

  private let bytes: [UInt8]
  private let limit: Int
  private var index: Int
  private var startsAt: Int?
  private var isBold = false

  /// The label that begins a line, or a paragraph if names may stand across a line break.
  static func label(in range: Range<Int>, of bytes: [UInt8]) -> SpeakerLabel? {
    var scanner = SpeakerLabelScanner(bytes: bytes, index: range.lowerBound, limit: range.upperBound)
    return scanner.scan()
  }

  private init(bytes: [UInt8], index: Int, limit: Int) {
    self.bytes = bytes
    self.index = index
    self.limit = limit
  }

  private mutating func scan() -> SpeakerLabel? {
    skipListMarker()
    takeTime()
    let isTimeFirst = startsAt != nil
    takeBold()
    guard let name = takeName(), let key = key(of: name) else { return nil }
    let style = takeEnd()
    guard let style else { return nil }
    return SpeakerLabel(
      name: name, key: key, style: style, isBold: isBold, isWholeBold: isWholeBold, startsAt: startsAt,
      isTimeFirst: isTimeFirst,
      textStart: index)
  }

  private mutating func skipListMarker() {
    if bytes.has("- ", at: index, before: limit) || bytes.has("> ", at: index, before: limit) { index += 2 }
    if bytes.has(">> ", at: index, before: limit) { index += 3 }
  }

  private mutating func takeTime() {
    guard let time = ClockTime(in: bytes, at: index, before: limit) else { return }
    startsAt = startsAt ?? time.seconds
    index = time.end
    skipBlanks()
  }

  private mutating func takeBold() {
    guard bytes.has("**", at: index, before: limit) || bytes.has("__", at: index, before: limit) else {
      return
    }
    isBold = true
    index += 2
    skipBlanks()
  }

  /// Reads on to what ends a name: a colon, a bracket, a time, bold's end, the line's end.
  private mutating func takeName() -> Range<Int>? {
    let start = index
    let end = Swift.min(limit, start + Self.lengthLimit)
    while index < end {
      let scalar = TextScalar(in: bytes, at: index)
      if Self.endsName(scalar.value) || bytes.has("**", at: index, before: limit) { break }
      if scalar.isDigit, index > start, ClockTime(in: bytes, at: index, before: limit) != nil { break }
      guard LabelShape.mayHold(scalar) else { return nil }
      index += scalar.length
    }
    if index >= end, end < limit { return nil }
    let name = bytes.trimmed(start..<index)
    return name.isEmpty ? nil : name
  }

  /// `:` and `：`, brackets.
  private static func endsName(_ value: UInt32) -> Bool {
    switch value {
    case 0x3A, 0xFF1A, 0x28, 0xFF08, 0x5B, 0x3010: true
    default: false
    }
  }

  /// Reads what stands between the name and what is said.
  private mutating func takeEnd() -> SpeakerLabel.Style? {
    takeBoldEnd()
    takeBracket()
    takeTime()
    takeBoldEnd()
    skipBlanks()
    guard index < limit else { return isBold && !boldIsClosed ? nil : .bare }
    let scalar = TextScalar(in: bytes, at: index)
    guard scalar.value == 0x3A || scalar.value == 0xFF1A else { return nil }
    index += scalar.length
    if bytes.has("//", at: index, before: limit) { return nil }
    if index < limit, scalar.value == 0x3A, TextScalar(in: bytes, at: index).isDigit { return nil }
    takeBoldEnd()
    skipBlanks()
    if isBold, !boldIsClosed {
      guard endsBold() else { return nil }
      isWholeBold = true
    }
    return index < limit ? .inline : .alone
  }

  private mutating func takeBoldEnd() {
    skipBlanks()
    guard isBold, bytes.has("**", at: index, before: limit) || bytes.has("__", at: index, before: limit)
    else {
      return
    }
    guard !boldIsClosed else { return }
    boldIsClosed = true
    index += 2
  }

  private var boldIsClosed = false
  private var isWholeBold = false

  /// Whether bold lasts to the end and is closed nowhere before.
  private func endsBold() -> Bool {
    guard bytes.has("**", at: limit - 2, before: limit), limit - 2 > index else { return false }
    var offset = index
    while offset < limit - 2 {
      if bytes.has("**", at: offset, before: limit - 2) { return false }
      offset += 1
    }
    return true
  }

  /// A role or a time in brackets behind the name.
  private mutating func takeBracket() {
    skipBlanks()
    guard index < limit else { return }
    if let time = ClockTime(in: bytes, at: index, before: limit) {
      startsAt = startsAt ?? time.seconds
      index = time.end
      return
    }
    let open = TextScalar(in: bytes, at: index)
    guard open.value == 0x28 || open.value == 0xFF08 else { return }
    var end = index + open.length
    while end < limit, end - index < 80 {
      let scalar = TextScalar(in: bytes, at: end)
      end += scalar.length
      if scalar.value == 0x29 || scalar.value == 0xFF09 {
        index = end
        return
      }
    }
  }

  private mutating func skipBlanks() {
    while index < limit {
      let scalar = TextScalar(in: bytes, at: index)
      guard scalar.isBlank || scalar.value == 0x0A else { return }
      index += scalar.length
    }
  }

  private func key(of name: Range<Int>) -> String? {
    var writer = FoldingWriter(bytes)
    writer.write(name)
    let key = writer.finish().string
    return key.isEmpty ? nil : key
  }
}
