import Foundation
import KnowledgeGraph

/// The files of the folders and paths a user gave, in a fixed order, with what stands beside them.
public struct CollectionScan: Sendable {
  /// A file to be read as a transcript.
  public struct Entry: Sendable, Equatable {
    /// Where it is.
    public var path: String
    /// Its path from the folder that was given, or its name.
    public var relativePath: String
    public var collection: String
  }

  public private(set) var entries: [Entry] = []
  /// What in the folders cannot be looked at, each with the reason.
  public private(set) var refusals: [String] = []
  /// The `lexicon` files found beside the talks.
  public private(set) var lexicons: [String] = []
  /// The `corrections` files found beside the talks.
  public private(set) var corrections: [String] = []

  /// Looks through files and folders; folders are walked, hidden files and graph files left out.
  ///
  /// A folder's name is its collection's, unless one name is given for all. Files named one by one belong to the
  /// collection called after the folder they are in.
  ///
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)`` for a path that is not there,
  ///   ``WorkbenchError/nothingToRead(paths:)`` if nothing was found.
  public init(paths: [String], collection: String?) throws(WorkbenchError) {
    for path in paths {
      switch FileKind(of: path) {
      case .missing: throw .unreadable(path: path, reason: "there is no such file or folder")
      case .hidden(let reason): throw .unreadable(path: path, reason: reason)
      case .other: throw .unreadable(path: path, reason: "it is neither a file nor a folder")
      case .regular: addFile(path, collection: collection)
      case .folder: try addFolder(path, collection: collection)
      }
    }
    entries = CollectionScan.toldApart(entries)
    lexicons = lexicons.removingRepeats()
    corrections = corrections.removingRepeats()
    guard entries.isEmpty else { return }
    throw refusals.isEmpty ? .nothingToRead(paths: paths) : .nothingReadable(reasons: refusals)
  }

  /// The entries, each file once, with no two files of one collection under one name.
  ///
  /// Folders called alike hold files called alike; those keep the whole path they were found by.
  private static func toldApart(_ entries: [Entry]) -> [Entry] {
    var met: Set<[String]> = []
    let distinct = entries.filter { entry in
      met.insert([URL(fileURLWithPath: entry.path).standardizedFileURL.path, entry.collection]).inserted
    }
    let names = distinct.map { [$0.collection, $0.relativePath] }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(distinct, names).map { entry, name in
      var entry = entry
      if counts[name, default: 1] > 1 { entry.relativePath = entry.path }
      return entry
    }
  }

  private mutating func addFile(_ path: String, collection: String?) {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    let folder = url.deletingLastPathComponent()
    entries.append(
      Entry(
        path: path, relativePath: url.lastPathComponent, collection: collection ?? folder.lastPathComponent))
    addCompanions(in: folder.path)
  }

  private mutating func addFolder(_ path: String, collection: String?) throws(WorkbenchError) {
    let root = URL(fileURLWithPath: path).standardizedFileURL
    let walk = try FolderWalk(path: path, isWanted: CollectionScan.mayBeTranscript)
    refusals += walk.refusals
    addCompanions(in: root.path)
    for name in walk.files {
      entries.append(
        Entry(
          path: walk.path(of: name), relativePath: name,
          collection: collection ?? root.lastPathComponent))
    }
  }

  private mutating func addCompanions(in folder: String) {
    for name in ["lexicon", "lexicon.txt"] where FileKind(of: folder + "/" + name) == .regular {
      lexicons.append(folder + "/" + name)
    }
    for name in ["corrections", "corrections.txt"] where FileKind(of: folder + "/" + name) == .regular {
      corrections.append(folder + "/" + name)
    }
  }

  /// Whether a file or folder of a name could be or hold a transcript: not hidden, not ours, not beside the talks for
  /// another purpose.
  private static func mayBeTranscript(_ name: String) -> Bool {
    let companions: Set<String> = ["lexicon", "lexicon.txt", "corrections", "corrections.txt"]
    return !name.hasPrefix(".") && !companions.contains(name) && !name.hasSuffix(".talkgraph")
      && !UnfinishedFile.hasName(name)
  }
}

extension Array where Element: Equatable {
  fileprivate func removingRepeats() -> [Element] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
