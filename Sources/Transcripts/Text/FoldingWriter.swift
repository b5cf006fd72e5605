/// Writes stretches of a source into a ``MappedText``, reading line breaks as the reader of a page does.
///
/// A line break and the white space around it is nothing between two wide characters (Han, full-width marks) and
/// one space elsewhere. Markup between two stretches is skipped by the caller simply not writing it.
struct FoldingWriter {
  private let bytes: [UInt8]
  /// Whether white space at the ends belongs to the text.
  private let keepsEdges: Bool
  private(set) var text = MappedText()
  private var blanks: [Range<Int>] = []
  private var hasBreak = false

  /// Whether white space was read that the next character will settle.
  var holdsBlanks: Bool { !blanks.isEmpty }

  init(_ bytes: [UInt8], keepsEdges: Bool = false) {
    self.bytes = bytes
    self.keepsEdges = keepsEdges
  }

  /// Writes a stretch that stands in the source as it is read.
  ///
  /// - Returns: where in the text its first character came to stand; nil if it is all white space.
  /// - Complexity: O(*n*) in the stretch.
  @discardableResult
  mutating func write(_ range: Range<Int>) -> Int? {
    var first: Int?
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes.firstIndex(of: 0x0A, in: start..<range.upperBound) ?? range.upperBound
      let offset = writeLine(start..<end)
      first = first ?? offset
      guard end < range.upperBound else { break }
      hold(end..<end + 1)
      hasBreak = true
      start = end + 1
    }
    return first
  }

  /// Writes what the source writes differently: `&` for `&amp;`.
  mutating func write(_ replacement: [UInt8], for range: Range<Int>) {
    guard !replacement.isEmpty else { return }
    settle(before: TextScalar(in: replacement, at: 0))
    text.append(replacement, writtenAs: range)
  }

  /// Takes a stretch of the source, a `<br>`, for a line break.
  mutating func breakLine(at range: Range<Int>) {
    hold(range)
    hasBreak = true
  }

  /// Forgets the white space that was read last.
  mutating func dropBlanks() {
    blanks.removeAll(keepingCapacity: true)
    hasBreak = false
  }

  /// The text as written.
  mutating func finish() -> MappedText {
    if keepsEdges, !hasBreak { flushBlanks() }
    blanks = []
    hasBreak = false
    return text
  }

  private mutating func writeLine(_ range: Range<Int>) -> Int? {
    let core = bytes.trimmed(range)
    guard !core.isEmpty else {
      hold(range)
      return nil
    }
    hold(range.lowerBound..<core.lowerBound)
    settle(before: TextScalar(in: bytes, at: core.lowerBound))
    let offset = text.utf8.count
    text.append(bytes[core], at: core.lowerBound)
    hold(core.upperBound..<range.upperBound)
    return offset
  }

  private mutating func hold(_ range: Range<Int>) {
    if !range.isEmpty { blanks.append(range) }
  }

  /// Decides what the white space before the next character is.
  private mutating func settle(before next: TextScalar) {
    defer {
      blanks.removeAll(keepingCapacity: true)
      hasBreak = false
    }
    guard let first = blanks.first, let last = blanks.last else { return }
    guard hasBreak else {
      if keepsEdges || !text.isEmpty { flushBlanks() }
      return
    }
    guard !text.isEmpty else { return }
    if !vanishes(between: TextScalar(in: text.utf8, before: text.utf8.count), next) {
      text.append([0x20], writtenAs: first.lowerBound..<last.upperBound)
    }
  }

  private mutating func flushBlanks() {
    for range in blanks { text.append(bytes[range], at: range.lowerBound) }
  }

  private func vanishes(between last: TextScalar, _ next: TextScalar) -> Bool {
    (last.isWide && (next.isWide || next.isWideAmongWide)) || (last.isWideAmongWide && next.isWide)
  }
}
