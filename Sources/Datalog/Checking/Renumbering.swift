/// Copies with other numbers for variables, as a clause needs them that takes over conditions of another one.
///
/// Variables that a map does not name keep their numbers.
extension Term {
  func renumbered(_ map: [Int: Int]) -> Term {
    switch self {
    case .variable(let variable): .variable(map[variable] ?? variable)
    case .constant: self
    case .call(let operation, let arguments, let span):
      .call(operation, arguments.map { $0.renumbered(map) }, span)
    }
  }
}

extension Atom {
  func renumbered(_ map: [Int: Int]) -> Atom {
    var copy = self
    copy.arguments = arguments.map { argument in
      if case .variable(let variable) = argument { .variable(map[variable] ?? variable) } else { argument }
    }
    return copy
  }
}

extension Literal {
  func renumbered(_ map: [Int: Int]) -> Literal {
    switch self {
    case .atom(let atom): return .atom(atom.renumbered(map))
    case .negation(let atom): return .negation(atom.renumbered(map))
    case .comparison(let comparison, let kind, let left, let right, let span):
      return .comparison(comparison, kind, left.renumbered(map), right.renumbered(map), span)
    case .test(let operation, let left, let right, let isNegated, let span):
      return .test(
        operation, left.renumbered(map), right.renumbered(map), isNegated: isNegated, span)
    case .aggregate(let aggregate): return .aggregate(aggregate.renumbered(map))
    case .range(let variable, let kind, let terms, let span):
      return .range(map[variable] ?? variable, kind, terms.map { $0.renumbered(map) }, span)
    case .record(var record):
      record.variable = map[record.variable] ?? record.variable
      record.fields = record.fields.map { map[$0] ?? $0 }
      return .record(record)
    case .falsehood: return .falsehood
    }
  }
}

extension Aggregate {
  func renumbered(_ map: [Int: Int]) -> Aggregate {
    var copy = self
    copy.result = map[result] ?? result
    copy.columns = columns.map { column in
      if case .key(let variable) = column { .key(map[variable] ?? variable) } else { column }
    }
    copy.search = search.map { search in
      Search(keys: search.keys.map { map[$0] ?? $0 }, clauses: search.clauses.map { $0.renumbered(map) })
    }
    return copy
  }
}

extension Clause {
  func renumbered(_ map: [Int: Int]) -> Clause {
    var copy = self
    copy.arguments = arguments.map { $0.renumbered(map) }
    copy.body = body.map { $0.renumbered(map) }
    let count = (map.values.max() ?? -1) + 1
    if count > variables.count {
      copy.variables += Array(repeating: "_", count: count - variables.count)
    }
    for (old, new) in map where old < variables.count { copy.variables[new] = variables[old] }
    return copy
  }
}
