/// One condition of a conjunction, with the negations pushed down to it.
enum Leaf {
  case atom(AtomSyntax)
  case negatedAtom(AtomSyntax)
  case comparison(ComparisonOperator, Expression, Expression, Span)
  case test(Name, [Expression], isNegated: Bool, Span)
  case falsehood
}

extension Formula {
  /// The conjunctions whose disjunction this is; nothing if there would be more than ten thousand.
  func disjunctiveNormalForm(isNegated: Bool = false) -> [[Leaf]]? {
    switch self {
    case .atom(let atom): return [[isNegated ? .negatedAtom(atom) : .atom(atom)]]
    case .comparison(let comparison, let left, let right, let span):
      return [[.comparison(isNegated ? comparison.negated : comparison, left, right, span)]]
    case .test(let name, let arguments, let span):
      return [[.test(name, arguments, isNegated: isNegated, span)]]
    case .truth(let holds, _): return holds != isNegated ? [[]] : [[.falsehood]]
    case .negation(let inner, _): return inner.disjunctiveNormalForm(isNegated: !isNegated)
    case .conjunction(let parts):
      return isNegated ? Self.sum(parts, isNegated: true) : Self.product(parts, isNegated: false)
    case .disjunction(let parts):
      return isNegated ? Self.product(parts, isNegated: true) : Self.sum(parts, isNegated: false)
    }
  }

  private static func sum(_ parts: [Formula], isNegated: Bool) -> [[Leaf]]? {
    var result: [[Leaf]] = []
    for part in parts {
      guard let form = part.disjunctiveNormalForm(isNegated: isNegated) else { return nil }
      result += form
    }
    return result.count > 10_000 ? nil : result
  }

  private static func product(_ parts: [Formula], isNegated: Bool) -> [[Leaf]]? {
    var result: [[Leaf]] = [[]]
    for part in parts {
      guard let form = part.disjunctiveNormalForm(isNegated: isNegated),
        result.count * form.count <= 10_000
      else { return nil }
      result = result.flatMap { left in form.map { left + $0 } }
    }
    return result
  }
}

// MARK: Names

extension Formula {
  /// Calls back with every occurrence of a variable, by default those in aggregates among them.
  func forEachName(inAggregates: Bool = true, _ body: (Name) -> Void) {
    switch self {
    case .atom(let atom):
      for argument in atom.arguments { argument.forEachName(inAggregates: inAggregates, body) }
    case .comparison(_, let left, let right, _):
      left.forEachName(inAggregates: inAggregates, body)
      right.forEachName(inAggregates: inAggregates, body)
    case .test(_, let arguments, _):
      for argument in arguments { argument.forEachName(inAggregates: inAggregates, body) }
    case .truth: break
    case .negation(let inner, _): inner.forEachName(inAggregates: inAggregates, body)
    case .conjunction(let parts), .disjunction(let parts):
      for part in parts { part.forEachName(inAggregates: inAggregates, body) }
    }
  }

  /// Calls back with every variable's name outside aggregates.
  func forEachOuterVariable(_ body: (String) -> Void) { forEachName(inAggregates: false) { body($0.text) } }
}

extension Expression {
  /// Calls back with every occurrence of a variable, by default those in aggregates among them.
  func forEachName(inAggregates: Bool = true, _ body: (Name) -> Void) {
    switch self {
    case .variable(let name): body(name)
    case .call(_, let values, _), .record(_, let values, _):
      for value in values { value.forEachName(inAggregates: inAggregates, body) }
    case .cast(let inner, _, _): inner.forEachName(inAggregates: inAggregates, body)
    case .aggregate(let aggregate):
      guard inAggregates else { return }
      aggregate.target?.forEachName(body)
      aggregate.body.forEachName(body)
    case .wildcard, .string, .number, .unsigned, .float, .parameter, .noRecord, .unsupported: break
    }
  }

  /// Calls back with every variable's name outside aggregates.
  func forEachOuterVariable(_ body: (String) -> Void) { forEachName(inAggregates: false) { body($0.text) } }
}
