import KnowledgeGraph

/// Applies patterns to one sentence.
struct SentenceReading: Sendable {
  private let sentence: Int
  private let catalog: Catalog
  private let library: PatternLibrary
  private let voice: Voice
  /// What a gloss explains, if this is one's body.
  private let glossed: EntityIndex?
  private let tokens: SentenceTokens
  private let matcher: PatternMatcher

  init(
    _ text: TalkText, sentence: Int, catalog: Catalog, library: PatternLibrary, voice: Voice,
    glossed: EntityIndex? = nil
  ) {
    self.sentence = sentence
    self.catalog = catalog
    self.library = library
    self.voice = voice
    self.glossed = glossed
    tokens = text.sentences[sentence]
    let phrases = PhraseReading(
      tokens: tokens, library: library, text: text.transcript.sentences[sentence].text.utf8)
    let isNarrated = text.role(ofSentence: sentence) == .narration
    matcher = PatternMatcher(
      phrases, catalog: catalog, isNarrated: isNarrated,
      antecedents: Antecedents(
        text: text, sentence: sentence, catalog: catalog, library: library, isNarrated: isNarrated),
      referent: voice.referent)
  }

  /// What follows from a pattern wherever it fits.
  func statements(_ pattern: StatementPattern) -> [FoundStatement] {
    guard matcher.mayFit(pattern) else { return [] }
    let matches = matcher.matches(of: pattern)
    guard !matches.isEmpty else { return [] }
    let guarding = FactGuard(tokens: tokens)
    return matches.flatMap { match -> [FoundStatement] in
      guard pattern.flags.contains(.always) || guarding.allows(match) else { return [] }
      if let reported = firstReport, match.tokens.lowerBound >= reported, pattern.usesPronouns { return [] }
      guard pattern.flags.contains(.asked) || !guarding.isAsked(match) else { return [] }
      return pattern.conclusions.flatMap { statements($0, pattern, match) }
    }
  }

  private func statements(
    _ conclusion: StatementPattern.Conclusion, _ pattern: StatementPattern, _ match: PatternMatcher.Match
  ) -> [FoundStatement] {
    let subjects = entities(conclusion.subject, match)
    let range = tokens.textRange(match.tokens)
    let isWeak = pattern.flags.contains(.weak)
    func found(_ subject: EntityIndex, _ predicate: String, _ object: FoundStatement.Object) -> FoundStatement
    {
      FoundStatement(
        subject: subject, predicate: predicate, object: object, sentence: sentence, range: range,
        pattern: pattern.name, confidence: isWeak || match.refersBack ? 0.6 : 0.8)
    }
    var result: [FoundStatement] = []
    for subject in subjects {
      if case .roleAt(let role, let organization) = conclusion.object {
        for organization in entities(organization, match) {
          for (predicate, object) in roles(values(role, match), at: organization) {
            result.append(found(subject, predicate, object))
          }
        }
        continue
      }
      let takesValue = library.ontology.predicates[conclusion.predicate]?.takesValue == true
      for object in entities(conclusion.object, match) where !(isWeak && isContradicted(subject, object)) {
        let name = catalog[object].names.first?.text ?? catalog[object].id
        result.append(found(subject, conclusion.predicate, takesValue ? .value(name) : .entity(object)))
      }
      guard case .slot(let name) = conclusion.object else { continue }
      for value in values(name, match)
      where conclusion.predicate != "instanceOf"
        || isClass(value, of: subject) && !(isWeak && Self.bareClasses.contains(value))
      {
        result.append(found(subject, conclusion.predicate, .value(value)))
      }
    }
    return result
  }

  private func entities(_ term: StatementPattern.Term, _ match: PatternMatcher.Match) -> [EntityIndex] {
    switch term {
    case .slot(let name):
      guard case .entities(let entities)? = match.captures[name] else { return [] }
      return entities
    case .pronoun(let pronoun): return [voice.referent(pronoun)].compactMap { $0 }
    case .glossed: return [glossed].compactMap { $0 }
    case .roleAt: return []
    }
  }

  private func values(_ name: String, _ match: PatternMatcher.Match) -> [String] {
    guard case .values(let values)? = match.captures[name] else { return [] }
    return values
  }

  private static let reporting: Set<String> = ["说", "said", "says", "told", "saying"]

  /// Where the sentence begins to give the words of somebody else than its speaker: from there "we" means others.
  private var firstReport: Int? {
    let speaker = voice.speakers.speaker(ofSentence: sentence)
    return tokens.spans.first { span in
      guard catalog[span.entity].kind == .person, span.entity != speaker else { return false }
      let end = span.tokens.upperBound
      return (end..<min(end + 2, tokens.count)).contains { Self.reporting.contains(tokens.tokens[$0].text) }
    }?.tokens.upperBound
  }

  /// Classes that say no more than the kind does.
  private static let bareClasses: Set<String> = ["company", "organization", "product", "firm"]

  /// Whether something of an entity's kind can be one of a class: no person is a company, and a professor is what
  /// somebody is somewhere.
  private func isClass(_ value: String, of subject: EntityIndex) -> Bool {
    let words = SentenceTokens.words(value)
    let noun = words.indices.lazy.compactMap { library.classes.name(of: Array(words[$0...])) }.first
    let kinds = noun.map(library.kinds(ofClass:)) ?? []
    guard kinds.isEmpty || kinds.contains(catalog[subject].kind) else { return false }
    return !isItsName(value, subject)
  }

  /// Whether a class only says the last word of the thing's own name again: a chip is "a better chip".
  private func isItsName(_ value: String, _ subject: EntityIndex) -> Bool {
    guard let last = PersonNames.parts(value).last else { return false }
    let names =
      catalog[subject].kind == .concept ? catalog[subject].names[...] : catalog[subject].names.prefix(1)
    return names.contains { PersonNames.parts($0.text).last == last }
  }

  /// Founding is a relation of its own; as a role it is named only where no other role stands beside it.
  private func roles(
    _ roles: [String], at organization: EntityIndex
  ) -> [(predicate: String, object: FoundStatement.Object)] {
    let founding = roles.filter { $0.hasSuffix("founder") }
    let others = roles.filter { !$0.hasSuffix("founder") }
    let name = catalog[organization].id
    return founding.prefix(1).map { _ in ("founderOf", .entity(organization)) }
      + (others.isEmpty ? founding : others).map { ("roleAt", .value("\($0) @ \(name)")) }
  }

  /// Whether what is known of a thing names another maker.
  private func isContradicted(_ maker: EntityIndex, _ thing: EntityIndex) -> Bool {
    guard catalog[maker].kind == .organization else { return false }
    let makers = catalog[thing].associates.filter { catalog[$0].kind == .organization }
    return !makers.isEmpty && !makers.contains(maker)
  }
}
