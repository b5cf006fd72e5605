import Foundation

/// A temporary file that has no name, and so goes when nobody holds it.
///
/// A class because it owns an open stream of the C library.
final class NamelessFile {
  private let stream: UnsafeMutablePointer<FILE>

  /// - Returns: nil, with `errno` set, if there is no room for one.
  init?() {
    guard let stream = tmpfile() else { return nil }
    self.stream = stream
  }

  deinit { fclose(stream) }

  /// For a child process; lives no longer than this file.
  var handle: FileHandle { FileHandle(fileDescriptor: fileno(stream), closeOnDealloc: false) }

  /// Writes all bytes and goes back to the beginning.
  ///
  /// - Returns: false, with `errno` set, if there is no room.
  func write(_ bytes: [UInt8]) -> Bool {
    fwrite(bytes, 1, bytes.count, stream) == bytes.count && fflush(stream) == 0
      && lseek(fileno(stream), 0, SEEK_SET) == 0
  }

  /// All that is in the file, whoever wrote it.
  func contents() -> [UInt8] {
    let end = lseek(fileno(stream), 0, SEEK_END)
    guard end > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(end))
    var filled = 0
    while filled < bytes.count {
      let count = bytes[filled...].withUnsafeMutableBytes {
        pread(fileno(stream), $0.baseAddress, $0.count, off_t(filled))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
  }
}
