/// Text as read, which still knows where each of its bytes stood in the source.
///
/// Between the source and the text, line breaks were folded, markup and glosses taken out, character references
/// decoded. What remains is a list of runs, ascending in both coordinates; a run with unequal lengths (`&amp;` read
/// as `&`, a line break read as a space) maps as a whole.
///
/// ```
/// source:  **Greg**⏎said …          text:  Greg said …
/// runs:    (text 0..<4, source 2..<6) (text 4..<5, source 8..<9) (text 5…, source 9…)
/// ```
public struct MappedText: Sendable, Equatable {
  /// A stretch of the text and where it comes from.
  public struct Run: Sendable, Equatable {
    public var text: Range<Int>
    public var source: Range<Int>

    public init(text: Range<Int>, source: Range<Int>) {
      self.text = text
      self.source = source
    }
  }

  /// The text's UTF-8.
  public private(set) var utf8: [UInt8]
  public private(set) var runs: [Run]

  /// Makes an empty text, to be appended to.
  public init() {
    utf8 = []
    runs = []
  }

  /// Appends bytes that stand in the source just as they are.
  public mutating func append(_ bytes: some Collection<UInt8>, at sourceOffset: Int) {
    guard !bytes.isEmpty else { return }
    let start = utf8.count
    utf8.append(contentsOf: bytes)
    let length = utf8.count - start
    if let last = runs.last, last.source.upperBound == sourceOffset, last.text.count == last.source.count {
      runs[runs.count - 1] = Run(
        text: last.text.lowerBound..<utf8.count, source: last.source.lowerBound..<sourceOffset + length)
    } else {
      runs.append(Run(text: start..<utf8.count, source: sourceOffset..<sourceOffset + length))
    }
  }

  /// Appends bytes that the source writes differently.
  public mutating func append(_ bytes: some Collection<UInt8>, writtenAs source: Range<Int>) {
    guard !bytes.isEmpty else { return }
    let start = utf8.count
    utf8.append(contentsOf: bytes)
    runs.append(Run(text: start..<utf8.count, source: source))
  }
}

extension MappedText {
  public var string: String { String(decoding: utf8, as: UTF8.self) }

  public var isEmpty: Bool { utf8.isEmpty }

  /// Where the whole text stands in the source.
  public var sourceRange: Range<Int> {
    guard let first = runs.first, let last = runs.last else { return 0..<0 }
    return first.source.lowerBound..<last.source.upperBound
  }

  /// Where a part of the text stands in the source.
  ///
  /// - Parameter range: UTF-8 offsets into the text; not empty.
  /// - Returns: byte offsets into the source file.
  /// - Complexity: O(log *n*) in the number of runs.
  public func sourceRange(of range: Range<Int>) -> Range<Int> {
    precondition(
      !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= utf8.count,
      "a range lies within its text")
    let first = runs[runIndex(holding: range.lowerBound)]
    let last = runs[runIndex(holding: range.upperBound - 1)]
    let start =
      first.text.count == first.source.count
      ? first.source.lowerBound + (range.lowerBound - first.text.lowerBound) : first.source.lowerBound
    let end =
      last.text.count == last.source.count
      ? last.source.lowerBound + (range.upperBound - last.text.lowerBound) : last.source.upperBound
    return start..<end
  }

  /// A part of the text, mapped as before.
  public func slice(_ range: Range<Int>) -> MappedText {
    var result = MappedText()
    guard !range.isEmpty else { return result }
    for run in runs[runIndex(holding: range.lowerBound)...] where run.text.lowerBound < range.upperBound {
      let text = run.text.clamped(to: range)
      if run.text.count == run.source.count {
        let shift = run.source.lowerBound - run.text.lowerBound
        result.append(utf8[text], at: text.lowerBound + shift)
      } else {
        result.append(utf8[text], writtenAs: run.source)
      }
    }
    return result
  }

  private func runIndex(holding offset: Int) -> Int {
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].text.lowerBound <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
