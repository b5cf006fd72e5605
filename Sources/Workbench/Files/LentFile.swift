import Datalog
import Foundation

/// A regular file, opened to be read as a whole into memory of its own.
///
/// It is not mapped: the system ends a process that reads a mapped file where somebody has shortened it meanwhile. Into
/// large pages, reading takes as long as mapping, within three hundredths of loading 142 MB; into small ones eight.
///
/// A class because it closes the file at its end.
final class LentFile {
  /// How much is read at a time.
  private static let pieceSize = 1 << 20

  private let path: String
  private let descriptor: Int32
  private let status: stat

  /// Opens a file; nothing if it cannot be, or if it is a pipe or a folder, or tells no size.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      close(descriptor)
      return nil
    }
    self.path = path
    self.descriptor = descriptor
    self.status = status
  }

  deinit { close(descriptor) }

  /// How many bytes it had when it was opened.
  var size: Int { Int(status.st_size) }

  /// Lends the file's bytes, which stay as they are whatever becomes of the file.
  ///
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)``, also for a file that is shortened while it is read, and what
  ///   `body` throws.
  func lend(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    // Not from the heap, which would keep some of it.
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      throw WorkbenchError.unreadable(path: path, reason: systemReason(errno))
    }
    defer { munmap(memory, size) }
    #if os(Linux)
      madvise(memory, size, MADV_HUGEPAGE)
    #endif
    let count = try fill(memory)
    let bytes = memory.bindMemory(to: UInt8.self, capacity: size)
    try body(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// Reads as far as the file goes.
  private func fill(_ memory: UnsafeMutableRawPointer) throws(WorkbenchError) -> Int {
    var filled = 0
    while filled < size {
      let got = pread(descriptor, memory + filled, min(size - filled, Self.pieceSize), off_t(filled))
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(path: path, reason: systemReason(errno)) }
      if got == 0 { break }
      filled += got
    }
    // Files that the kernel writes may have fewer bytes than they tell.
    if filled < size, hasChanged() {
      throw .unreadable(path: path, reason: "it was shortened while it was read")
    }
    return filled
  }

  private func hasChanged() -> Bool {
    var now = stat()
    return fstat(descriptor, &now) != 0 || now.st_size != status.st_size
      || now.st_mtim.tv_sec != status.st_mtim.tv_sec || now.st_mtim.tv_nsec != status.st_mtim.tv_nsec
  }
}
