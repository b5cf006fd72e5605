/// Counts mentions and edges, talk by talk.
///
/// Takes entities, talks, mentions and statements in canonical order: an entity's place among the records then orders
/// as its id does, and what was counted last tells whether a sentence or a talk is a new one.
struct EntityGraphBuilder {
  private struct EdgeKey: Hashable {
    /// Places among the entities; the target's among the values, if it is one.
    let source: Int
    let target: Int
    let predicate: Int
    let targetIsValue: Bool
  }

  /// Sentences are numbered through all talks.
  private struct EdgeTally {
    var weight = 0
    var lastSentence = -1
    var talks: [Int] = []
    var quote = ""
    var quoteConfidence = -1.0
  }

  private struct NodeTally {
    var mentions = 0
    var talks: [Int] = []
    /// Whether the talks speak of it in any way, or it speaks in them.
    var isNamed = false
  }

  private let options: EntityGraph.Options
  private let entities: [EntityRecord]
  private let indexByID: [String: Int]
  private var nodes: [NodeTally]
  private var edges: [EdgeKey: EdgeTally] = [:]
  private var predicates = Numbering()
  private var values = Numbering()
  private var talks: [String] = []
  /// Sentences of the talks before this one.
  private var sentencesBefore = 0

  init(_ entities: [EntityRecord], _ options: EntityGraph.Options) {
    self.options = options
    self.entities = entities
    indexByID = Dictionary(
      entities.indices.map { (entities[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    nodes = Array(repeating: NodeTally(), count: entities.count)
  }

  mutating func add(_ talk: TalkRecord) {
    talks.append(talk.id)
    for id in talk.entityIDs {
      if let entity = indexByID[id] { nodes[entity].isNamed = true }
    }
    for statement in talk.statements { add(statement, in: talk) }
    var run: [Int] = []
    for (index, mention) in talk.mentions.enumerated() {
      if let entity = indexByID[mention.entity] {
        count(entity)
        run.append(entity)
      }
      let isLast = index + 1 == talk.mentions.count || talk.mentions[index + 1].sentence != mention.sentence
      guard isLast else { continue }
      addMentions(of: run.sortedDistinct, sentence: mention.sentence, in: talk)
      run.removeAll(keepingCapacity: true)
    }
    sentencesBefore += talk.sentences.count
  }

  private mutating func count(_ entity: Int) {
    nodes[entity].mentions += 1
    if nodes[entity].talks.last != talks.count - 1 { nodes[entity].talks.append(talks.count - 1) }
  }
}

// MARK: Edges

extension EntityGraphBuilder {
  private mutating func add(_ statement: StatementRecord, in talk: TalkRecord) {
    guard let subject = indexByID[statement.subject] else { return }
    let predicate = predicates.number(statement.predicate)
    var key: EdgeKey
    switch statement.object {
    case .entity(let id):
      guard let object = indexByID[id] else { return }
      let turns = EntityGraph.Edge.symmetricPredicates.contains(statement.predicate) && object < subject
      key = EdgeKey(
        source: turns ? object : subject, target: turns ? subject : object, predicate: predicate,
        targetIsValue: false)
    case .value(let text):
      guard options.includesValues else { return }
      key = EdgeKey(
        source: subject, target: values.number(text), predicate: predicate, targetIsValue: true)
    }
    add(key, sentence: statement.sentence, confidence: statement.confidence, in: talk)
  }

  /// The entities of one sentence: ascending, each once.
  private mutating func addMentions(of entities: [Int], sentence: Int, in talk: TalkRecord) {
    if options.derived.contains(.mentioned), let speaker = talk.sentences[sentence].speaker,
      let source = indexByID[speaker]
    {
      let predicate = predicates.number(EntityGraph.Options.DerivedEdge.mentioned.rawValue)
      for target in entities where target != source {
        add(
          EdgeKey(source: source, target: target, predicate: predicate, targetIsValue: false),
          sentence: sentence, in: talk)
      }
    }
    guard options.derived.contains(.coMentioned) else { return }
    let predicate = predicates.number(EntityGraph.Options.DerivedEdge.coMentioned.rawValue)
    for (place, source) in entities.enumerated() {
      for target in entities[(place + 1)...] {
        add(
          EdgeKey(source: source, target: target, predicate: predicate, targetIsValue: false),
          sentence: sentence, in: talk)
      }
    }
  }

  /// Counts a sentence for an edge, and quotes the surest, of equals the first.
  private mutating func add(_ key: EdgeKey, sentence: Int, confidence: Double = 0, in talk: TalkRecord) {
    let number = sentencesBefore + sentence
    let talkNumber = talks.count - 1
    func count(_ tally: inout EdgeTally) {
      if confidence > tally.quoteConfidence {
        tally.quote = talk.sentences[sentence].text
        tally.quoteConfidence = confidence
      }
      if tally.lastSentence != number {
        tally.weight += 1
        tally.lastSentence = number
      }
      if tally.talks.last != talkNumber { tally.talks.append(talkNumber) }
    }
    count(&edges[key, default: EdgeTally()])
  }
}

// MARK: Finishing

extension EntityGraphBuilder {
  /// The counts as a graph, of the entities that the talks speak of or, with no collection chosen, of all.
  func graph() -> EntityGraph {
    let shown = entities.indices.filter { options.collection == nil || nodes[$0].isNamed }
    return EntityGraph(
      nodes: shown.map(node), edges: edges.map(edge).sorted { $0.precedes($1) })
  }

  private func node(_ index: Int) -> EntityGraph.Node {
    let entity = entities[index]
    return EntityGraph.Node(
      id: entity.id, kind: entity.kind, label: entity.label, names: entity.namesLabelFirst,
      mentions: nodes[index].mentions, talks: nodes[index].talks.map { talks[$0] })
  }

  private func edge(_ key: EdgeKey, _ tally: EdgeTally) -> EntityGraph.Edge {
    EntityGraph.Edge(
      source: entities[key.source].id,
      target: key.targetIsValue ? values.texts[key.target] : entities[key.target].id,
      predicate: predicates.texts[key.predicate], weight: tally.weight, talks: tally.talks.map { talks[$0] },
      quote: tally.quote, targetIsValue: key.targetIsValue)
  }
}

/// Numbers texts in the order in which they first come.
private struct Numbering {
  private(set) var texts: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(_ text: String) -> Int {
    if let known = numbers[text] { return known }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}

extension [Int] {
  fileprivate var sortedDistinct: [Int] {
    sorted().reduce(into: []) { result, element in
      if result.last != element { result.append(element) }
    }
  }
}
