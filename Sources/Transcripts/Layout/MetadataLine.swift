/// `作者: 机器之心`, `Date: 2024-10-21`: a line at a page's head that says something of the talk.
struct MetadataLine {
  let key: String
  let meaning: MetadataKey
  let value: Range<Int>

  /// - Returns: nil if the line does not begin with a word for metadata and a colon.
  init?(in line: Range<Int>, of bytes: [UInt8]) {
    var index = line.lowerBound
    while index < line.upperBound, index - line.lowerBound < 40 {
      let scalar = TextScalar(in: bytes, at: index)
      if scalar.value == 0x3A || scalar.value == 0xFF1A {
        let written = bytes.string(bytes.trimmed(line.lowerBound..<index)).filter { $0 != "*" }
        guard let meaning = MetadataKey(written) else { return nil }
        key = written
        self.meaning = meaning
        var value = bytes.trimmed(index + scalar.length..<line.upperBound)
        while bytes.has("**", at: value.lowerBound, before: value.upperBound) {
          value = bytes.trimmed(value.lowerBound + 2..<value.upperBound)
        }
        self.value = value
        return
      }
      index += scalar.length
    }
    return nil
  }

  /// The names in a value: `标签: a，b、c`.
  func names(in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = value.lowerBound
    var index = start
    while index < value.upperBound {
      let scalar = TextScalar(in: bytes, at: index)
      if [0x2C, 0x3B, 0xFF0C, 0x3001, 0xFF1B, 0x7C].contains(scalar.value) {
        result.append(bytes.trimmed(start..<index))
        start = index + scalar.length
      }
      index += scalar.length
    }
    result.append(bytes.trimmed(start..<value.upperBound))
    return result.filter { !$0.isEmpty }
  }
}

extension [UInt8] {
  /// Whether a range is a web address and nothing else.
  func isAddress(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty, let end = URLScan.end(of: self, at: range.lowerBound, before: range.upperBound)
    else {
      return false
    }
    return range.upperBound - end <= 1
  }
}
