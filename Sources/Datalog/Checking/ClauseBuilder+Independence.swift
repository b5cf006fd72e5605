extension ClauseBuilder {
  /// Refuses aggregates of which each restricts a variable that the other one finds, as Soufflé does.
  mutating func checkAggregatesAreIndependent(_ body: [Leaf]) {
    let sides = body.filter { !$0.aggregates.isEmpty }.map { AggregateSide($0, outer: Set(scopes[0].keys)) }
    for side in sides {
      for other in sides {
        guard let wanted = side.name(from: other), let given = other.name(from: side) else { continue }
        for aggregate in side.leaf.aggregates {
          error(
            "this aggregate restricts '\(wanted)', which another one finds, and that one '\(given)', "
              + "which this one finds; give one of them a rule of its own", at: aggregate.span,
            notes: other.leaf.aggregates.map { ("the other one is here", $0.span) })
        }
        break
      }
    }
  }
}

/// A condition with aggregates: which names from around them it mentions, and which of these it gives values.
private struct AggregateSide {
  let leaf: Leaf
  private var mentioned: Set<String> = []
  private var found: Set<String>

  init(_ leaf: Leaf, outer: Set<String>) {
    self.leaf = leaf
    found = boundNames(of: [leaf])
    leaf.forEachOuterVariable { mentioned.insert($0) }
    for aggregate in leaf.aggregates { take(aggregate, outer) }
  }

  private mutating func take(_ aggregate: AggregateSyntax, _ outer: Set<String>) {
    var outer = outer
    aggregate.target?.forEachOuterVariable { outer.remove($0) }
    aggregate.body.forEachOuterVariable { if outer.contains($0) { mentioned.insert($0) } }
    for form in aggregate.body.disjunctiveNormalForm() ?? [] {
      found.formUnion(boundNames(of: form).intersection(outer))
      for inner in form.flatMap(\.aggregates) { take(inner, outer) }
    }
  }

  /// The first name that is mentioned here, but only the other one gives it a value.
  func name(from other: AggregateSide) -> String? {
    mentioned.subtracting(found).intersection(other.mentioned).intersection(other.found).min()
  }
}
