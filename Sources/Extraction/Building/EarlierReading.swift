import KnowledgeGraph

/// What an earlier build found in a talk that has not changed since.
///
/// It still holds if the talk would be read by the same knowledge: the same lessons of all talks, in the same order,
/// and the same use of the talk's own words in the collection. A digest of these stands for them.
public struct EarlierReading: Sendable {
  public let record: TalkRecord
  /// The entities that the record refers to.
  public let entities: [EntityRecord]
  let digest: UInt64

  /// Recalls a reading.
  ///
  /// - Parameters:
  ///   - record: what was found.
  ///   - entities: every entity of the graph; those that the record refers to are kept.
  ///   - digest: what ``CollectionExtraction/digests`` held for the talk.
  public init(record: TalkRecord, entities: [String: EntityRecord], digest: UInt64) {
    self.record = record
    self.entities = record.referencedEntities.sorted().compactMap { entities[$0] }
    self.digest = digest
  }
}

extension TalkRecord {
  /// The entities that the talk mentions, that speak in it, or of which it states something.
  var referencedEntities: Set<String> {
    var ids = Set(mentions.map(\.entity))
    ids.formUnion(sentences.compactMap(\.speaker))
    ids.formUnion(speakers.compactMap(\.person))
    for statement in statements {
      ids.insert(statement.subject)
      if case .entity(let id) = statement.object { ids.insert(id) }
    }
    return ids
  }
}

extension Lesson {
  /// A digest of what some lessons teach, in the order in which they are learnt.
  static func digest(of lessons: [Lesson]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ text: some Sequence<UInt8>) {
      for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
    }
    for lesson in sorted(lessons) {
      add([UInt8(lesson.source.rawValue), UInt8(lesson.names.count)])
      for name in lesson.names + lesson.misheard { add(name.utf8) }
      add((lesson.kind?.rawValue ?? "").utf8)
    }
    return hash
  }
}
