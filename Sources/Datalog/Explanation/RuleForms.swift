/// Rules as they are run for heights and asked for proofs.
extension Clause {
  /// The rule with variables and constants only in its head: what is computed there is compared in the body.
  func withPlainHead() -> Clause {
    var clause = self
    for (column, term) in arguments.enumerated() {
      guard case .call(let operation, _, let span) = term else { continue }
      let variable = clause.addVariable()
      clause.arguments[column] = .variable(variable)
      clause.body.append(.comparison(.equal, operation.result, .variable(variable), term, span))
    }
    return clause
  }

  /// The rule with a free variable in the head in place of each number of the counter, and without the conditions
  /// that then have no value.
  func withoutCounters() -> Clause {
    guard countsUp else { return self }
    var clause = self
    for (column, term) in arguments.enumerated() where term.countsUp {
      clause.arguments[column] = .variable(clause.addVariable())
    }
    var given: Set<Int> = []
    for argument in clause.arguments { if case .variable(let variable) = argument { given.insert(variable) } }
    clause.body.removeAll(where: \.countsUp)
    let bound = boundVariables(of: clause.body, from: given)
    clause.body.removeAll { literal in
      !Set(literal.variables).subtracting(literal.newlyBound(by: bound)).isSubset(of: bound)
    }
    return clause
  }

  /// Makes a variable that the rule does not name.
  mutating func addVariable() -> Int {
    variables.append("_")
    return variables.count - 1
  }
}
