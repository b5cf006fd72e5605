/// A line of a source and how it is set.
struct SourceLine {
  /// The line without its break and without the white space at its ends; empty for a blank line.
  let text: Range<Int>
  /// How many columns of white space stand before the text.
  let indent: Int
  /// Whether two spaces or more end the line, which is a line break in Markdown.
  let endsHard: Bool

  var isBlank: Bool { text.isEmpty }
}

extension SourceFile {
  /// All lines of the file, up to an offset.
  ///
  /// - Complexity: O(*n*).
  func lines(upTo end: Int) -> [SourceLine] {
    var result: [SourceLine] = []
    result.reserveCapacity(lineCount)
    for number in 1...lineCount {
      let whole = lineRange(number).clamped(to: 0..<end)
      let text = bytes.trimmed(whole)
      var tail = whole.upperBound
      while tail > text.upperBound, bytes[tail - 1] == 0x0A || bytes[tail - 1] == 0x0D { tail -= 1 }
      result.append(
        SourceLine(
          text: text, indent: indent(of: whole.lowerBound..<text.lowerBound),
          endsHard: !text.isEmpty && tail - text.upperBound >= 2))
    }
    return result
  }

  private func indent(of blank: Range<Int>) -> Int {
    bytes[blank].reduce(0) { $1 == 0x09 ? $0 + 4 : $1 == 0x20 ? $0 + 1 : $0 }
  }
}

extension [SourceLine] {
  /// The lines without their hard breaks, if those mean nothing: nearly every line has one, also amid sentences.
  func withoutIdleBreaks(_ source: SourceFile) -> [SourceLine] {
    let written = count { !$0.isBlank }
    let hard = filter(\.endsHard)
    guard written >= 10, hard.count * 10 >= written * 9 else { return self }
    let meant = hard.count { ProseCheck.endsSentence($0.text, of: source.bytes) }
    guard meant * 5 < hard.count * 4 else { return self }
    return map { SourceLine(text: $0.text, indent: $0.indent, endsHard: false) }
  }
}

/// A run of lines that belong together, and where its text stands.
struct Paragraph {
  /// Indices into the lines.
  let lines: Range<Int>
  let text: Range<Int>
}
