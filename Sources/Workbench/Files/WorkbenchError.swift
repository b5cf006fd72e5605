import Relations

/// What can go wrong around the files and names a user gives.
public enum WorkbenchError: Error, Sendable, Equatable {
  /// A file or folder cannot be read.
  case unreadable(path: String, reason: String)
  /// A file cannot be written; what stood there before still does.
  case unwritable(path: String, reason: String)
  /// A folder, or several, with nothing in it that could be a transcript.
  case nothingToRead(paths: [String])
  /// Every file was refused, each for a reason.
  case nothingReadable(reasons: [String])
  /// No query of that name.
  case unknownQuery(name: String, nearest: [String])
  /// No entity, talk or collection of that name.
  case unknownName(kind: String, name: String, nearest: [String])
  /// Several have that name.
  case ambiguousName(kind: String, name: String, candidates: [String])
  /// A file of the user's has mistakes, each worded with its place.
  case mistakes([String])
}

extension WorkbenchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "cannot read \"\(path)\": \(reason)"
    case .unwritable(let path, let reason):
      "cannot write \"\(path)\": \(reason)"
    case .nothingToRead(let paths):
      "no transcript to read in \(list(paths))"
    case .nothingReadable(let reasons):
      (reasons + ["nothing could be read as a transcript"]).joined(separator: "\n")
    case .unknownQuery(let name, let nearest):
      "no query is called \"\(name)\""
        + NearestNames.hint(nearest, otherwise: "'talkgraph query --list' shows them all")
    case .unknownName(let kind, let name, let nearest):
      "no \(kind) is called \"\(name)\"\(suggestion(nearest))"
    case .ambiguousName(let kind, let name, let candidates):
      "\"\(name)\" could be more than one \(kind): \(list(candidates))"
    case .mistakes(let lines):
      lines.joined(separator: "\n")
    }
  }

  private func suggestion(_ nearest: [String]) -> String { NearestNames.suggestion(nearest) }

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}

extension NearestNames {
  /// `; did you mean "build"?` where candidates are near to a name, else nothing.
  public static func suggestion(for name: String, among candidates: [String]) -> String {
    suggestion(nearest(to: name, among: candidates))
  }

  /// As ``suggestion(for:among:)``; where no candidate is near, what else to do.
  static func hint(for name: String, among candidates: [String], otherwise help: String) -> String {
    hint(nearest(to: name, among: candidates), otherwise: help)
  }

  static func hint(_ nearest: [String], otherwise help: String) -> String {
    nearest.isEmpty ? "; \(help)" : suggestion(nearest)
  }

  static func suggestion(_ nearest: [String]) -> String {
    nearest.isEmpty ? "" : "; did you mean \(nearest.prefix(3).map { "\"\($0)\"" }.joined(separator: ", "))?"
  }
}
