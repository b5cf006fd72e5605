/// Text in the form in which names are compared, with the way back to the bytes it was made from.
///
/// ```
/// text    G P T - f o u r 的 Ａ Ｉ
/// bytes   g p t   4       的 a i          lower case, separators gone, number words as digits
/// cased   G P T   4       的 A I          the same length: what `=name` compares
/// ```
struct FoldedText: Sendable {
  /// What is known of one folded byte besides its value.
  struct Marks: OptionSet, Sendable {
    let rawValue: UInt8
    /// Belongs to a word that is written between spaces: Latin, Cyrillic, digits.
    static let word = Marks(rawValue: 1)
    /// A space, a hyphen or a dot between names stood before it.
    static let afterSeparator = Marks(rawValue: 2)
  }

  private(set) var bytes: [UInt8] = []
  private(set) var cased: [UInt8] = []
  private(set) var marks: [Marks] = []
  /// For each folded byte, where the character it came from begins and ends.
  private var starts: [Int32] = []
  private var ends: [Int32] = []

  private static let numberWords: [[UInt8]: UInt8] = [
    Array("zero".utf8): 0, Array("one".utf8): 1, Array("two".utf8): 2, Array("three".utf8): 3,
    Array("four".utf8): 4, Array("five".utf8): 5, Array("six".utf8): 6, Array("seven".utf8): 7,
    Array("eight".utf8): 8, Array("nine".utf8): 9,
  ]

  init(_ text: some Collection<UInt8>, folding: CharacterFolding) {
    let source = Array(text)
    reserve(source.count)
    var pending = false
    var wordStart = 0
    var offset = 0
    while offset < source.count {
      let (scalar, length) = UTF8Decoding.scalar(in: source, at: offset)
      let place = offset..<offset + length
      offset = place.upperBound
      switch Self.fold(scalar, folding) {
      case .separator:
        closeWord(from: wordStart)
        wordStart = bytes.count
        pending = true
      case .scalar(let folded):
        if pending || !Self.isWord(folded) || !(marks.last?.contains(.word) ?? false) {
          closeWord(from: wordStart)
          wordStart = bytes.count
        }
        append(folded, cased: scalar, place, afterSeparator: pending)
        pending = false
      case .pair(let first, let second):
        append(first, cased: first, place, afterSeparator: pending)
        append(second, cased: second, place, afterSeparator: false)
        pending = false
      }
    }
    closeWord(from: wordStart)
  }

  var count: Int { bytes.count }

  /// Where a part of the folded text stands in the text it was made from.
  func original(_ range: Range<Int>) -> Range<Int> {
    Int(starts[range.lowerBound])..<Int(ends[range.upperBound - 1])
  }

  /// Whether a word may begin or end before a folded byte.
  ///
  /// Beside Han characters and punctuation it always may. Inside a decimal number (`4|.5`) it may not.
  func isBoundary(_ index: Int) -> Bool {
    guard index > 0, index < count else { return true }
    if marks[index].contains(.afterSeparator) { return true }
    if marks[index - 1].contains(.word) && marks[index].contains(.word) { return false }
    let dot = UInt8(ascii: ".")
    if bytes[index] == dot, index + 1 < count, isDigit(index - 1), isDigit(index + 1) {
      return marks[index + 1].contains(.afterSeparator)
    }
    return !(bytes[index - 1] == dot && index > 1 && isDigit(index) && isDigit(index - 2))
  }

  func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(bytes[index]) }

  /// Where separators stood inside a part, as bits from its second byte on; the first 64 bytes count.
  func separatorMask(_ range: Range<Int>) -> UInt64 {
    var mask: UInt64 = 0
    for index in range.dropFirst().prefix(63) where marks[index].contains(.afterSeparator) {
      mask |= 1 << UInt64(index - range.lowerBound)
    }
    return mask
  }
}

extension FoldedText {
  private mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
    cased.reserveCapacity(count)
    marks.reserveCapacity(count)
    starts.reserveCapacity(count)
    ends.reserveCapacity(count)
  }

  @inline(__always)
  private static func fold(_ scalar: UInt32, _ folding: CharacterFolding) -> CharacterFolding.Folded {
    switch scalar {
    case 0x41...0x5A: .scalar(scalar + 0x20)
    case 0x09, 0x0A, 0x0D, 0x20, 0x2D, 0x5F: .separator
    case 0..<0x80: .scalar(scalar)
    default: folding.fold(scalar)
    }
  }

  private static func isWord(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x61...0x7A, 0xDE, 0xFE, 0x0180...0x024F, 0x0370...0x052F: true
    default: false
    }
  }

  private mutating func append(_ scalar: UInt32, cased: UInt32, _ place: Range<Int>, afterSeparator: Bool) {
    var mark: Marks = Self.isWord(scalar) ? .word : []
    if afterSeparator { mark.insert(.afterSeparator) }
    let original = cased < 0x80 ? UInt8(cased) : nil
    UTF8Decoding.encode(scalar) { byte in
      bytes.append(byte)
      self.cased.append(original ?? Self.casedByte(byte, fullWidth: cased))
      marks.append(mark)
      mark.remove(.afterSeparator)
      starts.append(Int32(place.lowerBound))
      ends.append(Int32(place.upperBound))
    }
  }

  /// A full-width capital keeps its capital; everything else is compared as folded.
  private static func casedByte(_ byte: UInt8, fullWidth scalar: UInt32) -> UInt8 {
    (0xFF21...0xFF3A).contains(scalar) ? UInt8(scalar - 0xFEE0) : byte
  }

  /// Turns a number word that has just ended into its digit.
  private mutating func closeWord(from start: Int) {
    let length = bytes.count - start
    guard (3...5).contains(length), let digit = Self.numberWords[Array(bytes[start...])] else { return }
    bytes.removeLast(length - 1)
    cased.removeLast(length - 1)
    marks.removeLast(length - 1)
    let end = ends[ends.count - 1]
    starts.removeLast(length - 1)
    ends.removeLast(length - 1)
    bytes[start] = 0x30 + digit
    cased[start] = 0x30 + digit
    ends[start] = end
  }
}
