import Foundation
import Testing

@testable import KnowledgeGraph

@Suite("damaged graph files")
struct GraphFileDamageTests {
  private let folder: TemporaryFolder
  private let whole: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    let entry = BuildRecord.Entry(
      source: BuildRecord.Source(path: "a", contentHash: "h", size: 1, modified: 1), cache: [1, 2, 3])
    try GraphFile.write(
      Graph(Sample.contents), build: BuildRecord(key: "k", entries: [entry]), to: folder.file("g"))
    whole = try folder.bytes(of: "g")
  }

  @Test("a file cut short anywhere is refused")
  func truncated() throws {
    let lengths = Array(0..<120) + stride(from: 120, to: whole.count, by: 509) + [whole.count - 1]
    for length in lengths {
      try folder.write(Array(whole.prefix(length)), to: "cut")
      #expect(try outcome("cut") != .equal, "length \(length)")
    }
    try folder.write(Array(whole.prefix(whole.count / 2)), to: "cut")
    #expect(
      throws: GraphFileError.damaged(
        path: folder.file("cut"), what: "it is cut short after \(whole.count / 2) of \(whole.count) bytes")
    ) { try GraphFile(path: folder.file("cut")) }
  }

  @Test("flipped bits are found or do not matter, and never crash", arguments: 0..<8)
  func flipped(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var found = 0
    for _ in 0..<100 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] ^=
          1 << UInt8.random(in: 0..<8, using: &generator)
      }
      try folder.write(bytes, to: "flipped\(seed)")
      let outcome = try outcome("flipped\(seed)")
      #expect(outcome != .different, "seed \(seed)")
      found += outcome == .refused ? 1 : 0
    }
    #expect(found > 0, "seed \(seed)")
  }

  @Test("pages of noise and of other pages never crash", arguments: 0..<8)
  func scrambled(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      var bytes = whole
      let pages = bytes.count / 4096
      let target = Int.random(in: 0..<pages, using: &generator) * 4096
      let source = Int.random(in: 0..<pages, using: &generator) * 4096
      let isNoise = Bool.random(using: &generator)
      for offset in (target == 0 ? 100 : 0)..<4096 {
        bytes[target + offset] = isNoise ? .random(in: 0...255, using: &generator) : whole[source + offset]
      }
      try folder.write(bytes, to: "scrambled\(seed)")
      #expect(try outcome("scrambled\(seed)") != .different, "seed \(seed)")
    }
  }

  private enum Outcome {
    case refused
    case equal
    case different
  }

  /// Opens a file, reads everything in every way, and compares.
  private func outcome(_ name: String) throws -> Outcome {
    do throws(GraphFileError) {
      let file = try GraphFile(path: folder.file(name))
      let graph = file.graph
      for predicate in graph.predicates {
        for order in Graph.Order.allCases { _ = try graph.relation(named: predicate.name, order: order) }
      }
      _ = try graph.evidence(subject: "Tom Reed", predicate: "founderOf", object: "Vela Labs")
      _ = try graph.evidence(subject: "opening:0002", predicate: "mentions", object: "Vela Labs")
      _ = try graph.evidence(subject: "sequel", predicate: "speaker", object: "Tom Reed")
      _ = try graph.resolve("Reid")
      _ = try graph.talks()
      _ = try graph.collections()
      _ = try file.buildRecord()
      return try graph.contents() == Sample.contents.canonical ? .equal : .different
    } catch {
      return .refused
    }
  }
}
