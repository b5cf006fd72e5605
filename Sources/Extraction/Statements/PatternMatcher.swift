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
  }

  private struct State {
    var captures: [(slot: String, capture: Capture)] = []
    var loose: [Int] = []
    var steps = 0
  }

  let tokens: SentenceTokens
  let phrases: PhraseReading
  let catalog: Catalog
  /// Whether somebody tells what is said: "they" are then the speaker's own.
  var isNarrated = false
  /// Whom a pronoun means in this sentence.
  let referent: @Sendable (StatementPattern.Pronoun) -> EntityIndex?

  private static let budget = 3000
  private static let ends: Set<String> = [".", "?", "!", ";"]
  /// Words with which another begins to act.
  private static let subjects: Set<String> = [
    "he", "she", "they", "i", "we", "you", "who", "他", "她", "我", "你",
  ]
  private static let joiners = ["and", "&", "、", "和", "与", "及", "以及", "兼", "/", ",", "跟"].map(
    SentenceTokens.words)

  /// Every match, at most one for each starting place, none inside another.
  func matches(of pattern: StatementPattern) -> [Match] {
    var found: [Match] = []
    var start = 0
    while start < tokens.count {
      var state = State()
      if let end = fit(pattern.elements[...], at: start, pattern.elements, &state), end > start {
        found.append(
          Match(
            tokens: start..<end, captures: Dictionary(state.captures.map { ($0.slot, $0.capture) }) { $1 },
            loose: state.loose))
        start = max(start + 1, end - 1)
      } else {
        start += 1
      }
    }
    return found
  }

  /// The token after the match, or nil.
  private func fit(
    _ rest: ArraySlice<Element>, at index: Int, _ all: [Element], _ state: inout State
  ) -> Int? {
    guard let element = rest.first else { return index }
    state.steps += 1
    guard state.steps < Self.budget else { return nil }
    let next = rest.dropFirst()
    switch element {
    case .start: return index == 0 ? fit(next, at: index, all, &state) : nil
    case .end: return isEnd(index) ? fit(next, at: index, all, &state) : nil
    case .words(let alternatives): return fitWords(alternatives, next, at: index, all, &state)
    case .optional(let alternatives):
      return fitWords(alternatives, next, at: index, all, &state) ?? fit(next, at: index, all, &state)
    case .gap(let length): return fitGap(length, rest, at: index, all, &state)
    case .slot(let slot): return fitSlot(slot, next, at: index, all, &state)
    }
  }

  private func isEnd(_ index: Int) -> Bool {
    index >= tokens.count || tokens.tokens[index...].allSatisfy { $0.kind == .mark }
  }

  private func fitWords(
    _ alternatives: [[String]], _ next: ArraySlice<Element>, at index: Int, _ all: [Element],
    _ state: inout State
  ) -> Int? {
    for words in alternatives where tokens.has(words, at: index) {
      let before = state
      state.loose.append(contentsOf: index..<index + words.count)
      if let end = fit(next, at: index + words.count, all, &state) { return end }
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
    _ length: Int, _ rest: ArraySlice<Element>, at index: Int, _ all: [Element], _ state: inout State
  ) -> Int? {
    let next = rest.dropFirst()
    let barred = barredKinds(beside: rest.startIndex, all)
    let before = state
    var end = index
    while true {
      if let found = fit(next, at: end, all, &state) { return found }
      restore(&state, before)
      guard end < tokens.count, end - index < length, !endsClause(end, within: length) else {
        return nil
      }
      if let span = tokens.span(at: end), barred.contains(catalog[span.entity].kind) { return nil }
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

  /// A gap never passes over another candidate for the slots on its sides.
  private func barredKinds(beside place: Int, _ all: [Element]) -> Set<EntityKind> {
    func slot(_ elements: some Sequence<Element>) -> Slot? {
      for case .slot(let slot) in elements { return slot }
      return nil
    }
    let sides = [slot(all[..<place].reversed()), slot(all[place...])].compactMap { $0?.kinds }
    return sides.reduce(into: []) { if $1.count < 5 { $0.formUnion($1) } }
  }
}

// MARK: Slots

extension PatternMatcher {
  private func fitSlot(
    _ slot: Slot, _ next: ArraySlice<Element>, at index: Int, _ all: [Element], _ state: inout State
  ) -> Int? {
    guard index < tokens.count else { return nil }
    for (capture, end) in fillings(of: slot, at: index) {
      let before = state
      state.captures.append((slot.name, capture))
      if let found = fit(next, at: end, all, &state) { return found }
      restore(&state, before)
    }
    return nil
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
    if slot.fillers.contains(.kind(.person)), let person = antecedent(ofPronounAt: index) {
      result.append((.entities([person]), index + 1))
    }
    if slot.takesValue { result += values(for: slot, at: index) }
    for pronoun in slot.pronouns {
      let written = isNarrated ? pronoun.narratedForms : pronoun.words
      guard let words = written.first(where: { tokens.has($0, at: index) }) else { continue }
      guard isWhole(pronoun, words, at: index), let entity = referent(pronoun) else { continue }
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

  private static let thirdPerson: Set<String> = ["he", "she", "他", "她"]

  /// The one person whom the sentence has named before a "he"; nil where there are several, or none.
  private func antecedent(ofPronounAt index: Int) -> EntityIndex? {
    guard Self.thirdPerson.contains(tokens.tokens[index].text) else { return nil }
    guard index + 1 >= tokens.count || tokens.tokens[index + 1].text != "们" else { return nil }
    let before = tokens.spans.filter { $0.tokens.upperBound <= index && catalog[$0.entity].kind == .person }
    return Set(before.map(\.entity)).count == 1 ? before.first?.entity : nil
  }

  private func entity(for slot: Slot, at index: Int) -> (entity: EntityIndex, end: Int)? {
    guard let span = tokens.span(at: index) else { return nil }
    let kind = catalog[span.entity].kind
    let fits =
      slot.fillers.contains(.kind(kind))
      || kind == .organization && slot.fillers.contains(catalog.isSchool(span.entity) ? .school : .company)
    return fits ? (span.entity, afterParenthesis(span.tokens.upperBound)) : nil
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
    let readings: [(StatementPattern.Filler, (Int) -> PhraseReading.Phrase?)] = [
      (.year, phrases.year), (.number, phrases.number), (.classPhrase, phrases.classPhrase),
    ]
    for (filler, read) in readings where slot.fillers.contains(filler) {
      if let phrase = read(index) { found.append((.values([phrase.value]), phrase.end)) }
    }
    return found
  }
}

extension Catalog {
  private static let schoolWords = [
    "university", "college", "institute of technology", "school", "academy", "大学", "学院", "polytechnic",
  ]

  /// Whether an organization teaches, by its names.
  func isSchool(_ entity: EntityIndex) -> Bool {
    self[entity].names.contains { name in
      let lower = name.text.lowercased()
      return Self.schoolWords.contains { lower.contains($0) }
    }
  }
}
