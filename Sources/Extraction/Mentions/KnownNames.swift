import KnowledgeGraph
import Transcripts

/// Finds the names that the lexicons and the collection's lessons know.
struct KnownNames {
  let sentences: TalkSentences
  let knowledge: CollectionKnowledge
  private let candidates: [[NameTable.Candidate]]
  /// Entities named by a name that counts by itself.
  private var support: [EntityIndex: Int] = [:]

  init(_ sentences: TalkSentences, knowledge: CollectionKnowledge) {
    self.sentences = sentences
    self.knowledge = knowledge
    candidates = sentences.folded.enumerated().map { index, folded in
      let found = folded.map(knowledge.table.candidates(in:)) ?? []
      return found.filter { !sentences.isCut($0.range, inSentence: index) }
    }
    countSupport()
  }

  /// Puts every known name on the board: the longest first, weak ones where something speaks for them.
  func mark(_ board: inout MentionBoard) {
    for sentence in sentences.indices where !candidates[sentence].isEmpty {
      let chosen = Self.withoutOverlaps(
        candidates[sentence].compactMap { candidate in
          if candidate.uses.isEmpty { return Choice(range: candidate.range, use: nil) }
          return best(of: candidate, in: sentence).map { Choice(range: candidate.range, use: $0) }
        })
      for choice in chosen {
        guard let use = choice.use else { continue }
        board.add(
          Mention(
            sentence: sentence, range: choice.range, entity: use.entity,
            method: use.isMisheard ? .repair : use.method, confidence: confidence(use)))
      }
    }
    markQuotedWorks(&board)
  }

  private struct Choice {
    let range: Range<Int>
    /// Nil for a word that only stands in the way.
    let use: NameUse?
  }

  private func confidence(_ use: NameUse) -> Double {
    if use.isMisheard { return 0.8 }
    return use.strength == .weak ? 0.75 : 0.95
  }

  /// The longest first, then the leftmost.
  private static func withoutOverlaps(_ choices: [Choice]) -> [Choice] {
    guard choices.count > 1 else { return choices }
    let sorted = choices.sorted {
      ($1.range.count, $0.range.lowerBound) < ($0.range.count, $1.range.lowerBound)
    }
    var taken: [Choice] = []
    for choice in sorted where !taken.contains(where: { $0.range.overlaps(choice.range) }) {
      taken.append(choice)
    }
    return taken.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

// MARK: What speaks for a name

extension KnownNames {
  private mutating func countSupport() {
    for sentence in sentences.indices {
      let sure = candidates[sentence].filter { candidate in
        candidate.uses.isEmpty || candidate.uses.contains { $0.strength == .sure }
      }
      for choice in Self.withoutOverlaps(sure.map { Choice(range: $0.range, use: $0.uses.first) }) {
        let bearers = sure.first { $0.range == choice.range }?.uses.filter { $0.strength == .sure } ?? []
        if bearers.count == 1, let only = bearers.first { support[only.entity, default: 0] += 1 }
      }
    }
  }

  private func best(of candidate: NameTable.Candidate, in sentence: Int) -> NameUse? {
    let isWholeItem =
      sentences.role(sentence) == .metadata && candidate.range.count == sentences.bytes(sentence).count
    let eligible = candidate.uses.filter { use in
      use.strength == .sure || isWholeItem || isSupported(use.entity)
        || isForeignName(candidate.range, use, in: sentence)
    }
    guard eligible.count > 1 else { return eligible.first }
    return eligible.max { (weight($0), $1.entity) < (weight($1), $0.entity) }
  }

  /// Whether a Latin word stands with its capital in Chinese text: there it is no word of the language but a name.
  ///
  /// Persons are left out, whose names are too often shared, and what goes on with another capital (`Claude Shannon`).
  private func isForeignName(_ range: Range<Int>, _ use: NameUse, in sentence: Int) -> Bool {
    guard use.isExact, range.count > 2, sentences.passage(of: sentence).language == .chinese,
      ![.person, .concept].contains(knowledge.catalog[use.entity].kind)
    else { return false }
    let bytes = sentences.bytes(sentence)
    let before = bytes[..<range.lowerBound].last { $0 != 0x20 }
    let after = bytes[range.upperBound...].first { $0 != 0x20 }
    return LatinWords.isCapital(bytes[range.lowerBound])
      && ![before, after].contains { $0.map(LatinWords.isASCIILetter) ?? false }
  }

  private func isSupported(_ entity: EntityIndex) -> Bool {
    support[entity] != nil || knowledge.catalog[entity].associates.contains { support[$0] != nil }
  }

  private func weight(_ use: NameUse) -> Int {
    let associates = knowledge.catalog[use.entity].associates.filter { support[$0] != nil }.count
    return (use.strength == .sure ? 2 : 0) + (support[use.entity] != nil ? 3 : 0) + 2 * min(associates, 2)
      - (use.isMisheard ? 1 : 0)
  }

  /// Titles too short to be found anywhere else are found between 《 and 》.
  private func markQuotedWorks(_ board: inout MentionBoard) {
    guard !knowledge.quotedWorks.isEmpty else { return }
    for sentence in sentences.indices where sentences.folded[sentence] != nil {
      let bytes = sentences.bytes(sentence)
      for range in TalkLessons.titles(in: bytes) {
        let key = FoldedText(bytes[range], folding: knowledge.table.folding).bytes
        guard let work = knowledge.quotedWorks[key] else { continue }
        board.add(
          Mention(sentence: sentence, range: range, entity: work, method: .learned, confidence: 0.9))
      }
    }
  }
}
