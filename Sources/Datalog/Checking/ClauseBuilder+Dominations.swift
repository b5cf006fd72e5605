extension ClauseBuilder {
  /// Makes clauses that find the rows that give way, beside those they give way to.
  mutating func build(
    dominated: AtomSyntax, by dominator: AtomSyntax, body: [Leaf], span: Span
  ) -> [Domination] {
    guard dominated.name.text == dominator.name.text else {
      let (one, other) = (dominated.name.text, dominator.name.text)
      error("rows of '\(one)' give way only to rows of '\(one)', not of '\(other)'", at: dominator.name.span)
      return []
    }
    let leaves = [Leaf.atom(dominated), .atom(dominator)] + body
    enter(leaves)
    let drafts = draft(leaves)
    resolveRecords()
    guard !hasFailed else { return [] }
    checkOverlaps()
    let bodies = settledBodies(drafts)
    guard !hasFailed, let relation = checker.relation(dominated.name) else { return [] }
    return bodies.compactMap { domination(of: relation, $0, span: span, headSpan: dominated.span) }
  }

  private mutating func domination(
    of relation: RelationID, _ body: [Literal], span: Span, headSpan: Span
  ) -> Domination? {
    var literals = body
    var arguments: [Term] = []
    let atoms = literals.indices.filter { if case .atom = literals[$0] { true } else { false } }
    for index in atoms.prefix(2) {
      guard case .atom(var atom) = literals[index] else { continue }
      for column in atom.arguments.indices {
        if atom.arguments[column] == .wildcard { atom.arguments[column] = .variable(makeVariable("_")) }
        switch atom.arguments[column] {
        case .variable(let variable): arguments.append(.variable(variable))
        case .constant(let value): arguments.append(.constant(value))
        case .wildcard: break
        }
      }
      literals[index] = .atom(atom)
    }
    let clause = Clause(
      head: relation, arguments: arguments, body: literals, variables: variables.map(\.name), span: span,
      headSpan: headSpan)
    checkBound(clause)
    return hasFailed ? nil : Domination(relation: relation, clause: clause)
  }
}
