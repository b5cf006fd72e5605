import GraphExchange
import KnowledgeGraph

/// What a graph knows of one talk.
struct TalkCard {
  private let talk: TalkRecord
  private let labels: [String: String]
  private let kinds: [String: EntityKind]

  init(of id: String, in contents: GraphContents, language: LabelLanguage) throws {
    guard let talk = contents.talks.first(where: { $0.id == id }) else {
      throw WorkbenchError.unknownName(kind: "talk", name: id, nearest: [])
    }
    self.talk = talk
    labels = CardLabels.labels(of: contents.entities, in: language)
    kinds = Dictionary(contents.entities.map { ($0.id, $0.kind) }) { first, _ in first }
  }

  private func label(_ id: String) -> String { labels[id] ?? id }

  var text: String {
    var page = CardText(title: talk.title)
    page.line("id \(talk.id), collection \(talk.collection), file \(talk.path)")
    if let date = talk.date { page.line("date \(date)") }
    if let source = talk.source { page.line("source \(source)") }
    page.line(
      "\(counted(talk.sentences.count, "sentence")), \(counted(talk.mentions.count, "mention")), "
        + "\(counted(talk.statements.count, "statement")); \(talk.languages.joined(separator: ", "))")
    page.section("Speakers", talk.speakers.map(line))
    for kind in EntityKind.allCases {
      let mentions = talk.mentions.map(\.entity).filter { kinds[$0] == kind }
      let list = Ranking(mentions).list(15, label: label)
      page.section(kind.rawValue.capitalized, list.isEmpty ? [] : [list])
    }
    return page.text
  }

  private func line(_ speaker: SpeakerRecord) -> String {
    guard let person = speaker.person else { return "\(speaker.label): not named" }
    let name = label(person)
    let reason = speaker.because.first.map { "   (line \($0.line): \($0.text))" } ?? ""
    return speaker.label == name ? name : "\(speaker.label): \(name)\(reason)"
  }
}

/// What a graph holds as a whole.
struct GraphCard {
  private let graph: OpenGraph

  init(graph: OpenGraph) { self.graph = graph }

  var text: String {
    get throws {
      let counts = graph.graph.counts
      var page = CardText(title: graph.reference)
      page.line(
        "\(counted(counts.talks, "talk")), \(counted(counts.sentences, "sentence")), "
          + "\(counted(counts.entities, "entity", plural: "entities")), "
          + "\(counted(counts.mentions, "mention")), \(counted(counts.statements, "statement"))")
      let talks = try graph.graph.talks()
      page.section("Talks", talks.map { "\($0.collection)  \($0.date ?? "-")  \($0.title)  [\($0.id)]" })
      let relations = graph.graph.predicates.filter { $0.count > 0 }
      page.section("Relations", relations.map { "\($0.name)  \($0.count)" })
      return page.text
    }
  }
}
