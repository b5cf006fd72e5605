/// Where web addresses end in running text.
enum URLScan {
  /// In bytes: what is longer is read as if it had ended, so that no text is looked at more than a few times.
  private static let lengthLimit = 2048

  /// The end of the address that begins at an offset; nil if none does.
  ///
  /// Stops that a sentence puts behind an address are not part of it.
  static func end(of text: [UInt8], at offset: Int, before limit: Int) -> Int? {
    let byte = text[offset]
    guard byte == UInt8(ascii: "h") || byte == UInt8(ascii: "w") else { return nil }
    guard
      text.has("http://", at: offset, before: limit) || text.has("https://", at: offset, before: limit)
        || text.has("www.", at: offset, before: limit)
    else { return nil }
    if offset > 0, isWordByte(text[offset - 1]) { return nil }
    var end = offset
    let longest = min(limit, offset + lengthLimit)
    while end < longest, isAddressByte(text[end]) { end += 1 }
    while end > offset, isTrailing(text[end - 1]) { end -= 1 }
    return end > offset + 4 ? end : nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    guard byte > 0x20, byte < 0x7F else { return false }
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "`"):
      return false
    default: return true
    }
  }

  private static func isTrailing(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: "?"), UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "'"):
      return true
    default: return false
    }
  }
}
