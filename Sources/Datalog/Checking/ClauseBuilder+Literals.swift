extension ClauseBuilder {
  /// Drafts a conjunction's literals, each after those its own arguments need.
  mutating func draft(_ body: [Leaf]) -> [DraftLiteral] {
    var drafts: [DraftLiteral] = []
    for leaf in body {
      switch leaf {
      case .atom(let atom):
        if let atom = draft(atom, isNegated: false, &drafts) { drafts.append(.settled(.atom(atom))) }
      case .negatedAtom(let atom):
        if let atom = draft(atom, isNegated: true, &drafts) { drafts.append(.settled(.negation(atom))) }
      case .comparison(let comparison, let left, let right, let span):
        draft(comparison, left, right, span, &drafts)
      case .test(let name, let arguments, let isNegated, let span):
        draft(test: name, arguments, isNegated, span, &drafts)
      case .falsehood: drafts.append(.settled(.falsehood))
      }
    }
    return drafts
  }

  /// How many values somebody gave.
  func given(_ count: Int) -> String { count == 1 ? "1 is given" : "\(count) are given" }

  mutating func checkArity(of atom: AtomSyntax, _ relation: RelationID) -> Bool {
    let info = checker.relations[relation.rawValue]
    guard atom.arguments.count != info.arity else { return true }
    let columns = info.arity == 1 ? "1 column" : "\(info.arity) columns"
    error(
      "'\(info.name)' has \(columns), but \(given(atom.arguments.count))", at: atom.span,
      notes: [("'\(info.name)' is declared here", info.span)])
    return false
  }

  private mutating func draft(
    _ syntax: AtomSyntax, isNegated: Bool, _ drafts: inout [DraftLiteral]
  ) -> Atom? {
    context = isNegated ? .negation : .atom
    guard let relation = checker.relation(syntax.name) else {
      fail()
      return nil
    }
    guard checkArity(of: syntax, relation) else { return nil }
    var arguments: [Atom.Argument] = []
    for (column, expression) in syntax.arguments.enumerated() {
      context = isNegated ? .negation : .atom
      arguments.append(argument(expression, relation, column, isNegated: isNegated, &drafts))
    }
    return Atom(relation: relation, arguments: arguments, span: syntax.span)
  }

  private mutating func argument(
    _ expression: Expression, _ relation: RelationID, _ column: Int, isNegated: Bool,
    _ drafts: inout [DraftLiteral]
  ) -> Atom.Argument {
    let expression = asRecord(expression)
    switch expression {
    case .wildcard:
      // Where each nameless value counts, it is a variable of its own.
      return isNegated || !countsNameless ? .wildcard : .variable(makeVariable("_"))
    case .variable(let name):
      let variable = use(name)
      tie(variable, to: relation, column, at: name.span)
      if !isNegated {
        let type = checker.columnTypes[relation.rawValue][column]
        variables[variable].types.append((type, name.span, (relation, column)))
      }
      return .variable(variable)
    case .string, .number, .unsigned, .float, .parameter, .noRecord:
      guard let value = constant(expression, in: relation, column) else { return .wildcard }
      return .constant(value)
    case .record(let name, let values, let span):
      let variable = draftRecord(name, values, span, &drafts)
      set(variables[variable].cell, expression, relation, column)
      return .variable(variable)
    case .call, .aggregate, .cast, .unsupported:
      let variable = makeVariable("_")
      set(variables[variable].cell, expression, relation, column)
      let value = draft(expression, &drafts)
      equate(.variable(variable), value, expression.span, &drafts)
      return .variable(variable)
    }
  }

  mutating func headTerm(
    _ expression: Expression, _ relation: RelationID, _ column: Int, _ drafts: inout [DraftLiteral]
  ) -> Draft {
    context = .head
    let expression = asRecord(expression)
    switch expression {
    case .wildcard(let span):
      error("a rule's head cannot contain '_'; name a value that the body gives", at: span)
      return .parameter(.number(0), cell: solver.makeCell())
    case .variable(let name):
      let variable = use(name)
      tie(variable, to: relation, column, at: name.span)
      checkSubtype(variable, relation, column, at: name.span)
      return .variable(variable)
    case .string, .number, .unsigned, .float, .parameter, .noRecord:
      let value = constant(expression, in: relation, column) ?? .number(0)
      return .parameter(value, cell: solver.makeCell())
    case .call, .aggregate, .cast, .record, .unsupported:
      let value = draft(expression, &drafts)
      set(cell(of: value), expression, relation, column)
      return value
    }
  }

  /// What a variable can be by the columns it is read from must be what the head's column holds.
  private mutating func checkSubtype(_ variable: Int, _ relation: RelationID, _ column: Int, at span: Span) {
    let wanted = checker.columnTypes[relation.rawValue][column]
    let types = variables[variable].types
    guard let first = types.first, !types.contains(where: { checker.types.isSubtype($0.type, of: wanted) })
    else {
      return
    }
    guard checker.types.kind(of: first.type) == checker.types.kind(of: wanted) else { return }
    let (has, wants) = (checker.types.name(of: first.type), checker.types.name(of: wanted))
    error(
      "'\(variables[variable].name)' is of type '\(has)', but \(name(of: column, in: relation)) holds only '\(wants)'",
      at: span,
      notes: [
        ("of type '\(has)' here", first.span),
        ("the column is declared here", checker.relations[relation.rawValue].span),
      ])
  }

  func name(of column: (relation: RelationID, column: Int)) -> String {
    name(of: column.column, in: column.relation)
  }

  func name(of column: Int, in relation: RelationID) -> String {
    let info = checker.relations[relation.rawValue]
    return "column '\(info.columns[column].name)' of '\(info.name)'"
  }

  private func origin(of expression: Expression, in relation: RelationID, _ column: Int) -> KindSolver.Origin
  {
    let info = checker.relations[relation.rawValue]
    return KindSolver.Origin(
      .column(phrase(info.columns[column].kind, info.columns[column].layout?.shape), relation, column),
      span: expression.span,
      declaration: info.span)
  }

  private mutating func tie(_ variable: Int, to relation: RelationID, _ column: Int, at span: Span) {
    let expression = Expression.variable(Name(text: variables[variable].name, span: span))
    set(variables[variable].cell, expression, relation, column)
  }

  /// Notes that a value is of a column's kind.
  private mutating func set(_ cell: Int, _ expression: Expression, _ relation: RelationID, _ column: Int) {
    let field = checker.relations[relation.rawValue].columns[column]
    let origin = origin(of: expression, in: relation, column)
    report(solver.set(cell, to: field.kind, shape: field.layout?.shape, origin))
  }
}

// MARK: Comparisons and tests

extension ClauseBuilder {
  private mutating func draft(
    _ comparison: ComparisonOperator, _ left: Expression, _ right: Expression, _ span: Span,
    _ drafts: inout [DraftLiteral]
  ) {
    for (one, other) in [(left, right), (right, left)] {
      if comparison == .equal, case .call(let name, let arguments, let callSpan) = other, name.text == "range"
      {
        draftRange(one, arguments, callSpan, &drafts)
        return
      }
    }
    let first = side(left, of: comparison, &drafts)
    let second = side(right, of: comparison, &drafts)
    report(solver.join(cell(of: first), cell(of: second), KindSolver.Origin(.alike, span: span)))
    drafts.append(.comparison(comparison, first, second, span))
  }

  /// One side of a comparison; whatever equals something may be nameless.
  private mutating func side(
    _ expression: Expression, of comparison: ComparisonOperator, _ drafts: inout [DraftLiteral]
  ) -> Draft {
    context = .comparison
    if case .wildcard = expression, comparison == .equal { return .variable(makeVariable("_")) }
    return draft(expression, &drafts)
  }

  mutating func equate(_ first: Draft, _ second: Draft, _ span: Span, _ drafts: inout [DraftLiteral]) {
    let origin = KindSolver.Origin(claim: "the value must be of one kind", span: span)
    report(solver.join(cell(of: first), cell(of: second), origin))
    drafts.append(.comparison(.equal, first, second, span))
  }

  private mutating func draft(
    test name: Name, _ arguments: [Expression], _ isNegated: Bool, _ span: Span,
    _ drafts: inout [DraftLiteral]
  ) {
    guard let functor = Functor(rawValue: name.text) else { return }
    context = .comparison
    guard arguments.count == 2 else {
      error("'\(name.text)' takes 2 values, but \(given(arguments.count))", at: span)
      return
    }
    if functor == .matches, case .string(let pattern, let place) = arguments[0],
      TextPattern.compiled(pattern) == nil
    {
      checker.sink.warning("this is no pattern, so nothing is known to match it or not to", at: place)
      drafts.append(.settled(.falsehood))
      return
    }
    var values: [Draft] = []
    for argument in arguments {
      let value = draft(argument, &drafts)
      let origin = KindSolver.Origin(.operand("a symbol", of: name.text), span: argument.span)
      report(solver.set(cell(of: value), to: .symbol, origin))
      values.append(value)
    }
    drafts.append(.test(functor, values[0], values[1], isNegated: isNegated, span))
  }

  private mutating func draftRange(
    _ result: Expression, _ arguments: [Expression], _ span: Span, _ drafts: inout [DraftLiteral]
  ) {
    guard (2...3).contains(arguments.count) else {
      error("'range' takes 2 or 3 values, but \(given(arguments.count))", at: span)
      return
    }
    let variable = makeVariable("_")
    var bounds: [Draft] = []
    for argument in arguments {
      context = .calculation
      let bound = draft(argument, &drafts)
      let origin = KindSolver.Origin(.value("a bound of 'range'"), span: argument.span)
      report(solver.makeNumeric(cell(of: bound), wholeOnly: false, origin))
      report(solver.join(variables[variable].cell, cell(of: bound), origin))
      bounds.append(bound)
    }
    context = .comparison
    let value = draft(result, &drafts)
    drafts.append(.range(variable, bounds, span))
    equate(value, .variable(variable), span, &drafts)
  }
}
