import Foundation
import Testing

/// The program as built beside the tests, run as a user runs it.
struct Program {
  /// How a run ended.
  struct Ending {
    var code: Int32
    var output: String
    var errors: String
  }

  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder that the test runner and the program were linked into.
  static let executable: URL = {
    let own = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let beside = own.deletingLastPathComponent().appendingPathComponent("talkgraph")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return folder.appendingPathComponent(".build/debug/talkgraph")
  }()

  /// Runs the program to its end, with an empty standard input unless one is given.
  ///
  /// Its output goes through files, so that no pipe can fill up.
  static func run(
    _ arguments: [String], in working: URL? = nil, input: String = "", environment: [String: String] = [:],
    executable: URL = executable
  ) throws -> Ending {
    let place = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: place) }
    let files = try ["in", "out", "err"].map { name in
      let url = place.appendingPathComponent(name)
      try (name == "in" ? input : "").write(to: url, atomically: true, encoding: .utf8)
      return url
    }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = working
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    try #require(
      process.terminationReason == .exit, "the program was ended by signal \(process.terminationStatus)")
    return Ending(
      code: process.terminationStatus, output: try String(contentsOf: files[1], encoding: .utf8),
      errors: try String(contentsOf: files[2], encoding: .utf8))
  }

  /// A new, empty folder, which is removed when the tests end.
  static func temporaryFolder() throws -> URL {
    let folder = temporaryFolders.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static let temporaryFolders: URL = {
    atexit { try? FileManager.default.removeItem(at: Program.temporaryFolders) }
    return FileManager.default.temporaryDirectory.appendingPathComponent("talkgraph-" + UUID().uuidString)
  }()

  private static let exampleGraph = Result {
    let graph = try temporaryFolder().appendingPathComponent("examples.talkgraph").path
    let ending = try run(
      ["build", folder.path + "/Examples/2023", folder.path + "/Examples/2025", "-o", graph])
    try #require(ending.code == 0, "the examples build: \(ending.errors)")
    return graph
  }

  /// The graph file of the example talks, built once.
  static func examples() throws -> String { try exampleGraph.get() }
}
