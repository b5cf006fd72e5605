import Foundation
import Testing

/// The program at a terminal of its own, typed at and read from.
///
/// A class because it owns the terminal and the process.
final class PseudoTerminal {
  private let terminal: Int32
  private let process: pid_t
  /// All that was shown so far.
  private(set) var screen = ""
  private var bytes: [UInt8] = []

  /// Starts the program; the terminal is what it stands on, so that Ctrl-C is a signal for it.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    // Linux's TIOCSPTLCK and TIOCGPTN, behind which stand unlockpt and ptsname; Foundation shows neither.
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    try #require(ioctl(terminal, 0x4004_5431, &isLocked) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0)
    let name = "/dev/pts/\(number)"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    // The first terminal that the leader of a session opens is the one that sends it signals.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    let newSession: Int16 = 0x80
    posix_spawnattr_setflags(&attributes, newSession)
    let variables = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"].merging(environment) { $1 })
    { $1 }
    var words = ([Program.executable.path] + arguments).map { strdup($0) } + [nil]
    var pairs = variables.map { strdup("\($0)=\($1)") } + [nil]
    var child: pid_t = 0
    let failure = posix_spawn(&child, Program.executable.path, &actions, &attributes, &words, &pairs)
    for text in words + pairs { free(text) }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
    process = child
    try #require(failure == 0, "the program starts: \(failure)")
  }

  deinit { close(terminal) }

  /// Types keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }

  /// Waits until a text is shown after what was waited for before; returns what was shown up to its end.
  @discardableResult
  func wait(for text: String, seconds: Double = 30) throws -> String {
    let deadline = Date().addingTimeInterval(seconds)
    while Date() < deadline {
      if let range = screen.range(of: text) {
        defer { screen = String(screen[range.upperBound...]) }
        return String(screen[..<range.upperBound])
      }
      if !read() { break }
    }
    try #require(Bool(false), "waited for \(text.debugDescription), got \(screen.debugDescription)")
    return ""
  }

  /// Waits for the end; returns the exit code, or nothing if a signal was the end.
  func ending(seconds: Double = 30) throws -> Int32? {
    let deadline = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    while Date() < deadline {
      if waitpid(process, &status, WNOHANG) == process {
        return status & 0x7f == 0 ? status >> 8 & 0xff : nil
      }
      _ = read()
    }
    kill(process, SIGKILL)
    try #require(Bool(false), "the program ends; it showed \(screen.debugDescription)")
    return nil
  }

  /// Reads what there is; no if there will be no more.
  private func read() -> Bool {
    var poll = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard Foundation.poll(&poll, 1, 50) > 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Foundation.read(terminal, &chunk, chunk.count)
    guard count > 0 else { return false }
    bytes += chunk[..<count]
    // A character may have come in half.
    guard let text = String(validating: bytes, as: UTF8.self) else { return true }
    screen += text.replacing("\r\n", with: "\n")
    bytes = []
    return true
  }
}
