import Foundation
import Synchronization
import Testing

@testable import Workbench

/// Where the tests find the project's folders, and the shared ones where they exist.
enum TestFolders {
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder with real transcripts and annotation: `TALKGRAPH_SHARED`, else `shared` beside the package.
  static let shared: URL? = {
    let named = ProcessInfo.processInfo.environment["TALKGRAPH_SHARED"].map { URL(fileURLWithPath: $0) }
    let folder = named ?? package.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: folder.appendingPathComponent("collection").path)
      ? folder : nil
  }()

  /// A new, empty folder, which is removed when the tests end.
  static func temporary() throws -> URL {
    let folder = temporaryFolders.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static let temporaryFolders: URL = {
    atexit { try? FileManager.default.removeItem(at: TestFolders.temporaryFolders) }
    return FileManager.default.temporaryDirectory.appendingPathComponent("talkgraph-" + UUID().uuidString)
  }()
}

/// Graphs that many tests ask, built once.
enum TestGraph {
  private static let exampleFile = Result {
    try build(["Examples/2023", "Examples/2025"].map { TestFolders.package.appendingPathComponent($0) })
  }
  private static let files = Mutex<[URL: String]>([:])

  /// The graph of the example talks.
  static func examples() throws -> OpenGraph { try OpenGraph(reference: exampleFile.get()) }

  /// Its file.
  static func exampleGraphFile() throws -> String { try exampleFile.get() }

  /// The graph of a folder of talks.
  static func of(_ folder: URL) throws -> OpenGraph { try OpenGraph(reference: file(of: folder)) }

  /// The graph file of a folder of talks.
  static func file(of folder: URL) throws -> String {
    try files.withLock { files in
      if let file = files[folder] { return file }
      let file = try build([folder])
      files[folder] = file
      return file
    }
  }

  /// Builds folders anew.
  static func build(_ folders: [URL]) throws -> String {
    let output = try TestFolders.temporary().appendingPathComponent("a.talkgraph").path
    let report = try GraphBuild(paths: folders.map(\.path), output: output).run()
    #expect(report.refusals.isEmpty)
    return output
  }
}
