/// What differs between two graphs, A and B: entities, relations, and how much is said of them.
///
/// An entity that only has another id in B, told by a name that is nobody else's, is renamed and not missing, and
/// its relations are compared under the new id. Everything is in a fixed order, the greatest change first.
///
/// ```
/// let diff = GraphDiff(from: .init(name: "spring", contents: spring), to: .init(name: "autumn", contents: autumn))
/// print(diff.text(limit: 20))
/// ```
public struct GraphDiff: Sendable, Equatable, Encodable {
  /// One of the two graphs to compare.
  public struct Side: Sendable, Equatable {
    public var name: String
    public var graph: EntityGraph
    public var size: DiffSize

    public init(name: String, graph: EntityGraph, size: DiffSize) {
      self.name = name
      self.graph = graph
      self.size = size
    }

    public init(name: String, contents: GraphContents, options: EntityGraph.Options = .init()) {
      var shown = contents
      shown.talks.removeAll { options.collection != nil && $0.collection != options.collection }
      self.init(
        name: name, graph: EntityGraph(contents, options: options), size: DiffSize(shown))
    }
  }

  /// What a side is, without its graph.
  public struct Heading: Sendable, Equatable, Encodable {
    public let name: String
    public let size: DiffSize
    public let entities: Int
    public let relations: Int
  }

  /// An entity that differs.
  public struct Entity: Sendable, Equatable, Encodable {
    /// The id in B, or in A where B does not have it.
    public let id: String
    /// The id in A where it is another.
    public let idInA: String?
    public let kind: EntityKind
    /// The kind in A where it is another.
    public let kindInA: EntityKind?
    public let label: String
    /// The label in A where it is another.
    public let labelInA: String?
    public let namesOnlyInA: [String]
    public let namesOnlyInB: [String]
    public let talksInA: [String]
    public let talksInB: [String]
    /// Mentions.
    public let weight: DiffWeight
  }

  /// A relation that differs.
  public struct Relation: Sendable, Equatable, Encodable {
    /// Ids as in B, where the entities are in B.
    public let source: String
    public let predicate: String
    public let target: String
    public let targetIsValue: Bool
    /// Sentences.
    public let weight: DiffWeight
    /// A sentence that states it, of B if B does.
    public let quote: String?

    /// Whether it is counted from mentions, not stated.
    public var isDerived: Bool { EntityGraph.Options.DerivedEdge(rawValue: predicate) != nil }
  }

  /// What is only in A, only in B, and in both but not alike.
  public struct Changes<Item: Sendable & Equatable & Encodable>: Sendable, Equatable, Encodable {
    /// By weight, the greatest first.
    public let onlyA: [Item]
    public let onlyB: [Item]
    /// By the distance of the rates, the greatest first.
    public let changed: [Item]
    /// How many are alike in both.
    public let unchanged: Int

    public var isEmpty: Bool { onlyA.isEmpty && onlyB.isEmpty && changed.isEmpty }

    /// How many are in both, changed or not.
    public var inBoth: Int { changed.count + unchanged }
  }

  public let a: Heading
  public let b: Heading
  public let entities: Changes<Entity>
  public let relations: Changes<Relation>
  /// Entities that seem to be the same under other ids.
  public let regroupings: [Regrouping]
  /// Both graphs laid over one another.
  public let picture: DiffPicture

  private enum CodingKeys: CodingKey {
    case a
    case b
    case entities
    case relations
    case regroupings
  }

  /// Whether the two graphs are alike in everything.
  public var isEmpty: Bool {
    entities.isEmpty && relations.isEmpty && regroupings.isEmpty && a.size == b.size
  }
}

// MARK: Comparing

extension GraphDiff {
  /// Compares two graphs.
  ///
  /// - Complexity: O(*n* log *n*).
  public init(from a: Side, to b: Side) {
    self.a = Heading(a)
    self.b = Heading(b)
    regroupings = Regrouping.all(from: a.graph.nodes, to: b.graph.nodes)
    picture = DiffPicture(from: a, to: b, renamed: Regrouping.renames(regroupings))
    entities = Changes(
      picture.nodes.map { (Entity($0), $0.status, $0.weight, $0.isUnchanged) }, order: { $0.id })
    relations = Changes(
      picture.edges.map { (Relation($0), $0.status, $0.weight, $0.weight.isEqual) },
      order: { "\($0.source)\u{0}\($0.target)\u{0}\($0.predicate)\u{0}\($0.targetIsValue)" })
  }
}

extension GraphDiff.Heading {
  fileprivate init(_ side: GraphDiff.Side) {
    self.init(
      name: side.name, size: side.size, entities: side.graph.nodes.count, relations: side.graph.edges.count)
  }
}

extension GraphDiff.Changes {
  fileprivate init(
    _ items: [(item: Item, status: DiffPicture.Status, weight: DiffWeight, isUnchanged: Bool)],
    order: (Item) -> String
  ) {
    func sorted(_ isChosen: (DiffPicture.Status, Bool) -> Bool) -> [Item] {
      items.filter { isChosen($0.status, $0.isUnchanged) }
        .map { (item: $0.item, distance: $0.weight.distance, order: order($0.item)) }
        .sorted { $0.distance != $1.distance ? $0.distance > $1.distance : bytesPrecede($0.order, $1.order) }
        .map(\.item)
    }
    onlyA = sorted { status, _ in status == .onlyA }
    onlyB = sorted { status, _ in status == .onlyB }
    changed = sorted { status, isUnchanged in status == .both && !isUnchanged }
    unchanged = items.count { $0.status == .both && $0.isUnchanged }
  }
}

extension GraphDiff.Entity {
  fileprivate init(_ node: DiffPicture.Node) {
    let (a, b) = (node.inA, node.inB)
    let both = a != nil && b != nil
    let namesA = both ? a?.names ?? [] : []
    let namesB = both ? b?.names ?? [] : []
    self.init(
      id: node.node.id, idInA: both && a?.id != b?.id ? a?.id : nil, kind: node.node.kind,
      kindInA: both && a?.kind != b?.kind ? a?.kind : nil, label: node.node.label,
      labelInA: both && a?.label != b?.label ? a?.label : nil,
      namesOnlyInA: Set(namesA).subtracting(namesB).sorted(by: bytesPrecede),
      namesOnlyInB: Set(namesB).subtracting(namesA).sorted(by: bytesPrecede), talksInA: a?.talks ?? [],
      talksInB: b?.talks ?? [], weight: node.weight)
  }
}

extension GraphDiff.Relation {
  fileprivate init(_ edge: DiffPicture.Edge) {
    self.init(
      source: edge.edge.source, predicate: edge.edge.predicate, target: edge.edge.target,
      targetIsValue: edge.edge.targetIsValue, weight: edge.weight, quote: edge.edge.quote)
  }
}
