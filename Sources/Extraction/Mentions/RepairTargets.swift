import KnowledgeGraph

/// The names that misheard words of a talk may stand for.
struct RepairTargets {
  /// One form of an attested entity's name.
  struct Target {
    let entity: EntityIndex
    let key: [UInt8]
    let sound: DoubleMetaphone
    /// Whether it is a person's given name or surname alone.
    let isPart: Bool

    /// How near some words come: spelling, with a bonus for the same sound where that counts.
    func likeness(to key: [UInt8], sound other: DoubleMetaphone?) -> Double {
      guard min(key.count, self.key.count) * 5 >= max(key.count, self.key.count) * 2 else { return 0 }
      let spelling = EditDistance.similarity(key, self.key)
      guard spelling >= 0.4, let other, sound.soundsLike(other) else { return spelling }
      return min(1, spelling + 0.25)
    }
  }

  private var targets: [Target] = []
  private var bySound: [[UInt8]: [Int]] = [:]
  private var byEntity: [EntityIndex: [Int]] = [:]

  private static let shortestSound = 2

  /// Targets among those whom the talk names.
  init(attested: [EntityIndex], knowledge: CollectionKnowledge) {
    for entity in attested {
      let known = knowledge.catalog[entity]
      var seen: Set<[UInt8]> = []
      for name in known.names where name.language == "en" {
        add(name.text, of: entity, isPart: false, knowledge, &seen)
        guard known.kind == .person else { continue }
        for part in NameShape.parts(ofPerson: name.text) {
          add(part, of: entity, isPart: true, knowledge, &seen)
        }
      }
    }
    for (index, target) in targets.enumerated() {
      byEntity[target.entity, default: []].append(index)
      guard isSoughtEverywhere(target, knowledge) else { continue }
      for sound in Set([target.sound.primary, target.sound.alternate]) where sound.count >= Self.shortestSound
      {
        bySound[sound, default: []].append(index)
      }
    }
  }

  private mutating func add(
    _ name: String, of entity: EntityIndex, isPart: Bool, _ knowledge: CollectionKnowledge,
    _ seen: inout Set<[UInt8]>
  ) {
    let key = knowledge.table.key(name)
    guard key.count >= 3, seen.insert(key).inserted else { return }
    targets.append(Target(entity: entity, key: key, sound: DoubleMetaphone(key), isPart: isPart))
  }

  /// Concepts are everyday words: they are repaired only where the other language names them.
  private func isSoughtEverywhere(_ target: Target, _ knowledge: CollectionKnowledge) -> Bool {
    knowledge.catalog[target.entity].kind != .concept && target.key.count >= 4
  }

  /// Attested names with the sound of some words, each once, in order.
  func soundingLike(_ key: [UInt8]) -> [Target] {
    let sound = DoubleMetaphone(key)
    guard sound.primary.count >= Self.shortestSound else { return [] }
    var indices = bySound[sound.primary] ?? []
    if sound.alternate != sound.primary { indices += bySound[sound.alternate] ?? [] }
    return Set(indices).sorted().map { targets[$0] }
  }

  func forms(of entity: EntityIndex) -> [Target] { (byEntity[entity] ?? []).map { targets[$0] } }
}
