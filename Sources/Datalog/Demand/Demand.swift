extension StratifiedProgram {
  /// The program with only those rows derived that its outputs ask for; the program itself where nothing is gained.
  ///
  /// What is negated or gathered is restricted too if the program that comes of it is still stratified: then whatever is
  /// asked of a relation is known, and its rows complete, before they are counted or found missing. If it is not, what
  /// is negated or gathered stays as it is, and with it all that it rests on.
  ///
  /// - Parameter inputSizes: how many rows relations are given.
  /// - Returns: a program with the same rows in its outputs, whose own relations keep their numbers.
  func demanded(inputSizes: [RelationID: Int]) -> StratifiedProgram {
    guard !checked.dependsOnNumbering else { return self }
    for keepsNegated in [false, true] {
      let eligibility = DemandEligibility(checked, inputSizes: inputSizes, keepsNegated: keepsNegated)
      var rewriting = DemandRewriting(checked, eligibility)
      guard let rewritten = rewriting.rewritten() else { return self }
      var sink = DiagnosticSink()
      let program = rewritten.stratified(&sink)
      if !sink.hasErrors { return program }
    }
    return self
  }
}

extension CheckedProgram {
  /// Whether a rule sees the number that a symbol or a record was given when it was made, which is another one if rows
  /// come in another order.
  fileprivate var dependsOnNumbering: Bool {
    clauses.contains { clause in
      clause.arguments.contains(where: \.seesNumbering) || clause.body.contains(where: \.seesNumbering)
    }
  }
}

extension Term {
  fileprivate var seesNumbering: Bool {
    guard case .call(let operation, let arguments, _) = self else { return false }
    let isNumbered = operation.operand == .symbol || operation.operand == .record
    return operation.functor == .ordinal && isNumbered || arguments.contains(where: \.seesNumbering)
  }
}

extension Literal {
  fileprivate var seesNumbering: Bool {
    switch self {
    case .comparison(_, _, let left, let right, _), .test(_, let left, let right, _, _):
      left.seesNumbering || right.seesNumbering
    case .aggregate(let aggregate):
      aggregate.search?.clauses.contains { $0.body.contains(where: \.seesNumbering) } ?? false
    default: false
    }
  }
}
