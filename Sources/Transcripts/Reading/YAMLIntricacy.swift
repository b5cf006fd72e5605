/// Keeps from the YAML parser what would cost it more than it is worth.
///
/// The parser builds nodes by recursion, and an alias may stand for a tree that aliases others. Front matter that
/// people write has neither depth nor aliases.
enum YAMLIntricacy {
  private static let depthLimit = 16
  private static let indentLimit = 64

  /// - Complexity: O(*n*).
  static func isTooMuch(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
    var depth = 0
    var column = 0
    var markers = 0
    var isLineStart = true
    for index in range {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\n"):
        (column, markers, isLineStart) = (0, 0, true)
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "*") where beginsAlias(bytes, at: index, in: range): return true
      default: break
      }
      if isLineStart {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): column += 1
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): markers += 1
        default: isLineStart = false
        }
      }
      if depth > depthLimit || column > indentLimit || markers > 4 && isLineStart { return true }
    }
    return false
  }

  /// A `*` where a value may begin, with a name behind it.
  private static func beginsAlias(_ bytes: [UInt8], at index: Int, in range: Range<Int>) -> Bool {
    guard index > range.lowerBound, index + 1 < range.upperBound else { return false }
    let before = bytes[index - 1]
    let after = bytes[index + 1]
    let isName = after > 0x20 && after != UInt8(ascii: "*") && after != UInt8(ascii: ",")
    return isName
      && (before <= 0x20 || [UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "{")].contains(before))
  }
}
