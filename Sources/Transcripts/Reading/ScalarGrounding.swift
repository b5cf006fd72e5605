import Yams

/// Finds a YAML value's words again where the source writes them.
///
/// The parser tells where a value begins and what it reads as; between the two stand quotes, escapes, folded lines.
/// The words as read follow the source's own line breaks, as all text does, not YAML's.
struct ScalarGrounding {
  /// nil if the source could not be followed.
  private(set) var text: MappedText?

  /// Follows a value from its place: a 0-based line of the file and a 1-based column, in characters.
  init(_ scalar: Node.Scalar, line: Int, column: Int, source: SourceFile) {
    guard line >= 0, line < source.lineCount else { return }
    let bytes = source.bytes
    let range = source.lineRange(line + 1)
    guard var offset = Self.offset(ofColumn: column, in: range, of: bytes) else { return }
    switch scalar.style {
    case .singleQuoted, .doubleQuoted: offset += 1
    case .literal, .folded: offset = range.upperBound
    default: break
    }
    text = Self.follow(Array(scalar.string.utf8), from: offset, in: bytes, style: scalar.style)
  }

  private static func offset(ofColumn column: Int, in line: Range<Int>, of bytes: [UInt8]) -> Int? {
    var offset = line.lowerBound
    for _ in 1..<max(column, 1) {
      guard offset < line.upperBound else { return nil }
      offset += TextScalar(in: bytes, at: offset).length
    }
    return offset < line.upperBound ? offset : nil
  }

  private static func follow(_ value: [UInt8], from start: Int, in bytes: [UInt8], style: Node.Scalar.Style)
    -> MappedText?
  {
    var writer = FoldingWriter(bytes)
    var offset = start
    var written = start
    var index = 0
    while index < value.count {
      if isSpace(value[index]) {
        while index < value.count, isSpace(value[index]) { index += 1 }
        guard
          index == value.count || offset < bytes.count && (isSpace(bytes[offset]) || bytes[offset] == 0x5C)
        else {
          return nil
        }
        while offset < bytes.count, isSpace(bytes[offset]) { offset += 1 }
        if index == value.count { break }
      }
      guard offset < bytes.count else { return nil }
      if style == .doubleQuoted, bytes[offset] == UInt8(ascii: "\\") {
        writer.write(written..<offset)
        let length = escapeLength(in: bytes, at: offset)
        guard offset + length <= bytes.count else { return nil }
        let scalar = TextScalar(in: value, at: index)
        writer.write(Array(value[index..<index + scalar.length]), for: offset..<offset + length)
        index += scalar.length
        offset += length
        written = offset
      } else if value[index] == bytes[offset] {
        let isDoubled = style == .singleQuoted && bytes[offset] == UInt8(ascii: "'")
        index += 1
        offset += 1
        if isDoubled {
          writer.write(written..<offset)
          offset += 1
          written = offset
        }
      } else if isSpace(bytes[offset]) {
        // A line break that YAML reads as nothing.
        offset += 1
      } else {
        return nil
      }
    }
    writer.write(written..<min(offset, bytes.count))
    return writer.finish()
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  private static func escapeLength(in bytes: [UInt8], at offset: Int) -> Int {
    guard offset + 1 < bytes.count else { return 1 }
    switch bytes[offset + 1] {
    case UInt8(ascii: "x"): return 4
    case UInt8(ascii: "u"): return 6
    case UInt8(ascii: "U"): return 10
    default: return 2
    }
  }
}
