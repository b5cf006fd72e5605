/// Cuts one source into words, from its UTF-8 bytes.
struct Lexer {
  private let bytes: [UInt8]
  private let source: Int32
  private var position = 0
  private var startsLine = true
  private var isJoined = false

  init(bytes: [UInt8], source: Int32) {
    self.bytes = bytes
    self.source = source
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  /// The next word; ``Token/Kind/end`` again and again once there is none.
  mutating func next(_ sink: inout DiagnosticSink) -> Token {
    while true {
      skipBlanks(&sink)
      let start = position
      guard start < bytes.count else { return token(.end, from: start) }
      if let kind = word(&sink) { return token(kind, from: start) }
    }
  }

  private mutating func token(_ kind: Token.Kind, from start: Int) -> Token {
    defer {
      startsLine = false
      isJoined = true
    }
    return Token(kind: kind, span: span(from: start), startsLine: startsLine, isJoined: isJoined)
  }

  private func span(from start: Int) -> Span {
    Span(source: source, start: Int32(start), end: Int32(position))
  }

  private func byte(_ ahead: Int = 0) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }
}

// MARK: Blanks and comments

extension Lexer {
  private mutating func skipBlanks(_ sink: inout DiagnosticSink) {
    while let current = byte() {
      switch current {
      case UInt8(ascii: "\n"):
        startsLine = true
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0b, 0x0c: position += 1
      case UInt8(ascii: "\\") where byte(1) == UInt8(ascii: "\n"): position += 2
      case UInt8(ascii: "\\") where byte(1) == UInt8(ascii: "\r") && byte(2) == UInt8(ascii: "\n"):
        position += 3
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        while let next = byte(), next != UInt8(ascii: "\n") { position += 1 }
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipBlockComment(&sink)
      default: return
      }
      isJoined = false
    }
  }

  private mutating func skipBlockComment(_ sink: inout DiagnosticSink) {
    let start = position
    position += 2
    while position < bytes.count {
      if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        position += 2
        return
      }
      position += 1
    }
    let opening = Span(source: source, start: Int32(start), end: Int32(start + 2))
    sink.error("this comment is never closed with '*/'", at: opening)
  }
}

// MARK: Words

extension Lexer {
  private mutating func word(_ sink: inout DiagnosticSink) -> Token.Kind? {
    guard let first = byte() else { return .end }
    if first.isIdentifierStart { return .identifier(name()) }
    if first == UInt8(ascii: "?"), let next = byte(1), next.isIdentifierStart { return .identifier(name()) }
    if first.isDigit { return number(&sink) }
    if first == UInt8(ascii: "\"") { return string(&sink) }
    if first == UInt8(ascii: "."), let next = byte(1), next.isIdentifierStart {
      if let directive = directive() { return directive }
    }
    for length in [3, 2, 1] where position + length <= bytes.count {
      if let mark = Token.Punctuation(bytes: bytes[position..<position + length]) {
        position += length
        return .punctuation(mark)
      }
    }
    return unknownCharacter(&sink)
  }

  private mutating func unknownCharacter(_ sink: inout DiagnosticSink) -> Token.Kind? {
    let start = position
    position += 1
    while let next = byte(), next & 0xc0 == 0x80 { position += 1 }
    let character = String(decoding: bytes[start..<position], as: UTF8.self)
    let shown =
      bytes[start] < 0x20 || bytes[start] == 0x7f ? "control character \(bytes[start])" : "'\(character)'"
    sink.error("\(shown) has no meaning here", at: span(from: start))
    return nil
  }

  private mutating func name() -> String {
    let start = position
    position += 1
    while let next = byte(), next.isIdentifierPart || isQuestionMark { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Whether a question mark that belongs to a name stands here, and none that begins a question.
  private var isQuestionMark: Bool { byte() == UInt8(ascii: "?") && byte(1) != UInt8(ascii: "-") }

  /// A dot with a known directive's name, unless it ends a rule and a name follows at once.
  private mutating func directive() -> Token.Kind? {
    let start = position
    position += 1
    let name = name()
    if directiveNames.contains(name) || (startsLine && !isJoined) { return .directive(name) }
    position = start
    return nil
  }

  private mutating func string(_ sink: inout DiagnosticSink) -> Token.Kind {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let next = byte(), next != UInt8(ascii: "\n") {
      position += 1
      if next == UInt8(ascii: "\"") { return .string(String(decoding: text, as: UTF8.self)) }
      guard next == UInt8(ascii: "\\"), let escaped = byte() else {
        text.append(next)
        continue
      }
      position += 1
      switch escaped {
      case UInt8(ascii: "a"): text.append(0x07)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0c)
      case UInt8(ascii: "v"): text.append(0x0b)
      case UInt8(ascii: "n"): text.append(0x0a)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0d)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(escaped)
      case UInt8(ascii: "\n"): break
      default: text += [next, escaped]
      }
    }
    sink.error("this string is not closed on its line", at: span(from: start))
    return .string(String(decoding: text, as: UTF8.self))
  }
}

// MARK: Numbers

extension Lexer {
  private mutating func number(_ sink: inout DiagnosticSink) -> Token.Kind {
    let start = position
    if let address = address() { return .number(address) }
    if byte() == UInt8(ascii: "0"), let mark = byte(1), mark == UInt8(ascii: "x") || mark == UInt8(ascii: "b")
    {
      position += 2
      return wholeNumber(start, digitsAt: position, radix: mark == UInt8(ascii: "x") ? 16 : 2, &sink)
    }
    var ahead = 0
    while let next = byte(ahead), next.isDigit { ahead += 1 }
    guard byte(ahead) == UInt8(ascii: "."), let fraction = byte(ahead + 1), fraction.isDigit else {
      if let exponent = byte(ahead), exponent | 0x20 == UInt8(ascii: "e"), hasExponent(at: ahead) {
        return float(start, &sink)
      }
      return wholeNumber(start, digitsAt: start, radix: 10, &sink)
    }
    return float(start, &sink)
  }

  /// An IPv4 address, which is another way to write a number of 32 bits with a sign, as in Soufflé.
  private mutating func address() -> Int64? {
    var value: Int64 = 0
    var ahead = 0
    for group in 0..<4 {
      if group > 0 {
        guard byte(ahead) == UInt8(ascii: ".") else { return nil }
        ahead += 1
      }
      var part: Int64 = 0
      let start = ahead
      while let next = byte(ahead), next.isDigit, ahead - start < 3 {
        part = part * 10 + Int64(next - 48)
        ahead += 1
      }
      guard ahead > start, part < 256 else { return nil }
      value = value << 8 | part
    }
    if let next = byte(ahead), next.isIdentifierPart { return nil }
    position += ahead
    return Int64(Int32(truncatingIfNeeded: value))
  }

  private func hasExponent(at ahead: Int) -> Bool {
    guard let next = byte(ahead + 1) else { return false }
    if next.isDigit { return true }
    return (next == UInt8(ascii: "-") || next == UInt8(ascii: "+")) && (byte(ahead + 2)?.isDigit ?? false)
  }

  private mutating func float(_ start: Int, _ sink: inout DiagnosticSink) -> Token.Kind {
    while let next = byte(), next.isDigit { position += 1 }
    if byte() == UInt8(ascii: ".") { position += 1 }
    while let next = byte(), next.isDigit { position += 1 }
    if let exponent = byte(), exponent | 0x20 == UInt8(ascii: "e"), hasExponent(at: 0) {
      position += 2
      while let next = byte(), next.isDigit { position += 1 }
    }
    guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      preconditionFailure("digits with a point are a number")
    }
    if !value.isFinite { sink.error("this number is larger than any float", at: span(from: start)) }
    return .float(value.isFinite ? value : 0)
  }

  private mutating func wholeNumber(
    _ start: Int, digitsAt digits: Int, radix: Int, _ sink: inout DiagnosticSink
  ) -> Token.Kind {
    while let next = byte(), next.isIdentifierPart { position += 1 }
    var end = position
    let isUnsigned = end > digits && bytes[end - 1] == UInt8(ascii: "u")
    if isUnsigned { end -= 1 }
    let text = String(decoding: bytes[digits..<end], as: UTF8.self)
    guard let value = UInt64(text, radix: radix) else {
      let isTooLarge = !text.isEmpty && text.utf8.allSatisfy { $0.isDigit || radix == 16 }
      let reason = isTooLarge ? "this number does not fit into 64 bits" : "a number cannot contain letters"
      sink.error(reason, at: span(from: start))
      return .number(0)
    }
    if isUnsigned { return .unsigned(value) }
    // 9223372036854775808 is met as the magnitude of the least number; wrapping keeps it right after a minus.
    guard radix != 10 || value <= UInt64(Int64.max) + 1 else {
      sink.error("this number does not fit into 64 bits with a sign; write \(text)u", at: span(from: start))
      return .number(0)
    }
    return .number(Int64(bitPattern: value))
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 48 && self <= 57 }

  /// Letters, the underscore and everything outside ASCII, so that names may be Chinese.
  var isIdentifierStart: Bool { (self | 0x20 >= 97 && self | 0x20 <= 122) || self == 95 || self >= 0x80 }

  var isIdentifierPart: Bool { isIdentifierStart || isDigit }
}
