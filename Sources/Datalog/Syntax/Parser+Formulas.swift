extension Parser {
  mutating func parseDisjunction() throws(Abandoned) -> Formula {
    try nested { parser throws(Abandoned) in
      var parts = [try parser.parseConjunction()]
      while parser.take(.semicolon) { parts.append(try parser.parseConjunction()) }
      return parts.count == 1 ? parts[0] : .disjunction(parts)
    }
  }

  private mutating func parseConjunction() throws(Abandoned) -> Formula {
    var parts = [try parseTerm()]
    while take(.comma) { parts.append(try parseTerm()) }
    return parts.count == 1 ? parts[0] : .conjunction(parts)
  }

  private mutating func parseTerm() throws(Abandoned) -> Formula {
    if isAt(.bang) {
      let start = advance().span
      let inner = try nested { parser throws(Abandoned) in try parser.parseTerm() }
      return .negation(inner, span(from: start))
    }
    if isAt(.leftParenthesis), parenthesisHoldsFormula {
      _ = advance()
      let formula = try parseDisjunction()
      guard take(.rightParenthesis) else {
        throw fault("expected ',', ';' or ')', found \(current.description)")
      }
      return formula
    }
    if case .identifier(let name) = current.kind, !isInfix(at: 1) {
      if name == "true" || name == "false" { return .truth(name == "true", advance().span) }
      if isAtomStart, !Functor.names.contains(name) { return try parseAtomTerm() }
    }
    return try parseComparison()
  }

  /// Whether no operator follows the parenthesis at hand, so that it does not hold a value.
  private var parenthesisHoldsFormula: Bool {
    guard let end = positionAfterBrackets(at: position) else { return true }
    return !startsOperator(tokens[end]) && !isInfix(at: end - position)
  }

  private var isAtomStart: Bool {
    var index = 1
    while ahead(index).kind == .punctuation(.dot), case .identifier = ahead(index + 1).kind { index += 2 }
    return ahead(index).kind == .punctuation(.leftParenthesis)
  }

  private mutating func parseAtomTerm() throws(Abandoned) -> Formula {
    let atom = try parseAtom()
    guard startsOperator(current) else { return .atom(atom) }
    let hint = sink.didYouMean(atom.name.text, among: Functor.names)
    throw fault("no functor is called '\(atom.name.text)'\(hint)", at: atom.name.span)
  }

  private func startsOperator(_ token: Token) -> Bool {
    if case .punctuation(let mark) = token.kind, ComparisonOperator(rawValue: mark.rawValue) != nil {
      return true
    }
    return binaryOperator(of: token) != nil
  }

  private mutating func parseComparison() throws(Abandoned) -> Formula {
    let left = try parseExpression()
    if case .punctuation(let mark) = current.kind,
      let comparison = ComparisonOperator(rawValue: mark.rawValue)
    {
      _ = advance()
      let right = try parseExpression()
      return .comparison(comparison, left, right, span(from: left.span))
    }
    if isInfix(at: 0), case .identifier(let name) = current.kind {
      let predicate = Name(text: name, span: advance().span)
      let right = try parseExpression()
      return .atom(AtomSyntax(name: predicate, arguments: [left, right], span: span(from: left.span)))
    }
    if case .call(let name, let arguments, let span) = left, Functor.tests.contains(name.text) {
      return .test(name, arguments, span)
    }
    if case .variable(let name) = left {
      throw fault("expected '(' or a comparison after '\(name.text)', found \(current.description)")
    }
    throw fault("expected a comparison such as '=' or '<', found \(current.description)")
  }

  /// Whether a predicate's name stands there between two expressions, as questions allow.
  private func isInfix(at count: Int) -> Bool {
    guard allowsInfix, case .identifier = ahead(count).kind, binaryOperator(of: ahead(count)) == nil else {
      return false
    }
    switch ahead(count + 1).kind {
    case .identifier, .string, .number, .unsigned, .float, .punctuation(.dollar): return true
    default: return false
    }
  }
}
