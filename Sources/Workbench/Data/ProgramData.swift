import Foundation

/// The data that the program reads the world by: the files of `Graph/` and `Queries/`.
///
/// Built in, so that the program runs with nothing beside it; or read from folders that the user names.
public struct ProgramData: Sendable {
  /// A text file and its path from the folder's parent: `Graph/lexicon/people.txt`.
  public struct File: Sendable, Equatable {
    public var path: String
    public var text: String

    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// In byte order of their paths.
  public let graph: [File]
  public let queries: [File]

  public init(graph: [File], queries: [File]) {
    self.graph = graph
    self.queries = queries
  }

  /// What was built into the program.
  public static let embedded = ProgramData(
    graph: embeddedFiles(under: "Graph/"), queries: embeddedFiles(under: "Queries/"))

  /// The built-in data, with either part replaced by a folder's files.
  ///
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)`` if a folder or one of its files cannot be read.
  public init(graphFolder: String?, queriesFolder: String?) throws(WorkbenchError) {
    graph = try graphFolder.map(ProgramData.files) ?? ProgramData.embedded.graph
    queries = try queriesFolder.map(ProgramData.files) ?? ProgramData.embedded.queries
  }

  /// A digest that changes whenever anything in `Graph/` does.
  public var graphDigest: String {
    var hash = SHA256()
    for file in graph {
      hash.update(Array("\(file.path)\n\(file.text.utf8.count)\n".utf8))
      hash.update(Array(file.text.utf8))
    }
    return hash.hexDigest()
  }

  private static func embeddedFiles(under prefix: String) -> [File] {
    EmbeddedResources.files.filter { $0.path.hasPrefix(prefix) }.map { path, text in
      File(path: path, text: text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) })
    }
  }

  private static func files(in folder: String) throws(WorkbenchError) -> [File] {
    let root = URL(fileURLWithPath: folder).standardizedFileURL
    guard let walk = FileManager.default.enumerator(atPath: root.path) else {
      throw WorkbenchError.unreadable(path: folder, reason: "it is not a folder")
    }
    let names = walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".txt") || $0.hasSuffix(".dl") }
    var files: [File] = []
    for name in names.sorted() {
      do {
        let text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
        files.append(File(path: root.lastPathComponent + "/" + name, text: text))
      } catch {
        throw WorkbenchError.unreadable(path: folder + "/" + name, reason: "it is not readable UTF-8 text")
      }
    }
    return files
  }
}
