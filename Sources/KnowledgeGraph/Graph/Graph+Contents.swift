extension Graph {
  /// Makes a graph in memory; the order of the records does not matter.
  ///
  /// - Parameters:
  ///   - contents: entities, and talks that name them by id.
  ///   - signatures: predicates that the graph is to have even where nobody states them.
  /// - Throws: ``GraphContentsError`` if ids repeat, or something refers to what is not there.
  /// - Complexity: O(*n* log *n*).
  public init(
    _ contents: GraphContents, declaring signatures: [PredicateSignature] = []
  ) throws(GraphContentsError) {
    self = try GraphBuilder.graph(of: contents.canonical, declaring: signatures)
  }

  /// What the graph was made of, in ``GraphContents/canonical`` order.
  ///
  /// With a collection given, only its talks and the entities they speak of.
  ///
  /// - Throws: ``GraphFileError`` if the file cannot be read.
  /// - Complexity: O(*n*).
  public func contents(collection: String? = nil) throws(GraphFileError) -> GraphContents {
    let reader = try RecordReader(self)
    let talks = try reader.talks { collection == nil || $0.collection == collection }
    let entities = try reader.entities()
    guard collection != nil else { return GraphContents(entities: entities, talks: talks) }
    let named = talks.reduce(into: Set<String>()) { $0.formUnion($1.entityIDs) }
    return GraphContents(entities: entities.filter { named.contains($0.id) }, talks: talks)
  }
}

extension TalkRecord {
  /// Every entity that the talk speaks of, or that speaks in it.
  var entityIDs: Set<String> {
    var result = Set(mentions.map(\.entity))
    result.formUnion(sentences.compactMap(\.speaker))
    result.formUnion(speakers.compactMap(\.person))
    for statement in statements {
      result.insert(statement.subject)
      if case .entity(let id) = statement.object { result.insert(id) }
    }
    return result
  }
}
