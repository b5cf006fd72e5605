import KnowledgeGraph
import Relations

/// Which part of a graph is drawn or exported, in the words of a command line.
public struct GraphSelection: Sendable {
  /// Entities to stand in the middle, by name in any language.
  public var around: [String]
  public var hops: Int
  /// How many of the most important entities; nil for all.
  public var top: Int?
  /// Kinds of entities and predicates, mixed.
  public var only: [String]

  public init(around: [String] = [], hops: Int = 1, top: Int? = nil, only: [String] = []) {
    self.around = around
    self.hops = hops
    self.top = top
    self.only = only
  }
}

extension OpenGraph {
  /// The part of the graph that a selection chooses.
  ///
  /// - Throws: ``WorkbenchError`` for a name that stands for nothing.
  public func picture(of selection: GraphSelection, keepsUnconnected: Bool = true) throws -> EntityGraph {
    var options = EntityGraph.Options()
    options.selection.top = selection.top
    options.selection.hops = selection.hops
    options.selection.keepsUnconnected = keepsUnconnected
    for name in selection.around { options.selection.around.append(try entity(named: name)) }
    let kinds = selection.only.compactMap(EntityKind.init)
    if !kinds.isEmpty { options.selection.kinds = Set(kinds) }
    let predicates = selection.only.filter { EntityKind(rawValue: $0) == nil }
    let known = drawnPredicates
    for name in predicates where !known.contains(name) {
      throw WorkbenchError.unknownName(
        kind: "kind of entity or relation", name: name,
        nearest: NearestNames.nearest(to: name, among: known + EntityKind.allCases.map(\.rawValue)))
    }
    if !predicates.isEmpty { options.selection.predicates = Set(predicates) }
    return try EntityGraph(graph, options: options)
  }

  /// The predicates that edges of a picture can have.
  private var drawnPredicates: [String] {
    graph.predicates.filter(\.isStated).map(\.name)
      + EntityGraph.Options.DerivedEdge.allCases.map(\.rawValue)
  }
}
