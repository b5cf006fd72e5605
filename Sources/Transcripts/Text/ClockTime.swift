/// A time from the start of a talk, as pages and cues write it: `03:06`, `1:02:03`, `(00:03:06)`, `00:03:06,500`.
struct ClockTime {
  let seconds: Int
  /// After the time and its brackets.
  let end: Int

  /// - Returns: nil if what begins there is no time of two or three parts.
  init?(in bytes: [UInt8], at offset: Int, before limit: Int) {
    guard offset < limit else { return nil }
    var index = offset
    let first = TextScalar(in: bytes, at: index)
    let close = Self.closing(first.value)
    if close != nil { index += first.length }
    guard index < limit, bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
    var parts: [Int] = []
    while let part = Self.number(in: bytes, at: index, before: limit) {
      if !parts.isEmpty, part.length != 2 || part.value > 59 { return nil }
      parts.append(part.value)
      index += part.length
      guard parts.count < 3, index + 1 < limit, bytes[index] == UInt8(ascii: ":"),
        Self.isDigit(bytes[index + 1])
      else { break }
      index += 1
    }
    guard parts.count >= 2 else { return nil }
    if index + 1 < limit, bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: "."),
      let fraction = Self.number(in: bytes, at: index + 1, before: limit), fraction.length == 3
    {
      index += 4
    }
    if index < limit, Self.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ":") { return nil }
    if let close {
      guard index < limit else { return nil }
      let last = TextScalar(in: bytes, at: index)
      guard close.contains(last.value) else { return nil }
      index += last.length
    }
    seconds = parts.reduce(0) { $0 * 60 + $1 }
    end = index
  }

  private static func closing(_ value: UInt32) -> [UInt32]? {
    switch value {
    case 0x28, 0xFF08: [0x29, 0xFF09]
    case 0x5B: [0x5D]
    case 0x3010: [0x3011]
    default: nil
    }
  }

  private static func number(in bytes: [UInt8], at offset: Int, before limit: Int) -> (
    value: Int, length: Int
  )? {
    var value = 0
    var index = offset
    while index < limit, index - offset < 4, isDigit(bytes[index]) {
      value = value * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    return index > offset ? (value, index - offset) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
