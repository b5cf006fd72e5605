import Foundation

/// A new file beside the one it is to become, so that nobody ever sees half of it.
struct DraftFile {
  let path: String
  /// The target as the caller named it, for errors.
  private let name: String
  /// Holds the lock that tells others that the file is being written.
  private let descriptor: Int32

  /// Makes an empty file that only this process knows.
  init(for target: String, named name: String) throws(GraphFileError) {
    self.name = name
    guard let file = UnfinishedFile.open(beside: target) else {
      throw .cannotWrite(path: name, reason: systemReason(errno))
    }
    (path, descriptor) = file
  }

  /// Puts the file in the target's place once it is safely on the disk.
  func move(to target: String) throws(GraphFileError) {
    try synchronize(path)
    guard rename(path, target) == 0 else {
      throw .cannotWrite(path: name, reason: systemReason(errno))
    }
    close(descriptor)
    // The name is on the disk when its folder is; a folder that cannot be synchronized is no reason to fail.
    try? synchronize(folder(of: target))
  }

  /// Takes the file away, and what SQLite may have put beside it.
  func remove() {
    for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
    close(descriptor)
  }

  private func synchronize(_ path: String) throws(GraphFileError) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw .cannotWrite(path: name, reason: systemReason(errno)) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: name, reason: systemReason(errno)) }
  }

  private func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
