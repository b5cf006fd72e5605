import KnowledgeGraph

/// Talks, as facts tell of them.
///
/// A sentence's words are the names of what it mentions, so that each mention's bytes hold its name.
struct TalkFacts {
  private var talks: [TalkRecord] = []
  /// The entities that each sentence of each talk mentions.
  private var mentions: [[[String]]] = []

  init(_ folder: FactFolder) {
    var places: [Substring: (talk: Int, sentence: Int)] = [:]
    var numbers: [Substring: Int] = [:]
    for (sentence, talk) in folder.rows("inTalk") {
      let number = numbers[talk] ?? begin(talk)
      numbers[talk] = number
      places[sentence] = (number, talks[number].sentences.count)
      mentions[number].append([])
      talks[number].sentences.append(
        SentenceRecord(text: String(sentence), language: "en", line: mentions[number].count, bytes: 0..<0))
    }
    for (sentence, person) in folder.rows("saidBy") {
      guard let place = places[sentence] else { continue }
      talks[place.talk].sentences[place.sentence].speaker = String(person)
    }
    for (sentence, entity) in folder.rows("mentions") {
      guard let place = places[sentence] else { continue }
      mentions[place.talk][place.sentence].append(String(entity))
    }
    for (person, talk) in folder.rows("spokenIn") {
      guard let number = numbers[talk] else { continue }
      talks[number].speakers.append(
        SpeakerRecord(label: String(person), person: String(person), confidence: 1))
    }
  }

  private mutating func begin(_ talk: Substring) -> Int {
    talks.append(
      TalkRecord(
        id: String(talk), path: "\(talk).txt", collection: "facts", title: String(talk), languages: ["en"]))
    mentions.append([])
    return talks.count - 1
  }

  /// Has what relates entities be said in the first sentence of all.
  mutating func add(statementsOf folder: FactFolder, among entities: inout EntityFacts) {
    guard !talks.isEmpty else { return }
    for (subject, object) in folder.rows("affiliatedWith") {
      entities.add(String(subject), .person)
      entities.add(String(object), .organization)
      state(subject, "affiliatedWith", .entity(String(object)))
    }
    for (subject, object) in folder.rows("type") {
      entities.add(String(subject), .concept)
      state(subject, "instanceOf", .value(String(object)))
    }
    for relation in ["sameAs", "subclassOf"] {
      for (subject, object) in folder.rows(relation) {
        entities.add(String(subject), .concept)
        entities.add(String(object), .concept)
        state(subject, relation, .entity(String(object)))
      }
    }
  }

  private mutating func state(_ subject: Substring, _ predicate: String, _ object: StatementRecord.Object) {
    talks[0].statements.append(
      StatementRecord(
        subject: String(subject), predicate: predicate, object: object, sentence: 0, bytes: 0..<0,
        method: "facts", confidence: 1))
  }

  /// The talks with their sentences' words.
  func records(labels: [String: String]) -> [TalkRecord] {
    zip(talks, mentions).map { talk, mentions in
      var talk = talk
      var offset = 0
      for (number, entities) in mentions.enumerated() where !entities.isEmpty {
        var words: [String] = []
        var start = offset
        for entity in entities {
          let name = labels[entity] ?? entity
          let end = start + name.utf8.count
          talk.mentions.append(
            MentionRecord(
              sentence: number, entity: entity, surface: name, bytes: start..<end, line: number + 1,
              method: "lexicon", confidence: 1))
          words.append(name)
          start = end + 1
        }
        talk.sentences[number].text = words.joined(separator: " ")
        talk.sentences[number].bytes = offset..<start - 1
        offset = start
      }
      return talk
    }
  }
}
