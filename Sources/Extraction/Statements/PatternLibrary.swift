/// All relation patterns, with the words that tell which of them may fit a sentence.
struct PatternLibrary: Sendable {
  let ontology: Ontology
  private(set) var patterns: [StatementPattern] = []
  private(set) var glossPatterns: [StatementPattern] = []
  /// `首席执行官` is CEO.
  private(set) var roles = WordTable()
  /// What may stand before a role: `前` is former.
  private(set) var roleModifiers = WordTable()
  /// Nouns for kinds of things.
  private(set) var classes = WordTable()
  private var patternsByTrigger: [String: [Int]] = [:]
  private var patternsWithoutTrigger: [Int] = []

  private enum Section: String {
    case patterns
    case gloss
    case roles
    case modifiers = "role modifiers"
    case classes
  }

  /// Reads pattern files.
  ///
  /// - Throws: ``PatternFault`` for the first line that cannot be read.
  init(files: [(name: String, text: String)], ontology: Ontology) throws(PatternFault) {
    self.ontology = ontology
    for file in files { try read(file.text, file: file.name) }
    for (index, pattern) in patterns.enumerated() {
      for trigger in pattern.triggers { patternsByTrigger[trigger, default: []].append(index) }
      if pattern.triggers.isEmpty { patternsWithoutTrigger.append(index) }
    }
  }

  /// The patterns that may fit a sentence, by the words that stand in it: indices, ascending.
  func candidates(for tokens: SentenceTokens) -> [Int] {
    var indices = Set(patternsWithoutTrigger)
    for token in tokens.tokens { indices.formUnion(patternsByTrigger[token.text] ?? []) }
    return indices.sorted()
  }

  private mutating func read(_ text: String, file: String) throws(PatternFault) {
    var section = Section.patterns
    for (number, written) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let place = PatternFault.Place(file: file, line: number + 1)
      let line = Self.withoutComment(written)
      guard !line.isEmpty else { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        let name = String(line.dropFirst().dropLast())
        guard let found = Section(rawValue: name) else { throw PatternFault(place, .unknownSection(name)) }
        section = found
        continue
      }
      switch section {
      case .patterns:
        patterns.append(
          try PatternParser(ontology: ontology, place: place, isGloss: false).pattern(line))
      case .gloss:
        glossPatterns.append(
          try PatternParser(ontology: ontology, place: place, isGloss: true).pattern(line))
      case .roles: roles.add(line: line)
      case .modifiers: roleModifiers.add(line: line)
      case .classes: classes.add(line: line)
      }
    }
  }

  /// `#` begins a comment at a line's start or after white space.
  private static func withoutComment(_ line: Substring) -> String {
    var previous: Character = " "
    for index in line.indices {
      if line[index] == "#", previous.isWhitespace { return line[..<index].trimmingSpaces }
      previous = line[index]
    }
    return line.trimmingSpaces
  }
}
