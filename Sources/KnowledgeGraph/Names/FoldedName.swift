/// A name as it is compared: without case, width, hyphens, spaces and dots between its parts.
///
/// `GPT-4`, `gpt 4` and `ＧＰＴ４` fold alike, and so do `萨姆·奥尔特曼` and `萨姆・奥尔特曼`.
struct FoldedName: Hashable, Sendable {
  /// UTF-8 without separators.
  let bytes: [UInt8]

  init(_ name: String) {
    if let ascii = Self.foldedASCII(name) {
      bytes = ascii
    } else {
      var folded = String.UnicodeScalarView()
      for scalar in name.lowercased().unicodeScalars {
        let narrow = Self.narrowed(scalar)
        if !Self.isSeparator(narrow) { folded.append(narrow) }
      }
      // Width is taken away after the first folding, and may uncover a capital.
      bytes = Array(String(folded).lowercased().utf8)
    }
  }

  var scalars: [UInt32] {
    var result: [UInt32] = []
    appendScalars(to: &result)
    return result
  }

  /// Adds the name's code points to others.
  func appendScalars(to scalars: inout [UInt32]) {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      for byte in bytes { scalars.append(UInt32(byte)) }
    } else {
      scalars.append(contentsOf: String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value))
    }
  }

  private static func foldedASCII(_ name: String) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      guard byte < 0x80 else { return nil }
      if isSeparator(Unicode.Scalar(byte)) { continue }
      result.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    return result
  }

  /// The half-width form of a full-width letter, digit or sign.
  private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xff01...0xff5e: Unicode.Scalar(scalar.value - 0xfee0) ?? scalar
    case 0x3000: " "
    default: scalar
    }
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0x2d, 0x5f, 0xa0, 0xad, 0xb7: true
    // Spaces of all widths, hyphens and dashes, bullets, and the dots between the parts of foreign names.
    case 0x2000...0x200b, 0x2010...0x2015, 0x2022, 0x2027, 0x202f, 0x2060, 0x2212, 0x22c5, 0x30fb, 0xff65,
      0xfeff:
      true
    default: false
    }
  }
}
