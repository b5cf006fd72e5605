/// The rules of a relation that hand on the columns that are not asked by from their only recursive atom, as
/// `path(x, z) :- edge(x, y), path(y, z).` does if the first column is asked by.
///
/// What is asked of such a relation leads to further questions, each with all their rows: the paths from every node
/// that can be reached. It is enough to remember where each question came from (Naughton, Ramakrishnan, Sagiv &
/// Ullman 1989):
///
/// ```
/// onTheWay(x, x) :- asked(x).
/// onTheWay(x, y) :- onTheWay(x, w), edge(w, y).
/// path'(x, z) :- onTheWay(x, y), edge(y, z).
/// ```
struct RightLinearRules {
  private let target: DemandRewriting.Target
  private let recursive: [(clause: Clause, atom: Atom)]
  private let last: [Clause]
  private var columns: [Int] { target.pattern.columns }

  /// Nothing if the rules are not of this form.
  init?(_ rules: [Clause], _ target: DemandRewriting.Target, _ eligibility: DemandEligibility) {
    self.target = target
    guard eligibility.factCount(of: target.relation) <= 16 else { return nil }
    var recursive: [(clause: Clause, atom: Atom)] = []
    var last = eligibility.facts(of: target.relation)
    var leadsOn = false
    for rule in rules {
      guard eligibility.isRecursive(rule, target.relation) else {
        last.append(rule)
        continue
      }
      guard let parts = rule.rightLinearParts(target, eligibility) else { return nil }
      recursive.append(parts)
      leadsOn =
        leadsOn || target.pattern.columns.contains { parts.atom.arguments[$0] != rule.arguments[$0].argument }
    }
    guard leadsOn,
      last.allSatisfy({ rule in target.pattern.columns.allSatisfy { rule.arguments[$0].argument != nil } })
    else { return nil }
    self.recursive = recursive
    self.last = last
  }

  /// The rule by which each thing asked for is on the way from itself.
  func start(from asked: RelationID, _ onTheWay: RelationID, _ info: RelationInfo) -> Clause {
    let variables = Array(columns.indices)
    let question = Atom(relation: asked, arguments: variables.map { .variable($0) }, span: info.span)
    return Clause(
      head: onTheWay, arguments: (variables + variables).map { .variable($0) }, body: [.atom(question)],
      variables: variables.map { _ in "_" }, span: info.span, headSpan: info.span)
  }

  /// The rules by which one question leads to others.
  func steps(_ onTheWay: RelationID) -> [DemandRewriting.Job] {
    recursive.map { clause, atom in
      var step = clause
      let origins = step.addOrigins(columns.count)
      let guardAtom = wayAtom(onTheWay, origins, clause)
      step.arguments =
        origins.map { .variable($0) }
        + columns.map { column in
          switch atom.arguments[column] {
          case .variable(let variable): .variable(variable)
          case .constant(let value): .constant(value)
          case .wildcard: preconditionFailure("what is asked by is known")
          }
        }
      step.head = onTheWay
      return DemandRewriting.Job(clause: step, owner: target.relation, guardAtom: guardAtom)
    }
  }

  /// The rules by which a question finds rows.
  func ends(_ onTheWay: RelationID, _ copy: RelationID) -> [DemandRewriting.Job] {
    last.map { clause in
      var end = clause
      let origins = end.addOrigins(columns.count)
      let guardAtom = wayAtom(onTheWay, origins, clause)
      for (column, origin) in zip(columns, origins) { end.arguments[column] = .variable(origin) }
      end.head = copy
      return DemandRewriting.Job(clause: end, owner: target.relation, guardAtom: guardAtom)
    }
  }

  private func wayAtom(_ onTheWay: RelationID, _ origins: [Int], _ clause: Clause) -> Atom {
    let here = columns.compactMap { clause.arguments[$0].argument }
    return Atom(
      relation: onTheWay, arguments: origins.map { .variable($0) } + here, span: clause.headSpan)
  }
}

extension Clause {
  fileprivate mutating func addOrigins(_ count: Int) -> [Int] {
    let origins = Array(variables.count..<variables.count + count)
    variables += origins.map { _ in "_" }
    return origins
  }

  /// The clause without its recursive atom, and that atom; nothing if it does not hand its other columns on.
  fileprivate func rightLinearParts(
    _ target: DemandRewriting.Target, _ eligibility: DemandEligibility
  ) -> (clause: Clause, atom: Atom)? {
    let own = body.indices.filter { index in
      body[index].readRelations.contains { eligibility.areMutual($0, target.relation) }
    }
    guard own.count == 1, case .atom(let atom) = body[own[0]], atom.relation == target.relation else {
      return nil
    }
    var rest = self
    rest.body.remove(at: own[0])
    let heads = arguments.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
    guard heads.count == arguments.count, Set(heads).count == heads.count else { return nil }
    let used = Set(rest.body.flatMap(\.variables))
    let given = Set(target.pattern.columns.map { heads[$0] })
    var brought = given
    for case .atom(let other) in rest.body { brought.formUnion(other.variables) }
    for column in arguments.indices {
      if target.pattern.contains(column) {
        switch atom.arguments[column] {
        case .constant: break
        case .variable(let variable): guard brought.contains(variable) else { return nil }
        case .wildcard: return nil
        }
      } else {
        let isHandedOn = atom.arguments[column] == .variable(heads[column])
        let isUsed =
          atom.arguments.count { $0 == .variable(heads[column]) } > 1 || used.contains(heads[column])
        guard isHandedOn, !isUsed else { return nil }
      }
    }
    guard boundVariables(of: rest.body, from: given).isSuperset(of: used) else { return nil }
    return (rest, atom)
  }
}

extension Literal {
  /// The relations whose rows it reads.
  var readRelations: [RelationID] {
    switch self {
    case .atom(let atom), .negation(let atom): [atom.relation]
    case .aggregate(let aggregate): aggregate.gatheredRelations
    default: []
    }
  }
}
