import Foundation

extension InputFile {
  /// What one file of facts may weigh.
  static let factLimit = 16 << 30

  /// Reads a file of facts, which may be much larger than other files, straight into place.
  ///
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)``.
  static func facts(of path: String) throws(WorkbenchError) -> [UInt8] {
    try withFile(path) { descriptor, size throws(WorkbenchError) in
      // A file may have grown since it told its size.
      var bytes: [UInt8] = []
      var room = max(1 << 16, size + 1)
      while true {
        guard bytes.count + room <= factLimit else {
          throw .unreadable(path: path, reason: "it has more than \(factLimit >> 30) GiB")
        }
        let part = try read(descriptor, upTo: room, path: path)
        if bytes.isEmpty { bytes = part } else { bytes += part }
        if part.count < room { return bytes }
        room = max(1 << 20, bytes.count)
      }
    }
  }

  /// Reads until so many bytes are there or the file ends.
  private static func read(
    _ descriptor: Int32, upTo count: Int, path: String
  ) throws(WorkbenchError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let base = buffer.baseAddress {
        let got = Foundation.read(descriptor, base + filled, min(count - filled, 1 << 30))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    if failure != 0 { throw .unreadable(path: path, reason: systemReason(failure)) }
    return bytes
  }
}
