/// A stretch of a cue's line in one voice.
struct CueText {
  enum Voice {
    /// As before.
    case same
    /// `<v Name>`, or `Name:` at a line's beginning.
    case named(Range<Int>)
    /// A dash or `>>`: somebody else, unnamed.
    case other
  }

  let voice: Voice
  /// What is said, without markup: the stretches of source to be read one after another.
  let pieces: [Piece]

  enum Piece {
    case text(Range<Int>)
    case replaced([UInt8], Range<Int>)
  }

  /// Reads one line of a cue.
  ///
  /// - Complexity: O(*n*).
  static func read(_ line: Range<Int>, survey: SourceSurvey) -> [CueText] {
    var reader = CueTextReader(survey: survey, line: line)
    return reader.read()
  }
}

/// Reads voices and text out of a line's markup.
private struct CueTextReader {
  let survey: SourceSurvey
  let line: Range<Int>
  private var index: Int
  private var textStart: Int
  private var voice = CueText.Voice.same
  private var pieces: [CueText.Piece] = []
  private var result: [CueText] = []

  private var bytes: [UInt8] { survey.source.bytes }

  init(survey: SourceSurvey, line: Range<Int>) {
    self.survey = survey
    self.line = line
    index = line.lowerBound
    textStart = line.lowerBound
  }

  mutating func read() -> [CueText] {
    takeChange()
    while index < line.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "<"): takeTag()
      case UInt8(ascii: "{"): takeStyle()
      case UInt8(ascii: "&"): takeReference()
      default: index += 1
      }
    }
    finishText(at: line.upperBound)
    finishVoice()
    return result
  }

  /// A mark at the line's beginning that says that somebody else speaks.
  private mutating func takeChange() {
    if let label = survey.labels.label(in: line, of: survey.source), label.style != .bare {
      voice = .named(label.name)
      index = label.textStart
    } else if bytes.has(">>", at: index, before: line.upperBound) {
      voice = .other
      while index < line.upperBound, bytes[index] == UInt8(ascii: ">") { index += 1 }
    } else if bytes.has("- ", at: index, before: line.upperBound) {
      voice = .other
      index += 2
    }
    textStart = index
  }

  private mutating func takeTag() {
    guard let end = bytes.firstIndex(of: UInt8(ascii: ">"), in: index..<line.upperBound), end > index + 1,
      bytes.firstIndex(of: UInt8(ascii: "<"), in: index + 1..<end) == nil, isTag(bytes[index + 1])
    else {
      // No other `<` of this line can be closed if this one is not, or it is closed by one to come.
      index = bytes.firstIndex(of: UInt8(ascii: "<"), in: index + 1..<line.upperBound) ?? line.upperBound
      return
    }
    finishText(at: index)
    if let name = voiceName(in: index + 1..<end) {
      finishVoice()
      voice = .named(name)
    }
    index = end + 1
    textStart = index
  }

  private func isTag(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
      || byte >= 0x30 && byte <= 0x39
  }

  /// The name in `v Name` or `v.class Name`.
  private func voiceName(in tag: Range<Int>) -> Range<Int>? {
    guard bytes[tag.lowerBound] == UInt8(ascii: "v") || bytes[tag.lowerBound] == UInt8(ascii: "V") else {
      return nil
    }
    guard tag.count >= 2, bytes[tag.lowerBound + 1] == 0x20 || bytes[tag.lowerBound + 1] == UInt8(ascii: ".")
    else {
      return nil
    }
    guard let space = bytes.firstIndex(of: 0x20, in: tag) else { return nil }
    let name = bytes.trimmed(space..<tag.upperBound)
    return name.isEmpty ? nil : name
  }

  /// `{\an8}`, as SubRip files borrow it.
  private mutating func takeStyle() {
    guard index + 1 < line.upperBound, bytes[index + 1] == UInt8(ascii: "\\"),
      let end = bytes.firstIndex(of: UInt8(ascii: "}"), in: index..<line.prefix(of: 200, from: index))
    else {
      index += 1
      return
    }
    finishText(at: index)
    index = end + 1
    textStart = index
  }

  private mutating func takeReference() {
    guard let reference = CharacterReference(in: bytes, at: index, before: line.upperBound) else {
      index += 1
      return
    }
    finishText(at: index)
    pieces.append(.replaced(reference.utf8, index..<index + reference.length))
    index += reference.length
    textStart = index
  }

  private mutating func finishText(at end: Int) {
    if end > textStart { pieces.append(.text(textStart..<end)) }
    textStart = end
  }

  private mutating func finishVoice() {
    if case .same = voice, pieces.isEmpty { return }
    result.append(CueText(voice: voice, pieces: pieces))
    pieces = []
    voice = .same
  }
}

extension Range<Int> {
  fileprivate func prefix(of length: Int, from start: Int) -> Int { Swift.min(upperBound, start + length) }
}
