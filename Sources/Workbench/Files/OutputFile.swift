import Foundation

/// A file being written: it takes its place only when it is whole.
///
/// Bytes go to a temporary name in the same folder, which is renamed over the target at the end; whatever goes wrong
/// before, the target stands as it was and the temporary is gone. A target that is no regular file (a pipe, a
/// device) is written directly.
///
/// A class because it owns an open file: what is not finished when the last reference goes is taken away.
public final class OutputFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// Opens a file for writing.
  ///
  /// - Throws: ``WorkbenchError/unwritable(path:reason:)`` if the folder is missing or not writable.
  public init(path: String) throws(WorkbenchError) {
    if FileKind(of: path) == .folder { throw .unwritable(path: path, reason: "it is a folder") }
    let isSpecial = FileKind(of: path) == .other
    let temporary = isSpecial ? path : path + ".\(getpid()).partial"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: systemReason(errno)) }
    self.path = path
    self.temporary = temporary
    self.descriptor = descriptor
  }

  /// Writes a whole file at once.
  public static func write(_ bytes: [UInt8], to path: String) throws(WorkbenchError) {
    let file = try OutputFile(path: path)
    try file.write(bytes)
    try file.finish()
  }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(WorkbenchError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Puts the file in its place.
  public func finish() throws(WorkbenchError) {
    try flush()
    if temporary != path {
      guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
        throw .unwritable(path: path, reason: systemReason(errno))
      }
    }
    isFinished = true
  }

  private func flush() throws(WorkbenchError) {
    var offset = 0
    while offset < buffer.count {
      let written = buffer[offset...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .unwritable(path: path, reason: systemReason(errno)) }
      offset += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  deinit {
    close(descriptor)
    if !isFinished && temporary != path { unlink(temporary) }
  }
}

/// What stands at a path.
enum FileKind: Equatable {
  case missing
  case regular
  case folder
  /// A pipe, a device, a socket.
  case other

  init(of path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else {
      self = .missing
      return
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}

/// The system's own words for an error number, in lower case.
func systemReason(_ number: Int32) -> String {
  let words = String(cString: strerror(number))
  return words.prefix(1).lowercased() + words.dropFirst()
}
