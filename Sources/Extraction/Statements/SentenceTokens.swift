import Transcripts

/// One word, Han character, number or mark of a sentence.
struct SentenceToken: Sendable, Equatable {
  enum Kind: Sendable {
    case word
    case han
    case number
    case mark
  }

  let kind: Kind
  /// Folded: lower case, ASCII punctuation, straight quotes.
  let text: String
  /// UTF-8 offsets into the sentence's text.
  let range: Range<Int>
  /// Whether it is written with a capital first letter.
  let isCapitalized: Bool
}

/// A sentence cut up for matching: its tokens and the mentions that stand on them.
///
/// ```
/// Hock Tan's team joined Broadcom.     陈福阳加入博通
/// [hock][tan]['s][team][joined][broadcom][.]     [陈][福][阳][加][入][博][通]
///  0-------2                    5------6          0---------3         5----7
/// ```
struct SentenceTokens: Sendable {
  /// A mention and the tokens that it covers.
  struct Span: Sendable {
    /// Index into the mentions that were given.
    let mention: Int
    let entity: EntityIndex
    let tokens: Range<Int>
  }

  let tokens: [SentenceToken]
  /// Without overlap, ascending; the longest of those that overlap.
  let spans: [Span]
  private let spanByToken: [Int: Int]

  /// Cuts up a sentence.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - mentions: those of this sentence.
  init(_ text: [UInt8], mentions: [Mention]) {
    let tokens = Self.tokens(of: text)
    self.tokens = tokens
    let longestFirst = mentions.indices.sorted {
      let (a, b) = (mentions[$0].range, mentions[$1].range)
      return a.count != b.count ? a.count > b.count : a.lowerBound < b.lowerBound
    }
    var taken = [Bool](repeating: false, count: tokens.count)
    var spans: [Span] = []
    for index in longestFirst {
      guard let covered = Self.cover(mentions[index].range, in: tokens) else { continue }
      guard !taken[covered].contains(true) else { continue }
      for token in covered { taken[token] = true }
      spans.append(Span(mention: index, entity: mentions[index].entity, tokens: covered))
    }
    spans.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    self.spans = spans
    spanByToken = Dictionary(
      uniqueKeysWithValues: spans.enumerated().map { ($1.tokens.lowerBound, $0) })
  }

  /// The mention that begins at a token.
  func span(at token: Int) -> Span? { spanByToken[token].map { spans[$0] } }

  var count: Int { tokens.count }

  /// The place of some tokens in the sentence's text.
  func textRange(_ range: Range<Int>) -> Range<Int> {
    tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
  }

  /// Whether the sentence asks.
  var isQuestion: Bool {
    tokens.suffix(3).contains { $0.text == "?" }
  }

  /// Whether these words stand at a token.
  func has(_ words: [String], at index: Int) -> Bool {
    guard index >= 0, index + words.count <= tokens.count else { return false }
    for (offset, word) in words.enumerated() where tokens[index + offset].text != word {
      return false
    }
    return true
  }

  /// Where these words first stand, from a token on.
  func firstIndex(of words: [String], from start: Int = 0) -> Int? {
    guard let first = words.first, start < tokens.count else { return nil }
    return tokens.indices[start...].first { tokens[$0].text == first && has(words, at: $0) }
  }

  private static func cover(_ range: Range<Int>, in tokens: [SentenceToken]) -> Range<Int>? {
    guard let first = tokens.firstIndex(where: { $0.range.upperBound > range.lowerBound }) else {
      return nil
    }
    var end = first
    while end < tokens.count, tokens[end].range.lowerBound < range.upperBound { end += 1 }
    return end > first ? first..<end : nil
  }
}

extension SentenceTokens {
  /// The words of a pattern or cue, cut as a sentence is; an ending (`'s`) may stand by itself.
  static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).flatMap { part in
      endings.contains(String(part)) ? [String(part)] : tokens(of: Array(part.utf8)).map(\.text)
    }
  }

  private static let marks: [Unicode.Scalar: String] = [
    "，": ",", "。": ".", "？": "?", "！": "!", "：": ":", "；": ";", "（": "(", "）": ")",
    "“": "\"", "”": "\"", "「": "\"", "」": "\"", "『": "\"", "』": "\"", "‘": "'", "’": "'",
  ]

  private static let endings: Set<String> = ["'s", "'m", "'re", "'ve", "'ll", "'d"]

  private static func tokens(of text: [UInt8]) -> [SentenceToken] {
    var result: [SentenceToken] = []
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var offset = 0
    var index = 0
    while index < scalars.count {
      let start = index
      let scalar = scalars[index]
      let kind: SentenceToken.Kind
      if isSpace(scalar) {
        index += 1
        offset += UTF8.width(scalar)
        continue
      } else if isHan(scalar) {
        kind = .han
        index += 1
      } else if isDigit(scalar) {
        kind = .number
        index = endOfNumber(scalars, from: index)
      } else if isLetter(scalar) {
        kind = .word
        index = endOfWord(scalars, from: index)
      } else {
        kind = .mark
        index += 1
      }
      let length = scalars[start..<index].reduce(0) { $0 + UTF8.width($1) }
      append(kind, text[offset..<offset + length], at: offset..<offset + length, to: &result)
      offset += length
    }
    return result
  }

  private static func append(
    _ kind: SentenceToken.Kind, _ bytes: ArraySlice<UInt8>, at range: Range<Int>,
    to result: inout [SentenceToken]
  ) {
    let written = String(decoding: bytes, as: UTF8.self)
    let isCapitalized = written.first?.isUppercase ?? false
    guard kind == .word else {
      let folded =
        written.unicodeScalars.count == 1 ? written.unicodeScalars.first.flatMap { marks[$0] } : nil
      result.append(
        SentenceToken(
          kind: kind, text: folded ?? written, range: range, isCapitalized: isCapitalized))
      return
    }
    let folded = written.lowercased().replacing("’", with: "'")
    guard let apostrophe = folded.lastIndex(of: "'"),
      endings.contains(String(folded[apostrophe...]))
    else {
      result.append(
        SentenceToken(kind: .word, text: folded, range: range, isCapitalized: isCapitalized))
      return
    }
    let tail = String(folded[apostrophe...])
    let tailBytes =
      written.utf8.count
      - (written.lastIndex { $0 == "'" || $0 == "’" }
        .map { written.utf8.distance(from: written.startIndex, to: $0) } ?? 0)
    let middle = range.upperBound - tailBytes
    result.append(
      SentenceToken(
        kind: .word, text: String(folded[..<apostrophe]), range: range.lowerBound..<middle,
        isCapitalized: isCapitalized))
    result.append(
      SentenceToken(kind: .word, text: tail, range: middle..<range.upperBound, isCapitalized: false)
    )
  }

  private static func endOfWord(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    var end = start + 1
    while end < scalars.count {
      let scalar = scalars[end]
      if isYear(scalars, at: end), !isDigit(scalars[end - 1]), end - start > 2 { break }
      let joins = scalar == "'" || scalar == "’" || scalar == "-"
      guard
        isLetter(scalar) || isDigit(scalar)
          || (joins && end + 1 < scalars.count && isLetter(scalars[end + 1]))
      else { break }
      end += 1
    }
    return end
  }

  /// Whether four digits stand here and no fifth: where markup is taken out, a year may touch the word before it.
  private static func isYear(_ scalars: [Unicode.Scalar], at start: Int) -> Bool {
    guard start + 4 <= scalars.count, scalars[start..<start + 4].allSatisfy(isDigit) else { return false }
    return (scalars[start] == "1" || scalars[start] == "2")
      && (start + 4 == scalars.count || !isDigit(scalars[start + 4]))
  }

  private static func endOfNumber(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    var end = start + 1
    while end < scalars.count {
      let scalar = scalars[end]
      let joins = scalar == "," || scalar == "."
      guard isDigit(scalar) || (joins && end + 1 < scalars.count && isDigit(scalars[end + 1]))
      else { break }
      end += 1
    }
    return end
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? scalar.properties.isAlphabetic : scalar.properties.isAlphabetic && !isHan(scalar)
  }

  /// Whether a character is Han: written without spaces, a token by itself.
  static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }
}
