import KnowledgeGraph
import Transcripts

/// Which organizations the people of a talk belong to, and so what "we" means.
struct Affiliations: Sendable {
  /// Organizations by person, the one that speaks loudest first.
  private var organizations: [EntityIndex: [EntityIndex]] = [:]
  private let text: TalkText
  /// By organization: the sentences that name it, ascending.
  private var places: [EntityIndex: [Int]] = [:]
  private let speakers: SpeakerAssignment

  private static let predicates: Set<String> = ["affiliatedWith", "founderOf"]
  private static let reach = 24

  init(_ text: TalkText, catalog: Catalog, speakers: SpeakerAssignment, statements: [FoundStatement]) {
    self.text = text
    self.speakers = speakers
    for (sentence, tokens) in text.sentences.enumerated() {
      for span in tokens.spans where catalog[span.entity].kind == .organization {
        places[span.entity, default: []].append(sentence)
      }
    }
    var weights: [EntityIndex: [EntityIndex: Int]] = [:]
    for statement in statements where Self.predicates.contains(statement.predicate) {
      guard case .entity(let organization) = statement.object, !catalog.isSchool(organization) else {
        continue
      }
      let weight = Self.weight(of: text.role(ofSentence: statement.sentence))
      weights[statement.subject, default: [:]][organization, default: 0] += weight
    }
    for person in Set(speakers.speakers.compactMap { $0 }) {
      let known = catalog[person].associates.filter { catalog[$0].kind == .organization }
      for associate in known where places[associate] != nil || known.count == 1 {
        weights[person, default: [:]][associate, default: 0] += places[associate] != nil ? 3 : 1
      }
    }
    organizations = weights.mapValues { byOrganization in
      byOrganization.keys.sorted { (byOrganization[$0] ?? 0, $1) > (byOrganization[$1] ?? 0, $0) }
    }
  }

  private static func weight(of role: Passage.Role) -> Int {
    switch role {
    case .title, .description, .metadata: 6
    case .gloss, .heading: 3
    default: 1
    }
  }

  /// The organization for which somebody says "we" in a sentence: the one of his that was named last, a little before;
  /// else the one he is known for.
  func organization(of person: EntityIndex?, near sentence: Int) -> EntityIndex? {
    guard let person, let known = organizations[person], let first = known.first else { return nil }
    guard known.count > 1 else { return first }
    let recent = known.compactMap { organization -> (organization: EntityIndex, place: Int)? in
      guard let place = places[organization]?.last(where: { $0 <= sentence }), sentence - place <= Self.reach
      else {
        return nil
      }
      return (organization, place)
    }
    return recent.max { $0.place < $1.place }?.organization ?? first
  }
}
