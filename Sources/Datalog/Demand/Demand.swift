import Relations

/// A program with only those rows derived that its outputs ask for.
struct DemandedProgram {
  var program: StratifiedProgram
  /// What stands for the relations that are derived in part.
  var copies: [RelationID: [RelationID]]
  /// How many rows may be held before it is given up: what is asked for has spread so far that deriving all costs less.
  var allowance: Int?
}

extension StratifiedProgram {
  /// The program with only those rows derived that its outputs ask for; nothing where nothing is gained.
  ///
  /// What is negated or gathered is restricted too if the program that comes of it is still stratified: then whatever is
  /// asked of a relation is known, and its rows complete, before they are counted or found missing. If it is not, what
  /// is negated or gathered stays as it is, and with it all that it rests on.
  ///
  /// - Parameters:
  ///   - inputSizes: how many rows relations are given.
  ///   - givesUp: whether it may turn out that too much is asked for.
  ///   - keepsRules: whether all that a row may be derived from by its relation's rules is to be there.
  /// - Returns: a program with the same rows in its outputs, whose own relations keep their numbers.
  func demanded(
    inputSizes: [RelationID: Int], givesUp: Bool = true, keepsRules: Bool = false
  ) -> DemandedProgram? {
    guard !checked.dependsOnNumbering else { return nil }
    for keepsNegated in [false, true] {
      let eligibility = DemandEligibility(checked, inputSizes: inputSizes, keepsNegated: keepsNegated)
      var rewriting = DemandRewriting(checked, eligibility, keepsRules: keepsRules)
      guard let rewritten = rewriting.rewritten() else { return nil }
      var sink = DiagnosticSink()
      let program = rewritten.stratified(&sink)
      if sink.hasErrors { continue }
      var demanded = DemandedProgram(program: program, copies: rewriting.copiesByRelation)
      guard givesUp, rewriting.mayAskForAll else { return demanded }
      let facts = checked.clauses.count(where: \.isConstant) + inputSizes.values.reduce(0, +)
      // Who wants proofs would have all rows derived twice over.
      demanded.allowance = keepsRules ? 100_000 + facts * 8 : 10_000 + facts + facts / 2
      return demanded
    }
    return nil
  }

  /// Derives some relations only as far as is asked for; nothing if that is no gain, or turns out to be nearly all.
  ///
  /// Demand that spreads through a recursion can end up asking for the same rows in several ways, which costs up to
  /// half as much again as deriving them all (measured: points-to of a variable with many objects, 4.9 s to 6.4 s). So it
  /// is tried with about half as many rows as there are facts beside them, which is little to lose and mostly enough.
  ///
  /// - Parameters:
  ///   - wanted: the relations.
  ///   - inputs: the rows given.
  ///   - symbols: the table that gave their ids.
  ///   - options: limits and threads.
  ///   - deadline: when it has to be over.
  ///   - givesUp: whether it is left if too much is asked for.
  /// - Returns: what has derived them.
  /// - Throws: ``EvaluationError`` if a limit is reached or values do not fit.
  func evaluatedOnDemand(
    _ wanted: [RelationID], _ inputs: [RelationID: GivenRows], _ symbols: SymbolTable, _ options: Options,
    _ deadline: Deadline, givesUp: Bool = true
  ) throws(EvaluationError) -> Evaluator? {
    guard let demanded = demanded(inputSizes: inputs.mapValues(\.count), givesUp: givesUp) else { return nil }
    return try evaluated(demanded, wanted, inputs, symbols, options, deadline)
  }

  /// Derives what a program is asked for, if that is not too much.
  func evaluated(
    _ demanded: DemandedProgram, _ wanted: [RelationID], _ inputs: [RelationID: GivenRows],
    _ symbols: SymbolTable, _ options: Options, _ deadline: Deadline
  ) throws(EvaluationError) -> Evaluator? {
    var trial = options.limits
    if let allowance = demanded.allowance { trial.rows = min(allowance, trial.rows ?? .max) }
    let evaluator = Evaluator(
      demanded.program, wanted: wanted, inputs: inputs, context: context(symbols, options, trial, deadline))
    do throws(EvaluationError) {
      try evaluator.run()
      // What is done with the rows from here on is no part of the trial.
      evaluator.context.limits = options.limits
      return evaluator
    } catch {
      guard case .limit(.rows, _, _, _, _) = error, trial.rows != options.limits.rows else { throw error }
      options.recorder?.forget()
      return nil
    }
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
