import Foundation

/// Files that are not whole yet: how they are called, how they are held, and how those left behind are cleared away.
///
/// Whoever writes one holds a lock on it (`flock`, which on Linux does not meet SQLite's own locks), and the system
/// lets go of it however the writer ends. So what can be locked was left behind by a program that was killed, and
/// goes when the same target is next written.
package enum UnfinishedFile {
  private static let ending = ".part"

  /// Makes an empty file beside a target, locked, and clears away what earlier writers of the target left.
  ///
  /// - Returns: its path and descriptor, which is to be closed when the file is whole or gone; nil, with `errno`
  ///   set, if it cannot be made.
  package static func open(beside target: String) -> (path: String, descriptor: Int32)? {
    sweep(beside: target)
    while true {
      let path = "\(target).\(UInt32.random(in: 0...UInt32.max))\(ending)"
      let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { return nil }
      // Another writer that clears away may have come between the two calls.
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, isLinked(descriptor) { return (path, descriptor) }
      close(descriptor)
    }
  }

  /// Whether a file's name is one that unfinished files have.
  package static func hasName(_ name: some StringProtocol) -> Bool {
    guard name.hasSuffix(ending) else { return false }
    let stem = name.dropLast(ending.count)
    guard let dot = stem.lastIndex(of: "."), dot != stem.startIndex else { return false }
    let number = stem[stem.index(after: dot)...]
    return !number.isEmpty && number.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Removes the unfinished files of a target that nobody writes any more.
  private static func sweep(beside target: String) {
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { String(target[...$0]) } ?? "./"
    let prefix = (slash.map { target[target.index(after: $0)...] } ?? target[...]) + "."
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(prefix) && hasName("_." + name.dropFirst(prefix.count)) {
      removeIfLeft(folder + name)
    }
  }

  private static func removeIfLeft(_ path: String) {
    let descriptor = Foundation.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
  }

  private static func isLinked(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }
}
