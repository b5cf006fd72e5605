import KnowledgeGraph

/// One talk of a graph held against its annotation.
///
/// An annotated entity is found when an entity of the talk shares one of its names: one to one, largest overlap
/// first. Rows that must be found count for recall; what is given and matches no row at all counts against precision.
struct TalkEvaluation {
  /// What is measured, in the order it is shown.
  enum Measure: String, CaseIterable {
    case entities
    case labels = "canonical label"
    case kinds = "kind"
    case speakers = "speaker naming"
    case mentions = "who mentioned what"
    case relations
  }

  private(set) var tallies: [Measure: Tally] = [:]
  private let gold: GoldTalk
  private let talk: TalkRecord
  private let entities: [String: EntityRecord]
  /// Annotated id to the graph's, and back.
  private var matched: [String: String] = [:]
  private var taken: [String: String] = [:]

  init(gold: GoldTalk, talk: TalkRecord, entities: [String: EntityRecord]) {
    self.gold = gold
    self.talk = talk
    self.entities = entities
    let surfaces = Dictionary(grouping: talk.mentions, by: \.entity)
      .mapValues { Set($0.map(\.surface.foldedName)) }
    match(surfaces)
    tallies[.entities] = entityTally(given: surfaces.keys.sorted())
    tallies[.labels] = labelTally { entity, row in row.labels.contains(entity.label.foldedName) }
    tallies[.kinds] = labelTally { entity, row in row.kinds.contains(entity.kind.rawValue) }
    tallies[.speakers] = speakerTally()
    tallies[.mentions] = mentionTally()
    tallies[.relations] = relationTally()
  }

  private func names(of id: String) -> Set<String> {
    guard let entity = entities[id] else { return [] }
    return Set(entity.names.map(\.text.foldedName) + [entity.label.foldedName])
  }

  private mutating func match(_ surfaces: [String: Set<String>]) {
    var pairs: [(overlap: Int, gold: String, given: String)] = []
    for (id, own) in surfaces where entities[id] != nil {
      let all = own.union(names(of: id))
      for row in gold.entities where !row.names.isDisjoint(with: all) {
        let overlap = row.names.intersection(own).count * 10 + row.names.intersection(all).count
        pairs.append((overlap, row.id, id))
      }
    }
    pairs.sort { ($1.overlap, $0.gold, $0.given) < ($0.overlap, $1.gold, $1.given) }
    for pair in pairs where matched[pair.gold] == nil && taken[pair.given] == nil {
      matched[pair.gold] = pair.given
      taken[pair.given] = pair.gold
    }
  }
}

// MARK: Entities and speakers

extension TalkEvaluation {
  private func entityTally(given: [String]) -> Tally {
    var tally = Tally()
    for row in gold.entities where row.level == .must { tally.want(matched[row.id] != nil) }
    for id in given where entities[id] != nil { tally.give(taken[id] != nil) }
    return tally
  }

  /// Of the entities found, how many satisfy a condition.
  private func labelTally(_ isRight: (EntityRecord, GoldTalk.Entity) -> Bool) -> Tally {
    var tally = Tally()
    for row in gold.entities where row.level == .must {
      guard let entity = matched[row.id].flatMap({ entities[$0] }) else { continue }
      tally.want(isRight(entity, row))
      tally.give(isRight(entity, row))
    }
    return tally
  }

  private func speakerTally() -> Tally {
    var people: [String: String] = [:]
    for record in talk.speakers {
      if let person = record.person { people[record.label] = person }
    }
    var tally = Tally()
    for (label, person) in gold.speakers {
      let given = people[label]
      let isRight = given.map { names(of: $0).contains(person.foldedName) } ?? false
      tally.want(isRight)
      if given != nil { tally.give(isRight) }
    }
    return tally
  }

  private func mentionTally() -> Tally {
    struct Pair: Hashable {
      var speaker: String
      var entity: String
    }
    var pairs: Set<Pair> = []
    for mention in talk.mentions {
      guard let speaker = talk.sentences[mention.sentence].speaker else { continue }
      pairs.insert(Pair(speaker: speaker, entity: mention.entity))
    }
    var tally = Tally()
    var hits: Set<GoldTalk.Mention> = []
    for pair in pairs {
      let speakerNames = names(of: pair.speaker)
      let rows = gold.mentions.keys.filter {
        $0.entity == taken[pair.entity] && speakerNames.contains($0.speaker.foldedName)
      }
      tally.give(!rows.isEmpty)
      hits.formUnion(rows)
    }
    for (row, level) in gold.mentions where level == .must { tally.want(hits.contains(row)) }
    return tally
  }
}

// MARK: Relations

extension TalkEvaluation {
  private func relationTally() -> Tally {
    struct Fact: Hashable {
      var subject: String
      var predicate: String
      var object: StatementRecord.Object
    }
    let facts = Set(
      talk.statements.map { Fact(subject: $0.subject, predicate: $0.predicate, object: $0.object) })
    let annotated = Set(gold.relations.map(\.predicate))
    var tally = Tally()
    var hits: Set<Int> = []
    for fact in facts where annotated.contains(fact.predicate) {
      var rows = rows(subject: fact.subject, predicate: fact.predicate, object: fact.object)
      if rows.isEmpty, EntityGraph.Edge.symmetricPredicates.contains(fact.predicate),
        case .entity(let object) = fact.object
      {
        rows = self.rows(subject: object, predicate: fact.predicate, object: .entity(fact.subject))
      }
      tally.give(!rows.isEmpty)
      hits.formUnion(rows)
    }
    for (index, row) in gold.relations.enumerated() where row.level == .must {
      tally.want(hits.contains(index))
    }
    return tally
  }

  /// The annotated rows that a fact is an instance of.
  private func rows(subject: String, predicate: String, object: StatementRecord.Object) -> [Int] {
    guard let subject = taken[subject] else { return [] }
    return gold.relations.indices.filter { index in
      let row = gold.relations[index]
      return row.subject == subject && row.predicate == predicate && matches(object, row)
    }
  }

  /// A literal matches if it holds, or is held by, the annotated one or its evidence.
  private func matches(_ object: StatementRecord.Object, _ row: GoldTalk.Relation) -> Bool {
    let isLiteral = row.object.hasPrefix("\"")
    switch object {
    case .entity(let id) where !isLiteral:
      return taken[id] == row.object
    case .entity(let id):
      return matches(literal: entities[id]?.label ?? "", row)
    case .value(let text):
      return isLiteral && matches(literal: text, row)
    }
  }

  private func matches(literal: String, _ row: GoldTalk.Relation) -> Bool {
    let given = literal.foldedName
    let place = row.object.split(separator: "@").first.map { String($0).foldedName } ?? ""
    return !given.isEmpty
      && [place, row.evidence.foldedName].contains {
        !$0.isEmpty && ($0.contains(given) || given.contains($0))
      }
  }
}
