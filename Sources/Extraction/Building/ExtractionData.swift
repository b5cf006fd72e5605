/// The files of `Graph/` that extraction reads, parsed: lexicons, folding, kinds.
///
/// ```
/// let data = ExtractionData(files: [(path: "lexicon/people.txt", text: …), (path: "folding.txt", text: …)])
/// ```
public struct ExtractionData: Sendable {
  /// What could not be understood; everything else counts.
  public let problems: [DataProblem]
  let base: BaseKnowledge
  let lexicons: [LexiconFile]
  let folding: CharacterFolding
  let kinds: KindWords
  let blockers: [String]

  /// - Parameter files: paths are relative to `Graph/`; files that extraction does not know are passed over.
  public init(files: [(path: String, text: String)]) {
    var lexicons: [LexiconFile] = []
    var folding = CharacterFolding()
    var kinds = KindWords()
    var blockers: [String] = []
    for (path, text) in files.sorted(by: { $0.path < $1.path }) {
      switch path {
      case "folding.txt": folding = CharacterFolding(pairs: text)
      case "kinds.txt": kinds = KindWords(path: path, text: text)
      case "blockers.txt": blockers = DataLines(text).flatMap { Self.fields($0.text) }
      case _ where path.hasPrefix("lexicon/") && path.hasSuffix(".txt"):
        lexicons.append(LexiconFile(path: path, text: text))
      default: break
      }
    }
    self.lexicons = lexicons
    self.folding = folding
    self.kinds = kinds
    self.blockers = blockers
    base = BaseKnowledge(lexicons: lexicons, kinds: kinds, folding: folding, blockers: blockers)
    problems = kinds.problems + base.problems
  }

  /// What is known with a user's own lexicons added.
  func base(with userLexicons: [LexiconFile]) -> BaseKnowledge {
    userLexicons.isEmpty
      ? base
      : BaseKnowledge(
        lexicons: lexicons, userLexicons: userLexicons, kinds: kinds, folding: folding, blockers: blockers)
  }

  private static func fields(_ line: String) -> [String] {
    line.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
  }
}
