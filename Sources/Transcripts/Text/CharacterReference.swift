import CLibXML2

/// `&amp;`, `&#8217;`, `&#x4e2d;`: a character as HTML may write it.
struct CharacterReference {
  /// How many bytes write it.
  let length: Int
  /// The character's UTF-8; a space for a space that does not break.
  let utf8: [UInt8]

  /// - Returns: nil where no reference that means something begins.
  init?(in bytes: [UInt8], at offset: Int, before limit: Int) {
    guard bytes[offset] == UInt8(ascii: "&") else { return nil }
    let nameLimit = Swift.min(offset + 34, limit)
    guard
      let end = bytes.firstIndex(of: UInt8(ascii: ";"), in: offset + 1..<Swift.max(nameLimit, offset + 1)),
      end > offset + 1
    else { return nil }
    let name = String(decoding: bytes[offset + 1..<end], as: UTF8.self)
    guard let value = Self.value(of: name), let scalar = Unicode.Scalar(value) else { return nil }
    length = end + 1 - offset
    utf8 = value == 0xA0 ? [0x20] : Array(String(Character(scalar)).utf8)
  }

  private static func value(of name: String) -> UInt32? {
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value =
        digits.first == "x" || digits.first == "X"
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
      return value.flatMap { $0 >= 0x20 || $0 == 0x09 ? $0 : nil }
    }
    if name == "apos" { return 0x27 }
    guard name.utf8.allSatisfy({ isNameByte($0) }), let entity = htmlEntityLookup(name) else { return nil }
    return entity.pointee.value
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
  }
}
