/// Tells text that can be read from what cannot, before any reader sees it.
enum EncodingCheck {
  /// How much of the end is not text: the bytes of a character that the file's end cut off.
  struct Passed: Equatable {
    let unfinishedBytes: Int
  }

  /// - Throws: ``ReadError/Reason`` when the bytes are not UTF-8 text.
  /// - Complexity: O(*n*).
  static func check(_ bytes: [UInt8]) throws(ReadError.Reason) -> Passed {
    if bytes.trimmed(0..<bytes.count).isEmpty { throw .empty }
    if let name = wideEncoding(of: bytes) { throw .wideEncoding(name: name) }
    if let kind = knownKind(of: bytes) { throw .binary(kind: kind, offset: 0) }
    if let offset = firstZeroOrCrowdedControl(in: bytes) { throw .binary(kind: nil, offset: offset) }
    guard let offset = firstNonUTF8(in: bytes) else { return Passed(unfinishedBytes: 0) }
    if isUnfinished(bytes, from: offset), offset > 0 { return Passed(unfinishedBytes: bytes.count - offset) }
    if let control = firstControl(in: bytes, atLeast: max(4, bytes.count / 200)) {
      throw .binary(kind: nil, offset: control)
    }
    let line = 1 + bytes[..<offset].count { $0 == 0x0A }
    throw .notUTF8(offset: offset, line: line, guess: LegacyEncoding.guess(for: bytes))
  }

  private static func wideEncoding(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    // Without a mark, English in UTF-16 has a zero in every second byte, always on the same side.
    let sample = bytes.prefix(2048)
    guard sample.count >= 8 else { return nil }
    var zeros = [0, 0]
    for (offset, byte) in sample.enumerated() where byte == 0 { zeros[offset & 1] += 1 }
    let many = sample.count / 5
    if zeros[1] > many, zeros[0] == 0 { return "UTF-16LE" }
    if zeros[0] > many, zeros[1] == 0 { return "UTF-16BE" }
    return nil
  }

  private static func knownKind(of bytes: [UInt8]) -> String? {
    let kinds: [([UInt8], String)] = [
      (Array("%PDF-".utf8), "a PDF document"), ([0x50, 0x4B, 3, 4], "a ZIP archive (or .docx, .epub)"),
      ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
      (Array("GIF8".utf8), "a GIF picture"), ([0x1F, 0x8B], "a gzip archive"),
      (Array("SQLite format 3".utf8), "an SQLite database"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document"), (Array("ID3".utf8) + [3], "an MP3 recording"),
      (Array("{\\rtf".utf8), "an RTF document"),
    ]
    return kinds.first { bytes.starts(with: $0.0) }?.1
  }

  /// The first zero byte, or the first control character if one byte in fifty or more is one.
  private static func firstZeroOrCrowdedControl(in bytes: [UInt8]) -> Int? {
    if let zero = bytes.firstIndex(of: 0) { return zero }
    return firstControl(in: bytes, atLeast: max(4, bytes.count / 50))
  }

  private static func firstControl(in bytes: [UInt8], atLeast least: Int) -> Int? {
    var first: Int?
    var count = 0
    for (offset, byte) in bytes.enumerated() where isControl(byte) {
      first = first ?? offset
      count += 1
      if count >= least { return first }
    }
    return nil
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0C && byte != 0x0D && byte != 0x1B
      || byte == 0x7F
  }

  /// Whether what is left from an offset on is a character's beginning and no more.
  private static func isUnfinished(_ bytes: [UInt8], from offset: Int) -> Bool {
    let lead = bytes[offset]
    let needed = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 ? 2 : 1
    let rest = bytes[offset...]
    return rest.count < needed && rest.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  /// Where the first byte stands that is part of no well-formed character (Unicode 15, table 3-7).
  static func firstNonUTF8(in bytes: [UInt8]) -> Int? {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard lead >= 0xC2, lead <= 0xF4, index + count <= bytes.count else { return index }
      let second = bytes[index + 1]
      let low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
      guard second >= low, second <= high else { return index }
      for offset in 2..<max(count, 2) where bytes[index + offset] & 0xC0 != 0x80 { return index }
      index += count
    }
    return nil
  }
}
