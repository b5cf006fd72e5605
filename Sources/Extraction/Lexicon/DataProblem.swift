/// Something that a lexicon, a corrections file or another file of `Graph/` says and that could not be understood.
///
/// A file can hold many; reading goes on after each.
public struct DataProblem: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Reason: Sendable, Equatable {
    case unclosedHeading
    case unknownKind(String)
    case entityBeforeHeading
    case emptyName
    case duplicateEntity(String, firstFile: String, firstLine: Int)
    case unknownAssociate(of: String, String)
    case unknownCommand(String)
    case missing(separator: String, command: String)
    case unknownEntity(String, nearest: String?)
    case unknownSection(String)
    case malformedLine(String)
    case unreadablePattern(PatternFault.Reason)
  }

  public let file: String
  /// 1-based.
  public let line: Int
  /// 1-based, in characters.
  public let column: Int
  public let reason: Reason

  public init(file: String, line: Int, column: Int, reason: Reason) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }
}

extension DataProblem: CustomStringConvertible {
  public var description: String { "\(file):\(line):\(column): \(reason)" }
}

extension DataProblem.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unclosedHeading: "a heading ends with ']'"
    case .unknownKind(let word): "'\(word)' is no kind; the kinds are \(Self.kinds)"
    case .entityBeforeHeading: "an entity stands before the first heading; begin with one, such as [person]"
    case .emptyName: "a name is missing between the bars"
    case .duplicateEntity(let name, let file, let line):
      "'\(name)' is listed already, at \(file):\(line); two entities of one name need a word that tells them apart"
    case .unknownAssociate(let name, let associate):
      "'\(name)' is said to belong with '\(associate)', which is not listed"
    case .unknownCommand(let word):
      "'\(word)' is no correction; the corrections are same, not-same, rename, kind and ignore"
    case .missing(let separator, let command): "'\(command)' needs two sides with '\(separator)' between them"
    case .unknownEntity(let name, let nearest):
      "no entity is called '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .unknownSection(let word): "'\(word)' is no section of this file"
    case .malformedLine(let expected): "expected \(expected)"
    case .unreadablePattern(let reason): reason.wording
    }
  }

  private static let kinds = "person, organization, product, concept, work, place and event"
}
