/// One file of program text and the name that messages give it.
public struct Source: Sendable, Equatable {
  /// The file's name as messages print it.
  public let name: String
  /// What the file says.
  public let text: String
  /// The first byte that is no UTF-8, if the text was made of bytes; its place is the same in the text.
  let invalidByte: InvalidByte?

  struct InvalidByte: Sendable, Equatable {
    var offset: Int
    var value: UInt8
  }

  /// Names a text.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
    invalidByte = nil
  }

  /// Names the bytes of a file; if they are not UTF-8, a program of them is refused at the first that is not.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
    let offset = bytes.firstInvalidOffset
    invalidByte = offset.map { InvalidByte(offset: $0, value: bytes[$0]) }
  }
}

extension [UInt8] {
  /// Where the first byte stands that does not continue UTF-8 text.
  fileprivate var firstInvalidOffset: Int? {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }
}

/// Where something stands in a source, with the line itself, so that a message can be shown without the file.
public struct Place: Sendable, Hashable {
  /// The source's name.
  public let file: String
  /// Counted from 1.
  public let line: Int
  /// Counted in characters from 1.
  public let column: Int
  /// How many characters of the line are meant.
  public let length: Int
  /// The whole line, without its end.
  public let lineText: String
}

/// A byte range of one source.
struct Span: Sendable, Hashable {
  var source: Int32
  var start: Int32
  var end: Int32

  static let nowhere = Span(source: -1, start: 0, end: 0)

  /// From the beginning of this range to the end of another one of the same source.
  func through(_ other: Span) -> Span {
    guard other.source == source, other.end >= start else { return self }
    return Span(source: source, start: start, end: max(end, other.end))
  }
}

/// The sources of a program, looked up by spans.
struct SourceSet: Sendable {
  struct Entry: Sendable {
    let name: String
    let bytes: [UInt8]
    let lineStarts: [Int]
  }

  private(set) var entries: [Entry] = []

  mutating func add(_ source: Source) -> Int32 {
    let bytes = Array(source.text.utf8)
    var lineStarts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lineStarts.append(offset + 1)
    }
    entries.append(Entry(name: source.name, bytes: bytes, lineStarts: lineStarts))
    return Int32(entries.count - 1)
  }

  /// The text of a range as it is written.
  func exactText(of span: Span) -> String {
    guard span.source >= 0 else { return "" }
    let bytes = entries[Int(span.source)].bytes[Int(span.start)..<Int(span.end)]
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a range as messages quote it: on one line, and no longer than a line.
  func excerpt(of span: Span) -> String {
    guard span.end - span.start > 80 else { return text(of: span) }
    let start = text(of: Span(source: span.source, start: span.start, end: span.start + 64))
    return start.filter { $0 != "\u{fffd}" } + "…"
  }

  /// The text of a range, with every run of blanks and line ends as one blank.
  func text(of span: Span) -> String {
    guard span.source >= 0 else { return "" }
    let bytes = entries[Int(span.source)].bytes[Int(span.start)..<Int(span.end)]
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }

  func place(of span: Span) -> Place {
    guard span.source >= 0 else { return Place(file: "", line: 0, column: 0, length: 0, lineText: "") }
    let entry = entries[Int(span.source)]
    let line = lineIndex(of: Int(span.start), in: entry)
    let lineStart = entry.lineStarts[line]
    var lineEnd = line + 1 < entry.lineStarts.count ? entry.lineStarts[line + 1] - 1 : entry.bytes.count
    if lineEnd > lineStart, entry.bytes[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
    func characters(_ from: Int, _ to: Int) -> Int {
      from < to ? String(decoding: entry.bytes[from..<to], as: UTF8.self).count : 0
    }
    let start = min(Int(span.start), lineEnd)
    return Place(
      file: entry.name, line: line + 1, column: characters(lineStart, start) + 1,
      length: max(1, characters(start, min(Int(span.end), lineEnd))),
      lineText: String(decoding: entry.bytes[lineStart..<max(lineStart, lineEnd)], as: UTF8.self))
  }

  private func lineIndex(of offset: Int, in entry: Entry) -> Int {
    var low = 0
    var high = entry.lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if entry.lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
