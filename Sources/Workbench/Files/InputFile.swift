import Foundation
import Relations

/// A file's bytes, read whole, with a limit and a reason when it cannot be had.
public enum InputFile {
  /// What one transcript, lexicon or program may weigh; more is a mistake.
  public static let sizeLimit = 256 << 20

  /// Reads a file.
  ///
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)``.
  public static func bytes(of path: String) throws(WorkbenchError) -> [UInt8] {
    try withFile(path) { descriptor, size throws(WorkbenchError) in
      guard size <= sizeLimit else {
        throw .unreadable(path: path, reason: "it has more than \(sizeLimit >> 20) MiB")
      }
      return try bytes(from: descriptor, path: path, expected: size)
    }
  }

  /// Opens a file that is no folder for as long as `body` reads it; a pipe says of its size that it is 0.
  static func withFile<Result>(
    _ path: String, _ body: (_ descriptor: Int32, _ size: Int) throws(WorkbenchError) -> Result
  ) throws(WorkbenchError) -> Result {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: systemReason(errno)) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw .unreadable(path: path, reason: systemReason(errno)) }
    if info.st_mode & S_IFMT == S_IFDIR { throw .unreadable(path: path, reason: "it is a folder") }
    return try body(descriptor, Int(info.st_size))
  }

  /// Reads a text file; of one that is not there, the nearest names beside it are told.
  public static func text(of path: String) throws(WorkbenchError) -> String {
    guard let text = String(validating: try present(path), as: UTF8.self) else {
      throw .unreadable(path: path, reason: "it is not UTF-8 text")
    }
    return text
  }

  private static func present(_ path: String) throws(WorkbenchError) -> [UInt8] {
    do {
      return try bytes(of: path)
    } catch {
      guard case .unreadable(_, let reason) = error, FileKind(of: path) == .missing else { throw error }
      throw .unreadable(path: path, reason: reason + NearestNames.suggestion(forFile: path))
    }
  }

  private static func bytes(
    from descriptor: Int32, path: String, expected: Int
  ) throws(WorkbenchError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(expected + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path: path, reason: systemReason(errno)) }
      if count == 0 { return result }
      result.append(contentsOf: chunk[..<count])
      guard result.count <= sizeLimit else {
        throw .unreadable(path: path, reason: "it has more than \(sizeLimit >> 20) MiB")
      }
    }
  }
}
