extension EntityGraph {
  /// What of a graph is to be seen.
  public struct Options: Sendable, Equatable {
    /// Edges that no statement says, counted from who mentions what where.
    public enum DerivedEdge: String, Sendable, CaseIterable {
      /// From a person to what that person mentions.
      case mentioned
      /// Between entities mentioned in one sentence.
      case coMentioned
    }

    /// Only this collection's talks, and what they speak of.
    public var collection: String?
    public var derived: Set<DerivedEdge> = Set(DerivedEdge.allCases)
    /// Whether edges lead to values (a year, a role) too.
    public var includesValues = false
    public var selection = Selection()

    public init() {}
  }

  /// A choice of nodes and edges, applied in the order of the properties.
  public struct Selection: Sendable, Equatable {
    /// What makes an entity important.
    public enum Ranking: String, Sendable, CaseIterable {
      case mentions
      /// The number of neighbours.
      case degree
    }

    /// Only entities of these kinds.
    public var kinds: Set<EntityKind>?
    /// Only edges of these predicates, and the entities they touch.
    public var predicates: Set<String>?
    /// Only edges with at least so many pieces of evidence.
    public var minimumWeight = 1
    /// Only these entities and what is near them; empty for no such limit.
    public var around: [String] = []
    /// How near: edges from one of ``around``, whatever their direction.
    public var hops = 1
    /// Only so many entities, the most important ones; those of ``around`` are kept in any case.
    public var top: Int?
    public var ranking = Ranking.mentions
    /// Whether entities without an edge stay.
    public var keepsUnconnected = true

    public init() {}
  }
}
