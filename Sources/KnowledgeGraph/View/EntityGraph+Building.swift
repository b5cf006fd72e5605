extension EntityGraph {
  /// The view of a graph.
  ///
  /// - Throws: ``GraphFileError`` if the file cannot be read.
  public init(_ graph: Graph, options: Options = Options()) throws(GraphFileError) {
    self.init(try graph.contents(collection: options.collection), options: options)
  }

  /// The view of contents.
  ///
  /// An edge weighs as many sentences as say it. Two patterns that find a statement in one sentence are one piece
  /// of evidence. Nobody is shown to mention himself.
  ///
  /// - Complexity: O(*n* log *n*), and quadratic in the entities of a single sentence.
  public init(_ contents: GraphContents, options: Options = Options()) {
    var builder = EntityGraphBuilder(options: options)
    for talk in contents.canonical.talks
    where options.collection == nil || talk.collection == options.collection {
      builder.add(talk)
    }
    self = builder.graph(of: contents.entities).selected(options.selection)
  }
}

/// Counts mentions and edges, talk by talk.
private struct EntityGraphBuilder {
  private struct EdgeKey: Hashable {
    let source: String
    let target: String
    let predicate: String
    let targetIsValue: Bool
  }

  private struct EdgeTally {
    var sentences: Set<Int> = []
    var talks: Set<String> = []
    var quote: String?
    var quoteConfidence = -1.0
    var quotedSentence = Int.max

    /// Counts a sentence, and quotes the surest, of equals the first.
    mutating func add(sentence: Int, text: String, confidence: Double, talk: String) {
      if confidence > quoteConfidence || (confidence == quoteConfidence && sentence < quotedSentence) {
        quote = text
        quoteConfidence = confidence
        quotedSentence = sentence
      }
      sentences.insert(sentence)
      talks.insert(talk)
    }
  }

  private struct NodeTally {
    var mentions = 0
    var talks: Set<String> = []
  }

  private let options: EntityGraph.Options
  private var edges: [EdgeKey: EdgeTally] = [:]
  private var tallies: [String: NodeTally] = [:]
  /// Sentences of the talks before this one.
  private var sentencesBefore = 0

  init(options: EntityGraph.Options) { self.options = options }

  mutating func add(_ talk: TalkRecord) {
    for id in talk.entityIDs { tallies[id, default: NodeTally()].mentions += 0 }
    var entitiesBySentence: [Int: Set<String>] = [:]
    for mention in talk.mentions {
      tallies[mention.entity, default: NodeTally()].mentions += 1
      tallies[mention.entity, default: NodeTally()].talks.insert(talk.id)
      entitiesBySentence[mention.sentence, default: []].insert(mention.entity)
    }
    for statement in talk.statements { add(statement, in: talk) }
    for (sentence, entities) in entitiesBySentence {
      addMentioned(entities, sentence, in: talk)
      addCoMentioned(entities, sentence, in: talk)
    }
    sentencesBefore += talk.sentences.count
  }

  private mutating func add(_ statement: StatementRecord, in talk: TalkRecord) {
    let (target, isEntity) = statement.object.word
    guard isEntity || options.includesValues else { return }
    add(
      statement.subject, target, statement.predicate, targetIsValue: !isEntity,
      sentence: statement.sentence, confidence: statement.confidence, in: talk)
  }

  private mutating func addMentioned(_ entities: Set<String>, _ sentence: Int, in talk: TalkRecord) {
    guard options.derived.contains(.mentioned), let speaker = talk.sentences[sentence].speaker else { return }
    for entity in entities where entity != speaker {
      add(speaker, entity, "mentioned", sentence: sentence, in: talk)
    }
  }

  private mutating func addCoMentioned(_ entities: Set<String>, _ sentence: Int, in talk: TalkRecord) {
    guard options.derived.contains(.coMentioned), entities.count > 1 else { return }
    let sorted = entities.sorted(by: bytesPrecede)
    for (index, first) in sorted.enumerated() {
      for second in sorted[(index + 1)...] { add(first, second, "coMentioned", sentence: sentence, in: talk) }
    }
  }

  private mutating func add(
    _ source: String, _ target: String, _ predicate: String, targetIsValue: Bool = false, sentence: Int,
    confidence: Double = 0, in talk: TalkRecord
  ) {
    let turns =
      EntityGraph.Edge.symmetricPredicates.contains(predicate) && bytesPrecede(target, source)
      && !targetIsValue
    let key = EdgeKey(
      source: turns ? target : source, target: turns ? source : target, predicate: predicate,
      targetIsValue: targetIsValue)
    edges[key, default: EdgeTally()].add(
      sentence: sentencesBefore + sentence, text: talk.sentences[sentence].text, confidence: confidence,
      talk: talk.id)
  }

  /// The counts as a graph, of the entities that the talks speak of or, with no collection given, of all.
  func graph(of entities: [EntityRecord]) -> EntityGraph {
    let shown = entities.filter { options.collection == nil || tallies[$0.id] != nil }
    return EntityGraph(
      nodes: shown.map(node).sorted { bytesPrecede($0.id, $1.id) },
      edges: edges.map(edge).sorted { $0.precedes($1) })
  }

  private func node(_ entity: EntityRecord) -> EntityGraph.Node {
    let tally = tallies[entity.id] ?? NodeTally()
    return EntityGraph.Node(
      id: entity.id, kind: entity.kind, label: entity.label, names: entity.namesLabelFirst,
      mentions: tally.mentions, talks: tally.talks.sorted(by: bytesPrecede))
  }

  private func edge(_ key: EdgeKey, _ tally: EdgeTally) -> EntityGraph.Edge {
    EntityGraph.Edge(
      source: key.source, target: key.target, predicate: key.predicate, weight: tally.sentences.count,
      talks: tally.talks.sorted(by: bytesPrecede), quote: tally.quote, targetIsValue: key.targetIsValue)
  }
}

extension EntityRecord {
  /// The distinct names, the label first whether or not it is listed.
  var namesLabelFirst: [String] {
    var seen: Set<String> = []
    return ([label] + names.map(\.text)).filter { seen.insert($0).inserted }
  }
}

extension EntityGraph.Edge {
  /// The order of edges: source, target, predicate.
  func precedes(_ other: EntityGraph.Edge) -> Bool {
    if source != other.source { return bytesPrecede(source, other.source) }
    if target != other.target { return bytesPrecede(target, other.target) }
    if predicate != other.predicate { return bytesPrecede(predicate, other.predicate) }
    return !targetIsValue && other.targetIsValue
  }
}
