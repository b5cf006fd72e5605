import Testing

@testable import Workbench

@Suite("gzip")
struct GzipTests {
  private func packed(_ pieces: [[UInt8]]) -> [UInt8] {
    let packer = GzipPacker()
    var result: [UInt8] = []
    for piece in pieces { packer.pack(piece[...]) { result += $0 } }
    packer.pack([], isLast: true) { result += $0 }
    return result
  }

  @Test("what is packed in pieces is unpacked whole", arguments: [0, 1, 100_000, 3_000_000])
  func bothWays(count: Int) throws {
    var state: UInt32 = 7
    let bytes = (0..<count).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 28)
    }
    let file = packed([Array(bytes.prefix(count / 3)), [], Array(bytes.dropFirst(count / 3))])
    #expect(file.starts(with: [0x1f, 0x8b]))
    #expect(try Gzip.unpacked(file) == bytes)
    #expect(packed([Array(bytes.prefix(count / 3)), [], Array(bytes.dropFirst(count / 3))]) == file)
  }

  @Test("several packed files in one are one text, and zeros may fill it up")
  func members() throws {
    let file = packed([Array("a\n".utf8)]) + packed([Array("b\n".utf8)]) + [0, 0, 0]
    #expect(try Gzip.unpacked(file) == Array("a\nb\n".utf8))
  }

  @Test("a file cut short at any place is found out")
  func truncation() {
    let file = packed([Array("some text, some text, some text\n".utf8)])
    for length in 2..<file.count {
      #expect(throws: Gzip.Fault.truncated) { try Gzip.unpacked(Array(file.prefix(length))) }
    }
  }

  @Test("damage and what is no gzip are told in zlib's words")
  func damage() {
    var file = packed([Array("some text".utf8)])
    file[file.count - 6] ^= 1
    #expect(throws: Gzip.Fault.damaged("incorrect data check")) { try Gzip.unpacked(file) }
    let tail = packed([Array("a".utf8)]) + Array("tail".utf8)
    #expect(throws: Gzip.Fault.damaged("incorrect header check")) { try Gzip.unpacked(tail) }
  }

  @Test("no more is unpacked than there may be")
  func bomb() {
    let file = packed([[UInt8](repeating: 0, count: 50 << 20)])
    #expect(file.count < 100_000)
    #expect(throws: Gzip.Fault.tooLarge(limit: 1 << 20)) { try Gzip.unpacked(file, limit: 1 << 20) }
  }
}
