/// A rule of an inlined relation: what stands in its place where the relation is used.
///
/// Its variables need not be bound by its own body; those of its arguments get their values where it is used.
struct InlineRule: Sendable {
  var arguments: [Term]
  var body: [Literal]
  /// The kinds of its variables, by number.
  var kinds: [Kind]
}

extension [Literal] {
  /// The variables that aggregates and ranges give their values.
  var produced: Set<Int> {
    Set(
      compactMap { literal in
        switch literal {
        case .aggregate(let aggregate): aggregate.result
        case .range(let variable, _, _, _): variable
        default: nil
        }
      })
  }
}

extension ClauseBuilder {
  /// Conjunctions with the rules of inlined relations in the places of their atoms.
  mutating func inlined(_ conjunctions: [[Literal]]) -> [[Literal]] {
    conjunctions.flatMap { conjunction in
      var alternatives: [[Literal]] = [[]]
      for literal in conjunction {
        switch literal {
        case .atom(let atom) where isInline(atom):
          isRewritten = true
          alternatives = product(alternatives, instances(of: atom), at: atom.span)
        case .negation(let atom) where isInline(atom):
          isRewritten = true
          alternatives = product(alternatives, denials(of: atom), at: atom.span)
        default: for index in alternatives.indices { alternatives[index].append(literal) }
        }
      }
      return alternatives
    }
  }

  private func isInline(_ atom: Atom) -> Bool { checker.relations[atom.relation.rawValue].isInline }

  /// What each rule of an atom's relation asks for, with the atom's arguments; rules that cannot match are left out.
  private mutating func instances(of atom: Atom) -> [[Literal]] {
    (checker.inlineRules[atom.relation] ?? []).compactMap { instance(of: $0, atom) }
  }

  mutating func instance(of rule: InlineRule, _ atom: Atom) -> [Literal]? {
    var map: [Int: Int] = [:]
    var equations: [Literal] = []
    let (span, columns) = (atom.span, checker.relations[atom.relation.rawValue].columns)
    let produced = rule.body.produced
    var remaining: [Int] = []
    for (column, term) in rule.arguments.enumerated() {
      guard case .variable(let own) = term, map[own] == nil, !produced.contains(own) else {
        remaining.append(column)
        continue
      }
      switch atom.arguments[column] {
      case .variable(let given): map[own] = given
      case .wildcard: map[own] = makeVariable(of: rule.kinds[own])
      case .constant(let value):
        let variable = makeVariable(of: rule.kinds[own])
        map[own] = variable
        equations.append(.comparison(.equal, value.kind, .variable(variable), .constant(value), span))
      }
    }
    for own in rule.kinds.indices where map[own] == nil { map[own] = makeVariable(of: rule.kinds[own]) }
    for column in remaining {
      let wanted = rule.arguments[column].renumbered(map)
      switch (atom.arguments[column], wanted) {
      case (.wildcard, _): break
      case (.constant(let value), .constant(let other)): if value != other { return nil }
      case (.constant(let value), _):
        equations.append(.comparison(.equal, columns[column].kind, .constant(value), wanted, span))
      case (.variable(let given), _):
        equations.append(.equation(columns[column].kind, .variable(given), wanted, span))
      }
    }
    return equations + rule.body.map { $0.renumbered(map) }
  }

  /// A nameless variable of a kind, made once drafting is done.
  mutating func makeVariable(of kind: Kind) -> Int {
    let variable = makeVariable("_")
    let origin = KindSolver.Origin(claim: "the inlined value is \(kind.phrase)", span: .nowhere)
    report(solver.set(variables[variable].cell, to: kind, origin))
    return variable
  }
}
