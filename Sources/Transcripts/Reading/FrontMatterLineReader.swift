/// One line of front matter, as far as a line alone tells.
struct FrontMatterLine {
  /// The key, if the line has one at its left edge.
  let key: Range<Int>?
  /// What stands behind the key's colon, or behind a list's dash; the whole line if there is neither.
  let value: Range<Int>
  let isItem: Bool
  private let isIndented: Bool
  private let isComment: Bool

  init(_ line: SourceLine, of bytes: [UInt8]) {
    isIndented = line.indent > 0
    let text = line.text
    isComment = bytes.has("#", at: text.lowerBound, before: text.upperBound)
    isItem = bytes.has("- ", at: text.lowerBound, before: text.upperBound)
    if isItem {
      key = nil
      value = bytes.trimmed(text.lowerBound + 2..<text.upperBound)
      return
    }
    let colon = line.indent == 0 ? Self.colon(in: text, of: bytes) : nil
    key = colon.map { bytes.trimmed(text.lowerBound..<$0) }
    value = colon.map { bytes.trimmed($0 + 1..<text.upperBound) } ?? text
  }

  var isKey: Bool { key != nil }

  /// Whether the line may stand in front matter.
  var isLikely: Bool { isKey || isItem || isIndented || isComment }

  private static func colon(in text: Range<Int>, of bytes: [UInt8]) -> Int? {
    var index = text.lowerBound
    while index < text.upperBound, index - text.lowerBound < 60 {
      let scalar = TextScalar(in: bytes, at: index)
      if scalar.value == 0x3A {
        guard index > text.lowerBound, index + 1 == text.upperBound || bytes[index + 1] <= 0x20 else {
          return nil
        }
        return index
      }
      let isPart =
        scalar.isAlphabetic || scalar.isHan || scalar.isDigit
        || [0x20, 0x2D, 0x5F, 0x2E].contains(scalar.value)
      guard isPart else { return nil }
      index += scalar.length
    }
    return nil
  }
}

/// Reads front matter that is no YAML, or too intricate to be parsed: `key: value`, `- item`, `[a, b]`.
struct FrontMatterLineReader {
  let survey: SourceSurvey
  let lines: Range<Int>
  /// Lines beyond are not read.
  let byteLimit: Int

  /// - Complexity: O(*n*), and no more than the limit.
  var entries: [FrontMatter.Entry] {
    var result: [FrontMatter.Entry] = []
    var key: String?
    var values: [Range<Int>] = []
    var isList = false
    func finish() {
      guard let key else { return }
      let texts = values.map { survey.source.folded(unquoted($0)) }.filter { !$0.isEmpty }
      result.append(FrontMatter.Entry(key: key, values: texts, isList: isList))
    }
    let end = survey.source.lineRange(lines.lowerBound + 1).lowerBound + byteLimit
    for line in lines where !survey.lines[line].isBlank {
      guard survey.lines[line].text.upperBound <= end else { break }
      let parsed = FrontMatterLine(survey.lines[line], of: survey.source.bytes)
      if let name = parsed.key {
        finish()
        key = survey.source.bytes.string(name)
        let items = flowItems(parsed.value)
        isList = items != nil
        values = items ?? (isBlockIndicator(parsed.value) || parsed.value.isEmpty ? [] : [parsed.value])
      } else if parsed.isItem {
        isList = true
        values.append(parsed.value)
      } else if let last = values.last, !isList {
        values[values.count - 1] = last.lowerBound..<survey.lines[line].text.upperBound
      } else if values.isEmpty {
        values = [survey.lines[line].text]
      }
    }
    finish()
    return result
  }

  private func isBlockIndicator(_ value: Range<Int>) -> Bool {
    guard let first = survey.source.bytes[value].first else { return false }
    return value.count <= 2 && (first == UInt8(ascii: "|") || first == UInt8(ascii: ">"))
  }

  private func flowItems(_ value: Range<Int>) -> [Range<Int>]? {
    let bytes = survey.source.bytes
    guard value.count >= 2, bytes[value.lowerBound] == UInt8(ascii: "["),
      bytes[value.upperBound - 1] == UInt8(ascii: "]")
    else { return nil }
    var result: [Range<Int>] = []
    var start = value.lowerBound + 1
    for index in start..<value.upperBound
    where bytes[index] == UInt8(ascii: ",") || index == value.upperBound - 1 {
      result.append(bytes.trimmed(start..<index))
      start = index + 1
    }
    return result.filter { !$0.isEmpty }
  }

  private func unquoted(_ range: Range<Int>) -> Range<Int> {
    let bytes = survey.source.bytes
    guard range.count >= 2, let first = bytes[range].first, first == bytes[range.upperBound - 1],
      first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
    else { return range }
    return range.lowerBound + 1..<range.upperBound - 1
  }
}
