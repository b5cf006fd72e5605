/// Turns drafts into literals, once the kinds of all values are known.
extension ClauseBuilder {
  /// The conjunctions that drafts come to: several where an aggregate with alternatives has witnesses.
  mutating func settle(_ drafts: [DraftLiteral]) -> [[Literal]] {
    var plain: [Literal] = []
    for case .some(let literal) in drafts.map({ settlePlain($0) }) { plain.append(literal) }
    var alternatives = [plain]
    for case .aggregate(let draft) in drafts {
      let settled = settle(draft)
      alternatives = product(alternatives, settled, at: draft.span)
    }
    return alternatives
  }

  /// Every conjunction of the one with every of the other.
  mutating func product(_ left: [[Literal]], _ right: [[Literal]], at span: Span) -> [[Literal]] {
    guard left.count * right.count <= 10_000 else {
      error("written out, the alternatives of this rule are more than ten thousand rules", at: span)
      return []
    }
    return left.flatMap { first in right.map { first + $0 } }
  }

  private mutating func settlePlain(_ draft: DraftLiteral) -> Literal? {
    switch draft {
    case .settled(let literal): return literal
    case .comparison(let comparison, let left, let right, let span):
      let kind = solver.settledKind(of: cell(of: left))
      guard let first = settle(left, beside: right), let second = settle(right, beside: left) else {
        return nil
      }
      return comparison == .equal
        ? .equation(kind, first, second, span) : .comparison(comparison, kind, first, second, span)
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
      return Term.call(operation, terms, span).folded()
    }
  }
}

extension Literal {
  /// Both terms have one value; equal variables bit for bit, as if one of them stood in both places.
  static func equation(_ kind: Kind, _ first: Term, _ second: Term, _ span: Span) -> Literal {
    if kind == .float, case .variable = first, case .variable = second {
      return .comparison(.equal, .unsigned, first, second, span)
    }
    return .comparison(.equal, kind, first, second, span)
  }
}
