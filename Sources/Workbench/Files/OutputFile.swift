import Foundation
import KnowledgeGraph

/// A file being written: it takes its place only when it is whole.
///
/// Bytes go to a temporary name in the same folder, which is renamed over the target at the end; whatever goes wrong
/// before, the target stands as it was and the temporary is gone; one left by a program that was killed goes when
/// the target is next written. A target that is no regular file (a pipe, a device) is written directly, a link is
/// followed, and a graph is never replaced by anything but a graph.
///
/// A class because it owns an open file: what is not finished when the last reference goes is taken away.
public final class OutputFile {
  /// As the user wrote it, for errors.
  private let name: String
  private let target: String
  private let temporary: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// Opens a file for writing.
  ///
  /// - Throws: ``WorkbenchError/unwritable(path:reason:)`` if the folder is missing or not writable, or a graph
  ///   stands there.
  public init(path: String) throws(WorkbenchError) {
    name = path
    target = OutputFile.resolvingLinks(path)
    let kind = FileKind(of: target)
    if kind == .folder { throw .unwritable(path: path, reason: "it is a folder") }
    if kind == .regular, GraphFile.stands(at: target) {
      throw .unwritable(path: path, reason: "a graph is there; choose another name or remove it first")
    }
    if kind == .other {
      temporary = target
      descriptor = open(target, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .unwritable(path: path, reason: systemReason(errno)) }
    } else {
      guard let file = UnfinishedFile.open(beside: target) else {
        throw .unwritable(path: path, reason: systemReason(errno))
      }
      (temporary, descriptor) = file
    }
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
    if temporary != target {
      guard fsync(descriptor) == 0, rename(temporary, target) == 0 else {
        throw .unwritable(path: name, reason: systemReason(errno))
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
      guard written > 0 else { throw .unwritable(path: name, reason: systemReason(errno)) }
      offset += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  deinit {
    if !isFinished && temporary != target { unlink(temporary) }
    close(descriptor)
  }

  /// The file that a link leads to, so that a link stays a link.
  private static func resolvingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension GraphFile {
  /// Whether a graph is at a path, whole or damaged, of this program's version or a newer one.
  static func stands(at path: String) -> Bool {
    do throws(GraphFileError) {
      _ = try GraphFile(path: path)
      return true
    } catch {
      return switch error {
      case .damaged, .newerSchema: true
      default: false
      }
    }
  }
}

/// What stands at a path.
enum FileKind: Equatable {
  case missing
  case regular
  case folder
  /// A pipe, a device, a socket.
  case other
  /// Something that cannot be looked at.
  case hidden(reason: String)

  init(of path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else {
      self = errno == ENOENT || errno == ENOTDIR ? .missing : .hidden(reason: systemReason(errno))
      return
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }

  /// Why it cannot serve as a folder; nothing if it is one, or if nobody can tell.
  var folderFault: String? {
    switch self {
    case .folder, .hidden: nil
    case .missing: "there is no such folder"
    case .regular, .other: "it is no folder"
    }
  }
}

/// The system's own words for an error number, in lower case.
func systemReason(_ number: Int32) -> String {
  let words = String(cString: strerror(number))
  return words.prefix(1).lowercased() + words.dropFirst()
}
