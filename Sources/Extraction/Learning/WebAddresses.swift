/// Names that are web addresses: `example.com`, said or written as what a site or company is called.
enum WebAddresses {
  /// Last parts that are no words with which a sentence could go on after a missing space.
  private static let endings = Set(
    ["com", "ai", "org", "net", "io", "dev", "app", "life", "xyz", "fm", "tv", "gg"].map { Array($0.utf8) })
  private static let shortest = 3

  /// Addresses without a scheme and a path: those that stand as names, not as links.
  static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    guard bytes.contains(UInt8(ascii: ".")) else { return [] }
    var found: [Range<Int>] = []
    var offset = 0
    while offset < bytes.count {
      guard isPart(bytes[offset]) else {
        offset += 1
        continue
      }
      let start = offset
      while offset < bytes.count, isPart(bytes[offset]) || isInnerDot(offset, bytes) { offset += 1 }
      if isName(start..<offset, bytes) { found.append(start..<offset) }
    }
    return found
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    LatinWords.isASCIILetter(byte) || byte == UInt8(ascii: "-")
  }

  private static func isInnerDot(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    bytes[offset] == UInt8(ascii: ".") && offset + 1 < bytes.count
      && LatinWords.isASCIILetter(bytes[offset + 1])
  }

  private static func isName(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let parts = bytes[range].split(separator: UInt8(ascii: "."))
    guard parts.count > 1, let ending = parts.last, endings.contains(Array(ending)),
      parts[parts.count - 2].count >= shortest
    else { return false }
    let outside = "@/:_".utf8
    return !(range.lowerBound > 0 && outside.contains(bytes[range.lowerBound - 1]))
      && !(range.upperBound < bytes.count && outside.dropLast(2).contains(bytes[range.upperBound]))
  }
}
