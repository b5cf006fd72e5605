/// The names of the variables that a conjunction gives values, told before they are numbered.
///
/// Atoms, records that are taken apart, and equations with something known give values; an aggregate is known, what
/// is inside it is not looked at.
func boundNames(of leaves: [Leaf]) -> Set<String> {
  var bound: Set<String> = []
  for case .atom(let atom) in leaves {
    for argument in atom.arguments { argument.bindNames(&bound) }
  }
  var known = -1
  while known < bound.count {
    known = bound.count
    for case .comparison(.equal, let left, let right, _) in leaves {
      if right.isComputable(from: bound) { left.bindNames(&bound) }
      if left.isComputable(from: bound) { right.bindNames(&bound) }
    }
  }
  return bound
}

extension Expression {
  /// Adds the names that get a value if the expression has one.
  fileprivate func bindNames(_ bound: inout Set<String>) {
    switch self {
    case .variable(let name): bound.insert(name.text)
    case .record(_, let values, _): for value in values { value.bindNames(&bound) }
    case .cast(let inner, _, _): inner.bindNames(&bound)
    case .wildcard, .string, .number, .unsigned, .float, .parameter, .call, .aggregate, .noRecord,
      .unsupported:
      break
    }
  }

  fileprivate func isComputable(from bound: Set<String>) -> Bool {
    if case .wildcard = self { return false }
    var isComputable = true
    forEachOuterVariable { if !bound.contains($0) { isComputable = false } }
    return isComputable
  }
}

// MARK: Aggregates

extension Leaf {
  /// The aggregates in its values, those inside others left out.
  var aggregates: [AggregateSyntax] {
    var found: [AggregateSyntax] = []
    func look(_ expression: Expression) {
      switch expression {
      case .aggregate(let aggregate): found.append(aggregate)
      case .call(_, let values, _), .record(_, let values, _): values.forEach(look)
      case .cast(let inner, _, _): look(inner)
      default: break
      }
    }
    switch self {
    case .atom(let atom), .negatedAtom(let atom): atom.arguments.forEach(look)
    case .comparison(_, let left, let right, _):
      look(left)
      look(right)
    case .test(_, let arguments, _, _): arguments.forEach(look)
    case .falsehood: break
    }
    return found
  }
}

extension [Leaf] {
  /// Whether an aggregate over this goes through one atom's rows, so that what is nameless there counts.
  ///
  /// Soufflé puts any other body into a relation of its named variables first.
  var isOneAtom: Bool {
    var atoms = 0
    var names: Set<String> = []
    for leaf in self {
      guard leaf.aggregates.isEmpty, !leaf.hasRange else { return false }
      guard case .atom(let atom) = leaf else { continue }
      atoms += 1
      for argument in atom.arguments {
        var isRepeated = false
        argument.forEachOuterVariable { if !names.insert($0).inserted { isRepeated = true } }
        if isRepeated { return false }
      }
    }
    return atoms <= 1
  }
}

extension Leaf {
  fileprivate var hasRange: Bool {
    guard case .comparison(_, let left, let right, _) = self else { return false }
    return [left, right].contains {
      if case .call(let name, _, _) = $0 { name.text == "range" } else { false }
    }
  }
}
