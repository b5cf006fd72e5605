import Relations
import Synchronization

/// Every name of every entity, folded, for finding entities by what people call them.
struct NameIndex: Sendable {
  /// A folded name and one of the entities that have it.
  private struct Entry: Sendable {
    /// Where its scalars lie.
    let start: Int
    let length: Int
    let entity: UInt32
    /// A bit for each letter that occurs, 64 classes of them.
    let letters: UInt64
  }

  /// Sorted by entity.
  private var entries: [Entry] = []
  private var scalars: [UInt32] = []
  private var entitiesByName: [FoldedName: [UInt32]] = [:]

  /// Makes an index of rows of (entity, name), as ids of the table.
  init(names: Relation, symbols: SymbolTable) {
    entries.reserveCapacity(names.count)
    entitiesByName.reserveCapacity(names.count)
    for row in 0..<names.count {
      let name = FoldedName(symbols[Symbol(rawValue: UInt32(names[row, 1]))])
      add(name, entity: UInt32(names[row, 0]))
    }
  }

  private mutating func add(_ name: FoldedName, entity: UInt32) {
    guard !name.bytes.isEmpty else { return }
    if entitiesByName[name]?.last == entity { return }
    entitiesByName[name, default: []].append(entity)
    let start = scalars.count
    name.appendScalars(to: &scalars)
    entries.append(
      Entry(
        start: start, length: scalars.count - start, entity: entity, letters: letters(scalars[start...])))
  }

  /// The entities that have the name, ascending.
  func entities(named name: String) -> [UInt32] { entitiesByName[FoldedName(name)] ?? [] }

  /// The entities with the names nearest to one that nobody has: first those a few letters away, then those of
  /// whose name it is a part.
  ///
  /// - Complexity: O(*n*) in names, most of which are passed over by their letters: some 5 ms for 100,000.
  func nearest(to name: String, count: Int) -> [UInt32] {
    let wanted = FoldedName(name).scalars
    guard !wanted.isEmpty else { return [] }
    let limit = max(1, min(3, wanted.count / 3))
    let wantedLetters = letters(wanted[...])
    var distance = EditDistance(from: wanted)
    var found: [UInt32: Int] = [:]
    for entry in entries {
      let isPartPossible = entry.length > wanted.count && wantedLetters & ~entry.letters == 0
      // An edit brings at most one letter and takes at most one.
      let isNear =
        abs(entry.length - wanted.count) <= limit
        && (wantedLetters ^ entry.letters).nonzeroBitCount <= 2 * limit
      guard isPartPossible || isNear else { continue }
      let text = Array(scalars[entry.start..<entry.start + entry.length])
      var rank = isNear ? distance.distance(to: text, limit: limit) : nil
      if rank == nil, isPartPossible, wanted.count > 1, contains(text, wanted) {
        rank = limit + text.count - wanted.count
      }
      if let rank { found[entry.entity] = min(rank, found[entry.entity] ?? rank) }
    }
    return found.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(count).map(\.key)
  }

  private func contains(_ text: [UInt32], _ part: [UInt32]) -> Bool {
    (0...text.count - part.count).contains { start in
      text[start] == part[0] && text[start..<start + part.count].elementsEqual(part)
    }
  }
}

private func letters(_ scalars: ArraySlice<UInt32>) -> UInt64 {
  scalars.reduce(0) { $0 | 1 << UInt64($1 & 63) }
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
