/// Settles aggregates, whose rows are those of a relation, or are searched for.
extension ClauseBuilder {
  /// The aggregate, with the conditions that give its witnesses their values; one list for each alternative of those.
  mutating func settle(_ draft: DraftAggregate) -> [[Literal]] {
    let before = draft.conjunctions.flatMap { settle($0) }
    let conjunctions = inlined(before).filter { !$0.neverHolds }
    let target = draft.target.flatMap { settle($0) }
    let kind = draft.target.map { solver.settledKind(of: cell(of: $0)) } ?? .number
    let aggregate =
      simpleAggregate(draft, conjunctions, target, kind)
      ?? gathered(draft, conjunctions, target, kind, own: ownVariables(draft, before))
    guard !draft.witnesses.isEmpty, let target else { return [[.aggregate(aggregate)]] }
    return conjunctions.map { conjunction in
      [.aggregate(aggregate)] + witnessing(draft, conjunction, target, kind)
    }
  }

  /// The conditions of the rows that reach the result, in variables of their own but for the witnesses.
  private mutating func witnessing(
    _ draft: DraftAggregate, _ conjunction: [Literal], _ target: Term, _ kind: Kind
  ) -> [Literal] {
    isRewritten = true
    let reaches = Literal.equation(kind, target, .variable(draft.result), draft.span)
    var map: [Int: Int] = [:]
    for witness in draft.witnesses { map[witness.inner] = witness.outer }
    for literal in conjunction + [reaches] {
      for variable in literal.variables where isOwn(variable, draft) && map[variable] == nil {
        map[variable] = makeVariable(like: variable)
      }
    }
    return (conjunction + [reaches]).map { $0.renumbered(map) }
  }

  /// Whether a variable is the aggregate's own; those made later all are.
  private func isOwn(_ variable: Int, _ draft: DraftAggregate) -> Bool {
    draft.locals.contains(variable) || variable >= draftedCount
  }

  /// The aggregate's own variables whose values tell its rows apart.
  private func ownVariables(_ draft: DraftAggregate, _ conjunctions: [[Literal]]) -> [Int] {
    guard draft.countsNameless else { return draft.named }
    return Set(conjunctions.joined().flatMap(\.variables)).filter { draft.locals.contains($0) }.sorted()
  }

  /// An aggregate straight over a declared relation, if its body is one atom that restricts nothing but its keys.
  private func simpleAggregate(
    _ draft: DraftAggregate, _ conjunctions: [[Literal]], _ target: Term?, _ kind: Kind
  ) -> Aggregate? {
    guard draft.countsNameless, conjunctions.count == 1, conjunctions[0].count == 1,
      case .atom(let atom) = conjunctions[0][0]
    else { return nil }
    var wanted: Int?
    if let target {
      guard case .variable(let variable) = target, draft.locals.contains(variable) else { return nil }
      wanted = variable
    }
    guard Set(atom.variables).count == atom.variables.count else { return nil }
    let columns = atom.arguments.map { argument -> Aggregate.Column in
      switch argument {
      case .constant(let value): .constant(value)
      case .wildcard: .free
      case .variable(let variable):
        variable == wanted ? .target : isOwn(variable, draft) ? .free : .key(variable)
      }
    }
    if wanted != nil, !columns.contains(where: { if case .target = $0 { true } else { false } }) {
      return nil
    }
    return Aggregate(
      result: draft.result, function: draft.function, kind: kind, relation: atom.relation, columns: columns,
      search: nil, span: draft.span)
  }

  /// An aggregate over a relation made for it, whose rows are the distinct bindings of its body.
  ///
  /// If the body does not bind the keys, the bindings are searched for each value of the keys instead.
  private mutating func gathered(
    _ draft: DraftAggregate, _ conjunctions: [[Literal]], _ target: Term?, _ kind: Kind, own: [Int]
  ) -> Aggregate {
    let isExtreme = draft.function == .min || draft.function == .max
    let locals = isExtreme ? [] : own
    var keys: [Int] = []
    func note(_ variable: Int) {
      if !isOwn(variable, draft), !keys.contains(variable) { keys.append(variable) }
    }
    for literal in conjunctions.joined() { literal.variables.forEach(note) }
    target?.forEachVariable(note)

    let isComplete = conjunctions.allSatisfy { Set(keys).isSubset(of: boundVariables(of: $0)) }
    let stored = isComplete ? keys : []
    let kinds = (stored + locals).map { solver.settledKind(of: variables[$0].cell) }
    let allKinds = kinds[..<stored.count] + (target == nil ? [] : [kind]) + kinds[stored.count...]
    let relation = addHiddenRelation(draft, Array(allKinds))
    let clauses = conjunctions.map { conjunction in
      let own = locals.map { conjunctionUses($0, conjunction) ? Term.variable($0) : .constant(zero($0)) }
      return Clause(
        head: relation, arguments: stored.map(Term.variable) + (target.map { [$0] } ?? []) + own,
        body: conjunction, variables: variables.map(\.name), span: draft.span, headSpan: draft.span)
    }
    for clause in clauses { add(clause, isRule: isComplete, known: isComplete ? [] : Set(keys)) }
    let columns =
      stored.map(Aggregate.Column.key) + (target == nil ? [] : [.target])
      + locals.map { _ in Aggregate.Column.free }
    return Aggregate(
      result: draft.result, function: draft.function, kind: kind, relation: relation, columns: columns,
      search: isComplete ? nil : Aggregate.Search(keys: keys, clauses: clauses), span: draft.span)
  }

  private func conjunctionUses(_ variable: Int, _ conjunction: [Literal]) -> Bool {
    conjunction.contains { $0.variables.contains(variable) }
  }

  private func zero(_ variable: Int) -> Value {
    switch solver.settledKind(of: variables[variable].cell) {
    case .symbol: .symbol("")
    case .number: .number(0)
    case .unsigned: .unsigned(0)
    case .float: .float(0)
    case .record: .record(nil)
    }
  }

  private mutating func addHiddenRelation(_ draft: DraftAggregate, _ kinds: [Kind]) -> RelationID {
    let columns = kinds.enumerated().map { index, kind in
      RelationInfo.Field(name: "c\(index)", type: kind.rawValue, kind: kind)
    }
    let name = checker.parsed.sources.text(of: draft.span)
    let types = kinds.compactMap { checker.types.type(named: $0.rawValue) }
    return checker.addRelation(
      RelationInfo(name: name, columns: columns, span: draft.span, isHidden: true), types)
  }
}
