/// One `<details>` of a page: where it ends and which paragraphs it holds.
struct DetailsElement {
  let isClosed: Bool
  /// The line after it.
  let nextLine: Int
  private(set) var paragraphs: [Range<Int>] = []
  /// Whether its paragraphs are elements; else they are Markdown.
  private(set) var isHTML = false

  /// - Complexity: O(*n*) in its length.
  init(_ survey: SourceSurvey, from line: Int) {
    let bytes = survey.source.bytes
    let start = survey.lines[line].text.lowerBound
    var end = start
    var closed = false
    var next = line
    while next < survey.body.upperBound {
      let text = survey.lines[next].text
      if next > line, Self.begins(text, of: bytes) { break }
      if let close = Self.close(in: text, of: bytes) {
        end = close
        closed = true
        next += 1
        break
      }
      end = max(end, text.upperBound)
      next += 1
    }
    isClosed = closed
    nextLine = next
    collect(start..<end, of: bytes)
  }

  /// A heading or another `<details>`: this one was never closed.
  private static func begins(_ text: Range<Int>, of bytes: [UInt8]) -> Bool {
    bytes.has("<details", at: text.lowerBound, before: text.upperBound)
      || MarkdownLine.heading(text, of: bytes) != nil
  }

  private static func close(in text: Range<Int>, of bytes: [UInt8]) -> Int? {
    var index = text.lowerBound
    while let bracket = bytes.firstIndex(of: UInt8(ascii: "<"), in: index..<text.upperBound) {
      if bytes.has("</details", at: bracket, before: text.upperBound) { return bracket }
      index = bracket + 1
    }
    return nil
  }

  private mutating func collect(_ range: Range<Int>, of bytes: [UInt8]) {
    var chunk = range.lowerBound
    var index = range.lowerBound
    while let bracket = bytes.firstIndex(of: UInt8(ascii: "<"), in: index..<range.upperBound) {
      guard let tag = HTMLTag(in: bytes, at: bracket, before: range.upperBound), tag.isBlock else {
        index = bracket + 1
        continue
      }
      add(chunk..<bracket, of: bytes)
      index = bracket + tag.length
      if tag.name == "summary", !tag.isClosing {
        index = Self.summaryEnd(from: index, of: bytes, before: range.upperBound)
      }
      if tag.name == "p" { isHTML = true }
      chunk = index
    }
    add(chunk..<range.upperBound, of: bytes)
  }

  /// Past a summary: it ends at its tag, or with its line if that is missing or another one stands there.
  private static func summaryEnd(from start: Int, of bytes: [UInt8], before limit: Int) -> Int {
    var index = start
    while index < limit, let bracket = bytes.firstIndex(of: UInt8(ascii: "<"), in: index..<limit) {
      guard let tag = HTMLTag(in: bytes, at: bracket, before: limit), tag.isBlock else {
        index = bracket + 1
        continue
      }
      if tag.isClosing { return bracket + tag.length }
      return min(bytes.firstIndex(of: 0x0A, in: start..<limit) ?? limit, bracket)
    }
    return bytes.firstIndex(of: 0x0A, in: start..<limit) ?? limit
  }

  /// Adds what stands between two tags, cut at blank lines.
  private mutating func add(_ chunk: Range<Int>, of bytes: [UInt8]) {
    var start = chunk.lowerBound
    var index = start
    while let newline = bytes.firstIndex(of: 0x0A, in: index..<chunk.upperBound) {
      let lineEnd = bytes.firstIndex(of: 0x0A, in: newline + 1..<chunk.upperBound) ?? chunk.upperBound
      if bytes.trimmed(newline + 1..<lineEnd).isEmpty {
        append(start..<newline, of: bytes)
        start = lineEnd
      }
      index = max(newline + 1, start)
    }
    append(start..<chunk.upperBound, of: bytes)
  }

  private mutating func append(_ range: Range<Int>, of bytes: [UInt8]) {
    let text = bytes.trimmed(range)
    if !text.isEmpty { paragraphs.append(text) }
  }
}
