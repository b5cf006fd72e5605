/// A character of UTF-8 text, decoded where it stands.
///
/// Readers walk over bytes; this is how they look at what is no ASCII. Bytes that are no UTF-8 decode, one at a
/// time, to the replacement character.
struct TextScalar: Equatable {
  let value: UInt32
  /// How many bytes write it.
  let length: Int

  /// Decodes the character that begins at an offset.
  @inline(__always)
  init(in bytes: [UInt8], at offset: Int) {
    let lead = bytes[offset]
    self = lead < 0x80 ? TextScalar(value: UInt32(lead), length: 1) : TextScalar(decoding: bytes, at: offset)
  }

  private init(decoding bytes: [UInt8], at offset: Int) {
    let lead = bytes[offset]
    let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    guard count > 1, offset + count <= bytes.count else {
      self.init(value: 0xFFFD, length: 1)
      return
    }
    var value = UInt32(lead) & (0x7F >> UInt32(count))
    for index in offset + 1..<offset + count {
      guard bytes[index] & 0xC0 == 0x80 else {
        self.init(value: 0xFFFD, length: 1)
        return
      }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    self.init(value: value, length: count)
  }

  /// Decodes the character that ends before an offset, which is not 0.
  init(in bytes: [UInt8], before offset: Int) {
    var start = offset - 1
    while start > 0, offset - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    let scalar = TextScalar(in: bytes, at: start)
    self = start + scalar.length == offset ? scalar : TextScalar(value: 0xFFFD, length: 1)
  }

  init(_ scalar: Unicode.Scalar) {
    self.init(value: scalar.value, length: scalar.utf8.count)
  }

  private init(value: UInt32, length: Int) {
    self.value = value
    self.length = length
  }
}

extension TextScalar {
  var isHan: Bool {
    switch value {
    case 0x3005, 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }

  /// Set in a full square, so that a line break beside it stands for nothing.
  var isWide: Bool {
    if isHan { return true }
    return switch value {
    case 0x2E80...0x2FDF, 0x3001...0x303F, 0x3040...0x312F, 0xFE30...0xFE4F, 0xFF01...0xFF60, 0xFFE0...0xFFE6:
      true
    default: false
    }
  }

  /// Wide among wide characters, narrow among narrow ones: dashes, quotes, ellipses.
  var isWideAmongWide: Bool {
    switch value {
    case 0xB7, 0x2014, 0x2015, 0x2018...0x201D, 0x2022, 0x2026: true
    default: false
    }
  }

  /// White space that does not break a line, marks that have no width included.
  var isBlank: Bool {
    switch value {
    case 0x09, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x2000...0x200B, 0x202F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  var isDigit: Bool { value >= 0x30 && value <= 0x39 || value >= 0xFF10 && value <= 0xFF19 }

  /// A letter of an alphabet; not Han, not kana.
  var isAlphabetic: Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A: true
    case 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x370...0x52F, 0x1E00...0x1FFF: true
    default: false
    }
  }

  var isUppercase: Bool {
    if value < 0x80 { return value >= 0x41 && value <= 0x5A }
    return isAlphabetic && Unicode.Scalar(value).map(\.properties.isUppercase) == true
  }

  /// A quote or bracket that ends what it encloses; the straight quotes not among them.
  var isClosing: Bool {
    switch value {
    case 0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0xFF09,
      0xFF3D:
      true
    default: false
    }
  }
}
