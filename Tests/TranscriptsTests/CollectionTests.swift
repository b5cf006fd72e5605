import Foundation
import Testing

@testable import Transcripts

/// The real transcripts, where they are at hand.
private enum SharedCollection {
  static let folder: URL = {
    let shared =
      ProcessInfo.processInfo.environment["TALKGRAPH_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared")
    return shared.appendingPathComponent("collection")
  }()

  static let files: [URL] = {
    let all = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
  }()
}

@Suite(
  "the shared collection",
  .enabled(
    if: !SharedCollection.files.isEmpty,
    "skipped: the shared collection is not here (TALKGRAPH_SHARED or ../shared)"))
struct CollectionTests {
  @Test("every word read from the real talks stands in its source", arguments: SharedCollection.files)
  func grounded(file: URL) throws {
    let talk = try TranscriptReading.read(
      path: file.lastPathComponent, bytes: [UInt8](Data(contentsOf: file)))
    #expect(ungrounded(talk) == [])
    #expect(talk.turns.count >= 4)
    #expect(talk.metadata.title.count > 10)
  }

  @Test(
    "the same real talk reads the same with carriage returns and a byte-order mark",
    arguments: SharedCollection.files)
  func carriageReturns(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let plain = try read(text)
    let other = try read("\u{FEFF}" + text.replacingOccurrences(of: "\n", with: "\r\n"))
    #expect(ungrounded(other) == [])
    #expect(other.format == plain.format)
    #expect(outline(other) == outline(plain))
    #expect(other.sentences.map(\.line) == plain.sentences.map(\.line))
  }

  @Test("the formats of the real talks are told by what is inside")
  func formats() throws {
    let formats = try SharedCollection.files.map { file in
      try TranscriptReading.read(path: "x", bytes: [UInt8](Data(contentsOf: file))).format
    }
    #expect(
      formats == [
        "front-matter-markdown", "podcast-page", "wrapped-article", "alternating-blocks", "labelled-lines",
      ])
  }
}
