/// The files of `Graph/` that extraction reads, parsed: lexicons, folding, kinds, the ontology and its patterns.
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
  let everyday: [String]
  let termStops: [String]
  /// Nil where there are no patterns, or where they cannot be read.
  let statements: StatementFinder?

  /// - Parameter files: paths are relative to `Graph/`; files that extraction does not know are passed over.
  public init(files: [(path: String, text: String)]) {
    var lexicons: [LexiconFile] = []
    var folding = CharacterFolding()
    var kinds = KindWords()
    var blockers: [String] = []
    var everyday: [String] = []
    var termStops: [String] = []
    var ontology = ""
    var patterns: [(name: String, text: String)] = []
    for (path, text) in files.sorted(by: { $0.path < $1.path }) {
      switch path {
      case "folding.txt": folding = CharacterFolding(pairs: text)
      case "kinds.txt": kinds = KindWords(path: path, text: text)
      case "blockers.txt": blockers = DataLines(text).flatMap { Self.fields($0.text) }
      case "everyday.txt": everyday = DataLines(text).flatMap { Self.fields($0.text) }
      case "termwords.txt": termStops = DataLines(text).flatMap { Self.fields($0.text) }
      case _ where path.hasPrefix("lexicon/") && path.hasSuffix(".txt"):
        lexicons.append(LexiconFile(path: path, text: text))
      case "ontology.txt": ontology = text
      case _ where path.hasPrefix("patterns/") && path.hasSuffix(".txt"): patterns.append((path, text))
      default: break
      }
    }
    self.lexicons = lexicons
    self.folding = folding
    self.kinds = kinds
    self.blockers = blockers
    self.everyday = everyday
    self.termStops = termStops
    base = BaseKnowledge(
      lexicons: lexicons, kinds: kinds, folding: folding, blockers: blockers, everyday: everyday,
      termStops: termStops)
    let (statements, problems) = Self.finder(patterns: patterns, ontology: ontology)
    self.statements = statements
    self.problems = kinds.problems + base.problems + problems
  }

  private static func finder(
    patterns: [(name: String, text: String)], ontology: String
  ) -> (StatementFinder?, [DataProblem]) {
    guard !patterns.isEmpty else { return (nil, []) }
    do {
      return (
        StatementFinder(patterns: try PatternLibrary(files: patterns, ontology: Ontology(ontology))), []
      )
    } catch {
      let place = error.place
      let reason = DataProblem.Reason.unreadablePattern(error.reason)
      return (nil, [DataProblem(file: place.file, line: place.line, column: 1, reason: reason)])
    }
  }

  /// What is known with a user's own lexicons added.
  func base(with userLexicons: [LexiconFile]) -> BaseKnowledge {
    userLexicons.isEmpty
      ? base
      : BaseKnowledge(
        lexicons: lexicons, userLexicons: userLexicons, kinds: kinds, folding: folding, blockers: blockers,
        everyday: everyday, termStops: termStops)
  }

  private static func fields(_ line: String) -> [String] {
    line.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
  }
}
