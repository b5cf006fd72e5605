import KnowledgeGraph
import Transcripts

/// Finds what a talk says of entities: by patterns in its sentences, by its glosses, and by how it is held.
struct StatementFinder: Sendable {
  let library: PatternLibrary
  var ontology: Ontology { library.ontology }

  init(patterns library: PatternLibrary) { self.library = library }

  /// The statements of a talk, by sentence and place; one sentence says a triple once.
  func statements(
    transcript: Transcript, catalog: Catalog, mentions: [Mention], speakers: SpeakerAssignment
  ) -> [FoundStatement] {
    let text = TalkText(transcript, mentions: mentions)
    let plain = read(text, catalog, speakers, affiliations: nil)
    let glosses = GlossStatements(text, catalog: catalog, library: library).statements()
    let affiliations = Affiliations(
      text, catalog: catalog, speakers: speakers, statements: plain + glosses)
    let spoken = read(text, catalog, speakers, affiliations: affiliations)
    let rest =
      VersionStatements(text, catalog: catalog).statements()
      + TalkStatements(text, catalog: catalog, speakers: speakers).statements()
    return distinct((spoken + glosses + rest).filter { fits($0, catalog) }, catalog)
  }

  /// With no affiliations known, reads only what tells them.
  private func read(
    _ text: TalkText, _ catalog: Catalog, _ speakers: SpeakerAssignment, affiliations: Affiliations?
  ) -> [FoundStatement] {
    let skipped: Set<Passage.Role> = [.gloss, .boilerplate, .metadata]
    return text.sentences.indices.flatMap { sentence -> [FoundStatement] in
      let tokens = text.sentences[sentence]
      guard !skipped.contains(text.role(ofSentence: sentence)) else { return [] }
      let candidates = library.candidates(for: tokens).lazy.map { library.patterns[$0] }.filter {
        (affiliations != nil || $0.tellsBelonging) && $0.slotsForNames <= tokens.spans.count + 1
      }
      guard !candidates.isEmpty else { return [] }
      let reading = SentenceReading(
        text, sentence: sentence, catalog: catalog, library: library,
        voice: Voice(sentence: sentence, speakers: speakers, affiliations: affiliations))
      return candidates.flatMap(reading.statements)
    }
  }

  /// Whether the ontology allows a statement.
  private func fits(_ statement: FoundStatement, _ catalog: Catalog) -> Bool {
    guard let predicate = ontology.predicates[statement.predicate] else { return false }
    guard predicate.subjects.contains(catalog[statement.subject].kind) else { return false }
    switch statement.object {
    case .value(let value): return predicate.takesValue && !value.isEmpty
    case .entity(let object):
      return object != statement.subject && predicate.objects.contains(catalog[object].kind)
    }
  }

  private func distinct(_ statements: [FoundStatement], _ catalog: Catalog) -> [FoundStatement] {
    struct Key: Hashable {
      let subject: EntityIndex
      let predicate: String
      let object: FoundStatement.Object
      let sentence: Int
    }
    var best: [Key: FoundStatement] = [:]
    for statement in statements.map({ ordered($0, catalog) }) {
      let key = Key(
        subject: statement.subject, predicate: statement.predicate, object: statement.object,
        sentence: statement.sentence)
      if let known = best[key], known.confidence >= statement.confidence { continue }
      best[key] = statement
    }
    return best.values.sorted { a, b in
      (a.sentence, a.range.lowerBound, a.predicate, a.subject) != (
        b.sentence, b.range.lowerBound, b.predicate, b.subject
      )
        ? (a.sentence, a.range.lowerBound, a.predicate, a.subject)
          < (b.sentence, b.range.lowerBound, b.predicate, b.subject)
        : a.object.order < b.object.order
    }
  }

  /// A symmetric statement with its ends in the order of their names, so that it is said in one way only.
  private func ordered(_ statement: FoundStatement, _ catalog: Catalog) -> FoundStatement {
    guard ontology.predicates[statement.predicate]?.isSymmetric == true,
      case .entity(let object) = statement.object, catalog[object].id < catalog[statement.subject].id
    else { return statement }
    return FoundStatement(
      subject: object, predicate: statement.predicate, object: .entity(statement.subject),
      sentence: statement.sentence, range: statement.range, pattern: statement.pattern,
      confidence: statement.confidence)
  }
}

extension FoundStatement.Object {
  /// A text to sort by.
  fileprivate var order: String {
    switch self {
    case .entity(let index):
      "0" + String(repeating: "0", count: 8 - String(index.rawValue).count) + String(index.rawValue)
    case .value(let value): "1" + value
    }
  }
}

/// Whom pronouns mean in a sentence.
struct Voice: Sendable {
  let sentence: Int
  let speakers: SpeakerAssignment
  /// Nil as long as nobody's organization is known.
  let affiliations: Affiliations?

  func referent(_ pronoun: StatementPattern.Pronoun) -> EntityIndex? {
    let speaker = speakers.speaker(ofSentence: sentence)
    let addressee = speakers.addressee(ofSentence: sentence)
    return switch pronoun {
    case .speaker, .my, .weOurselves: speaker
    case .you: addressee
    case .we, .our: affiliations?.organization(of: speaker, near: sentence)
    case .youAll, .your: affiliations?.organization(of: addressee, near: sentence)
    }
  }
}
