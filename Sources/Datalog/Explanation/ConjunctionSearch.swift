import Relations

/// A conjunction asked for its bindings, for given values of some variables: what explanations need of the engine.
///
/// It is a class because it keeps the operators and the table that they fill.
final class ConjunctionSearch {
  /// A binding while it is being found.
  struct Binding {
    fileprivate let row: UnsafePointer<UInt64>
    fileprivate let columns: [Int: Int]

    /// The value of one of the clause's variables.
    subscript(_ variable: Int) -> UInt64 {
      guard let column = columns[variable] else {
        preconditionFailure("a binding has every variable of its clause")
      }
      return row[column]
    }
  }

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
  ///   - skipsFailures: whether what cannot be computed is no binding, in place of the end of the search.
  ///   - fanOut: how many rows go with values in some columns, where that was counted.
  init(
    _ clause: Clause, start: [Int], context: EvaluationContext, table: @escaping (RelationID) -> Table,
    complete: @escaping (RelationID) -> Table, skipsFailures: Bool = true,
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
    let compiler = PipelineCompiler(
      context: context, table: table, completeTable: complete, skipsFailures: skipsFailures)
    pipeline = compiler.compile(plan, into: found, start: start)
  }

  /// How many bindings the last search has found.
  var count: Int { found.count }

  /// Searches; what was found stays until the next search.
  ///
  /// - Parameters:
  ///   - words: the values of the variables to start with.
  ///   - limit: how many bindings are looked for; when they are found, the search ends.
  ///   - isWanted: says which bindings count; the others are not kept.
  /// - Throws: ``EvaluationError`` if a limit is reached.
  func run(
    _ words: [UInt64], limit: Int, where isWanted: @escaping (Binding) -> Bool = { _ in true }
  ) throws(EvaluationError) {
    found.removeAll()
    found.isFull = false
    found.admits = { [unowned found, columns] row in
      guard !found.isFull, isWanted(Binding(row: row, columns: columns)) else { return false }
      found.isFull = found.count + 1 == limit
      return true
    }
    defer { found.admits = nil }
    do {
      try pipeline.run(words)
    } catch {
      throw error.end
    }
  }

  /// One variable of one binding.
  func word(_ binding: Int, _ variable: Int) -> UInt64 {
    guard let column = columns[variable] else {
      preconditionFailure("a binding has every variable of its clause")
    }
    return found.word(binding, column)
  }
}

extension Atom {
  /// The row that it stands for, given the values of its variables.
  func words(_ context: EvaluationContext, _ word: (Int) -> UInt64) -> [UInt64] {
    arguments.map { argument in
      switch argument {
      case .variable(let variable): word(variable)
      case .constant(let value): context.word(of: value)
      case .wildcard: preconditionFailure("a search has a variable in every column")
      }
    }
  }
}
