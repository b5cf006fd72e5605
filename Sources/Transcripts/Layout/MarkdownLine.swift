/// What a line of Markdown is by the way it begins.
enum MarkdownLine {
  /// The words of a heading such as `## Words ##`; nil for any other line.
  static func heading(_ line: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
    var index = line.lowerBound
    while index < line.upperBound, bytes[index] == UInt8(ascii: "#") { index += 1 }
    let level = index - line.lowerBound
    guard (1...6).contains(level), index < line.upperBound, TextScalar(in: bytes, at: index).isBlank else {
      return nil
    }
    var end = line.upperBound
    while end > index, bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
    let words = bytes.trimmed(index..<end)
    return words.isEmpty ? nil : words
  }

  /// `---`, `***`, `* * *`.
  static func isRule(_ line: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard let first = bytes[line].first,
      [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_")].contains(first)
    else {
      return false
    }
    var marks = 0
    for byte in bytes[line] {
      guard byte == first || byte == 0x20 else { return false }
      if byte == first { marks += 1 }
    }
    return marks >= 3
  }

  /// A picture and nothing else.
  static func isPicture(_ line: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard bytes.has("![", at: line.lowerBound, before: line.upperBound),
      let link = MarkdownLink(bytes, at: line.lowerBound + 1, line.upperBound)
    else { return false }
    return bytes.trimmed(link.end..<line.upperBound).isEmpty
  }

  /// The words of a line that is bold from end to end.
  static func allBold(_ line: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
    guard line.count > 4, bytes.has("**", at: line.lowerBound, before: line.upperBound),
      bytes.has("**", at: line.upperBound - 2, before: line.upperBound)
    else { return nil }
    var index = line.lowerBound + 2
    while index < line.upperBound - 2 {
      if bytes.has("**", at: index, before: line.upperBound - 2) { return nil }
      index += 1
    }
    return bytes.trimmed(line.lowerBound + 2..<line.upperBound - 2)
  }

  /// A paragraph without the mark of a list item or a quotation.
  static func withoutMarker(_ text: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    for marker: StaticString in ["- ", "* ", "+ ", "> "]
    where bytes.has(marker, at: text.lowerBound, before: text.upperBound) {
      return bytes.trimmed(text.lowerBound + 2..<text.upperBound)
    }
    return text
  }

  /// Whether a paragraph of its own begins with the line.
  static func beginsBlock(_ line: Range<Int>, of bytes: [UInt8]) -> Bool {
    heading(line, of: bytes) != nil || isPicture(line, of: bytes) || isRule(line, of: bytes)
      || allBold(line, of: bytes) != nil || withoutMarker(line, of: bytes) != line
  }
}
