import KnowledgeGraph
import Transcripts

/// Whom "it", "they", "he" or "this company" mean: the one thing of its kind that was named just before.
///
/// Looks at what the sentence says before the word, then at the sentence before it in the same turn; two candidates
/// are none. Words that say the kind ("this company") reach back one sentence further than those that do not.
struct Antecedents: Sendable {
  /// What a word or two refer back to.
  struct Reference: Sendable, Equatable {
    let entity: EntityIndex
    /// How many words were read.
    let length: Int
  }

  let text: TalkText
  let sentence: Int
  let catalog: Catalog
  let library: PatternLibrary
  /// Whether somebody tells what is said: then only people are meant, of the same sentence.
  var isNarrated = false

  private var tokens: SentenceTokens { text.sentences[sentence] }

  private static let things: Set<String> = ["it", "它"]
  private static let people: Set<String> = ["he", "she", "他", "她"]
  private static let groups = ["they", "他们"].map(SentenceTokens.words)
  private static let determiners = ["this", "that", "the", "这家", "这个", "这款", "这部", "这本", "这篇", "这种", "该"].map(
    SentenceTokens.words)
  /// What "it" is hardly ever.
  private static let unlikely: Set<EntityKind> = [.person, .place, .event]

  private static let pronouns = things.union(["they"])
  /// The words with which anything that refers back begins.
  private static let firstWords: Set<String> = things.union(people).union(
    (groups + determiners).compactMap(\.first))

  /// Whether something that refers back may begin at a token: a pronoun, or "this", "the" before a class noun.
  func mayRefer(at index: Int) -> Bool {
    let word = tokens.tokens[index].text
    guard Self.firstWords.contains(word) else { return false }
    if Self.people.contains(word) || !isNarrated && Self.pronouns.contains(word) { return true }
    return !isNarrated
      && Self.determiners.contains { determiner in
        tokens.has(determiner, at: index)
          && library.classes.entry(at: index + determiner.count, in: tokens) != nil
      }
  }

  /// What the words at a token refer back to, if it may be one of these kinds.
  func reference(at index: Int, kinds: Set<EntityKind>) -> Reference? {
    let word = tokens.tokens[index].text
    if kinds.contains(.person), Self.people.contains(word), !isPlural(index) {
      return one([.person], before: index, reach: isNarrated ? 0 : 1).map {
        Reference(entity: $0, length: 1)
      }
    }
    guard !isNarrated else { return nil }
    if kinds.contains(.organization), let words = Self.groups.first(where: { tokens.has($0, at: index) }) {
      return one([.organization], before: index, reach: 1).map {
        Reference(entity: $0, length: words.count)
      }
    }
    if Self.things.contains(word), !isPlural(index) {
      let possible = kinds.subtracting(Self.unlikely)
      guard !possible.isEmpty else { return nil }
      return one(possible, before: index, reach: 1).map { Reference(entity: $0, length: 1) }
    }
    return described(at: index, kinds: kinds)
  }

  /// `它们`, `他们` are others than `它`, `他`.
  private func isPlural(_ index: Int) -> Bool {
    index + 1 < tokens.count && tokens.tokens[index + 1].text == "们"
  }

  /// "this company", `该模型`.
  private func described(at index: Int, kinds: Set<EntityKind>) -> Reference? {
    guard let determiner = Self.determiners.first(where: { tokens.has($0, at: index) }) else { return nil }
    let start = index + determiner.count
    guard let noun = library.classes.entry(at: start, in: tokens) else { return nil }
    let end = start + noun.words.count
    let possible = library.kinds(ofClass: noun.name).intersection(kinds)
    guard !possible.isEmpty, tokens.span(at: end) == nil else { return nil }
    return one(possible, before: index, reach: 2).map { Reference(entity: $0, length: end - index) }
  }

  /// The only entity of these kinds that was named before, in the nearest sentence that names one.
  private func one(_ kinds: Set<EntityKind>, before index: Int, reach: Int) -> EntityIndex? {
    let here = tokens.spans.filter { $0.tokens.upperBound <= index }
    var named = entities(here, kinds, in: tokens)
    var place = sentence
    var steps = reach
    while named.isEmpty, steps > 0, let earlier = sentence(before: place) {
      named = entities(text.sentences[earlier].spans, kinds, in: text.sentences[earlier])
      place = earlier
      steps -= 1
    }
    return named.count == 1 ? named.first : nil
  }

  private func entities(
    _ spans: [SentenceTokens.Span], _ kinds: Set<EntityKind>, in tokens: SentenceTokens
  ) -> Set<EntityIndex> {
    let free = spans.filter { kinds.contains(catalog[$0.entity].kind) && !isModifier($0, in: tokens) }
    return Set(free.map(\.entity))
  }

  /// Whether a name only says what sort of thing another is: `Reddit 的聊天机器人`.
  private func isModifier(_ span: SentenceTokens.Span, in tokens: SentenceTokens) -> Bool {
    guard catalog[span.entity].kind != .person else { return false }
    let end = span.tokens.upperBound
    let next = tokens.has(["的"], at: end) ? end + 1 : end
    return library.classes.entry(at: next, in: tokens) != nil
  }

  /// The sentence before one, in the same turn and language.
  private func sentence(before place: Int) -> Int? {
    let sentences = text.transcript.sentences
    let passages = text.transcript.passages
    let passage = sentences[place].passage
    if place > passages[passage].sentences.lowerBound { return place - 1 }
    guard let turn = passages[passage].turn else { return nil }
    let earlier = passages[..<passage].lastIndex {
      $0.turn == turn && $0.language == passages[passage].language && $0.isSpoken
    }
    return earlier.flatMap { passages[$0].sentences.last }
  }
}
