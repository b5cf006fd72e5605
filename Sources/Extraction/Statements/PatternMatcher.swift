import KnowledgeGraph

/// Finds where a pattern fits a sentence.
///
/// Tries one element after the other and goes back at gaps and options; a budget of steps for each starting place
/// keeps the cost of any sentence linear in its length.
struct PatternMatcher: Sendable {
  typealias Element = StatementPattern.Element
  typealias Slot = StatementPattern.Slot

  /// What fills a slot.
  enum Capture: Sendable {
    case entities([EntityIndex])
    case values([String])
  }

  struct Match: Sendable {
    /// From the first word to the last.
    let tokens: Range<Int>
    let captures: [String: Capture]
    /// The words that no slot took.
    let loose: [Int]
    /// Whether a slot took a word that refers back ("it", "this company").
    let refersBack: Bool
  }

  private struct State {
    var captures: [(slot: String, capture: Capture)] = []
    var loose: [Int] = []
    var steps = 0
    var refersBack = false
    /// Whether a name that only says the sort of a thing is refused: who builds "a YouTube channel" made no YouTube.
    var refusesSorts = false
  }

  private let tokens: SentenceTokens
  private let phrases: PhraseReading
  /// Whether somebody tells what is said: "they" are then the speaker's own.
  private let isNarrated: Bool
  /// Whom a pronoun means in this sentence.
  private let referent: @Sendable (StatementPattern.Pronoun) -> EntityIndex?
  /// By token: what the mention that begins there is, and whether a pronoun may begin there.
  private let mentioned: [SlotFillers]
  private let mayBePronoun: [Bool]
  private let antecedents: Antecedents
  /// By token: whether a word that refers back begins there.
  private let refers: [Bool]
  /// All that is mentioned, and whether anything else may fill a slot for entities.
  private let present: SlotFillers
  private let hasReference: Bool
  private let hasPronoun: Bool

  init(
    _ phrases: PhraseReading, catalog: Catalog, isNarrated: Bool, antecedents: Antecedents,
    referent: @escaping @Sendable (StatementPattern.Pronoun) -> EntityIndex?
  ) {
    self.phrases = phrases
    tokens = phrases.tokens
    self.isNarrated = isNarrated
    self.referent = referent
    self.antecedents = antecedents
    var mentioned = [SlotFillers](repeating: [], count: phrases.tokens.count)
    for span in phrases.tokens.spans {
      mentioned[span.tokens.lowerBound] = SlotFillers(of: span.entity, in: catalog)
    }
    self.mentioned = mentioned
    let isPronoun = phrases.tokens.tokens.map { StatementPattern.Pronoun.firstWords.contains($0.text) }
    let refers = phrases.tokens.tokens.indices.map { antecedents.mayRefer(at: $0) }
    mayBePronoun = zip(isPronoun, refers).map { $0 || $1 }
    self.refers = refers
    present = mentioned.reduce(into: []) { $0.formUnion($1) }
    hasReference = refers.contains(true)
    hasPronoun = isPronoun.contains(true)
  }

  private static let budget = 3000
  private static let ends: Set<String> = [".", "?", "!", ";"]
  /// Words with which another begins to act.
  private static let subjects: Set<String> = [
    "he", "she", "they", "i", "we", "you", "who", "他", "她", "我", "你",
  ]
  private static let joiners = ["and", "&", "、", "和", "与", "及", "以及", "兼", "/", ",", "跟"].map(
    SentenceTokens.words)

  /// Whether the sentence mentions what a pattern's slots take, or has words that may stand for it.
  func mayFit(_ pattern: StatementPattern) -> Bool {
    hasReference
      || pattern.wanted.allSatisfy {
        !present.isDisjoint(with: $0.fillers) || $0.takesPronoun && hasPronoun
      }
  }

  /// Every match, at most one for each starting place, none inside another.
  func matches(of pattern: StatementPattern) -> [Match] {
    var found: [Match] = []
    var start = 0
    let startsWithName = pattern.startsWithName
    while start < tokens.count {
      if startsWithName, mentioned[start].isEmpty, !mayBePronoun[start] {
        start += 1
        continue
      }
      var state = State(refusesSorts: pattern.wantsThingsThemselves)
      if let end = fit(pattern.elements[...], at: start, &state), end > start {
        found.append(
          Match(
            tokens: start..<end, captures: Dictionary(state.captures.map { ($0.slot, $0.capture) }) { $1 },
            loose: state.loose, refersBack: state.refersBack))
        start = max(start + 1, end - 1)
      } else {
        start += 1
      }
    }
    return found
  }

  /// The token after the match, or nil.
  private func fit(
    _ rest: ArraySlice<Element>, at index: Int, _ state: inout State
  ) -> Int? {
    guard let element = rest.first else { return index }
    state.steps += 1
    guard state.steps < Self.budget else { return nil }
    let next = rest.dropFirst()
    switch element {
    case .start: return index == 0 ? fit(next, at: index, &state) : nil
    case .end: return isEnd(index) ? fit(next, at: index, &state) : nil
    case .words(let alternatives): return fitWords(alternatives, next, at: index, &state)
    case .optional(let alternatives):
      return fitWords(alternatives, next, at: index, &state) ?? fit(next, at: index, &state)
    case .gap(let length, let barred): return fitGap(length, barred, next, at: index, &state)
    case .slot(let slot): return fitSlot(slot, next, at: index, &state)
    }
  }

  private func isEnd(_ index: Int) -> Bool {
    index >= tokens.count || tokens.tokens[index...].allSatisfy { $0.kind == .mark }
  }

  private func fitWords(
    _ alternatives: [[String]], _ next: ArraySlice<Element>, at index: Int,
    _ state: inout State
  ) -> Int? {
    for words in alternatives where tokens.has(words, at: index) {
      let before = state
      state.loose.append(contentsOf: index..<index + words.count)
      if let end = fit(next, at: index + words.count, &state) { return end }
      restore(&state, before)
    }
    return nil
  }

  private func restore(_ state: inout State, _ before: State) {
    let steps = state.steps
    state = before
    state.steps = steps
  }

  private func fitGap(
    _ length: Int, _ barred: SlotFillers, _ next: ArraySlice<Element>, at index: Int,
    _ state: inout State
  ) -> Int? {
    let before = state
    var end = index
    while true {
      if let found = fit(next, at: end, &state) { return found }
      restore(&state, before)
      guard end < tokens.count, end - index < length, !endsClause(end, within: length) else {
        return nil
      }
      if !mentioned[end].isDisjoint(with: barred) { return nil }
      state.loose.append(contentsOf: index...end)
      end += 1
      if state.steps >= Self.budget { return nil }
    }
  }

  /// A sentence's end stops every gap; a Chinese comma and another's "he" stop the short ones.
  private func endsClause(_ index: Int, within length: Int) -> Bool {
    if Self.ends.contains(tokens.tokens[index].text) { return true }
    if length < 5, Self.subjects.contains(tokens.tokens[index].text) { return true }
    guard tokens.tokens[index].text == ",", length < 9, index + 1 < tokens.count else { return false }
    return tokens.tokens[index + 1].kind == .han
  }
}

// MARK: Slots

extension PatternMatcher {
  private func fitSlot(
    _ slot: Slot, _ next: ArraySlice<Element>, at index: Int, _ state: inout State
  ) -> Int? {
    guard index < tokens.count else { return nil }
    if state.refusesSorts, isSort(at: index) { return nil }
    for (capture, end) in fillings(of: slot, at: index) {
      let before = state
      state.captures.append((slot.name, capture))
      if let found = fit(next, at: end, &state) { return found }
      restore(&state, before)
    }
    guard let reference = reference(for: slot, at: index) else { return nil }
    let before = state
    state.captures.append((slot.name, .entities([reference.entity])))
    state.refersBack = true
    if let found = fit(next, at: index + reference.length, &state) { return found }
    restore(&state, before)
    return nil
  }

  /// What a word that refers back means in a slot, where the slot has no pronoun of its own there: `他们` are the
  /// speaker's own where somebody tells it.
  private func reference(for slot: Slot, at index: Int) -> Antecedents.Reference? {
    guard refers[index], mentioned[index].isEmpty, !slot.kindsOfNames.isEmpty else { return nil }
    let isOwn =
      isNarrated && slot.pronouns.contains { $0.narratedWords.contains { tokens.has($0, at: index) } }
    return isOwn ? nil : antecedents.reference(at: index, kinds: slot.kindsOfNames)
  }

  /// Whether a name says what sort of thing is meant: "a" or `一个` before it and a class noun behind.
  private func isSort(at index: Int) -> Bool {
    guard index > 0, !mentioned[index].isEmpty,
      ["a", "an", "个", "款", "种"].contains(tokens.tokens[index - 1].text), let span = tokens.span(at: index)
    else { return false }
    return phrases.library.classes.entry(at: span.tokens.upperBound, in: tokens) != nil
  }

  /// What may fill a slot from a token on, the longest first.
  private func fillings(of slot: Slot, at index: Int) -> [(Capture, end: Int)] {
    var result: [(Capture, end: Int)] = []
    if let first = entity(for: slot, at: index) {
      var entities = [first.entity]
      var end = first.end
      result.append((.entities(entities), end))
      while slot.isList, let next = afterJoiner(end), let other = entity(for: slot, at: next) {
        entities.append(other.entity)
        end = other.end
        result.insert((.entities(entities), end), at: 0)
      }
    }
    if !slot.fillers.isDisjoint(with: .values) { result += values(for: slot, at: index) }
    guard mayBePronoun[index] else { return result }
    for pronoun in slot.pronouns {
      guard let entity = referent(pronoun) else { continue }
      let written = isNarrated ? pronoun.words + pronoun.narratedWords : pronoun.words
      guard let words = written.first(where: { tokens.has($0, at: index) }) else { continue }
      guard isWhole(pronoun, words, at: index) else { continue }
      result.append((.entities([entity]), index + words.count))
    }
    return result
  }

  /// `我` is not the speaker in `我们`, nor `你` one person in `你们`.
  private func isWhole(_ pronoun: StatementPattern.Pronoun, _ words: [String], at index: Int) -> Bool {
    let next = index + words.count
    guard next < tokens.count, words.last != "们" else { return true }
    return tokens.tokens[next].text != "们"
  }

  private func entity(for slot: Slot, at index: Int) -> (entity: EntityIndex, end: Int)? {
    guard index < tokens.count, !mentioned[index].isDisjoint(with: slot.fillers),
      let span = tokens.span(at: index)
    else { return nil }
    return (span.entity, afterParenthesis(span.tokens.upperBound))
  }

  /// What stands in brackets right after a name is passed over: `英伟达（NVIDIA）`.
  private func afterParenthesis(_ index: Int) -> Int {
    guard index < tokens.count, tokens.tokens[index].text == "(" else { return index }
    let close = tokens.tokens[index...].prefix(9).firstIndex { $0.text == ")" }
    return close.map { $0 + 1 } ?? index
  }

  private func afterJoiner(_ index: Int) -> Int? {
    var next = index
    var count = 0
    while count < 2, let words = Self.joiners.first(where: { tokens.has($0, at: next) }) {
      next += words.count
      count += 1
    }
    return count > 0 || tokens.span(at: index) != nil ? next : nil
  }

  private func values(for slot: Slot, at index: Int) -> [(Capture, end: Int)] {
    var found: [(Capture, end: Int)] = []
    if slot.fillers.contains(.role), let role = phrases.role(at: index) {
      var values = [role.value]
      var end = role.end
      found.append((.values(values), end))
      while slot.isList, let next = afterJoiner(end), next > end, let other = phrases.role(at: next) {
        values.append(other.value)
        end = other.end
        found.insert((.values(values), end), at: 0)
      }
    }
    let readings: [(SlotFillers, (Int) -> PhraseReading.Phrase?)] = [
      (.year, phrases.year), (.number, phrases.number), (.classPhrase, phrases.classPhrase),
      (.classNoun, phrases.classNoun),
    ]
    for (filler, read) in readings where slot.fillers.contains(filler) {
      if let phrase = read(index) { found.append((.values([phrase.value]), phrase.end)) }
    }
    return found
  }
}
