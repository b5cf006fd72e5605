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

  /// Reads operands and the operators between them that bind at least as tightly as asked.
  ///
  /// Operands with the same operator between them become one call of them all, computed from the left, so that long
  /// sums stay flat.
  mutating func parseExpression(atLeast strength: Int = 1) throws(Abandoned) -> Expression {
    var operands = [try nested { parser throws(Abandoned) in try parser.parseOperand() }]
    var shared: Name?
    var changes = 0
    while let binary = binaryOperator(of: current), binary.strength >= strength {
      let name = Name(text: binary.functor, span: advance().span)
      if let functor = shared, functor.text != name.text || binary.isRightAssociative {
        operands = [call(functor, operands)]
        changes += 1
        guard changes <= 1000 else {
          throw fault(
            "operators alternate more than 1000 times here; name a part with 'x = …'", at: name.span)
        }
      }
      shared = name
      let next = binary.isRightAssociative ? binary.strength : binary.strength + 1
      operands.append(try nested { parser throws(Abandoned) in try parser.parseExpression(atLeast: next) })
    }
    return shared.map { call($0, operands) } ?? operands[0]
  }

  private func call(_ functor: Name, _ operands: [Expression]) -> Expression {
    .call(functor, operands, operands[0].span.through(operands[operands.count - 1].span))
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
    case .at: return try parseUserDefined()
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

  /// `@f(x)`, or the aggregate `@@f x: y, { … }`, which only C++ code could compute.
  private mutating func parseUserDefined() throws(Abandoned) -> Expression {
    let start = advance().span
    guard isAt(.at) else {
      let name = try expectName("a functor's name")
      if isAt(.leftParenthesis) { try skipBalanced() }
      return .unsupported("the user-defined functor '@\(name.text)' is not supported", span(from: start))
    }
    _ = advance()
    let name = try expectName("an aggregate's name")
    if !isAt(.colon) { _ = try parseExpression() }
    try expect(.colon, "before the first value of '@@\(name.text)'")
    _ = try parseExpression()
    try expect(.comma, "before what '@@\(name.text)' goes through")
    _ = try parseAggregateBody()
    return .unsupported("the user-defined aggregate '@@\(name.text)' is not supported", span(from: start))
  }

  /// Passes over everything up to the bracket that closes the one at hand.
  mutating func skipBalanced() throws(Abandoned) {
    guard let end = positionAfterBrackets(at: position) else {
      throw fault("this \(current.description) is never closed")
    }
    position = min(end, tokens.count - 1)
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
        "no functor is called '\(name.text)'\(sink.didYouMean(name.text, among: Functor.names))",
        at: name.span)
    }
    return .call(name, arguments, span(from: name.span))
  }

  /// An aggregate, or nothing if the word is a functor's name or a variable here.
  private mutating func parseAggregate(_ function: AggregateFunction) throws(Abandoned) -> AggregateSyntax? {
    guard startsAggregate else { return nil }
    let start = advance().span
    let name = function.rawValue
    var target: Expression?
    if isAt(.colon) {
      guard function == .count else {
        throw fault("'\(name)' wants a value before the colon, as in '\(name) x : { … }'")
      }
    } else {
      target = try parseExpression()
      guard function != .count else {
        throw fault("'count' wants no value before the colon, as in 'count : { … }'", at: start)
      }
    }
    try expect(.colon, "before what '\(name)' goes through")
    let body = try parseAggregateBody()
    return AggregateSyntax(function: function, target: target, body: body, span: span(from: start))
  }

  /// Whether a colon follows the word at hand, after a value or at once.
  private var startsAggregate: Bool {
    var index = position + 1
    if let binary = binaryOperator(of: ahead(1)), binary.functor != "-" { return false }
    // No value that somebody writes is longer; the bound keeps a row of such words from being looked through each time.
    for _ in 0..<1000 where index < tokens.count {
      switch tokens[index].kind {
      case .punctuation(.colon): return true
      case .punctuation(.leftParenthesis), .punctuation(.leftBracket):
        guard let end = positionAfterBrackets(at: index) else { return false }
        index = end
      case .identifier, .string, .number, .unsigned, .float, .punctuation(.dollar), .punctuation(.at),
        .punctuation(.bang), .punctuation(.tilde):
        index += 1
      case .punctuation(.dot):
        guard index + 1 < tokens.count, tokens[index + 1].isJoined else { return false }
        index += 1
      default:
        guard binaryOperator(of: tokens[index]) != nil else { return false }
        index += 1
      }
    }
    return false
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
