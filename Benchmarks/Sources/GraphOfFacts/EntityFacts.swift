import KnowledgeGraph

/// Entities, as facts tell of them: what has a label, who speaks, and whatever else stands in a relation.
struct EntityFacts {
  /// The name of each entity that has one.
  private(set) var labels: [String: String] = [:]
  private var kinds: [String: EntityKind] = [:]

  init(_ folder: FactFolder) {
    for (entity, label) in folder.rows("label") {
      labels[String(entity)] = String(label)
      add(String(entity), .concept)
    }
    for (person, _) in folder.rows("spokenIn") { add(String(person), .person) }
  }

  /// Counts something among the entities, unless it is one already.
  mutating func add(_ id: String, _ kind: EntityKind) {
    if kinds[id] == nil { kinds[id] = kind }
  }

  var records: [EntityRecord] {
    kinds.map { id, kind in
      let label = labels[id] ?? id
      return EntityRecord(id: id, kind: kind, label: label, names: [NameRecord(text: label, language: "en")])
    }
  }
}
