import Foundation
import Testing

@testable import Workbench

@Suite("files lent as bytes")
struct LentFileTests {
  private let path: String
  private let text = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })

  init() throws {
    path = try TestFolders.temporary().appendingPathComponent("a.facts").path
    try text.write(to: URL(fileURLWithPath: path))
  }

  @Test("what is lent stays as it was read, even if the file is shortened")
  func shortenedAfterwards() throws {
    let file = try #require(LentFile(path: path))
    try file.lend { bytes in
      #expect(truncate(path, 0) == 0)
      #expect(bytes.elementsEqual(text))
    }
  }

  @Test("a file that is shortened before it was read to its end is refused", arguments: [0, 1_500_000])
  func shortenedMeanwhile(length: Int) throws {
    let file = try #require(LentFile(path: path))
    #expect(truncate(path, length) == 0)
    let reason = "it was shortened while it was read"
    #expect(throws: WorkbenchError.unreadable(path: path, reason: reason)) {
      try file.lend { _ in Issue.record("nothing is lent") }
    }
  }

  @Test("what is no file with a size is left to others")
  func others() throws {
    #expect(truncate(path, 0) == 0)
    for path in [path, path + ".none", "/", "/dev/null"] {
      #expect(LentFile(path: path) == nil, "\(path)")
    }
  }
}
