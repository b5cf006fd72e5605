import Foundation

/// The lines of standard input, as bytes, read as they come.
struct InputLines {
  /// What a line may weigh; more is no program.
  static let lengthLimit = 16 << 20

  /// A line without its end.
  enum Line {
    case text(String)
    /// Why it is no text.
    case unreadable(String)
  }

  private var buffer: [UInt8] = []
  private var start = 0
  private var hasEnded = false

  /// The next line; nothing at the end of the input.
  mutating func next() -> Line? {
    var searched = start
    var isTooLong = false
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return isTooLong ? tooLong : line(buffer[start..<end])
      }
      if buffer.count - start > InputLines.lengthLimit {
        isTooLong = true
        start = buffer.count
      }
      searched = buffer.count - start
      buffer.removeSubrange(..<start)
      start = 0
      if !readMore() {
        defer { start = buffer.count }
        return isTooLong ? tooLong : buffer.isEmpty ? nil : line(buffer[...])
      }
    }
  }

  private var tooLong: Line { .unreadable("this line has more than \(InputLines.lengthLimit >> 20) MiB") }

  private func line(_ bytes: ArraySlice<UInt8>) -> Line {
    let bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    return String(validating: bytes, as: UTF8.self).map(Line.text)
      ?? .unreadable("this line is not UTF-8 text")
  }

  private mutating func readMore() -> Bool {
    guard !hasEnded else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var count = read(STDIN_FILENO, &chunk, chunk.count)
    while count < 0 && errno == EINTR { count = read(STDIN_FILENO, &chunk, chunk.count) }
    guard count > 0 else {
      hasEnded = true
      return false
    }
    buffer.append(contentsOf: chunk[..<count])
    return true
  }
}
