/// Takes JSON text apart from front to back, byte by byte; what a value means is for its caller to say.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: String
  private(set) var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) {
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  /// The next byte that is no blank; nothing at the end.
  mutating func next() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0a, 0x0d: position += 1
      default: return bytes[position]
      }
    }
    return nil
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Takes a word such as `null`.
  mutating func take(word: StaticString) -> Bool {
    guard next() != nil, bytes.count - position >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount where bytes[position + offset] != word.utf8Start[offset] {
      return false
    }
    position += word.utf8CodeUnitCount
    return true
  }

  /// A number's text as it stands.
  mutating func number() -> String? {
    guard let first = next(), first == UInt8(ascii: "-") || isDigit(first) else { return nil }
    let start = position
    position += 1
    while position < bytes.count, isDigit(bytes[position]) || "+-.eE".utf8.contains(bytes[position]) {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// What is wrong here, with the line counted.
  func fault(_ message: String) -> FactError { fault(message, at: position) }

  func fault(_ message: String, at position: Int) -> FactError {
    let line = bytes[..<min(position, bytes.count)].reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
    return FactError(file: file, line: line, message: message)
  }

  /// `expected …, found …`.
  mutating func expected(_ wanted: String) -> FactError {
    guard let byte = next() else { return fault("the file ends where \(wanted) is expected") }
    let end = bytes[position...].prefix(24).prefix { $0 > 0x20 && $0 != UInt8(ascii: ",") }.endIndex
    let found = byte == UInt8(ascii: ",") ? "," : String(decoding: bytes[position..<end], as: UTF8.self)
    return fault("expected \(wanted), found '\(found)'")
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}

// MARK: Strings

extension JSONScanner {
  /// A string's bytes with its escapes resolved; nothing if no string is here.
  mutating func string() throws(FactError) -> [UInt8]? {
    let start = position
    guard take("\"") else { return nil }
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return text
      case UInt8(ascii: "\\"): try escape(&text)
      case 0..<0x20: throw fault("a control character stands in a string without escape", at: position - 1)
      default: text.append(byte)
      }
    }
    throw fault("a string is never closed", at: start)
  }

  private mutating func escape(_ text: inout [UInt8]) throws(FactError) {
    let letter = position < bytes.count ? bytes[position] : 0
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += try codePoint().utf8
    default:
      throw fault("no escape '\\\(String(decoding: [letter], as: UTF8.self))' is known", at: position - 2)
    }
  }

  /// What follows `\u`, with the second half of a pair if there is one; half a pair stands for nothing.
  private mutating func codePoint() throws(FactError) -> String {
    var code = try hexadecimal()
    if 0xd800..<0xdc00 ~= code, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let low = try hexadecimal()
      code = 0xdc00..<0xe000 ~= low ? 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00) : 0xfffd
    }
    guard code != 0 else { throw fault("a string contains a NUL byte", at: position - 1) }
    return String(Character(Unicode.Scalar(code) ?? "\u{fffd}"))
  }

  private mutating func hexadecimal() throws(FactError) -> UInt32 {
    guard position + 4 <= bytes.count, bytes[position] != UInt8(ascii: "+"),
      let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw fault("'\\u' wants four hexadecimal digits") }
    position += 4
    return code
  }
}
