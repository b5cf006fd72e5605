import Relations

/// What a name stands for.
public enum NameResolution: Sendable, Equatable {
  /// One entity, by id.
  case entity(String)
  /// Several entities have the name; their ids, sorted.
  case ambiguous([String])
  /// Nobody has it; the ids of those with the nearest names, nearest first.
  case unknown(nearest: [String])
}

extension Graph {
  /// The entity that people mean by a name, in any language.
  ///
  /// An entity's own id stands for it whoever else has that name. A name as written goes before one that is the
  /// same only without regard to case, width, hyphens, spaces and middle dots.
  ///
  /// An unknown name comes with at most so many suggestions.
  ///
  /// - Throws: ``GraphFileError`` if the file cannot be read.
  /// - Complexity: O(log *n*) for a name as written; otherwise O(*n*) in names.
  public func resolve(_ name: String, suggestions: Int = 5) throws(GraphFileError) -> NameResolution {
    if let symbol = try symbol(name) {
      if try isEntity(symbol) { return .entity(name) }
      let exact = try subjects(of: symbol.rawValue, predicate: "name")
      if !exact.isEmpty { return try resolution(exact) }
    }
    let index = try names.index(of: self)
    let folded = index.entities(named: name)
    if !folded.isEmpty { return try resolution(folded) }
    return .unknown(nearest: try ids(index.nearest(to: name, count: suggestions)))
  }

  private func isEntity(_ symbol: Symbol) throws(GraphFileError) -> Bool {
    try !objects(of: symbol.rawValue, predicate: "kind").isEmpty
  }

  private func resolution(_ entities: [UInt32]) throws(GraphFileError) -> NameResolution {
    let ids = try ids(entities)
    return ids.count == 1 ? .entity(ids[0]) : .ambiguous(ids)
  }

  private func ids(_ entities: [UInt32]) throws(GraphFileError) -> [String] {
    var result: [String] = []
    for entity in entities { result.append(try term(Symbol(rawValue: entity))) }
    return result
  }
}
