import KnowledgeGraph

/// A person's corrections as they bear on a catalog.
struct CorrectionDecisions: Sendable {
  /// An entity and the one that it is the same as.
  fileprivate(set) var redirects: [EntityIndex: EntityIndex] = [:]
  fileprivate(set) var renames: [EntityIndex: String] = [:]
  fileprivate(set) var ignored: Set<EntityIndex> = []
  fileprivate(set) var problems: [DataProblem] = []
  fileprivate var forbidden: [EntityIndex: Set<[UInt8]>] = [:]

  /// The entity that stands for another, or itself.
  func resolved(_ entity: EntityIndex) -> EntityIndex {
    var result = entity
    while let next = redirects[result] { result = next }
    return result
  }

  /// Whether a folded name must never be read as an entity.
  func forbids(_ key: [UInt8], _ entity: EntityIndex) -> Bool { forbidden[entity]?.contains(key) ?? false }
}

extension CollectionKnowledge {
  /// Puts a person's corrections into effect, in their order.
  mutating func apply(_ corrections: Corrections) {
    for line in corrections.lines {
      switch line.command {
      case .same(let a, let b): unite(a, b, line, in: corrections)
      case .notSame(let name, let entity):
        guard let index = found(entity, line, in: corrections) else { continue }
        decisions.forbidden[index, default: []].insert(table.key(name))
        builder.remove(name, of: index)
      case .rename(let old, let new): rename(old, new, line, in: corrections)
      case .kind(let name, let kind):
        if let index = found(name, line, in: corrections) { catalog[index].kind = kind }
      case .ignore(let name):
        if let index = catalog.index(of: name) { decisions.ignored.insert(decisions.resolved(index)) }
        builder.silence(name)
      }
    }
  }

  private mutating func unite(_ a: String, _ b: String, _ line: Corrections.Line, in corrections: Corrections)
  {
    let first = entity(called: a)
    let second = entity(called: b)
    if let first, let second {
      merge(second, into: first)
    } else if let known = first ?? second {
      addName(first == nil ? a : b, to: known)
    } else {
      reportUnknown(a, line, in: corrections)
    }
  }

  private mutating func merge(_ old: EntityIndex, into new: EntityIndex) {
    guard old != new else { return }
    decisions.redirects[old] = new
    builder.redirect(old, to: new)
    for name in catalog[old].names where !catalog[new].names.contains(name) {
      catalog[new].names.append(name)
    }
    catalog[new].associates += catalog[old].associates.filter { $0 != new }
  }

  private mutating func addName(_ name: String, to entity: EntityIndex) {
    let record = NameRecord(text: name, language: UTF8Decoding.language(of: name))
    if !catalog[entity].names.contains(record) { catalog[entity].names.append(record) }
    builder.add(name, NameUse(entity: entity, strength: .sure, isExact: false, method: .lexicon))
  }

  private mutating func rename(
    _ old: String, _ new: String, _ line: Corrections.Line, in corrections: Corrections
  ) {
    guard let index = found(old, line, in: corrections) else { return }
    if let other = catalog.index(of: new), decisions.resolved(other) != index {
      return merge(index, into: decisions.resolved(other))
    }
    addName(new, to: index)
    decisions.renames[index] = new
  }

  /// The entity of an identity, or of a name that only one bears.
  private func entity(called name: String) -> EntityIndex? {
    if let index = catalog.index(of: name) { return decisions.resolved(index) }
    let bearers = Set(table.uses(of: name).map { decisions.resolved($0.entity) })
    return bearers.count == 1 ? bearers.first : nil
  }

  private mutating func found(
    _ name: String, _ line: Corrections.Line, in corrections: Corrections
  ) -> EntityIndex? {
    if let index = entity(called: name) { return index }
    reportUnknown(name, line, in: corrections)
    return nil
  }

  private mutating func reportUnknown(_ name: String, _ line: Corrections.Line, in corrections: Corrections) {
    let key = table.key(name)
    let nearest = catalog.entities.map { ($0.id, EditDistance.similarity(table.key($0.id), key)) }
      .filter { $0.1 >= 0.6 }.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0
    decisions.problems.append(
      DataProblem(
        file: corrections.path, line: line.line, column: 1, reason: .unknownEntity(name, nearest: nearest)))
  }
}
