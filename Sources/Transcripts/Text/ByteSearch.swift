/// Looking for bytes in a range of bytes.
extension [UInt8] {
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// Whether a text stands at an offset.
  func has(_ text: StaticString, at offset: Int, before end: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard offset >= 0, offset + length <= end else { return false }
    return text.withUTF8Buffer { buffer in
      for index in 0..<length where self[offset + index] != buffer[index] { return false }
      return true
    }
  }

  /// The range without the white space at its ends, line breaks included.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end {
      let scalar = TextScalar(in: self, at: start)
      guard scalar.isBlank || scalar.value == 0x0A else { break }
      start += scalar.length
    }
    while end > start {
      let scalar = TextScalar(in: self, before: end)
      guard scalar.isBlank || scalar.value == 0x0A else { break }
      end -= scalar.length
    }
    return Swift.min(start, end)..<end
  }

  func string(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}
