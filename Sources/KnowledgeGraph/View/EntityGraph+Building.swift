extension EntityGraph {
  /// The view of a graph.
  ///
  /// - Throws: ``GraphFileError`` if the file cannot be read.
  public init(_ graph: Graph, options: Options = Options()) throws(GraphFileError) {
    self.init(canonical: try graph.contents(collection: options.collection), options)
  }

  /// The view of contents.
  ///
  /// An edge weighs as many sentences as say it. Two patterns that find a statement in one sentence are one piece
  /// of evidence. Nobody is shown to mention himself, and what names no entity of the contents is left out.
  ///
  /// - Complexity: O(*n* log *n*), and quadratic in the entities of a single sentence.
  public init(_ contents: GraphContents, options: Options = Options()) {
    self.init(canonical: contents.canonical, options)
  }

  private init(canonical contents: GraphContents, _ options: Options) {
    var builder = EntityGraphBuilder(contents.entities, options)
    for talk in contents.talks where options.collection == nil || talk.collection == options.collection {
      builder.add(talk)
    }
    self = builder.graph().selected(options.selection)
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
