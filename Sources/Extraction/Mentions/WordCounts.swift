import Transcripts

/// How often each Latin word of a collection stands in small letters, and how often with a capital inside a sentence.
///
/// A word is known by a 64-bit hash of its small letters (Fowler, Noll, Vo); two words that share one would only
/// make a name a little easier or harder to take for an ordinary word.
///
/// How a word is used is all that can be asked, not how often it stands: so what a talk is read by can be told from what
/// an earlier build read it by, though the other talks have changed a little.
struct WordCounts: Sendable {
  struct Count: Sendable {
    var small: Int32 = 0
    var capital: Int32 = 0
  }

  /// How a collection uses a word.
  struct Use: OptionSet, Sendable {
    let rawValue: UInt8
    /// Never in small letters.
    static let neverSmall = Use(rawValue: 1)
    /// At most twice in small letters.
    static let seldomSmall = Use(rawValue: 2)
    /// Eight times or more in small letters.
    static let oftenSmall = Use(rawValue: 4)
    /// Not more often in small letters than with a capital.
    static let rarelySmaller = Use(rawValue: 8)
    /// In small letters, and not less often than with a capital: a word of the language, not a name.
    static let ordinary = Use(rawValue: 16)

    init(_ count: Count) {
      var use: Use = []
      if count.small == 0 { use.insert(.neverSmall) }
      if count.small <= 2 { use.insert(.seldomSmall) }
      if count.small >= 8 { use.insert(.oftenSmall) }
      if count.small <= count.capital { use.insert(.rarelySmaller) }
      if count.small > 0 && count.small >= count.capital { use.insert(.ordinary) }
      self = use
    }

    init(rawValue: UInt8) { self.rawValue = rawValue }
  }

  private var counts: [UInt64: Count] = [:]

  init() {}

  init(_ transcript: Transcript) {
    for sentence in transcript.sentences where transcript.passages[sentence.passage].role != .boilerplate {
      let bytes = sentence.text.utf8
      var isFirst = true
      for word in LatinWords.ranges(in: bytes) {
        let isCapital = (0x41...0x5A).contains(bytes[word.lowerBound])
        if !isCapital {
          counts[Self.hash(bytes[word]), default: Count()].small += 1
        } else if !isFirst {
          counts[Self.hash(bytes[word]), default: Count()].capital += 1
        }
        isFirst = false
      }
    }
  }

  /// The counts of several talks together.
  init(joining talks: [WordCounts]) {
    for talk in talks {
      counts.merge(talk.counts) { Count(small: $0.small + $1.small, capital: $0.capital + $1.capital) }
    }
  }

  /// How the collection uses a word.
  func use(of word: some Sequence<UInt8>) -> Use { Use(counts[Self.hash(word)] ?? Count()) }

  /// Whether a word is one of the language, not a name.
  func isOrdinary(_ word: some Sequence<UInt8>) -> Bool { use(of: word).contains(.ordinary) }

  /// A digest of how the collection uses the words of one of its talks, whatever their order.
  func digest(ofWordsIn talk: WordCounts) -> UInt64 {
    talk.counts.keys.reduce(0) { sum, word in
      var mixed = word ^ UInt64(Use(counts[word] ?? Count()).rawValue) &* 0x9E37_79B9_7F4A_7C15
      mixed = (mixed ^ mixed >> 32) &* 0xD6E8_FEB8_6659_FD93
      return sum &+ (mixed ^ mixed >> 32)
    }
  }

  private static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word {
      let small = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
      hash = (hash ^ UInt64(small)) &* 0x0000_0100_0000_01B3
    }
    return hash
  }
}

/// The words of a text that are written in Latin letters and digits.
enum LatinWords {
  /// Ranges of letters and digits; hyphens and apostrophes divide.
  static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    var index = 0
    while index < bytes.count {
      let length = letterLength(bytes, at: index)
      if length == 0, let begin = start {
        found.append(begin..<index)
        start = nil
      } else if length > 0, start == nil {
        start = index
      }
      index += max(length, 1)
    }
    if let begin = start { found.append(begin..<bytes.count) }
    return found
  }

  /// The bytes of a letter or digit, accented Latin letters (U+00C0 to U+024F) included; 0 for anything else.
  private static func letterLength(_ bytes: [UInt8], at index: Int) -> Int {
    switch bytes[index] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: 1
    case 0xC3...0xC9 where index + 1 < bytes.count: 2
    default: 0
    }
  }

  /// An ASCII letter or digit.
  static func isASCIILetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
