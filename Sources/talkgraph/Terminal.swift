import Foundation

/// Standard output and standard error, and what they are connected to.
enum Terminal {
  /// Writes to standard output; a reader that has gone away ends the program quietly.
  static func print(_ text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Writes bytes to standard output.
  static func print(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a line to standard error.
  static func note(_ text: String) {
    write(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whether people watch standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether standard error may be coloured (https://no-color.org).
  static var hasColor: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isWatched && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Text in bold and a colour, where colour is wanted.
  static func emphasized(_ text: String, color: Int) -> String {
    hasColor ? "\u{1b}[1;\(color)m\(text)\u{1b}[0m" : text
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        if errno != EPIPE && descriptor == STDOUT_FILENO {
          note("talkgraph: cannot write to standard output: \(String(cString: strerror(errno)).lowercased())")
          exit(2)
        }
        exit(0)
      }
      offset += count
    }
  }
}
