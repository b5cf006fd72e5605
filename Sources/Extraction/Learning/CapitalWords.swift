import KnowledgeGraph

/// A sentence's Latin words, and the runs of capitalised ones among them.
struct CapitalWords {
  /// One word, and what stands between it and the next.
  struct Word {
    let range: Range<Int>
    let text: String
    /// In small letters.
    let small: String
    /// Whether only a single space divides it from the word after.
    var joinsNext = false
    /// Whether a comma stands directly after it.
    var hasComma = false

    /// A capital at its beginning, or, as in `iPhone`, inside.
    var isCapital: Bool { text.first?.isUppercase ?? false }
  }

  private(set) var words: [Word] = []
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for range in Self.joined(LatinWords.ranges(in: bytes), in: bytes) {
      let text = String(decoding: bytes[range], as: UTF8.self)
      words.append(Word(range: range, text: text, small: text.lowercased()))
    }
    for index in words.indices {
      let end = words[index].range.upperBound
      let next = index + 1 < words.count ? words[index + 1].range.lowerBound : bytes.count
      let gap = bytes[end..<next]
      words[index].joinsNext = index + 1 < words.count && Array(gap) == [0x20]
      words[index].hasComma = gap.first == UInt8(ascii: ",")
    }
  }

  /// Whether so many words are capitalised that capitals tell nothing.
  var isShouted: Bool {
    words.count >= 5 && words.count(where: \.isCapital) * 10 > words.count * 7
  }

  subscript(index: Int) -> Word? { words.indices.contains(index) ? words[index] : nil }

  /// Hyphenated words are one (`d-Matrix`), and so are an initial and its point (`J.`).
  private static func joined(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges {
      if let last = result.last, range.lowerBound == last.upperBound + 1,
        bytes[last.upperBound] == UInt8(ascii: "-")
      {
        result[result.count - 1] = last.lowerBound..<range.upperBound
      } else if range.count == 1, LatinWords.isCapital(bytes[range.lowerBound]),
        range.upperBound + 1 < bytes.count, bytes[range.upperBound] == UInt8(ascii: "."),
        bytes[range.upperBound + 1] == 0x20, !result.isEmpty
      {
        result.append(range.lowerBound..<range.upperBound + 1)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

// MARK: Runs

extension CapitalWords {
  private static let longest = 5

  /// Whether a word may be part of a name.
  func mayBeName(_ index: Int) -> Bool {
    guard let word = self[index], word.isCapital else { return false }
    return !AppositionCues.neverNames.contains(word.small) && !AppositionCues.isRole(word.small)
  }

  /// The words of the maximal run that begins at a word; with `of` and `&` where a body's name has them.
  func run(from start: Int) -> Range<Int>? {
    guard mayBeName(start) else { return nil }
    var end = start + 1
    while end - start <= Self.longest, self[end - 1]?.joinsNext == true {
      if mayBeName(end) {
        end += 1
      } else if self[end]?.small == "of", self[end]?.joinsNext == true, mayBeName(end + 1),
        AppositionCues.takesOf.contains(self[end - 1]?.small ?? "")
      {
        end += 2
      } else {
        break
      }
    }
    return end - start <= Self.longest ? start..<end : nil
  }

  /// The words of the maximal run that ends before a word.
  func run(upTo end: Int) -> Range<Int>? {
    var start = end
    while start > 0, mayBeName(start - 1), start == end || self[start - 1]?.joinsNext == true { start -= 1 }
    return (1...Self.longest).contains(end - start) ? start..<end : nil
  }

  /// Whether the words before the run belong to it: then it is no maximal run.
  func isCutLeft(_ run: Range<Int>) -> Bool {
    run.lowerBound > 0 && mayBeName(run.lowerBound - 1) && self[run.lowerBound - 1]?.joinsNext == true
  }

  func text(_ run: Range<Int>) -> String {
    String(
      decoding: bytes[words[run.lowerBound].range.lowerBound..<words[run.upperBound - 1].range.upperBound],
      as: UTF8.self)
  }
}
