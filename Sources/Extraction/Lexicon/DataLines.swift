/// The lines of a file of `Graph/`, without comments, white space and empty lines.
///
/// `#` begins a comment at a line's start or after white space.
struct DataLines: Sequence, IteratorProtocol {
  /// A line's content and where it stands.
  struct Line {
    /// 1-based.
    let number: Int
    let bytes: ArraySlice<UInt8>
    /// Where the whole line begins in the file.
    fileprivate let start: Int
    fileprivate let file: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The 1-based column, in characters, of a byte of the file.
    func column(at index: Int) -> Int {
      String(decoding: file[start..<Swift.min(index, file.count)], as: UTF8.self).count + 1
    }

    var column: Int { column(at: bytes.startIndex) }
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var number = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  mutating func next() -> Line? {
    while offset < bytes.count {
      let start = offset
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      offset = end + 1
      number += 1
      let content = Self.withoutComment(bytes[start..<end]).trimmed
      if !content.isEmpty { return Line(number: number, bytes: content, start: start, file: bytes) }
    }
    return nil
  }

  private static func withoutComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for index in line.indices where line[index] == UInt8(ascii: "#") {
      if index == line.startIndex || line[index - 1].isBlank { return line[line.startIndex..<index] }
    }
    return line
  }
}

extension UInt8 {
  /// Space, tab or carriage return.
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}

extension ArraySlice<UInt8> {
  /// Without the white space at both ends.
  var trimmed: ArraySlice<UInt8> {
    var result = self
    while let first = result.first, first.isBlank { result.removeFirst() }
    while let last = result.last, last.isBlank { result.removeLast() }
    return result
  }
}
