import Foundation

/// A file's bytes as the system shows them in memory, without a copy.
///
/// Nobody may shorten the file meanwhile: the system ends a process that reads where there is no file any more.
enum MappedFile {
  /// Lends the bytes of a file that can be mapped.
  ///
  /// - Returns: whether it could; a pipe and a file in some file systems cannot, and are read instead.
  /// - Throws: What `body` throws.
  static func lend(
    _ path: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) rethrows -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size > 0 else {
      return false
    }
    let size = Int(info.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      return false
    }
    defer { munmap(start, size) }
    try body(UnsafeBufferPointer(start: start.bindMemory(to: UInt8.self, capacity: size), count: size))
    return true
  }
}
