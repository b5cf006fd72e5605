import Foundation
import KnowledgeGraph

/// A small invented collection: two talks, in which two people speak of a company, a product and each other.
enum Sample {
  static let contents = GraphContents(
    entities: [
      entity("Vela Labs", .organization, "Vela Labs", "维拉实验室"),
      entity("Ada Marsh", .person, "Ada Marsh", "艾达·马什", "Marsh"),
      entity("Tom Reed", .person, "Tom Reed", "Reed"),
      entity("Lyra-2", .product, "Lyra-2"),
      entity("Reed (plant)", .concept, "reed", "Reed"),
    ],
    talks: [second, first])

  static let first = talk(
    "opening", collection: "north",
    sentences: [
      ("Vela Labs began in a garage.", "Ada Marsh"),
      ("Tom Reed and I founded Vela Labs.", "Ada Marsh"),
      ("Lyra-2 is our product.", "Tom Reed"),
    ],
    mentions: [(0, "Vela Labs"), (1, "Tom Reed"), (1, "Vela Labs"), (2, "Lyra-2")],
    statements: [
      ("Tom Reed", "founderOf", .entity("Vela Labs"), 1), ("Ada Marsh", "founderOf", .entity("Vela Labs"), 1),
      ("Vela Labs", "createdIn", .value("1999"), 0),
    ])

  static let second = talk(
    "sequel", collection: "south",
    sentences: [
      ("Tom Reed founded Vela Labs, they say.", nil), ("Lyra-2 grew at Vela Labs.", "Tom Reed"),
    ],
    mentions: [(0, "Tom Reed"), (0, "Vela Labs"), (1, "Lyra-2"), (1, "Vela Labs")],
    statements: [("Tom Reed", "founderOf", .entity("Vela Labs"), 0)])

  static func entity(_ id: String, _ kind: EntityKind, _ names: String...) -> EntityRecord {
    EntityRecord(
      id: id, kind: kind, label: names.first ?? id,
      names: names.map { name in
        NameRecord(text: name, language: name.utf8.allSatisfy { $0 < 0x80 } ? "en" : "zh")
      })
  }

  /// A talk of one sentence a line; a mention stands where its entity's id stands in the sentence.
  static func talk(
    _ id: String, collection: String, sentences: [(text: String, speaker: String?)],
    mentions: [(sentence: Int, entity: String)] = [],
    statements: [(subject: String, predicate: String, object: StatementRecord.Object, sentence: Int)] = []
  ) -> TalkRecord {
    var talk = TalkRecord(
      id: id, path: "\(id).md", collection: collection, title: "The \(id)", date: "2024-10-21",
      languages: ["en"], contentHash: "ab12")
    var start = 0
    for (index, sentence) in sentences.enumerated() {
      let end = start + sentence.text.utf8.count
      talk.sentences.append(
        SentenceRecord(
          text: sentence.text, language: "en", line: index + 1, bytes: start..<end,
          speaker: sentence.speaker))
      start = end + 1
    }
    talk.speakers = Set(sentences.compactMap(\.speaker)).sorted().map { name in
      SpeakerRecord(
        label: name, person: name, confidence: 1, because: [SpeakerRecord.Reason(line: 1, text: name)])
    }
    talk.mentions = mentions.map { talk.mention(of: $0.entity, sentence: $0.sentence) }
    talk.statements = statements.map { statement in
      StatementRecord(
        subject: statement.subject, predicate: statement.predicate, object: statement.object,
        sentence: statement.sentence, bytes: talk.sentences[statement.sentence].bytes, method: "verb",
        confidence: 0.8)
    }
    return talk
  }
}

extension TalkRecord {
  fileprivate func mention(of entity: String, sentence index: Int) -> MentionRecord {
    let sentence = sentences[index]
    let before = sentence.text.range(of: entity).map { sentence.text[..<$0.lowerBound].utf8.count } ?? 0
    let start = sentence.bytes.lowerBound + before
    return MentionRecord(
      sentence: index, entity: entity, surface: entity, bytes: start..<start + entity.utf8.count,
      line: sentence.line, method: "lexicon", confidence: 0.9)
  }
}
