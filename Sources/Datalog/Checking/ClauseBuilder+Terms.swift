extension ClauseBuilder {
  func cell(of draft: Draft) -> Int {
    switch draft {
    case .variable(let variable): variables[variable].cell
    case .constant(_, let cell), .parameter(_, let cell), .call(_, _, _, let cell, _): cell
    }
  }

  /// Drafts a value; aggregates in it become literals that bind a variable.
  mutating func draft(_ expression: Expression, _ drafts: inout [DraftLiteral]) -> Draft {
    let expression = asRecord(expression)
    switch expression {
    case .variable(let name): return .variable(use(name))
    case .record(let name, let values, let span):
      return .variable(draftRecord(name, values, span, &drafts))
    case .wildcard(let span):
      error("'_' has no value to compare or calculate with", at: span)
      return .variable(makeVariable("_"))
    case .string, .number, .unsigned, .float, .noRecord: return constant(expression)
    case .parameter(let name):
      guard let parameter = parameter(name) else { return .variable(makeVariable("_")) }
      let cell = solver.makeCell()
      let claim = "the parameter '\(name.text)' is \(parameter.value.kind.phrase)"
      report(solver.set(cell, to: parameter.value.kind, KindSolver.Origin(claim: claim, span: name.span)))
      return .parameter(parameter.value, cell: cell)
    case .call(let name, let arguments, let span): return draft(call: name, arguments, span, &drafts)
    case .aggregate(let aggregate): return .variable(draft(aggregate, &drafts))
    case .cast(let inner, let type, let span): return draft(inner, as: type, span, &drafts)
    case .unsupported(let what, let span):
      error(what, at: span)
      return .variable(makeVariable("_"))
    }
  }

  private mutating func constant(_ expression: Expression) -> Draft {
    let cell = solver.makeCell()
    func origin(_ what: String) -> KindSolver.Origin {
      KindSolver.Origin(.value(what), span: expression.span)
    }
    switch expression {
    case .string: report(solver.set(cell, to: .symbol, origin(Kind.symbol.phrase)))
    case .noRecord: report(solver.set(cell, to: .record, origin(Kind.record.phrase)))
    case .unsigned: report(solver.set(cell, to: .unsigned, origin(Kind.unsigned.phrase)))
    case .float: report(solver.set(cell, to: .float, origin(Kind.float.phrase)))
    default: report(solver.makeNumeric(cell, wholeOnly: false, origin(Kind.number.phrase)))
    }
    return .constant(expression, cell: cell)
  }

  mutating func parameter(_ name: Name) -> Checker.Constant? {
    if let parameter = checker.parameters[name.text] { return parameter }
    if checker.brokenParameters.contains(name.text) {
      fail()
    } else {
      let constructors = checker.types.shapes.constructorNames
      let hint = checker.sink.didYouMean(name.text, among: Array(checker.parameters.keys) + constructors)
      let isConstructor =
        hint.isEmpty
        ? checker.parameters.isEmpty && !constructors.isEmpty
        : constructors.contains { hint.contains("'\($0)'") }
      let what = isConstructor ? "no constructor is called '$" : "no parameter is called '"
      error("\(what)\(name.text)'\(hint)", at: name.span)
    }
    return nil
  }

  private mutating func draft(
    _ inner: Expression, as type: Name, _ span: Span, _ drafts: inout [DraftLiteral]
  ) -> Draft {
    let value = draft(inner, &drafts)
    guard let id = checker.types.type(of: type, &checker.sink) else {
      fail()
      return value
    }
    let claim = "'as' makes it \(checker.types.kind(of: id).phrase)"
    let origin = KindSolver.Origin(claim: claim, span: span)
    report(
      solver.set(
        cell(of: value), to: checker.types.kind(of: id), shape: checker.types.shape(of: id), origin))
    return value
  }
}

// MARK: Calls

extension ClauseBuilder {
  private mutating func draft(
    call name: Name, _ arguments: [Expression], _ span: Span, _ drafts: inout [DraftLiteral]
  ) -> Draft {
    let conversion = Functor.conversions[name.text]
    guard let functor = conversion?.functor ?? Functor(rawValue: name.text) else {
      return .variable(makeVariable("_"))
    }
    if functor == .range || Functor.tests.contains(name.text) {
      let use = functor == .range ? "'range' is used as in 'x = range(1, 9)'" : "'\(name.text)' has no value"
      error(use, at: span)
      return .variable(makeVariable("_"))
    }
    let signature = functor.signature
    guard signature.arity.contains(arguments.count) else {
      let wanted =
        signature.arity.lowerBound == signature.arity.upperBound
        ? "\(signature.arity.lowerBound)" : "at least \(signature.arity.lowerBound)"
      let values = wanted == "1" || wanted == "at least 1" ? "value" : "values"
      error("'\(name.text)' takes \(wanted) \(values), but \(given(arguments.count))", at: span)
      return .variable(makeVariable("_"))
    }
    let shared = solver.makeCell()
    let result = solver.makeCell()
    var operands: [Draft] = []
    for (index, argument) in arguments.enumerated() {
      if context != .head { context = .calculation }
      let operand = draft(argument, &drafts)
      var slot = signature.arguments[min(index, signature.arguments.count - 1)]
      if let conversion { slot = .exactly(conversion.from) }
      constrain(cell(of: operand), slot, shared, name, argument.span)
      operands.append(operand)
    }
    if !hasClashed(inside: span) {
      constrain(result, signature.result, shared, name, span)
    }
    let operand = operands.first.map { cell(of: $0) } ?? shared
    return .call(functor, operands, operand: operand, result: result, span)
  }

  private mutating func constrain(
    _ cell: Int, _ slot: Functor.Slot, _ shared: Int, _ name: Name, _ span: Span
  ) {
    func origin(_ what: String) -> KindSolver.Origin {
      KindSolver.Origin(.operand(what, of: name.text), span: span)
    }
    switch slot {
    case .exactly(let kind): report(solver.set(cell, to: kind, origin(kind.phrase)))
    case .sameAddable:
      report(solver.makeAddable(cell, origin("a number or a symbol")))
      report(solver.join(shared, cell, origin("a number or a symbol")))
    case .sameNumeric:
      report(solver.makeNumeric(cell, wholeOnly: false, origin("a number")))
      report(solver.join(shared, cell, origin("a number")))
    case .sameWhole:
      report(solver.makeNumeric(cell, wholeOnly: true, origin("a whole number")))
      report(solver.join(shared, cell, origin("a whole number")))
    case .same: report(solver.join(shared, cell, origin("a value")))
    case .anything: break
    }
  }
}

// MARK: Constants of columns

extension ClauseBuilder {
  /// A literal's value in a column, resolved if the column's type wants it; nothing, with an error, if it does not fit.
  mutating func constant(_ expression: Expression, in relation: RelationID, _ column: Int) -> Value? {
    let info = checker.relations[relation.rawValue]
    let type = checker.columnTypes[relation.rawValue][column]
    let kind = info.columns[column].kind
    var value: Value?
    if case .parameter(let name) = expression {
      guard let parameter = parameter(name) else { return nil }
      value = parameter.value.kind == kind ? parameter.value : nil
      // A parameter of the column's own type is resolved already.
      if value != nil, checker.types.isSubtype(parameter.type, of: type) { return value }
    } else {
      value = literal(expression, kind)
    }
    guard let value else {
      let text = checker.parsed.sources.excerpt(of: expression.span)
      let shown = text.hasPrefix("\"") ? text : "'\(text)'"
      error(
        "\(shown) is not \(kind.phrase), which \(name(of: column, in: relation)) holds",
        at: expression.span,
        notes: [("the column is declared here", info.span)])
      return nil
    }
    return resolved(value, as: type, at: expression.span)
  }

  mutating func resolved(_ value: Value, as type: TypeTable.TypeID, at span: Span) -> Value? {
    guard case .symbol(let text) = value else { return value }
    guard let symbol = checker.resolve(text, as: type, at: span) else {
      fail()
      return nil
    }
    return .symbol(symbol)
  }

  /// A literal as a value of a kind, if it can be one.
  func literal(_ expression: Expression, _ kind: Kind) -> Value? { expression.literal(as: kind) }
}

extension Expression {
  /// A literal as a value of a kind, if it can be one.
  func literal(as kind: Kind) -> Value? {
    switch (self, kind) {
    case (.string(let text, _), .symbol): .symbol(text)
    case (.number(let number, _), .number): .number(number)
    case (.number(let number, _), .unsigned): number >= 0 ? .unsigned(UInt64(number)) : nil
    case (.number(let number, _), .float): .float(Double(number))
    case (.unsigned(let number, _), .unsigned): .unsigned(number)
    case (.float(let number, _), .float): .float(number)
    case (.noRecord, .record): .record(nil)
    default: nil
    }
  }
}
