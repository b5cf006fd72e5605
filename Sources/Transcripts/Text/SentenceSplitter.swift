/// Finds where sentences begin and end in English and Chinese.
///
/// A sentence ends after `。！？；` and, where white space or a wide character follows, after `. ! ?`, together
/// with the quotes and brackets that close there. Abbreviations, initials, decimals, URLs and unfinished ellipses
/// end nothing. A sentence is never longer than ``lengthLimit``, so that what follows may be quadratic in one.
struct SentenceSplitter {
  /// In bytes of UTF-8: no sentence anybody speaks, but speech recognition may leave out every stop.
  static let lengthLimit = 4000

  private let text: [UInt8]
  private var start = 0
  private var index = 0
  /// Whether a straight quote is open, so that the next one closes.
  private var quoteIsOpen = false
  private var ranges: [Range<Int>] = []

  /// Where a sentence may end for want of stops, ascending, and how long it must be for that.
  private var softBreaks: ArraySlice<Int>
  private static let softLength = 100

  /// The sentences of a text, without the white space between them.
  ///
  /// Soft breaks are offsets at which something else than a stop tells that a sentence may end: a cue's end in
  /// captions that nobody punctuated.
  ///
  /// - Complexity: O(*n*).
  static func sentences(in text: [UInt8], softBreaks: [Int] = []) -> [Range<Int>] {
    var splitter = SentenceSplitter(text: text, softBreaks: softBreaks)
    splitter.run()
    return splitter.ranges
  }

  private init(text: [UInt8], softBreaks: [Int]) {
    self.text = text
    self.softBreaks = softBreaks[...]
  }

  private mutating func run() {
    while index < text.count {
      // A stop may take its own 64 bytes and 32 of closing marks with it.
      if index - start >= Self.lengthLimit - 100 { cutAtLimit() }
      takeSoftBreak()
      if let end = URLScan.end(of: text, at: index, before: text.count) {
        index = max(index + 1, min(end, start + Self.lengthLimit - 100))
        continue
      }
      let scalar = TextScalar(in: text, at: index)
      switch scalar.value {
      case 0x22: quoteIsOpen.toggle()
      case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF61:
        close(after: endOfRun(from: index + scalar.length))
        continue
      case 0x2E, 0x21, 0x3F, 0x2026:
        considerStop(scalar)
        continue
      default: break
      }
      index += scalar.length
    }
    emit(upTo: text.count)
  }

  private mutating func takeSoftBreak() {
    while let next = softBreaks.first, next <= index {
      softBreaks.removeFirst()
      if next == index, index - start >= Self.softLength { emit(upTo: index) }
    }
  }

  /// A stop that may be part of something else.
  private mutating func considerStop(_ scalar: TextScalar) {
    let word = index
    let runEnd = endOfStops(from: index)
    let end = endOfRun(from: runEnd)
    let stop = SentenceStop(text: text, sentenceStart: start, stops: word..<runEnd, end: end)
    if stop.endsSentence { close(after: end) } else { index = runEnd }
  }

  private func endOfStops(from offset: Int) -> Int {
    var end = offset
    while end < text.count, end - offset < 64 {
      let scalar = TextScalar(in: text, at: end)
      guard Self.isStop(scalar.value) else { break }
      end += scalar.length
    }
    return end
  }

  /// Past further stops and everything that closes; never far, since it may be tried again from the next stop.
  private func endOfRun(from offset: Int) -> Int {
    var end = offset
    var open = quoteIsOpen
    while end < text.count, end - offset < 32 {
      let scalar = TextScalar(in: text, at: end)
      if scalar.value == 0x22, open {
        open = false
      } else if !(scalar.isClosing || Self.isStop(scalar.value)) {
        break
      }
      end += scalar.length
    }
    return end
  }

  private static func isStop(_ value: UInt32) -> Bool {
    switch value {
    case 0x21, 0x2E, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0xFF61: true
    default: false
    }
  }

  private mutating func close(after end: Int) {
    if quoteIsOpen, text[index..<end].contains(0x22) { quoteIsOpen = false }
    emit(upTo: end)
    index = end
  }

  private mutating func emit(upTo end: Int) {
    let range = text.trimmed(start..<end)
    if !range.isEmpty { ranges.append(range) }
    start = end
    // A quote left open for a whole sentence was no quote.
    if end < text.count, range.count >= Self.lengthLimit { quoteIsOpen = false }
  }

  /// Cuts a sentence that never ends, after a comma or a space if one is near.
  private mutating func cutAtLimit() {
    var end = index
    while end > start + Self.lengthLimit / 2 {
      let scalar = TextScalar(in: text, before: end)
      if scalar.value == 0x20 || scalar.value == 0x2C || scalar.value == 0xFF0C { break }
      end -= scalar.length
    }
    if end <= start + Self.lengthLimit / 2 { end = boundary(before: index) }
    emit(upTo: end)
  }

  private func boundary(before offset: Int) -> Int {
    var end = offset
    while end > start + 1, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }
}
