extension ClauseBuilder {
  /// Makes a clause that finds the rows that give way, beside those they give way to.
  mutating func build(
    dominated: AtomSyntax, by dominator: AtomSyntax, body: [Leaf], span: Span
  ) -> Domination? {
    guard dominated.name.text == dominator.name.text else {
      let (one, other) = (dominated.name.text, dominator.name.text)
      error("rows of '\(one)' give way only to rows of '\(one)', not of '\(other)'", at: dominator.name.span)
      return nil
    }
    let leaves = [Leaf.atom(dominated), .atom(dominator)] + body
    for leaf in leaves { leaf.forEachOuterVariable { _ = declare($0) } }
    let drafts = draft(leaves)
    resolveRecords()
    guard !hasFailed else { return nil }
    checkOverlaps()
    var literals = settle(drafts)
    guard !hasFailed, !literals.contains(where: { if case .falsehood = $0 { true } else { false } }) else {
      return nil
    }
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
    guard let relation = checker.relation(dominated.name) else { return nil }
    let clause = Clause(
      head: relation, arguments: arguments, body: literals, variables: variables.map(\.name), span: span,
      headSpan: dominated.span)
    checkBound(clause)
    return hasFailed ? nil : Domination(relation: relation, clause: clause)
  }
}
