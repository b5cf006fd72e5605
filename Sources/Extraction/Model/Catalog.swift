import KnowledgeGraph

/// Every entity that may be mentioned in a collection: the lexicon's, the user's, and those its talks teach.
struct Catalog: Sendable {
  /// What is known of an entity before and besides its mentions.
  struct Entity: Sendable, Equatable {
    /// The unique, readable name.
    var id: String
    var kind: EntityKind
    /// Every name that may be shown, the label first.
    var names: [NameRecord]
    /// Entities it is known to belong with (a person's company, a product's maker): a help in telling namesakes
    /// apart, never a fact of the graph.
    var associates: [EntityIndex]
  }

  private(set) var entities: [Entity] = []
  private var indexByID: [String: EntityIndex] = [:]

  subscript(index: EntityIndex) -> Entity {
    get { entities[index.rawValue] }
    set {
      precondition(newValue.id == entities[index.rawValue].id, "an entity keeps its identity")
      entities[index.rawValue] = newValue
    }
  }

  /// The entity of an identity.
  func index(of id: String) -> EntityIndex? { indexByID[id] }

  /// Adds an entity, or returns the one that has its identity already.
  mutating func add(_ entity: Entity) -> EntityIndex {
    if let known = indexByID[entity.id] { return known }
    let index = EntityIndex(rawValue: entities.count)
    entities.append(entity)
    indexByID[entity.id] = index
    return index
  }
}
