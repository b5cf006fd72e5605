import Foundation
import GraphExchange
import KnowledgeGraph
import Testing
import Transcripts

@testable import Workbench

/// What must hold for any collection, tried on the example talks and, where it is there, on real ones.
@Suite("collections")
struct CollectionTests {
  /// Folders of talks: the examples, and the shared collection if it is there.
  static let collections: [URL] =
    ["Examples/2023", "Examples/2025"].map { TestFolders.package.appendingPathComponent($0) }
    + [TestFolders.shared?.appendingPathComponent("collection")].compactMap { $0 }

  @Test("the bytes of every mention in its source read as its surface", arguments: collections)
  func mentionsAreGrounded(folder: URL) throws {
    var checked = 0
    for talk in try TestGraph.of(folder).contents().talks {
      let source = try Data(contentsOf: folder.appendingPathComponent(talk.path))
      let file = SourceFile(path: talk.path, bytes: Array(source))
      for mention in talk.mentions {
        #expect(file.surface(of: mention.bytes) == mention.surface)
        #expect(file.line(at: mention.bytes.lowerBound) == mention.line)
        let sentence = talk.sentences[mention.sentence]
        #expect(sentence.bytes.lowerBound <= mention.bytes.lowerBound)
        #expect(mention.bytes.upperBound <= sentence.bytes.upperBound)
        checked += 1
      }
      for statement in talk.statements {
        #expect(statement.bytes.lowerBound >= 0 && statement.bytes.upperBound <= source.count)
      }
    }
    #expect(checked > 50)
  }

  @Test("two builds of one collection export the same bytes", arguments: collections)
  func buildsAreAlike(folder: URL) throws {
    let first = try TestGraph.of(folder)
    let second = try OpenGraph(reference: TestGraph.build([folder]))
    for format in ExportFormat.allCases {
      #expect(try export(first, format) == export(second, format), "\(format.rawValue) differs")
    }
  }

  @Test("the graph file itself is the same bytes on every build")
  func filesAreAlike() throws {
    let files = try (0..<2).map { _ in
      let output = try TestFolders.temporary().appendingPathComponent("a.talkgraph").path
      _ = try GraphBuild(paths: [Self.collections[0].path], output: output).run()
      return try Data(contentsOf: URL(fileURLWithPath: output))
    }
    #expect(files[0] == files[1])
  }

  @Test("a graph is whole and agrees with the ontology", arguments: collections)
  func graphIsConsistent(folder: URL) throws {
    #expect(try GraphHealth.findings(inFileAt: TestGraph.file(of: folder), data: .embedded) == [])
  }

  @Test("building again leaves the file alone until a talk changes")
  func incremental() throws {
    let folder = try TestFolders.temporary().appendingPathComponent("talks")
    try FileManager.default.copyItem(at: Self.collections[0], to: folder)
    let output = try TestFolders.temporary().appendingPathComponent("a.talkgraph").path
    let build = GraphBuild(paths: [folder.path], output: output)
    #expect(try build.run().isUnchanged == false)
    #expect(try build.run().isUnchanged)
    try "Ada Marsh: We use CUDA.\n\nTom Reed: And PyTorch.\n\nAda Marsh: Yes.\n"
      .write(to: folder.appendingPathComponent("new.txt"), atomically: true, encoding: .utf8)
    let report = try build.run()
    #expect(!report.isUnchanged && report.counts.talks == 4)
    try "kind CUDA = concept\n".write(
      to: folder.appendingPathComponent("corrections"), atomically: true, encoding: .utf8)
    #expect(try build.run().isUnchanged == false)
    #expect(try OpenGraph(reference: output).graph.entity("CUDA")?.kind == .concept)
  }

  @Test("a build that recalls unchanged talks makes the same file as one that reads all of them")
  func recallingIsExact() throws {
    let folder = try TestFolders.temporary().appendingPathComponent("talks")
    try FileManager.default.copyItem(at: Self.collections[0], to: folder)
    let output = folder.path + ".talkgraph"
    _ = try GraphBuild(paths: [folder.path], output: output).run()
    let talk = folder.appendingPathComponent("open-models.txt")
    let edits = [
      ("算力是真正的瓶颈", "数据和算力都是瓶颈"), ("Yann LeCun 认为", "Andrej Karpathy 认为"),
      ("Sofia Marchetti", "Sofia Brandt"), ("谢谢邀请。", "谢谢邀请。Zeta Quark Labs 由 Rowena Birch 创立。"),
    ]
    var recalled = 0
    for (old, new) in edits {
      let text = try String(contentsOf: talk, encoding: .utf8).replacing(old, with: new)
      try text.write(to: talk, atomically: true, encoding: .utf8)
      recalled += try GraphBuild(paths: [folder.path], output: output).run().recalled
      let anew = try TestFolders.temporary().appendingPathComponent("a.talkgraph").path
      _ = try GraphBuild(paths: [folder.path], output: anew).run()
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: output)) == Data(contentsOf: URL(fileURLWithPath: anew)),
        "after \(old) became \(new)")
    }
    #expect(recalled > 0)
  }

  @Test("a mistake in the user's corrections is reported with its place, and nothing is built")
  func mistakenCorrections() throws {
    let folder = try TestFolders.temporary().appendingPathComponent("talks")
    try FileManager.default.copyItem(at: Self.collections[0], to: folder)
    try "same A = B\nsmae C = D\n".write(
      to: folder.appendingPathComponent("corrections"), atomically: true, encoding: .utf8)
    let output = folder.path + ".talkgraph"
    #expect {
      try GraphBuild(paths: [folder.path], output: output).run()
    } throws: { error in
      "\(error)".contains("corrections:2:")
    }
    #expect(!FileManager.default.fileExists(atPath: output))
  }

  @Test("files called alike in folders called alike are built, and a change of either is seen")
  func alikeFolders() throws {
    let place = try TestFolders.temporary()
    let folders = ["one/talks", "two/talks"].map { place.appendingPathComponent($0) }
    for (folder, name) in zip(folders, ["CUDA", "PyTorch"]) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "Ada Marsh: We use \(name).\n\nTom Reed: Good.\n\nAda Marsh: Yes.\n"
        .write(to: folder.appendingPathComponent("a.txt"), atomically: true, encoding: .utf8)
    }
    let build = GraphBuild(paths: folders.map(\.path), output: place.path + "/a.talkgraph")
    #expect(try build.run().counts.talks == 2)
    #expect(try build.run().isUnchanged)
    try "Ada Marsh: We use TensorFlow.\n\nTom Reed: Good.\n\nAda Marsh: Yes.\n"
      .write(to: folders[1].appendingPathComponent("a.txt"), atomically: true, encoding: .utf8)
    #expect(try build.run().isUnchanged == false)
    #expect(try OpenGraph(reference: place.path + "/a.talkgraph").graph.entity("TensorFlow") != nil)
  }

  private func export(_ graph: OpenGraph, _ format: ExportFormat) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try GraphExport(graph: graph, selection: GraphSelection(), format: format, language: .english)
      .write { bytes += $0 }
    return bytes
  }
}

/// Quality on hand-annotated talks, where they are there.
@Suite("quality", .enabled(if: TestFolders.shared != nil, "the shared annotation is not beside the project"))
struct QualityTests {
  @Test("the annotated talks score no less than promised")
  func scores() throws {
    let shared = try #require(TestFolders.shared)
    let graph = try TestGraph.of(shared.appendingPathComponent("collection"))
    let evaluation = try Evaluation(of: graph, gold: shared.appendingPathComponent("gold").path)
    #expect(evaluation.notes.isEmpty)
    let promised: [(measure: String, column: String, least: Double)] = [
      ("entities", "F1", 0.70), ("canonical label", "recall", 0.85), ("kind", "recall", 0.90),
      ("speaker naming", "recall", 1.0), ("who mentioned what", "F1", 0.60), ("relations", "F1", 0.30),
    ]
    for promise in promised {
      let row = try #require(
        evaluation.table.rows.first { $0[0] == .text("all talks") && $0[1] == .text(promise.measure) })
      let column = try #require(evaluation.table.columns.firstIndex(of: promise.column))
      guard case .real(let value) = row[column] else {
        Issue.record("a score is a number")
        continue
      }
      #expect(value >= promise.least, "\(promise.measure) \(promise.column)")
    }
  }
}
