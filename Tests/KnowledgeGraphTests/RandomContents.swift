import KnowledgeGraph

/// A generator of random numbers that gives the same ones for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea & Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}

extension GraphContents {
  /// Contents of a few entities and talks, with everything optional sometimes there and sometimes not.
  static func random(using generator: inout SeededGenerator) -> GraphContents {
    let count = Int.random(in: 0...12, using: &generator)
    let entities = (0..<count).map { EntityRecord.random(number: $0, using: &generator) }
    let ids = entities.map(\.id)
    let talks = (0..<Int.random(in: 0...4, using: &generator)).map { number in
      TalkRecord.random(number: number, entities: ids, using: &generator)
    }
    return GraphContents(
      entities: entities.shuffled(using: &generator), talks: talks.shuffled(using: &generator))
  }

  /// The same records in another order.
  func shuffled(using generator: inout SeededGenerator) -> GraphContents {
    var result = GraphContents(
      entities: entities.shuffled(using: &generator), talks: talks.shuffled(using: &generator))
    for index in result.talks.indices {
      result.talks[index].mentions.shuffle(using: &generator)
      result.talks[index].statements.shuffle(using: &generator)
      result.talks[index].speakers.shuffle(using: &generator)
    }
    return result
  }
}

private let words = [
  "alpha", "Beta", "γάμμα", "深度", "", "a:b", "a", "a:", "\u{1F600}", "e\u{301}t", "-", "quote\"", "\u{0}nul",
]

extension EntityRecord {
  fileprivate static func random(number: Int, using generator: inout SeededGenerator) -> EntityRecord {
    let id = "\(words[number % words.count])\(number)"
    let names = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      NameRecord(text: word(&generator), language: Bool.random(using: &generator) ? "en" : "zh")
    }
    return EntityRecord(
      id: id, kind: EntityKind.allCases.randomElement(using: &generator) ?? .person, label: word(&generator),
      names: names)
  }
}

extension TalkRecord {
  fileprivate static func random(
    number: Int, entities: [String], using generator: inout SeededGenerator
  ) -> TalkRecord {
    var talk = TalkRecord(
      id: "talk \(number)\(words[number])", path: "\(number).md", collection: word(&generator),
      title: word(&generator), date: Bool.random(using: &generator) ? "2024-01" : nil,
      source: Bool.random(using: &generator) ? "" : nil, languages: ["zh", "en"], contentHash: "00ff")
    talk.sentences = (0..<Int.random(in: 0...9, using: &generator)).map { index in
      SentenceRecord(
        text: word(&generator), language: "en", line: index + 1, bytes: index * 10..<index * 10 + 9,
        startsAt: Bool.random(using: &generator) ? index : nil,
        speaker: Bool.random(using: &generator) ? entities.randomElement(using: &generator) : nil,
        passage: Int.random(in: 0...5, using: &generator))
    }
    talk.speakers = (0..<Int.random(in: 0...3, using: &generator)).map { index in
      SpeakerRecord(
        label: word(&generator), person: entities.randomElement(using: &generator),
        confidence: Double.random(in: 0...1, using: &generator),
        because: (0..<index).map { SpeakerRecord.Reason(line: $0, text: word(&generator)) })
    }
    guard !talk.sentences.isEmpty, !entities.isEmpty else { return talk }
    for _ in 0..<Int.random(in: 0...15, using: &generator) {
      talk.addRandomMention(of: entities, using: &generator)
      talk.addRandomStatement(about: entities, using: &generator)
    }
    return talk
  }

  private mutating func addRandomMention(of entities: [String], using generator: inout SeededGenerator) {
    let start = Int.random(in: 0...80, using: &generator)
    mentions.append(
      MentionRecord(
        sentence: Int.random(in: sentences.indices, using: &generator),
        entity: entities.randomElement(using: &generator) ?? "", surface: word(&generator),
        bytes: start..<start + 3, line: 1, method: "lexicon", confidence: 0.9))
  }

  private mutating func addRandomStatement(
    about entities: [String], using generator: inout SeededGenerator
  ) {
    let object = entities.randomElement(using: &generator) ?? ""
    statements.append(
      StatementRecord(
        subject: entities.randomElement(using: &generator) ?? "",
        predicate: Bool.random(using: &generator) ? "founderOf" : "quantity",
        object: Bool.random(using: &generator) ? .entity(object) : .value(word(&generator)),
        sentence: Int.random(in: sentences.indices, using: &generator), bytes: 0..<2, method: "verb",
        confidence: 0.5))
  }
}

private func word(_ generator: inout SeededGenerator) -> String {
  words.randomElement(using: &generator) ?? ""
}
