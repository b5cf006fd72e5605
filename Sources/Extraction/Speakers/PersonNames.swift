import KnowledgeGraph

/// The persons of a catalog by whole name, and those of a talk by parts of their names.
struct PersonNames: Sendable {
  private var byName: [String: [EntityIndex]] = [:]
  /// Persons that the talk names, most often first.
  private(set) var present: [EntityIndex] = []

  /// - Complexity: linear in the number of persons of the catalog.
  init(_ catalog: Catalog, mentions: [Mention]) {
    for (place, entity) in catalog.entities.enumerated() where entity.kind == .person {
      for name in [entity.id] + entity.names.map(\.text) {
        let index = EntityIndex(rawValue: place)
        let key = Self.key(name)
        if byName[key]?.last != index { byName[key, default: []].append(index) }
      }
    }
    var counts: [EntityIndex: Int] = [:]
    for mention in mentions where catalog[mention.entity].kind == .person {
      counts[mention.entity, default: 0] += 1
    }
    present = counts.keys.sorted { (counts[$0] ?? 0, $1) > (counts[$1] ?? 0, $0) }
  }

  /// The person who bears a name; one whom the talk names before the others.
  func person(named name: String) -> EntityIndex? {
    let found = byName[Self.key(name)] ?? []
    return found.first { present.contains($0) } ?? found.first
  }

  /// The one person among some of whose names these words are a part: `Gerstner`, `Jensen`, `阿尔特曼`.
  func person(shortNamed name: String, among persons: [EntityIndex], in catalog: Catalog)
    -> EntityIndex?
  {
    let key = Self.key(name)
    let found = persons.filter { person in
      catalog[person].names.contains { Self.parts($0.text).contains(key) }
    }
    return Set(found).count == 1 ? found.first : nil
  }

  /// A name in the form in which names are compared: small letters without what separates words.
  static func key(_ name: String) -> String {
    String(
      name.lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || ("0"..."9").contains($0)
      })
  }

  /// The words of a name, each in its compared form.
  static func parts(_ name: String) -> [String] {
    name.split { $0 == " " || $0 == "·" || $0 == "・" || $0 == "•" || $0 == "-" }.map {
      key(String($0))
    }
  }
}
