import Foundation
import Testing

@testable import Extraction

/// The patterns of the repository, and small patterns written in tests.
enum StatementFixture {
  static let graph = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Graph")

  static func ontology() throws -> Ontology {
    try Ontology(String(contentsOf: graph.appending(path: "ontology.txt"), encoding: .utf8))
  }

  static func library() throws -> PatternLibrary {
    let folder = graph.appending(path: "patterns")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".txt")
    }
    return try PatternLibrary(
      files: files.sorted().map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) },
      ontology: ontology())
  }

  static func library(_ text: String) throws -> PatternLibrary {
    try PatternLibrary(files: [("test.txt", text)], ontology: ontology())
  }
}

extension SpeakerFixture {
  /// Everything found in the talk, as `predicate(subject, object)`, in order.
  mutating func statements(_ library: PatternLibrary) -> [String] {
    let speakers = assignment()
    let found = StatementFinder(patterns: library).statements(
      transcript: transcript, catalog: catalog, mentions: mentions, speakers: speakers)
    return found.map { statement in
      let object =
        switch statement.object {
        case .entity(let entity): catalog[entity].id
        case .value(let value): "\"\(value)\""
        }
      return "\(statement.predicate)(\(catalog[statement.subject].id), \(object))"
    }
  }
}
