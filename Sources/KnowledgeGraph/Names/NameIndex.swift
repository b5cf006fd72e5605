import Relations
import Synchronization

/// Every name of every entity, folded, for finding entities by what people call them.
struct NameIndex: Sendable {
  private struct Entry: Sendable {
    let scalars: [UInt32]
    /// Entity ids' symbols, ascending.
    var entities: [UInt32]
  }

  private var entries: [Entry] = []
  private var entryByName: [FoldedName: Int] = [:]

  /// Makes an index of rows of (entity, name), as ids of the table.
  init(names: Relation, symbols: SymbolTable) {
    for row in 0..<names.count {
      let entity = UInt32(names[row, 0])
      add(FoldedName(symbols[Symbol(rawValue: UInt32(names[row, 1]))]), entity: entity)
    }
  }

  /// Adds a name; entities come in ascending order of their ids.
  private mutating func add(_ name: FoldedName, entity: UInt32) {
    guard !name.bytes.isEmpty else { return }
    if let known = entryByName[name] {
      if entries[known].entities.last != entity { entries[known].entities.append(entity) }
    } else {
      entryByName[name] = entries.count
      entries.append(Entry(scalars: name.scalars, entities: [entity]))
    }
  }

  /// The entities that have the name, ascending.
  func entities(named name: String) -> [UInt32] {
    entryByName[FoldedName(name)].map { entries[$0].entities } ?? []
  }

  /// The entities with the names nearest to one that nobody has: first those a few letters away, then those of
  /// whose name it is a part.
  ///
  /// - Complexity: O(*n*) in names; some 10 ms for 100,000.
  func nearest(to name: String, count: Int) -> [UInt32] {
    let wanted = FoldedName(name).scalars
    guard !wanted.isEmpty else { return [] }
    let limit = max(1, min(3, wanted.count / 3))
    var distance = EditDistance(from: wanted)
    var found: [UInt32: Int] = [:]
    for entry in entries {
      var rank = distance.distance(to: entry.scalars, limit: limit)
      if rank == nil, wanted.count > 1, entry.scalars.count > wanted.count, contains(entry.scalars, wanted) {
        rank = limit + entry.scalars.count - wanted.count
      }
      guard let rank else { continue }
      for entity in entry.entities { found[entity] = min(rank, found[entity] ?? rank) }
    }
    return found.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(count).map(\.key)
  }

  private func contains(_ text: [UInt32], _ part: [UInt32]) -> Bool {
    (0...text.count - part.count).contains { start in
      text[start] == part[0] && text[start..<start + part.count].elementsEqual(part)
    }
  }
}

/// The name index of a graph, once it was needed; a class, because a graph's copies share it.
final class NameIndexCache: Sendable {
  private let index = Mutex<NameIndex?>(nil)

  func index(of graph: Graph) throws(GraphFileError) -> NameIndex {
    if let known = index.withLock({ $0 }) { return known }
    let names = try graph.relation(named: "name") ?? Relation(pairs: [])
    let made = NameIndex(names: names, symbols: try graph.symbols)
    index.withLock { $0 = made }
    return made
  }
}
