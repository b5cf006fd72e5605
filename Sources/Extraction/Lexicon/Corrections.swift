import KnowledgeGraph

/// What a person has decided about a collection's entities; it always wins and survives a rebuild.
///
/// ```
/// same Sam Altman = 山姆        # the second is a name of the first
/// not-same Alex = Alex Graves   # the first is never read as the second
/// rename OpenAI Inc -> OpenAI
/// kind Codex = product
/// ignore Bayt
/// ```
public struct Corrections: Sendable, Equatable {
  /// One decision.
  public enum Command: Sendable, Equatable {
    case same(String, String)
    case notSame(String, String)
    case rename(String, to: String)
    case kind(String, EntityKind)
    case ignore(String)
  }

  /// A command and where it stands.
  public struct Line: Sendable, Equatable {
    public let command: Command
    /// 1-based.
    public let line: Int
  }

  public let path: String
  public private(set) var lines: [Line] = []
  public private(set) var problems: [DataProblem] = []

  /// Corrects nothing.
  public init() {
    path = ""
  }

  public init(path: String, text: String) {
    self.path = path
    for line in DataLines(text) {
      do {
        lines.append(Line(command: try Self.command(line), line: line.number))
      } catch {
        problems.append(
          DataProblem(file: path, line: line.number, column: error.column, reason: error.reason))
      }
    }
  }

  /// All that several files decide, in their order.
  public init(joining files: [Corrections]) {
    path = files.first?.path ?? ""
    lines = files.flatMap(\.lines)
    problems = files.flatMap(\.problems)
  }

  private struct Fault: Error {
    let column: Int
    let reason: DataProblem.Reason
  }

  private static func command(_ line: DataLines.Line) throws(Fault) -> Command {
    let words = line.text.split(separator: " ", maxSplits: 1)
    let word = words.first.map(String.init) ?? ""
    let rest = words.count > 1 ? String(words[1]).trimmed : ""
    switch word {
    case "same":
      let (a, b) = try sides(of: rest, separator: "=", word, line)
      return .same(a, b)
    case "not-same":
      let (a, b) = try sides(of: rest, separator: "=", word, line)
      return .notSame(a, b)
    case "rename":
      let (a, b) = try sides(of: rest, separator: "->", word, line)
      return .rename(a, to: b)
    case "kind":
      let (a, b) = try sides(of: rest, separator: "=", word, line)
      guard let kind = EntityKind(rawValue: b) else {
        throw Fault(column: line.column, reason: .unknownKind(b))
      }
      return .kind(a, kind)
    case "ignore":
      guard !rest.isEmpty else { throw Fault(column: line.column, reason: .emptyName) }
      return .ignore(rest)
    default: throw Fault(column: line.column, reason: .unknownCommand(word))
    }
  }

  /// The separator stands between spaces, so that `A=B` may be a name.
  private static func sides(
    of text: String, separator: String, _ command: String, _ line: DataLines.Line
  ) throws(Fault) -> (String, String) {
    guard let place = text.firstRange(of: " \(separator) ") else {
      throw Fault(column: line.column, reason: .missing(separator: separator, command: command))
    }
    let left = String(text[..<place.lowerBound]).trimmed
    let right = String(text[place.upperBound...]).trimmed
    guard !left.isEmpty, !right.isEmpty else { throw Fault(column: line.column, reason: .emptyName) }
    return (left, right)
  }
}

extension String {
  /// Without the white space at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
