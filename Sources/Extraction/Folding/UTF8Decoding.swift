/// Characters read from bytes and written to them, where a `String` would cost too much.
enum UTF8Decoding {
  /// The character that begins at an offset, and how many bytes it takes.
  ///
  /// A byte that begins no character is read as U+FFFD and takes one.
  @inline(__always)
  static func scalar(in bytes: [UInt8], at offset: Int) -> (value: UInt32, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, offset + length <= bytes.count else { return (0xFFFD, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in offset + 1..<offset + length {
      guard bytes[index] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    return (value, length)
  }

  /// Gives a character's bytes one by one.
  @inline(__always)
  static func encode(_ scalar: UInt32, _ emit: (UInt8) -> Void) {
    switch scalar {
    case 0..<0x80: emit(UInt8(scalar))
    case 0x80..<0x800:
      emit(UInt8(0xC0 | scalar >> 6))
      emit(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      emit(UInt8(0xE0 | scalar >> 12))
      emit(UInt8(0x80 | scalar >> 6 & 0x3F))
      emit(UInt8(0x80 | scalar & 0x3F))
    default:
      emit(UInt8(0xF0 | scalar >> 18 & 0x07))
      emit(UInt8(0x80 | scalar >> 12 & 0x3F))
      emit(UInt8(0x80 | scalar >> 6 & 0x3F))
      emit(UInt8(0x80 | scalar & 0x3F))
    }
  }

  /// Whether a character is written without spaces and means by itself: Han.
  static func isHan(_ scalar: UInt32) -> Bool {
    (0x3400...0x4DBF).contains(scalar) || (0x4E00...0x9FFF).contains(scalar)
      || (0xF900...0xFAFF).contains(scalar) || (0x20000...0x323AF).contains(scalar)
  }

  /// The language that a name's script tells: `zh` where it holds a Han character, else `en`.
  static func language(of text: some StringProtocol) -> String {
    text.unicodeScalars.contains { isHan($0.value) } ? "zh" : "en"
  }
}
