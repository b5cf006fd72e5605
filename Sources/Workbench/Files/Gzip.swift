import CZlib

/// Packs and unpacks gzip files (RFC 1952), of which several may stand one after the other.
enum Gzip {
  /// What is wrong with a packed file.
  enum Fault: Error, Equatable {
    /// It ends before the packed text does.
    case truncated
    /// It is not what was packed, in zlib's words.
    case damaged(String)
    /// More comes out of it than there may be.
    case tooLarge(limit: Int)
  }

  /// Bytes that go through zlib at once.
  fileprivate static let chunk = 1 << 18

  /// What a packed file holds, if it is no more than there may be: a small file can hold very many bytes.
  static func unpacked(_ bytes: [UInt8], limit: Int = 4 << 30) throws(Fault) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    repeat {
      let stream = try Unpacking()
      rest = try stream.unpack(rest, into: &result, limit: limit)
      // Some tools fill the last block with zeros.
      if rest.allSatisfy({ $0 == 0 }) { return result }
    } while !rest.isEmpty
    return result
  }
}

/// One packed text being read.
///
/// A class because it owns what zlib allocated.
private final class Unpacking {
  private var stream = z_stream()

  init() throws(Gzip.Fault) {
    // 16 more than the largest window asks for gzip's header.
    let code = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw .damaged("zlib error \(code)") }
  }

  deinit { inflateEnd(&stream) }

  /// Appends what is packed at the beginning of some bytes; returns what follows it.
  func unpack(
    _ bytes: ArraySlice<UInt8>, into result: inout [UInt8], limit: Int
  ) throws(Gzip.Fault) -> ArraySlice<UInt8> {
    var rest = bytes
    var output = [UInt8](repeating: 0, count: Gzip.chunk)
    while true {
      let taken = min(rest.count, Gzip.chunk)
      let (code, used, made) = inflateOnce(rest.prefix(taken), &output)
      rest = rest.dropFirst(used)
      result += output[..<made]
      if result.count > limit { throw .tooLarge(limit: limit) }
      switch code {
      case Z_STREAM_END: return rest
      case Z_OK, Z_BUF_ERROR: if rest.isEmpty, made < output.count { throw .truncated }
      default: throw .damaged(stream.msg.map { String(cString: $0) } ?? "zlib error \(code)")
      }
    }
  }

  private func inflateOnce(
    _ input: ArraySlice<UInt8>, _ output: inout [UInt8]
  ) -> (code: Int32, used: Int, made: Int) {
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let code = inflate(&stream, Z_NO_FLUSH)
        return (code, input.count - Int(stream.avail_in), output.count - Int(stream.avail_out))
      }
    }
  }
}

/// Packs bytes as they come; the same bytes give the same file, which holds neither a time nor a name.
///
/// A class because it owns what zlib allocated.
final class GzipPacker {
  private var stream = z_stream()
  private var output = [UInt8](repeating: 0, count: Gzip.chunk)

  init() {
    let code = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib has memory for one stream and is the one it was built for")
  }

  deinit { deflateEnd(&stream) }

  /// Packs some bytes and hands on what is ready; at the end, everything.
  func pack<Failure: Error>(
    _ bytes: ArraySlice<UInt8>, isLast: Bool = false, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var rest = bytes
    repeat {
      let part = rest.prefix(1 << 28)
      rest = rest.dropFirst(part.count)
      try pack(Array(part), flush: isLast && rest.isEmpty ? Z_FINISH : Z_NO_FLUSH, to: sink)
    } while !rest.isEmpty
  }

  private func pack<Failure: Error>(
    _ bytes: [UInt8], flush: Int32, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var used = 0
    var isFull = true
    while isFull {
      let made = bytes.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + used })
          stream.avail_in = UInt32(input.count - used)
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          _ = deflate(&stream, flush)
          return output.count - Int(stream.avail_out)
        }
      }
      used = bytes.count - Int(stream.avail_in)
      isFull = made == output.count
      if made > 0 { try sink(Array(output[..<made])) }
    }
  }
}
