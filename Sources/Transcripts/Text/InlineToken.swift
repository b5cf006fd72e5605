/// A piece of markup in a paragraph.
struct InlineToken {
  enum Kind: Equatable {
    /// Nothing of the text.
    case dropped
    /// Reads as a line break: `<br>`.
    case lineBreak
    /// Reads as other bytes.
    case replaced([UInt8])
    /// A delimiter of emphasis or code whose partner is still to be found.
    case delimiter(canOpen: Bool, canClose: Bool)
    case strongOpen
    case strongClose
    /// A bracket, and where its partner stands.
    case bracketOpen(partner: Int)
  }

  var kind: Kind
  let range: Range<Int>
}

/// Finds the markup of a paragraph, from left to right.
///
/// Every look ahead stops at the character that it began with, so that a line of nothing but `[` costs no more
/// than any other.
struct InlineTokenizer {
  private let bytes: [UInt8]
  private let limit: Int
  private let syntax: InlineSyntax
  private var index: Int
  private let start: Int
  private var tokens: [InlineToken] = []
  /// Indices into the tokens: brackets that wait for their partner.
  private var openBrackets: [Int] = []
  /// What is left of a link behind its text, as in `](https://…)`.
  ///
  /// Links hold no links, so there is never a second.
  private var linkTail: Range<Int>?

  /// - Complexity: O(*n*) in the range.
  static func tokens(of bytes: [UInt8], in range: Range<Int>, syntax: InlineSyntax) -> [InlineToken] {
    guard !syntax.isEmpty else { return [] }
    var tokenizer = InlineTokenizer(bytes: bytes, range: range, syntax: syntax)
    tokenizer.run()
    return InlinePairing.paired(tokenizer.tokens, in: bytes)
  }

  private init(bytes: [UInt8], range: Range<Int>, syntax: InlineSyntax) {
    self.bytes = bytes
    self.syntax = syntax
    index = range.lowerBound
    start = range.lowerBound
    limit = range.upperBound
  }

  private mutating func run() {
    while index < limit {
      if let tail = linkTail, index >= tail.lowerBound {
        linkTail = nil
        index = tail.lowerBound
        add(.dropped, length: tail.count)
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "h"), UInt8(ascii: "w"):
        index = URLScan.end(of: bytes, at: index, before: limit) ?? index + 1
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "!"),
        UInt8(ascii: "\\"):
        if syntax.contains(.markdown) { readMarkdown() } else { index += 1 }
      case UInt8(ascii: "<"): readTag()
      case UInt8(ascii: "&"): readReference()
      case UInt8(ascii: "("), UInt8(ascii: ")"), 0xEF: readBracket()
      default: index += 1
      }
    }
  }

  private mutating func add(_ kind: InlineToken.Kind, length: Int) {
    tokens.append(InlineToken(kind: kind, range: index..<index + length))
    index += length
  }

  private mutating func readMarkdown() {
    switch bytes[index] {
    case UInt8(ascii: "\\"):
      let escapes = index + 1 < limit && Self.isPunctuation(bytes[index + 1])
      if escapes { add(.dropped, length: 1) }
      index += 1
    case UInt8(ascii: "!"):
      if index + 1 < limit, bytes[index + 1] == UInt8(ascii: "["),
        let link = MarkdownLink(bytes, at: index + 1, limit)
      {
        add(.dropped, length: link.end - index)
      } else {
        index += 1
      }
    case UInt8(ascii: "["):
      if let link = MarkdownLink(bytes, at: index, limit) {
        add(.dropped, length: 1)
        linkTail = link.textEnd..<link.end
      } else {
        index += 1
      }
    default: readDelimiter()
    }
  }

  private mutating func readDelimiter() {
    let byte = bytes[index]
    var end = index
    while end < limit, bytes[end] == byte { end += 1 }
    let length = end - index
    let before = index > start ? TextScalar(in: bytes, before: index) : nil
    let after = end < limit ? TextScalar(in: bytes, at: end) : nil
    var canOpen = after.map { !$0.isBlank && $0.value != 0x0A } ?? false
    var canClose = before.map { !$0.isBlank && $0.value != 0x0A } ?? false
    if byte == UInt8(ascii: "_") {
      canOpen = canOpen && before.map(Self.isWord) != true
      canClose = canClose && after.map(Self.isWord) != true
    }
    let isCode = byte == UInt8(ascii: "`")
    let kind = InlineToken.Kind.delimiter(canOpen: canOpen || isCode, canClose: canClose || isCode)
    if length == 3, !isCode {
      add(kind, length: 2)
      add(kind, length: 1)
    } else if length == 1 || length == 2 && !isCode {
      add(kind, length: length)
    } else {
      index = end
    }
  }

  private mutating func readTag() {
    if let tag = HTMLTag(in: bytes, at: index, before: limit) {
      add(tag.breaksLine ? .lineBreak : .dropped, length: tag.length)
    } else if bytes.has("<http", at: index, before: limit),
      let end = URLScan.end(of: bytes, at: index + 1, before: limit), end < limit,
      bytes[end] == UInt8(ascii: ">")
    {
      tokens.append(InlineToken(kind: .dropped, range: index..<index + 1))
      tokens.append(InlineToken(kind: .dropped, range: end..<end + 1))
      index = end + 1
    } else {
      index += 1
    }
  }

  private mutating func readReference() {
    if let reference = CharacterReference(in: bytes, at: index, before: limit) {
      add(.replaced(reference.utf8), length: reference.length)
    } else {
      index += 1
    }
  }

  private mutating func readBracket() {
    let scalar = TextScalar(in: bytes, at: index)
    let isOpen = scalar.value == 0x28 || scalar.value == 0xFF08
    let isClose = scalar.value == 0x29 || scalar.value == 0xFF09
    guard syntax.contains(.glosses), isOpen || isClose else {
      index += scalar.length
      return
    }
    if isOpen {
      openBrackets.append(tokens.count)
      add(.bracketOpen(partner: -1), length: scalar.length)
    } else {
      if let open = openBrackets.popLast() { tokens[open].kind = .bracketOpen(partner: index) }
      index += scalar.length
    }
  }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
      || (0x7B...0x7E).contains(byte)
  }

  private static func isWord(_ scalar: TextScalar) -> Bool { scalar.isAlphabetic || scalar.isDigit }
}
