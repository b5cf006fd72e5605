/// Why a graph file cannot be read or written.
public enum GraphFileError: Error, Sendable, Equatable {
  case notFound(path: String)
  case isFolder(path: String)
  /// Another kind of file; `found` says which, where its first bytes tell.
  case notAGraph(path: String, found: String?)
  /// Made by a newer program.
  case newerSchema(path: String, schema: Int, known: Int)
  /// The path is nil where the fault is found in columns that do not know their file.
  case damaged(path: String?, what: String)
  case cannotRead(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  /// The file that would be replaced is not a graph.
  case wouldReplace(path: String, found: String?)
}

extension GraphFileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound(let path):
      "no file at \(path)"
    case .isFolder(let path):
      "\(path) is a folder, not a graph file"
    case .notAGraph(let path, let found):
      "\(path) is not a TalkGraph file" + (found.map { "; it looks like \($0)" } ?? "")
    case .newerSchema(let path, let schema, let known):
      "\(path) was made by a newer TalkGraph (schema \(schema); this program reads up to \(known))"
    case .damaged(let path, let what):
      (path.map { "\($0) is damaged" } ?? "the graph file is damaged") + ": \(what); build it again"
    case .cannotRead(let path, let reason):
      "cannot read \(path): \(reason)"
    case .cannotWrite(let path, let reason):
      "cannot write \(path): \(reason)"
    case .wouldReplace(let path, let found):
      "\(path) exists and is not a TalkGraph file" + (found.map { " but \($0)" } ?? "")
        + "; it was left as it is: choose another name or remove it first"
    }
  }
}
