import GraphExchange
import KnowledgeGraph

/// What a graph knows of one entity.
struct EntityCard {
  private let entity: EntityRecord
  private let contents: GraphContents
  private let labels: [String: String]
  private let quotes: Int

  init(of id: String, in contents: GraphContents, language: LabelLanguage, quotes: Int) throws {
    guard let entity = contents.entities.first(where: { $0.id == id }) else {
      throw WorkbenchError.unknownName(kind: "entity", name: id, nearest: [])
    }
    self.entity = entity
    self.contents = contents
    self.quotes = quotes
    labels = CardLabels.labels(of: contents.entities, in: language)
  }

  private func label(_ id: String) -> String { labels[id] ?? id }

  var text: String {
    var page = CardText(title: "\(label(entity.id)) (\(entity.kind.rawValue))")
    let others = entity.names.map(\.text).filter { $0 != label(entity.id) }
    if !others.isEmpty { page.line("also called " + others.joined(separator: ", ")) }
    let surfaces = heardForms
    if !surfaces.isEmpty { page.line("written here as " + surfaces.joined(separator: ", ")) }
    page.section("Mentioned", mentionLines)
    page.section("Speaks", speakingLines)
    page.section("What is said of it", statementLines)
    page.section("Named together with", togetherLines)
    page.section("Quotes", quoteLines)
    return page.text
  }

  /// Forms in the talks that are none of its names: misheard, misspelt.
  private var heardForms: [String] {
    let names = Set(entity.names.map { $0.text.lowercased() })
    let forms = contents.talks.flatMap(\.mentions).filter { $0.entity == entity.id }.map(\.surface)
    return Ranking(forms.filter { !names.contains($0.lowercased()) }).rows.prefix(8).map(\.name)
  }

  private var mentionLines: [String] {
    contents.talks.compactMap { talk in
      let mentions = talk.mentions.filter { $0.entity == entity.id }
      guard !mentions.isEmpty else { return nil }
      let sentences = mentions.map { talk.sentences[$0.sentence] }
      let voices = Set(
        sentences.compactMap { sentence in sentence.speaker.map { [$0, "\(sentence.passage)"] } })
      let speakers = Ranking(voices.map { $0[0] }).list(4, label: label)
      let by = speakers.isEmpty ? "" : " by \(speakers)"
      let passages = Set(sentences.map(\.passage)).count
      return "\(talk.date.map { $0 + "  " } ?? "")\(talk.title): \(counted(passages, "passage"))\(by)"
    }
  }

  private var speakingLines: [String] {
    contents.talks.compactMap { talk in
      let count = talk.sentences.count { $0.speaker == entity.id }
      return count == 0 ? nil : "\(talk.title): \(counted(count, "sentence"))"
    }
  }

  private var statementLines: [String] {
    var lines: [String: Int] = [:]
    for statement in contents.talks.flatMap(\.statements) {
      let object: String
      switch statement.object {
      case .entity(let id): object = label(id)
      case .value(let text): object = "\"\(text)\""
      }
      if statement.subject == entity.id {
        lines["\(statement.predicate) \(object)", default: 0] += 1
      } else if statement.object == .entity(entity.id) {
        lines["\(label(statement.subject)) \(statement.predicate) \(object)", default: 0] += 1
      }
    }
    return lines.sorted { $0.key < $1.key }
      .map { $0.value == 1 ? $0.key : "\($0.key)   (said \($0.value) times)" }
  }

  private var togetherLines: [String] {
    var others: [String] = []
    for talk in contents.talks {
      let sentences = Set(talk.mentions.filter { $0.entity == entity.id }.map(\.sentence))
      let pairs = talk.mentions.filter { sentences.contains($0.sentence) && $0.entity != entity.id }
        .map { [String($0.sentence), $0.entity] }
      others += Set(pairs).map { $0[1] }
    }
    let list = Ranking(others).list(10, label: label)
    return list.isEmpty ? [] : [list]
  }

  private var quoteLines: [String] {
    var lines: [String] = []
    for talk in contents.talks {
      var seen: Set<Int> = []
      for mention in talk.mentions where mention.entity == entity.id {
        let sentence = talk.sentences[mention.sentence]
        guard lines.count < quotes else { return lines }
        guard sentence.speaker != nil, seen.insert(sentence.passage).inserted else { continue }
        lines.append(Quotation.text(sentence, in: talk, label: label))
      }
    }
    return lines
  }
}

/// The labels of all entities in a language.
enum CardLabels {
  static func labels(of entities: [EntityRecord], in language: LabelLanguage) -> [String: String] {
    Dictionary(
      entities.map { entity in
        let translated = entity.names.first { $0.language == "zh" }?.text
        return (entity.id, language == .chinese ? translated ?? entity.id : entity.id)
      }
    ) { first, _ in first }
  }
}
