/// Rules as they are run for heights and asked for proofs.
extension Clause {
  /// The rule with variables and constants only in its head: what is computed there is compared in the body.
  func withPlainHead() -> Clause {
    var clause = self
    for (column, term) in arguments.enumerated() {
      guard case .call(let operation, _, let span) = term else { continue }
      let variable = clause.addVariable()
      clause.arguments[column] = .variable(variable)
      // Nothing else gives it a value, so it is the very word that is computed: no number, or a zero with a sign.
      let kind = operation.result == .float ? .unsigned : operation.result
      clause.body.append(.comparison(.equal, kind, .variable(variable), term, span))
    }
    return clause
  }

  /// The rule with a free variable in the head in place of each number of the counter or of a round, and without the
  /// conditions that then have no value.
  func withoutCounters() -> Clause {
    guard countsUp || countsRounds else { return self }
    var clause = self
    for (column, term) in arguments.enumerated() where term.countsUp || term.countsRounds {
      clause.arguments[column] = .variable(clause.addVariable())
    }
    var given: Set<Int> = []
    for argument in clause.arguments { if case .variable(let variable) = argument { given.insert(variable) } }
    clause.body.removeAll { $0.countsUp || $0.countsRounds }
    let bound = boundVariables(of: clause.body, from: given)
    clause.body.removeAll { literal in
      !Set(literal.variables).subtracting(literal.newlyBound(by: bound)).isSubset(of: bound)
    }
    return clause
  }

  /// The rule with doubles of its head compared by their words where an equation alone gives them their value: what is
  /// no number equals nothing, and a zero equals one with another sign, but the row has the very word that was computed.
  func withWordEquations() -> Clause {
    var clause = self
    for case .variable(let variable) in arguments {
      let givers = body.indices.filter { body[$0].mayGive(variable) }
      guard givers.count == 1,
        case .comparison(.equal, .float, let left, let right, let span) = body[givers[0]]
      else { continue }
      clause.body[givers[0]] = .comparison(.equal, .unsigned, left, right, span)
    }
    return clause
  }

  /// Makes a variable that the rule does not name.
  mutating func addVariable() -> Int {
    variables.append("_")
    return variables.count - 1
  }

  /// The variables that stand in the head, in ascending order.
  var headVariables: [Int] {
    Set(arguments.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }).sorted()
  }

  /// The rule with a variable in every column of its atoms, so that a binding says which rows it rests on.
  func withoutWildcards() -> Clause {
    var clause = self
    for index in clause.body.indices {
      guard case .atom(var atom) = clause.body[index] else { continue }
      for column in atom.arguments.indices where atom.arguments[column] == .wildcard {
        atom.arguments[column] = .variable(clause.addVariable())
      }
      clause.body[index] = .atom(atom)
    }
    return clause
  }

  /// The rule with every sum and difference of whole numbers told the other way round too, so that `p(n + 1)` says
  /// what `n` is.
  func withInverses() -> Clause {
    var clause = self
    for case .comparison(.equal, let kind, let left, let right, let span) in body
    where kind == .number || kind == .unsigned {
      for (one, other) in [(left, right), (right, left)] {
        guard case .variable = one, case .call(let operation, let terms, _) = other, terms.count == 2,
          operation.result == kind
        else { continue }
        func add(_ term: Term, _ functor: Functor, _ first: Term, _ second: Term) {
          guard case .variable = term else { return }
          let operation = Operation(functor: functor, operand: kind, result: kind)
          let inverse = Term.call(operation, [first, second], span)
          clause.body.append(.comparison(.equal, kind, term, inverse, span))
        }
        switch operation.functor {
        case .add:
          add(terms[0], .subtract, one, terms[1])
          add(terms[1], .subtract, one, terms[0])
        case .subtract:
          add(terms[0], .add, one, terms[1])
          add(terms[1], .subtract, terms[0], one)
        default: break
        }
      }
    }
    return clause
  }
}

extension Literal {
  /// Whether a variable may have its value from here.
  fileprivate func mayGive(_ variable: Int) -> Bool {
    switch self {
    case .atom(let atom): return atom.variables.contains(variable)
    case .comparison(.equal, _, let left, let right, _):
      for case .variable(variable) in [left, right] { return true }
      return false
    case .aggregate(let aggregate): return aggregate.result == variable
    case .range(let result, _, _, _): return result == variable
    case .record(let record): return record.variable == variable || record.fields.contains(variable)
    case .negation, .comparison, .test, .falsehood: return false
    }
  }
}
