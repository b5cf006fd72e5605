/// `[text](address)`, found from its opening bracket.
struct MarkdownLink {
  /// Where the `]` stands.
  let textEnd: Int
  /// After the `)`.
  let end: Int

  /// - Returns: nil if there is none, or its text holds a bracket.
  /// - Complexity: O(*n*) up to the next bracket of either kind.
  init?(_ bytes: [UInt8], at offset: Int, _ limit: Int) {
    var index = offset + 1
    while index < limit, bytes[index] != UInt8(ascii: "]") {
      if bytes[index] == UInt8(ascii: "[") { return nil }
      index += 1
    }
    guard index + 1 < limit, bytes[index + 1] == UInt8(ascii: "(") else { return nil }
    textEnd = index
    index += 2
    while index < limit, bytes[index] != UInt8(ascii: ")") {
      if bytes[index] == UInt8(ascii: "(") || bytes[index] == UInt8(ascii: "[") { return nil }
      index += 1
    }
    guard index < limit else { return nil }
    end = index + 1
  }
}
