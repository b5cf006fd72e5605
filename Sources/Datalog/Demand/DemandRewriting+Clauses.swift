/// Clauses as they are written anew: guarded by what is asked, over copies of relations, cut to what is needed.
extension DemandRewriting {
  /// A clause on its way: what guards it, and for whom it derives.
  struct Job {
    var clause: Clause
    /// The relation that the clause is written for.
    var owner: RelationID
    /// What restricts the clause to what is asked; nothing in the clauses of a whole relation.
    var guardAtom: Atom?
    /// The place of an atom whose rows were asked for themselves, so that the guard need not be met again.
    var guarding: Int?
  }

  /// A clause that holds only for what is asked.
  func guarded(
    _ clause: Clause, _ target: Target, _ asked: RelationID, deriving head: RelationID
  ) -> Job {
    var clause = clause
    var arguments: [Atom.Argument] = []
    for column in target.pattern.columns {
      switch clause.arguments[column] {
      case .variable(let variable): arguments.append(.variable(variable))
      case .constant(let value): arguments.append(.constant(value))
      case .call(_, _, let span):
        let kind = program.relations[target.relation.rawValue].columns[column].kind
        let variable = clause.variables.count
        clause.variables.append("_")
        clause.body.append(.comparison(.equal, kind, .variable(variable), clause.arguments[column], span))
        arguments.append(.variable(variable))
      }
    }
    // A row of the same copy with the same values in these columns was asked for itself.
    let guarding = clause.body.firstIndex { literal in
      guard case .atom(let atom) = literal, atom.relation == target.relation else { return false }
      return zip(target.pattern.columns, arguments).allSatisfy { atom.arguments[$0] == $1 }
    }
    clause.head = head
    return Job(
      clause: clause, owner: target.relation,
      guardAtom: Atom(relation: asked, arguments: arguments, span: clause.headSpan),
      guarding: guarding)
  }
}

// MARK: Clauses and literals over other relations

extension Clause {
  func deriving(_ relation: RelationID) -> Clause {
    var copy = self
    copy.head = relation
    return copy
  }
}

extension Literal {
  /// The literal over another relation of the same columns.
  func reading(_ relation: RelationID) -> Literal {
    switch self {
    case .atom(var atom):
      atom.relation = relation
      return .atom(atom)
    case .negation(var atom):
      atom.relation = relation
      return .negation(atom)
    case .aggregate(var aggregate):
      aggregate.relation = relation
      return .aggregate(aggregate)
    default: return self
    }
  }
}

extension [Literal] {
  /// The literals that share variables with the given ones, directly or through each other.
  func connected(to variables: [Int]) -> [Literal] {
    var reached = Set(variables)
    var isIncluded = [Bool](repeating: false, count: count)
    var grows = true
    while grows {
      grows = false
      for index in indices where !isIncluded[index] && !reached.isDisjoint(with: self[index].variables) {
        isIncluded[index] = true
        reached.formUnion(self[index].variables)
        grows = true
      }
    }
    return indices.filter { isIncluded[$0] }.map { self[$0] }
  }
}
