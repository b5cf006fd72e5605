/// Something in a source that could not be read as it was meant, and what was done instead.
public struct ReadWarning: Sendable, Equatable {
  public enum Reason: Sendable, Equatable {
    /// The file ends in the middle of a character: its last bytes were left out.
    case unfinishedCharacter(byteCount: Int)
    /// No line of `---` ends the front matter: it was taken to end where lines stop looking like it.
    case unclosedFrontMatter
    /// The front matter is longer than is ever handed to the YAML parser.
    case longFrontMatter(byteCount: Int)
    /// The front matter nests too deeply or uses aliases, and was read line by line.
    case intricateFrontMatter
    /// The YAML parser's complaint: the front matter was read line by line.
    case unreadableFrontMatter(message: String)
    /// A value of the front matter whose words could not be found in the source.
    case ungroundedValue(key: String)
    /// A `<details>` without its end.
    case unclosedDetails
    /// A `<details>` without words in it.
    case emptyDetails
    /// A cue's time line that could not be read.
    case unreadableCueTime(text: String)
  }

  /// 1-based.
  public let line: Int
  public let reason: Reason

  public init(line: Int, reason: Reason) {
    self.line = line
    self.reason = reason
  }
}

extension ReadWarning: CustomStringConvertible {
  public var description: String { "line \(line): \(reason.description)" }
}

extension ReadWarning.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unfinishedCharacter(let byteCount):
      "the file ends in the middle of a character (is it cut off?); its last "
        + (byteCount == 1 ? "byte was" : "\(byteCount) bytes were") + " left out"
    case .unclosedFrontMatter:
      "front matter begins here and no line of '---' ends it (is the file cut off?); "
        + "it was read as far as its lines look like 'key: value'"
    case .longFrontMatter(let byteCount):
      "of \(byteCount) bytes of front matter the first \(FrontMatter.byteLimit) were read, line by line"
    case .intricateFrontMatter:
      "front matter with aliases or deep nesting was read line by line"
    case .unreadableFrontMatter(let message):
      "front matter is no YAML (\(message)) and was read line by line"
    case .ungroundedValue(let key):
      "the value of '\(key)' could not be found again in the source and was left out"
    case .unclosedDetails:
      "'<details>' begins here and no '</details>' ends it; it was read up to the next section"
    case .emptyDetails:
      "'<details>' without any words in it"
    case .unreadableCueTime(let text):
      "expected a time line such as '00:01:02,500 --> 00:01:04,000', found '\(text)'"
    }
  }
}
