/// Collects a transcript's passages in the order in which they are to stand.
struct TranscriptBuilder {
  let source: SourceFile
  private(set) var turns: [Turn] = []
  private(set) var passages: [Passage] = []
  private(set) var sentences: [Sentence] = []
  private(set) var glosses: [Gloss] = []
  var warnings: [ReadWarning] = []
  /// Brackets taken out of a turn's sentences; they become passages when the turn is over.
  private var pendingGlosses: [PendingGloss] = []

  private struct PendingGloss {
    let sentence: Int
    let term: Range<Int>?
    let position: Int
    let body: MappedText
  }

  init(source: SourceFile) { self.source = source }

  /// A passage that belongs to no turn.
  ///
  /// - Returns: its index; nil if there are no words in it.
  @discardableResult
  mutating func add(_ text: InlineText, role: Passage.Role, isOneSentence: Bool = false) -> Int? {
    let index = append(text, role: role, turn: nil, isOneSentence: isOneSentence, startsAt: { _ in nil })
    flushGlosses()
    return index
  }

  /// A turn and its passages, in the source's order.
  ///
  /// What is empty is left out, and a turn without any words with it.
  mutating func addTurn(_ draft: TurnDraft) {
    let turn = turns.count
    let first = passages.count
    var indices: [Int?] = []
    for part in draft.parts {
      indices.append(
        append(part.text, role: part.role, turn: turn, softBreaks: part.softBreaks, startsAt: part.startsAt))
    }
    guard passages.count > first else { return }
    for (a, b) in draft.counterparts {
      if let a = indices[a], let b = indices[b] { pair(a, b) }
    }
    turns.append(
      Turn(
        label: draft.label, translatedLabel: draft.translatedLabel, passages: first..<passages.count,
        startsAt: draft.startsAt))
    flushGlosses()
  }

  /// Says that two passages say the same.
  mutating func pair(_ a: Int, _ b: Int) {
    passages[a] = passages[a].with(counterpart: b)
    passages[b] = passages[b].with(counterpart: a)
  }

  func finish(format: String, metadata: Metadata) -> Transcript {
    Transcript(
      source: source, format: format, metadata: metadata, turns: turns, passages: passages,
      sentences: sentences,
      glosses: glosses, warnings: warnings)
  }

  private mutating func append(
    _ inline: InlineText, role: Passage.Role, turn: Int?, isOneSentence: Bool = false,
    softBreaks: [Int] = [], startsAt: (Int) -> Int?
  ) -> Int? {
    let text = inline.text
    let ranges =
      isOneSentence
      ? [0..<text.utf8.count] : SentenceSplitter.sentences(in: text.utf8, softBreaks: softBreaks)
    guard !text.isEmpty, let last = ranges.last else { return nil }
    let passage = passages.count
    let first = sentences.count
    for range in ranges {
      let part = ranges.count == 1 && range.count == text.utf8.count ? text : text.slice(range)
      sentences.append(
        Sentence(
          text: part, passage: passage, line: source.line(at: part.sourceRange.lowerBound),
          startsAt: startsAt(range.lowerBound)))
    }
    passages.append(
      Passage(role: role, language: Language(of: text.utf8), sentences: first..<sentences.count, turn: turn))
    keep(inline.glosses, ranges: ranges, firstSentence: first, end: last.upperBound)
    return passage
  }

  /// Finds each gloss's sentence: the one that its position is in or behind.
  private mutating func keep(
    _ glosses: [InlineText.Gloss], ranges: [Range<Int>], firstSentence: Int, end: Int
  ) {
    var index = 0
    for gloss in glosses {
      while index + 1 < ranges.count, ranges[index].upperBound < gloss.position { index += 1 }
      let range = ranges[index]
      let position = min(max(gloss.position, range.lowerBound), range.upperBound) - range.lowerBound
      let term = gloss.term.flatMap { term -> Range<Int>? in
        guard term.lowerBound >= range.lowerBound, term.upperBound <= range.upperBound else { return nil }
        return term.lowerBound - range.lowerBound..<term.upperBound - range.lowerBound
      }
      pendingGlosses.append(
        PendingGloss(sentence: firstSentence + index, term: term, position: position, body: gloss.body))
    }
  }

  private mutating func flushGlosses() {
    let pending = pendingGlosses
    pendingGlosses = []
    for gloss in pending {
      let body = sentences.count
      let added = append(
        InlineText(text: gloss.body), role: .gloss, turn: nil, isOneSentence: true, startsAt: { _ in nil })
      guard added != nil else { continue }
      glosses.append(Gloss(sentence: gloss.sentence, term: gloss.term, position: gloss.position, body: body))
    }
  }
}

/// A turn that is still being put together.
struct TurnDraft {
  struct Part {
    let text: InlineText
    let role: Passage.Role
    /// Seconds, by offset into the text.
    var startsAt: @Sendable (Int) -> Int? = { _ in nil }
    /// Offsets at which a sentence may end for want of stops.
    var softBreaks: [Int] = []
  }

  var label: MappedText?
  var translatedLabel: MappedText?
  var startsAt: Int?
  var parts: [Part] = []
  /// Pairs of indices into the parts that say the same.
  var counterparts: [(Int, Int)] = []
}

extension Passage {
  func with(counterpart: Int) -> Passage {
    Passage(role: role, language: language, sentences: sentences, turn: turn, counterpart: counterpart)
  }
}
