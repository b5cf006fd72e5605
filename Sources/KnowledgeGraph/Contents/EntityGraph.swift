/// The picture of a graph: entities as nodes, what connects them as weighted edges.
///
/// Drawing, GraphML, DOT and the diff all start from this view. Nodes are sorted by id, edges by source, target and
/// predicate; both are distinct.
public struct EntityGraph: Sendable, Equatable {
  /// An entity and how much is said of it.
  public struct Node: Sendable, Equatable {
    public var id: String
    public var kind: EntityKind
    public var label: String
    /// All names, the label first.
    public var names: [String]
    /// How often it is mentioned.
    public var mentions: Int
    /// The talks that mention it, by id, sorted.
    public var talks: [String]

    public init(
      id: String, kind: EntityKind, label: String, names: [String], mentions: Int, talks: [String]
    ) {
      self.id = id
      self.kind = kind
      self.label = label
      self.names = names
      self.mentions = mentions
      self.talks = talks
    }
  }

  /// A connection of two nodes, or of a node and a value.
  public struct Edge: Sendable, Equatable {
    /// A node's id.
    public var source: String
    /// A node's id, or the text of a value.
    public var target: String
    /// A predicate (`founderOf`), or the derived `mentioned` and `coMentioned`.
    public var predicate: String
    /// How many pieces of evidence: sentences, for mentions.
    public var weight: Int
    /// The talks it is said in, by id, sorted.
    public var talks: [String]
    /// A sentence that says it.
    public var quote: String?
    /// Whether the target is a value, for which there is no node.
    public var targetIsValue: Bool

    public init(
      source: String, target: String, predicate: String, weight: Int, talks: [String], quote: String? = nil,
      targetIsValue: Bool = false
    ) {
      self.source = source
      self.target = target
      self.predicate = predicate
      self.weight = weight
      self.talks = talks
      self.quote = quote
      self.targetIsValue = targetIsValue
    }

    /// Whether the edge means the same both ways.
    public var isSymmetric: Bool { Self.symmetricPredicates.contains(predicate) }

    /// The predicates without a direction; such an edge's source sorts before its target.
    public static let symmetricPredicates: Set<String> = [
      "coMentioned", "familyOf", "partnerOf", "competesWith",
    ]
  }

  public var nodes: [Node]
  public var edges: [Edge]

  public init(nodes: [Node], edges: [Edge]) {
    self.nodes = nodes
    self.edges = edges
  }
}
