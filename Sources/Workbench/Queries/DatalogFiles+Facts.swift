import Datalog
import Foundation
import Relations

extension DatalogFiles {
  /// Reads a file of facts, or has said for which `.input` it cannot be read and where it was looked for.
  static func facts(_ name: String, in folder: String, by option: String = "-F") throws -> [UInt8] {
    let path = path(name, in: folder)
    return try placed(name, path, in: folder, by: option) { try InputFile.facts(of: path) }
  }

  /// Lends the bytes of a file of facts; one that is larger than all memory that may be used is not begun with.
  static func lend(
    _ name: String, in folder: String, _ limits: QueryLimits, otherwise read: (String) throws -> [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let path = path(name, in: folder)
    guard let file = LentFile(path: path) else { return try read(name).withUnsafeBufferPointer(body) }
    if limits.countsWholeProcess, let megabytes = limits.megabytes, file.size >> 20 >= megabytes {
      throw EvaluationError.limit(
        .memory, allowed: "\(megabytes) MB", relation: name, round: 0, rows: 0)
    }
    try placed(name, path, in: folder) { try file.lend(body) }
  }

  /// Does what reads a file of facts, with its failure as one of the `.input` that wants the file.
  ///
  /// - Parameters:
  ///   - name: as the program has it.
  ///   - path: where it lies.
  ///   - folder: where facts are looked for.
  ///   - option: what says so.
  ///   - body: what reads the file.
  /// - Returns: what `body` returns.
  /// - Throws: `UnreadableFacts` in place of ``WorkbenchError/unreadable(path:reason:)``, and what else `body` throws.
  static func placed<Result>(
    _ name: String, _ path: String, in folder: String, by option: String = "-F", _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch WorkbenchError.unreadable(let unreadable, let reason) {
      guard FileKind(of: path) == .missing else { throw UnreadableFacts(path: unreadable, reason: reason) }
      let near = name.contains("/") ? "" : NearestNames.suggestion(for: name, among: names(in: folder))
      throw UnreadableFacts(path: unreadable, reason: reason + near, help: searched(name, folder, option))
    }
  }

  /// Where facts are looked for, unless the program says where a file lies.
  private static func searched(_ name: String, _ folder: String, _ option: String) -> String? {
    if name.hasPrefix("/") || name.hasPrefix("file:") { return nil }
    if folder == "." {
      return "facts are looked for in the working directory; \(option) names another folder"
    }
    let place = "facts are looked for in \"\(folder)\" (\(option))"
    return FileKind(of: folder).folderFault.map { "\(place), and \($0)" } ?? place
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}
