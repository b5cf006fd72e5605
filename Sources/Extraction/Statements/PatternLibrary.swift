import KnowledgeGraph

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
  /// What is counted: `parameters`.
  private(set) var units = WordTable()
  /// By class: the kinds of entity that it is said of; those it may be said of all are not listed.
  private var kindsByClass: [String: Set<EntityKind>] = [:]
  /// Words that patterns share, by name.
  private var wordGroups: [String: [[String]]] = [:]
  /// Sets of words of which a text must hold one, numbered: by word, and by pattern.
  private var needsByWord: [String: [Int]] = [:]
  private var needsByPattern: [[Int]] = []
  private var needCount = 0

  private enum Section: String {
    case patterns
    case gloss
    case roles
    case modifiers = "role modifiers"
    case classes
    case words
    case units
  }

  /// Reads pattern files.
  ///
  /// - Throws: ``PatternFault`` for the first line that cannot be read.
  init(files: [(name: String, text: String)], ontology: Ontology) throws(PatternFault) {
    self.ontology = ontology
    for file in files { try read(file.text, file: file.name) }
    numberNeeds()
  }

  private mutating func numberNeeds() {
    var numbers: [Set<String>: Int] = [:]
    for pattern in patterns {
      let needs = pattern.neededWords.map { words -> Int in
        if let known = numbers[words] { return known }
        let number = numbers.count
        numbers[words] = number
        for word in words { needsByWord[word, default: []].append(number) }
        return number
      }
      needsByPattern.append(needs)
    }
    needCount = numbers.count
  }

  /// The patterns that may fit a sentence, by the words that stand in it: indices, ascending.
  func candidates(for tokens: SentenceTokens) -> [Int] {
    var isMet = [Bool](repeating: false, count: needCount)
    for token in tokens.tokens {
      for need in needsByWord[token.text] ?? [] { isMet[need] = true }
    }
    return needsByPattern.indices.filter { pattern in needsByPattern[pattern].allSatisfy { isMet[$0] } }
  }

  /// The kinds of entity that a class is said of.
  func kinds(ofClass name: String) -> Set<EntityKind> { kindsByClass[name] ?? [] }

  private mutating func read(_ text: String, file: String) throws(PatternFault) {
    var section = Section.patterns
    var kinds: Set<EntityKind> = []
    for (number, written) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let place = PatternFault.Place(file: file, line: number + 1)
      let line = Self.withoutComment(written)
      guard !line.isEmpty else { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        (section, kinds) = try Self.section(String(line.dropFirst().dropLast()), place)
        continue
      }
      switch section {
      case .patterns:
        patterns.append(
          try parser(place, isGloss: false).pattern(line))
      case .gloss:
        glossPatterns.append(
          try parser(place, isGloss: true).pattern(line))
      case .roles: roles.add(line: line)
      case .modifiers: roleModifiers.add(line: line)
      case .classes: addClass(line, kinds)
      case .units: units.add(line: line, withPlurals: true)
      case .words: addWordGroup(line)
      }
    }
  }

  private func parser(_ place: PatternFault.Place, isGloss: Bool) -> PatternParser {
    PatternParser(ontology: ontology, place: place, isGloss: isGloss, wordGroups: wordGroups)
  }

  /// A section by what stands in its brackets; classes may name the kinds that they are said of.
  private static func section(
    _ written: String, _ place: PatternFault.Place
  ) throws(PatternFault) -> (Section, Set<EntityKind>) {
    if let section = Section(rawValue: written) { return (section, []) }
    let words = written.split(separator: " ").map(String.init)
    guard words.count == 2, words[0] == Section.classes.rawValue else {
      throw PatternFault(place, .unknownSection(written))
    }
    var kinds: Set<EntityKind> = []
    for word in words[1].split(separator: ",").map(String.init) {
      guard let kind = EntityKind(rawValue: word) else { throw PatternFault(place, .unknownKind(word)) }
      kinds.insert(kind)
    }
    return (.classes, kinds)
  }

  private mutating func addClass(_ line: String, _ kinds: Set<EntityKind>) {
    classes.add(line: line, withPlurals: true)
    guard let name = line.split(separator: "|").first?.trimmingSpaces else { return }
    if !kinds.isEmpty { kindsByClass[name, default: []].formUnion(kinds) }
  }

  private mutating func addWordGroup(_ line: String) {
    let fields = line.split(separator: "|").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
    guard let name = fields.first else { return }
    wordGroups[name, default: []] += fields.dropFirst().map(SentenceTokens.words)
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
