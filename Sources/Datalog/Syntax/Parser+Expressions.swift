extension Parser {
  /// How tightly an operator binds, and whether from the right.
  struct BinaryOperator {
    var functor: String
    var strength: Int
    var isRightAssociative = false
  }

  func binaryOperator(of token: Token) -> BinaryOperator? {
    switch token.kind {
    case .punctuation(let mark): Self.markOperators[mark]
    case .identifier(let name): Self.wordOperators[name]
    default: nil
    }
  }

  private static let markOperators: [Token.Punctuation: BinaryOperator] = [
    .logicalOr: BinaryOperator(functor: "lor", strength: 1),
    .logicalXor: BinaryOperator(functor: "lxor", strength: 2),
    .logicalAnd: BinaryOperator(functor: "land", strength: 3),
    .bar: BinaryOperator(functor: "bor", strength: 4),
    .ampersand: BinaryOperator(functor: "band", strength: 6),
    .shiftLeft: BinaryOperator(functor: "bshl", strength: 7),
    .shiftRight: BinaryOperator(functor: "bshr", strength: 7),
    .shiftRightUnsigned: BinaryOperator(functor: "bshru", strength: 7),
    .plus: BinaryOperator(functor: "+", strength: 8),
    .minus: BinaryOperator(functor: "-", strength: 8),
    .star: BinaryOperator(functor: "*", strength: 9),
    .slash: BinaryOperator(functor: "/", strength: 9),
    .percent: BinaryOperator(functor: "%", strength: 9),
    .caret: BinaryOperator(functor: "^", strength: 11, isRightAssociative: true),
    .power: BinaryOperator(functor: "^", strength: 11, isRightAssociative: true),
  ]

  private static let wordOperators: [String: BinaryOperator] = [
    "lor": BinaryOperator(functor: "lor", strength: 1),
    "lxor": BinaryOperator(functor: "lxor", strength: 2),
    "land": BinaryOperator(functor: "land", strength: 3),
    "bor": BinaryOperator(functor: "bor", strength: 4),
    "bxor": BinaryOperator(functor: "bxor", strength: 5),
    "band": BinaryOperator(functor: "band", strength: 6),
    "bshl": BinaryOperator(functor: "bshl", strength: 7),
    "bshr": BinaryOperator(functor: "bshr", strength: 7),
    "bshru": BinaryOperator(functor: "bshru", strength: 7),
  ]

  /// Arguments up to and including the closing parenthesis.
  mutating func parseArguments() throws(Abandoned) -> [Expression] {
    try parseValues(until: .rightParenthesis)
  }

  private mutating func parseValues(until close: Token.Punctuation) throws(Abandoned) -> [Expression] {
    var values: [Expression] = []
    if take(close) { return values }
    repeat { values.append(try parseExpression()) } while take(.comma)
    guard take(close) else {
      throw fault("expected ',' or '\(close.rawValue)', found \(current.description)")
    }
    return values
  }

  mutating func parseExpression(atLeast strength: Int = 1) throws(Abandoned) -> Expression {
    var left = try nested { parser throws(Abandoned) in try parser.parseOperand() }
    while let binary = binaryOperator(of: current), binary.strength >= strength {
      let name = Name(text: binary.functor, span: advance().span)
      let next = binary.isRightAssociative ? binary.strength : binary.strength + 1
      let right = try nested { parser throws(Abandoned) in try parser.parseExpression(atLeast: next) }
      left = .call(name, [left, right], left.span.through(right.span))
    }
    return left
  }

  private mutating func parseOperand() throws(Abandoned) -> Expression {
    let token = current
    switch token.kind {
    case .string(let text): return .string(text, advance().span)
    case .number(let value): return .number(value, advance().span)
    case .unsigned(let value): return .unsigned(value, advance().span)
    case .float(let value): return .float(value, advance().span)
    case .identifier(let name): return try parseNamed(name)
    case .punctuation(let mark): return try parseMarked(mark)
    case .directive, .end: throw fault("expected a value, found \(token.description)")
    }
  }

  private mutating func parseMarked(_ mark: Token.Punctuation) throws(Abandoned) -> Expression {
    let start = current.span
    switch mark {
    case .leftParenthesis:
      _ = advance()
      let inner = try parseExpression()
      try expect(.rightParenthesis, "to close the parenthesis")
      return inner
    case .minus: return try parseMinus()
    case .tilde: return try parsePrefix("bnot")
    case .bang: return try parsePrefix("lnot")
    case .dollar: return try parseDollar()
    case .leftBracket:
      _ = advance()
      return .record(nil, try parseValues(until: .rightBracket), span(from: start))
    case .at:
      _ = advance()
      _ = try expectName("a functor's name")
      if isAt(.leftParenthesis) { try skipBalanced() }
      return .unsupported("user-defined functors are", span(from: start))
    default: throw fault("expected a value, found \(current.description)")
    }
  }

  private mutating func parseMinus() throws(Abandoned) -> Expression {
    let start = advance().span
    // Joined to a literal it is the literal's sign, so that the least number can be written.
    switch current.kind {
    case .number(let value) where ahead(1).kind != .punctuation(.caret):
      return .number(0 &- value, start.through(advance().span))
    case .float(let value) where ahead(1).kind != .punctuation(.caret):
      return .float(-value, start.through(advance().span))
    default:
      let operand = try parseExpression(atLeast: 10)
      return .call(Name(text: "neg", span: start), [operand], span(from: start))
    }
  }

  private mutating func parsePrefix(_ functor: String) throws(Abandoned) -> Expression {
    let start = advance().span
    let operand = try parseExpression(atLeast: 10)
    return .call(Name(text: functor, span: start), [operand], span(from: start))
  }

  private mutating func parseDollar() throws(Abandoned) -> Expression {
    let start = advance().span
    guard case .identifier(let text) = current.kind, current.isJoined else {
      return .call(Name(text: "autoinc", span: start), [], start)
    }
    var name = Name(text: text, span: start.through(advance().span))
    while isAt(.dot), current.isJoined, case .identifier(let part) = ahead(1).kind, ahead(1).isJoined {
      _ = advance()
      name.text += "." + part
      name.span = name.span.through(advance().span)
    }
    guard take(.leftParenthesis) else { return .parameter(name) }
    return .record(name, try parseArguments(), span(from: start))
  }

  /// Passes over everything up to the bracket that closes the one at hand.
  mutating func skipBalanced() throws(Abandoned) {
    var open = 0
    repeat {
      switch current.kind {
      case .punctuation(.leftParenthesis), .punctuation(.leftBracket), .punctuation(.leftBrace): open += 1
      case .punctuation(.rightParenthesis), .punctuation(.rightBracket), .punctuation(.rightBrace): open -= 1
      case .end: throw fault("expected a closing bracket, found \(current.description)")
      default: break
      }
      _ = advance()
    } while open > 0
  }
}

// MARK: Names

extension Parser {
  private mutating func parseNamed(_ text: String) throws(Abandoned) -> Expression {
    if text == "_" { return .wildcard(advance().span) }
    if let function = AggregateFunction(rawValue: text), let aggregate = try parseAggregate(function) {
      return .aggregate(aggregate)
    }
    if text == "nil" { return .noRecord(advance().span) }
    if text == "bnot" || text == "lnot", ahead(1).kind != .punctuation(.leftParenthesis) {
      return try parsePrefix(text)
    }
    let name = Name(text: text, span: advance().span)
    guard isAt(.leftParenthesis), !(allowsInfix && !current.isJoined) else { return .variable(name) }
    return try parseCall(name)
  }

  private mutating func parseCall(_ name: Name) throws(Abandoned) -> Expression {
    _ = advance()
    if name.text == "as" {
      let value = try parseExpression()
      try expect(.comma, "before the type of 'as'")
      let type = try expectQualifiedName("a type's name")
      try expect(.rightParenthesis, "after the type of 'as'")
      return .cast(value, type, span(from: name.span))
    }
    let arguments = try parseArguments()
    guard Functor.names.contains(name.text) else {
      throw fault(
        "no functor is called '\(name.text)'\(didYouMean(name.text, among: Functor.names))", at: name.span)
    }
    return .call(name, arguments, span(from: name.span))
  }

  /// An aggregate, or nothing if the word is a functor's name or a variable here.
  private mutating func parseAggregate(_ function: AggregateFunction) throws(Abandoned) -> AggregateSyntax? {
    let before = self
    let start = advance().span
    var target: Expression?
    if !isAt(.colon) {
      guard function != .count, let expression = try? parseExpression(), isAt(.colon) else {
        self = before
        return nil
      }
      target = expression
    } else if function != .count {
      throw fault(
        "'\(function.rawValue)' wants a value before the colon, as in '\(function.rawValue) x : { … }'")
    }
    _ = advance()
    let body = try parseAggregateBody()
    return AggregateSyntax(function: function, target: target, body: body, span: span(from: start))
  }

  private mutating func parseAggregateBody() throws(Abandoned) -> Formula {
    guard take(.leftBrace) else { return .atom(try parseAtom()) }
    let infix = allowsInfix
    defer { allowsInfix = infix }
    let body = try parseDisjunction()
    try expect(.rightBrace, "after the body of an aggregate")
    return body
  }
}
