/// Guesses which older encoding a text is in, so that the error can say how to convert it.
enum LegacyEncoding {
  /// - Returns: a name that `iconv` knows; nil if nothing fits.
  static func guess(for bytes: [UInt8]) -> String? {
    let sample = Array(bytes.prefix(65_536))
    let high = sample.count { $0 >= 0x80 }
    guard high > 0 else { return nil }
    let gb = share(of: sample) { lead, trail in
      // Level 1 of GB 2312, the 3,755 characters that running text is made of, and its punctuation.
      (0xB0...0xD7).contains(lead) && trail >= 0xA1 || (lead == 0xA1 || lead == 0xA3) && trail >= 0xA1
    }
    let big5 = share(of: sample) { lead, trail in
      (0xA4...0xC6).contains(lead) && ((0x40...0x7E).contains(trail) || trail >= 0xA1) || lead == 0xA1
    }
    if gb >= 0.75, gb >= big5 { return "GB18030" }
    if big5 >= 0.75 { return "BIG5" }
    return high * 5 < sample.count ? "WINDOWS-1252" : nil
  }

  /// Which part of the two-byte characters are ones that common text is made of.
  private static func share(of bytes: [UInt8], where isCommon: (UInt8, UInt8) -> Bool) -> Double {
    var index = 0
    var pairs = 0
    var common = 0
    while index + 1 < bytes.count {
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      pairs += 1
      if isCommon(bytes[index], bytes[index + 1]) { common += 1 }
      index += 2
    }
    return pairs == 0 ? 0 : Double(common) / Double(pairs)
  }
}
