extension ClauseBuilder {
  /// Drafts an aggregate as a literal that binds a new variable to its result.
  mutating func draft(_ syntax: AggregateSyntax, _ drafts: inout [DraftLiteral]) -> Int {
    let outerContext = context
    defer { context = outerContext }
    let result = makeVariable("_")
    let start = variables.count
    scopes.append([:])
    syntax.target?.forEachOuterVariable { _ = declare($0) }
    syntax.body.forEachOuterVariable { _ = declare($0) }
    guard let forms = checker.normalForm(of: syntax.body, at: syntax.span) else {
      fail()
      scopes.removeLast()
      return result
    }
    var conjunctions = forms.map { draft($0) }
    var target: Draft?
    if let expression = syntax.target, !conjunctions.isEmpty {
      context = .calculation
      target = draft(expression, &conjunctions[0])
    }
    scopes.removeLast()
    constrain(result, syntax, target)
    let aggregate = DraftAggregate(
      result: result, function: syntax.function, target: target, conjunctions: conjunctions,
      locals: start..<variables.count, span: syntax.span)
    drafts.append(.aggregate(aggregate))
    return result
  }

  private mutating func constrain(_ result: Int, _ syntax: AggregateSyntax, _ target: Draft?) {
    let name = syntax.function.rawValue
    let origin = KindSolver.Origin(
      claim: "'\(name)' gives a \(syntax.function == .mean ? "float" : "number")", span: syntax.span)
    switch syntax.function {
    case .count: report(solver.set(variables[result].cell, to: .number, origin))
    case .mean: report(solver.set(variables[result].cell, to: .float, origin))
    case .sum, .min, .max:
      if let target { report(solver.join(cell(of: target), variables[result].cell, origin)) }
    }
    if let target, syntax.function == .sum || syntax.function == .mean {
      let claim = "'\(name)' adds up numbers"
      let span = syntax.target?.span ?? syntax.span
      report(
        solver.makeNumeric(cell(of: target), wholeOnly: false, KindSolver.Origin(claim: claim, span: span)))
    }
  }

  /// Settles an aggregate, whose rows are those of a relation, or are searched for.
  mutating func settle(_ draft: DraftAggregate) -> Aggregate {
    let conjunctions = draft.conjunctions.map { settle($0) }.filter { conjunction in
      !conjunction.contains { if case .falsehood = $0 { true } else { false } }
    }
    let target = draft.target.flatMap { settle($0) }
    let kind = draft.target.map { solver.settledKind(of: cell(of: $0)) } ?? .number
    if let simple = simpleAggregate(draft, conjunctions, target, kind) { return simple }
    return gathered(draft, conjunctions, target, kind)
  }

  /// An aggregate straight over a declared relation, if its body is one atom that restricts nothing but its keys.
  private func simpleAggregate(
    _ draft: DraftAggregate, _ conjunctions: [[Literal]], _ target: Term?, _ kind: Kind
  ) -> Aggregate? {
    guard conjunctions.count == 1, conjunctions[0].count == 1, case .atom(let atom) = conjunctions[0][0]
    else {
      return nil
    }
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
        variable == wanted ? .target : draft.locals.contains(variable) ? .free : .key(variable)
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
    _ draft: DraftAggregate, _ conjunctions: [[Literal]], _ target: Term?, _ kind: Kind
  ) -> Aggregate {
    var keys: [Int] = []
    var locals: [Int] = []
    func note(_ variable: Int) {
      if draft.locals.contains(variable) {
        if !locals.contains(variable) { locals.append(variable) }
      } else if !keys.contains(variable) {
        keys.append(variable)
      }
    }
    for literal in conjunctions.joined() { literal.variables.forEach(note) }
    target?.forEachVariable(note)
    if draft.function == .min || draft.function == .max { locals = [] }

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

// MARK: Settling

extension ClauseBuilder {
  mutating func settle(_ drafts: [DraftLiteral]) -> [Literal] {
    var literals: [Literal] = []
    for case .some(let literal) in drafts.map({ settlePlain($0) }) { literals.append(literal) }
    for case .aggregate(let aggregate) in drafts {
      literals.append(.aggregate(settle(aggregate)))
    }
    return literals
  }

  private mutating func settlePlain(_ draft: DraftLiteral) -> Literal? {
    switch draft {
    case .settled(let literal): return literal
    case .comparison(let comparison, let left, let right, let span):
      let kind = solver.settledKind(of: cell(of: left))
      guard let first = settle(left, beside: right), let second = settle(right, beside: left) else {
        return nil
      }
      return .comparison(comparison, kind, first, second, span)
    case .test(let functor, let left, let right, let isNegated, let span):
      guard let first = settle(left), let second = settle(right) else { return nil }
      let operation = Operation(functor: functor, operand: .symbol, result: .symbol)
      return .test(operation, first, second, isNegated: isNegated, span)
    case .range(let variable, let bounds, let span):
      let kind = solver.settledKind(of: variables[variable].cell)
      return .range(variable, kind, bounds.compactMap { settle($0) }, span)
    case .record(let record): return .record(settle(record))
    case .aggregate: return nil
    }
  }

  /// Settles a side of a comparison: a name compared with a variable is resolved as the variable's type asks.
  private mutating func settle(_ draft: Draft, beside other: Draft) -> Term? {
    guard case .constant(.string(let text, let span), _) = draft, case .variable(let variable) = other else {
      return settle(draft)
    }
    var value = Value.symbol(text)
    for use in variables[variable].types {
      guard let resolved = resolved(value, as: use.type, at: span) else { return nil }
      if resolved != value {
        value = resolved
        break
      }
    }
    return .constant(value)
  }

  mutating func settle(_ draft: Draft) -> Term? {
    switch draft {
    case .variable(let variable): return .variable(variable)
    case .parameter(let value, _): return .constant(value)
    case .constant(let expression, let cell):
      let kind = solver.settledKind(of: cell)
      if let value = literal(expression, kind) { return .constant(value) }
      let text = checker.parsed.sources.text(of: expression.span)
      error("'\(text)' is not \(kind == .unsigned ? "an" : "a") \(kind.rawValue)", at: expression.span)
      return nil
    case .call(let functor, let arguments, let operand, let result, let span):
      var terms: [Term] = []
      for argument in arguments {
        guard let term = settle(argument) else { return nil }
        terms.append(term)
      }
      let kind = solver.settledKind(of: operand)
      let operation = Operation(
        functor: functor.working(on: kind), operand: kind, result: solver.settledKind(of: result))
      return .call(operation, terms, span)
    }
  }
}
