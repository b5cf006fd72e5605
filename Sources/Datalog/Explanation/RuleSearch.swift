import Relations

/// A conjunction asked for its bindings, for given values of some variables: what explanations need of the engine.
///
/// It is a class because it keeps the operators and the table that they fill.
final class ConjunctionSearch {
  /// The variables of a binding, in ascending order.
  let variables: [Int]
  private let columns: [Int: Int]
  private let found: Table
  private let pipeline: Pipeline

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - clause: its body is asked; wildcards stay nameless.
  ///   - start: the variables whose values each search is given.
  ///   - context: the evaluation's.
  ///   - table: the rows of the body's relations.
  ///   - complete: the rows of relations that are negated or aggregated.
  ///   - fanOut: how many rows go with values in some columns, where that was counted.
  init(
    _ clause: Clause, start: [Int], context: EvaluationContext, table: @escaping (RelationID) -> Table,
    complete: @escaping (RelationID) -> Table,
    fanOut: @escaping (RelationID, [Int]) -> Double? = { _, _ in nil }
  ) {
    let variables = Set(clause.body.flatMap(\.variables)).union(start).sorted()
    self.variables = variables
    columns = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($1, $0 + 1) })
    var clause = clause
    // A table of no columns could not tell one binding from none twice over, so there is always one.
    clause.arguments = [.constant(.number(0))] + variables.map(Term.variable)
    found = Table(arity: clause.arguments.count, isPacked: false)
    let planner = RulePlanner(
      clause: clause, size: { table($0).count }, isRecursive: { _ in false }, fanOut: fanOut)
    let plan = planner.plan(delta: nil, bound: Set(start))
    let compiler = PipelineCompiler(context: context, table: table, completeTable: complete)
    pipeline = compiler.compile(plan, into: found, start: start)
  }

  /// How many bindings the last search has found.
  var count: Int { found.count }

  /// Searches; what was found stays until the next search.
  func run(_ words: [UInt64]) throws(EvaluationError) {
    found.removeAll()
    do {
      try pipeline.run(words)
    } catch .ended(let error) {
      throw error
    } catch {
      preconditionFailure("wide rows take every value")
    }
  }

  /// One variable of one binding.
  func word(_ binding: Int, _ variable: Int) -> UInt64 {
    guard let column = columns[variable] else {
      preconditionFailure("a binding has every variable of its clause")
    }
    return found.word(binding, column)
  }

  /// Everything an argument can stand for in one binding.
  func word(_ binding: Int, _ argument: Atom.Argument, _ context: EvaluationContext) -> UInt64 {
    switch argument {
    case .variable(let variable): word(binding, variable)
    case .constant(let value): context.word(of: value)
    case .wildcard: preconditionFailure("a search has a variable in every column")
    }
  }
}

/// A rule asked backwards: which bindings derive one certain row.
///
/// It is a class because searches are.
final class RuleSearch {
  /// The rule, with a variable in every column of its atoms and nothing to compute in its head.
  let clause: Clause
  let search: ConjunctionSearch
  private let start: [Int]
  private let context: EvaluationContext

  init(
    _ original: Clause, context: EvaluationContext, table: @escaping (RelationID) -> Table,
    complete: @escaping (RelationID) -> Table, fanOut: @escaping (RelationID, [Int]) -> Double?
  ) {
    let clause = original.withPlainHead().withoutWildcards().withInverses()
    self.clause = clause
    self.context = context
    start = clause.headVariables
    search = ConjunctionSearch(
      clause, start: start, context: context, table: table, complete: complete, fanOut: fanOut)
  }

  /// Searches the bindings that give a row; says whether the head fits it.
  func run(_ row: [UInt64]) throws(EvaluationError) -> Bool {
    var values: [Int: UInt64] = [:]
    for (term, word) in zip(clause.arguments, row) {
      switch term {
      case .constant(let value): guard context.word(of: value) == word else { return false }
      case .variable(let variable):
        guard values.updateValue(word, forKey: variable).map({ $0 == word }) ?? true else { return false }
      case .call: preconditionFailure("a plain head computes nothing")
      }
    }
    try search.run(start.map { values[$0] ?? 0 })
    return true
  }

  /// The row an atom has in one binding.
  func words(of atom: Atom, _ binding: Int) -> [UInt64] {
    atom.arguments.map { search.word(binding, $0, context) }
  }
}

extension Clause {
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
        guard case .variable = one, case .call(let operation, let terms, _) = other, terms.count == 2 else {
          continue
        }
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
