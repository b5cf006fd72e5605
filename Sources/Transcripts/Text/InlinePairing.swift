/// Finds which delimiters of emphasis belong together.
///
/// Simpler than CommonMark's rules, and more forgiving: a second `**` always closes the first, because writers put
/// spaces where CommonMark wants none (`**Name **:`). What finds no partner is text.
enum InlinePairing {
  static func paired(_ tokens: [InlineToken], in bytes: [UInt8]) -> [InlineToken] {
    var result = tokens
    var isPaired = Array(repeating: false, count: tokens.count)
    // Each kind of delimiter by itself: `*`, `**`, `_`, `__`, and the backtick.
    var open: [Key: Int] = [:]
    for (index, token) in tokens.enumerated() {
      guard case .delimiter(let canOpen, let canClose) = token.kind else { continue }
      let key = Key(byte: bytes[token.range.lowerBound], length: token.range.count)
      if let opener = open[key], canClose || key.length == 2 {
        open[key] = nil
        isPaired[opener] = true
        isPaired[index] = true
        result[opener].kind = key.length == 2 ? .strongOpen : .dropped
        result[index].kind = key.length == 2 ? .strongClose : .dropped
      } else if canOpen {
        open[key] = index
      }
    }
    return result.enumerated().filter { isMeaningful($0.element, isPaired: isPaired[$0.offset]) }.map(
      \.element)
  }

  private struct Key: Hashable {
    let byte: UInt8
    let length: Int
  }

  private static func isMeaningful(_ token: InlineToken, isPaired: Bool) -> Bool {
    switch token.kind {
    case .delimiter: isPaired
    case .bracketOpen(let partner): partner >= 0
    default: true
    }
  }
}
