import KnowledgeGraph
import Transcripts

/// Finds what glosses say of the terms they explain: what each is, and how it stands to others.
struct GlossStatements: Sendable {
  private let text: TalkText
  private let catalog: Catalog
  private let library: PatternLibrary
  private let nobody: SpeakerAssignment

  init(_ text: TalkText, catalog: Catalog, library: PatternLibrary) {
    self.text = text
    self.catalog = catalog
    self.library = library
    nobody = SpeakerAssignment(sentenceCount: text.transcript.sentences.count)
  }

  func statements() -> [FoundStatement] { text.transcript.glosses.flatMap(statements) }

  private func statements(_ gloss: Gloss) -> [FoundStatement] {
    guard let term = term(of: gloss) else { return [] }
    let reading = SentenceReading(
      text, sentence: gloss.body, catalog: catalog, library: library,
      voice: Voice(sentence: gloss.body, speakers: nobody, affiliations: nil), glossed: term)
    let related = library.glossPatterns.flatMap(reading.statements)
    return related + [classStatement(gloss, term, related)].compactMap { $0 }
  }

  /// The entity that stands before the bracket; else the one with which the bracket begins.
  private func term(of gloss: Gloss) -> EntityIndex? {
    let holder = text.sentences[gloss.sentence]
    let before = holder.spans.filter { span in
      let range = holder.textRange(span.tokens)
      guard let term = gloss.term else {
        return range.upperBound <= gloss.position && range.upperBound + 8 >= gloss.position
      }
      return range.overlaps(term)
    }
    let body = text.sentences[gloss.body]
    let head = head(of: body)
    let inside = body.spans.first { head.contains($0.tokens.lowerBound) }
    let best = before.max { $0.tokens.count < $1.tokens.count }
    let goesBeyond = best.map { best in
      gloss.term.map { holder.textRange(best.tokens).upperBound > $0.upperBound } ?? false
    }
    return goesBeyond == true ? inside?.entity ?? best?.entity : best?.entity ?? inside?.entity
  }

  /// What stands before the first colon: the term in the other language.
  private func head(of body: SentenceTokens) -> Range<Int> {
    let colon = body.tokens.prefix(14).firstIndex { $0.text == ":" }
    return 0..<(colon ?? 0)
  }

  private func classStatement(
    _ gloss: Gloss, _ term: EntityIndex, _ related: [FoundStatement]
  ) -> FoundStatement? {
    let body = text.sentences[gloss.body]
    let phrases = PhraseReading(
      tokens: body, library: library, text: text.transcript.sentences[gloss.body].text.utf8)
    let taken: Set<String> = ["roleAt", "founderOf", "familyOf", "partOf"]
    let explained = related.filter { taken.contains($0.predicate) && $0.subject == term }.map(\.range)
    for segment in segments(of: body, after: head(of: body).upperBound)
    where !isName(segment, of: term, in: body) && !isAside(segment, in: body) {
      let range = body.textRange(segment)
      if explained.contains(where: { $0.contains(range.upperBound - 1) }) { continue }
      guard let value = phrases.classOfGloss(segment) else { continue }
      return FoundStatement(
        subject: term, predicate: "instanceOf", object: .value(value), sentence: gloss.body, range: range,
        pattern: "gloss-class", confidence: 0.8)
    }
    return nil
  }

  /// The parts between commas, brackets inside left out.
  private func segments(of body: SentenceTokens, after start: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var first = start
    for index in start...max(start, body.count) {
      let isBreak =
        index == body.count || [",", "、", ";", ".", ":", "(", ")"].contains(body.tokens[index].text)
      guard isBreak else { continue }
      if index > first { result.append(first..<index) }
      first = index + 1
    }
    return result
  }

  /// What a part begins with that tells of the term instead of saying what it is.
  private static let asides = [
    "可以", "能够", "用于", "被誉为", "以", "使", "并", "从而", "常用于", "主要", "强调", "通常", "其", "该", "它", "提供", "包含", "帮助",
    "广泛",
  ].map(SentenceTokens.words)

  private func isAside(_ segment: Range<Int>, in body: SentenceTokens) -> Bool {
    Self.asides.contains { body.has($0, at: segment.lowerBound) }
  }

  /// Whether a part only says the term again, or spells it out.
  private func isName(_ segment: Range<Int>, of term: EntityIndex, in body: SentenceTokens) -> Bool {
    if body.spans.contains(where: { $0.tokens == segment }) { return true }
    let words = body.tokens[segment]
    return words.allSatisfy { $0.kind != .han } && words.contains { $0.isCapitalized }
  }
}
