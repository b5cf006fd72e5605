import Foundation

/// A line on the terminal that says how far a long job is; nothing where nobody watches.
///
/// A class because it remembers when it last drew.
final class ProgressLine {
  private let isShown: Bool
  private var lastDrawn = Date.distantPast
  private var hasDrawn = false

  init(isShown: Bool) { self.isShown = isShown && Terminal.canRedraw }

  /// Shows how far the job is, at most ten times a second.
  func update(_ done: Int, of total: Int, _ what: String) {
    guard isShown, total > 0 else { return }
    let now = Date()
    guard now.timeIntervalSince(lastDrawn) > 0.1 || done == total else { return }
    lastDrawn = now
    hasDrawn = true
    let width = 24
    let filled = width * done / total
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    // Wide characters take two places; a line that is too long could not be taken away again.
    let room = max(0, (Terminal.width - width - 20) / 2)
    FileHandle.standardError.write(Data("\r\u{1b}[2K[\(bar)] \(done)/\(total) \(what.prefix(room))".utf8))
  }

  /// Takes the line away.
  func end() {
    guard hasDrawn else { return }
    FileHandle.standardError.write(Data("\r\u{1b}[2K".utf8))
    hasDrawn = false
  }
}
