import KnowledgeGraph

/// What one name may stand for, and how it counts.
struct NameUse: Sendable, Equatable {
  /// How much a name tells by itself.
  enum Strength: Int, Sendable, Comparable {
    /// Counts only where the entity, or one of its associates, is named otherwise.
    case weak
    case sure

    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
  }

  var entity: EntityIndex
  var strength: Strength
  /// Counts only with its capitals.
  var isExact: Bool
  /// A form in which the name is often misheard.
  var isMisheard: Bool = false
  var method: Mention.Method
}

/// All names of a catalog, ready to be found in text.
///
/// Filled first, searched afterwards: ``NameTable/Builder`` makes one.
struct NameTable: Sendable {
  /// A folded name and those who bear it.
  struct Entry: Sendable {
    let key: [UInt8]
    /// Where the name itself has separators, as ``FoldedText/separatorMask(_:)`` counts them.
    fileprivate(set) var separators: UInt64
    /// Empty for a word that only keeps shorter names from being found in it.
    fileprivate(set) var uses: [Use]

    struct Use: Sendable {
      let use: NameUse
      let cased: [UInt8]
    }
  }

  let folding: CharacterFolding
  let entries: [Entry]
  private let automaton: NameAutomaton
  private let indexByKey: [[UInt8]: Int]

  fileprivate init(folding: CharacterFolding, entries: [Entry], indexByKey: [[UInt8]: Int]) {
    self.folding = folding
    self.entries = entries
    self.indexByKey = indexByKey
    automaton = NameAutomaton(entries.map(\.key))
  }

  /// Who bears a name, asked for as a whole.
  func uses(of name: some StringProtocol) -> [NameUse] {
    let folded = FoldedText(Array(name.utf8), folding: folding)
    guard let index = indexByKey[folded.bytes] else { return [] }
    return entries[index].uses.filter { !$0.use.isExact || $0.cased == folded.cased }.map(\.use)
  }

  /// Who bears a name, whatever its capitals: for where a source itself says that something is a name.
  func usesOfAnyCase(of name: some StringProtocol) -> [NameUse] {
    indexByKey[key(name)].map { entries[$0].uses.map(\.use) } ?? []
  }

  /// Whether a folded name is anybody's.
  func holds(_ key: [UInt8]) -> Bool { indexByKey[key] != nil }

  /// The first bearer of a folded name.
  func entity(ofKey key: [UInt8]) -> EntityIndex? {
    indexByKey[key].flatMap { entries[$0].uses.first?.use.entity }
  }

  /// Whether two names differ only in how they are written.
  func isSameName(_ a: String, _ b: String) -> Bool { key(a) == key(b) }

  /// The form in which a name is compared.
  func key(_ name: some StringProtocol) -> [UInt8] { FoldedText(Array(name.utf8), folding: folding).bytes }
}

extension NameTable {
  /// A name found in a text, not yet decided upon.
  struct Candidate: Sendable, Equatable {
    /// UTF-8 offsets into the text.
    let range: Range<Int>
    /// Empty for a word that only stands in the way of shorter ones.
    let uses: [NameUse]
  }

  /// Finds every name that stands in a text between word boundaries, overlapping ones included.
  ///
  /// - Returns: candidates by ascending start, the longest first.
  func candidates(in text: [UInt8]) -> [Candidate] {
    candidates(in: FoldedText(text, folding: folding))
  }

  func candidates(in text: FoldedText) -> [Candidate] {
    var found: [Candidate] = []
    automaton.forEachMatch(in: text.bytes) { match in
      guard let range = Self.wholeWords(match.range, in: text) else { return }
      let entry = entries[match.name]
      guard Self.separatorsAgree(entry, match.range, in: text) else { return }
      var uses: [NameUse] = []
      for use in entry.uses where !use.use.isExact || text.cased[match.range].elementsEqual(use.cased) {
        uses.append(use.use)
      }
      if uses.isEmpty && !entry.uses.isEmpty { return }
      found.append(Candidate(range: text.original(range), uses: uses))
    }
    return found.sorted {
      $0.range.lowerBound != $1.range.lowerBound
        ? $0.range.lowerBound < $1.range.lowerBound : $0.range.upperBound > $1.range.upperBound
    }
  }

  /// The match with a plural's `s`, or nil where it begins or ends inside a word.
  private static func wholeWords(_ range: Range<Int>, in text: FoldedText) -> Range<Int>? {
    guard text.isBoundary(range.lowerBound) else { return nil }
    let end = range.upperBound
    if text.isBoundary(end) { return range }
    let letter = text.bytes[end - 1]
    guard text.bytes[end] == UInt8(ascii: "s"), letter < 0x80, letter != UInt8(ascii: "s"),
      text.isBoundary(end + 1)
    else { return nil }
    return range.lowerBound..<end + 1
  }

  /// Whether the text's spaces and hyphens are some that the name may have.
  ///
  /// "open AI" is OpenAI and "data-center" a data center, but "a I" is not AI and "we work" not WeWork: what is short
  /// may be divided only where letters meet digits, and what has no capital only if it is long.
  private static func separatorsAgree(_ entry: Entry, _ range: Range<Int>, in text: FoldedText) -> Bool {
    let extra = text.separatorMask(range) & ~entry.separators
    if extra == 0 || range.count >= 10 { return true }
    if range.count >= 6, text.cased[range].contains(where: { (0x41...0x5A).contains($0) || $0 >= 0x80 }) {
      return true
    }
    for offset in 1..<range.count where extra & (1 << UInt64(offset)) != 0 {
      let index = range.lowerBound + offset
      guard text.isDigit(index) != text.isDigit(index - 1) || text.bytes[index] >= 0x80 else { return false }
    }
    return true
  }
}

extension NameTable {
  /// Gathers names.
  struct Builder {
    let folding: CharacterFolding
    private var entries: [Entry] = []
    private var indexByKey: [[UInt8]: Int] = [:]

    init(folding: CharacterFolding) {
      self.folding = folding
    }

    /// Starts from all that a table holds.
    init(_ table: NameTable) {
      folding = table.folding
      entries = table.entries
      indexByKey = table.indexByKey
    }

    /// Adds a name of an entity; of two uses by one entity the stronger stays.
    ///
    /// A name that begins with an article (`The Paper`) keeps its capitals.
    mutating func add(_ name: some StringProtocol, _ use: NameUse) {
      let folded = FoldedText(Array(name.utf8), folding: folding)
      guard !folded.bytes.isEmpty else { return }
      var use = use
      use.isExact = use.isExact || Self.countsOnlyAsWritten(folded) || name.hasPrefix("The ")
      let index = entryIndex(for: folded)
      let cased = use.isExact ? folded.cased : []
      guard
        let known = entries[index].uses.firstIndex(where: { $0.use.entity == use.entity && $0.cased == cased }
        )
      else {
        entries[index].uses.append(Entry.Use(use: use, cased: cased))
        return
      }
      if entries[index].uses[known].use.strength < use.strength {
        entries[index].uses[known] = Entry.Use(use: use, cased: cased)
      }
    }

    /// Adds a word in which no shorter name is to be found.
    mutating func addBlocker(_ word: some StringProtocol) {
      let folded = FoldedText(Array(word.utf8), folding: folding)
      if !folded.bytes.isEmpty { _ = entryIndex(for: folded) }
    }

    /// Takes every use of a name away: it is found no more, and nothing shorter in it.
    mutating func silence(_ name: some StringProtocol) {
      let folded = FoldedText(Array(name.utf8), folding: folding)
      guard !folded.bytes.isEmpty else { return }
      entries[entryIndex(for: folded)].uses = []
    }

    /// Takes a name away from one entity.
    mutating func remove(_ name: some StringProtocol, of entity: EntityIndex) {
      guard let index = indexByKey[FoldedText(Array(name.utf8), folding: folding).bytes] else { return }
      entries[index].uses.removeAll { $0.use.entity == entity }
    }

    /// Gives all names of one entity to another.
    mutating func redirect(_ old: EntityIndex, to new: EntityIndex) {
      for index in entries.indices where entries[index].uses.contains(where: { $0.use.entity == old }) {
        entries[index].uses = entries[index].uses.map { entry in
          var use = entry.use
          if use.entity == old { use.entity = new }
          return Entry.Use(use: use, cased: entry.cased)
        }
      }
    }

    func table() -> NameTable {
      NameTable(folding: folding, entries: entries, indexByKey: indexByKey)
    }

    private mutating func entryIndex(for folded: FoldedText) -> Int {
      let separators = folded.separatorMask(0..<folded.count)
      if let known = indexByKey[folded.bytes] {
        entries[known].separators |= separators
        return known
      }
      indexByKey[folded.bytes] = entries.count
      entries.append(Entry(key: folded.bytes, separators: separators, uses: []))
      return entries.count - 1
    }

    /// Acronyms of up to three letters (`RL`, `VM`, `AWS`) mean something else in small letters, or nothing.
    private static func countsOnlyAsWritten(_ folded: FoldedText) -> Bool {
      folded.count <= 3 && folded.cased.allSatisfy { (0x41...0x5A).contains($0) }
    }
  }
}
