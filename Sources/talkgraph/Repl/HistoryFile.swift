import Foundation
import Workbench

/// Where the statements of earlier sessions are kept: a file that nobody else may read.
///
/// Entries are appended as they are typed, so that two sessions at a time keep each other's; a file grown long is
/// written anew when a session begins. What goes wrong with it is no reason to end a session.
struct HistoryFile {
  let path: String

  /// `talkgraph/history` in `$XDG_STATE_HOME`, or in `~/.local/state`; nothing without a home.
  init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      path = state + "/talkgraph/history"
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      path = home + "/.local/state/talkgraph/history"
    } else {
      return nil
    }
  }

  /// What was kept.
  func read() -> ReplHistory {
    guard let bytes = try? InputFile.bytes(of: path) else { return ReplHistory() }
    let history = ReplHistory(bytes)
    if bytes.count(where: { $0 == UInt8(ascii: "\n") }) > 2 * ReplHistory.limit { replace(with: history) }
    return history
  }

  /// Adds an entry.
  func append(_ entry: String) {
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    write(entry + "\n", to: path, O_APPEND)
  }

  private func replace(with history: ReplHistory) {
    let temporary = "\(path).\(getpid()).part"
    guard write(history.text, to: temporary, O_EXCL) else { return }
    rename(temporary, path)
  }

  @discardableResult
  private func write(_ text: String, to path: String, _ flags: Int32) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // A file made by somebody else's hand may be open to all.
    fchmod(descriptor, 0o600)
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
  }
}
