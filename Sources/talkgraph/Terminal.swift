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

  /// Writes a line, or several, to standard error; the last one may have its end already.
  static func note(_ text: String) {
    write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whether people watch standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether a line on standard error can be drawn over.
  static var canRedraw: Bool {
    isWatched && !["dumb", ""].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")
  }

  /// How many characters fit on a line; 80 where the terminal does not say.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Opens what the program was started without, so that no file it opens takes the place of standard error.
  static func claimStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // Writing to what is open for reading alone fails, as writing to what is closed does.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Whether standard error may be coloured (https://no-color.org).
  static var hasColor: Bool {
    canRedraw && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
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
        // What cannot be said on standard error is left unsaid; the exit code still tells.
        guard descriptor == STDOUT_FILENO else { return }
        if errno == EPIPE { exit(0) }
        note("talkgraph: cannot write to standard output: \(String(cString: strerror(errno)).lowercased())")
        exit(2)
      }
      offset += count
    }
  }
}
