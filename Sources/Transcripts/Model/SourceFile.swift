/// A source file's bytes and the places of its lines.
public struct SourceFile: Sendable {
  /// As given, relative to the collection's folder.
  public let path: String
  /// UTF-8, without a byte-order mark being taken off: offsets are those of the file.
  public let bytes: [UInt8]
  private let lineStarts: [Int]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// The 1-based line that holds a byte.
  ///
  /// - Complexity: O(log *n*) in the number of lines.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// How many lines there are, an unfinished last one included.
  public var lineCount: Int { lineStarts.count }

  /// The bytes of a 1-based line, its line break included.
  public func lineRange(_ line: Int) -> Range<Int> {
    lineStarts[line - 1]..<(line < lineStarts.count ? lineStarts[line] : bytes.count)
  }
}
