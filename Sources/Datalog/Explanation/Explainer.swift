import Relations

/// Rebuilds proofs of rows, one after the other, from one evaluation.
///
/// It is a class because it remembers what it has proved.
public final class Explainer {
  private let run: HeightRun
  private let program: CheckedProgram
  private let context: EvaluationContext
  private var proved: [Key: Proof] = [:]

  private struct Key: Hashable {
    var relation: RelationID
    var number: Int
  }

  init(_ evaluator: Evaluator, relations: [RelationID]) throws(EvaluationError) {
    run = try HeightRun(evaluator, for: relations)
    program = evaluator.program.checked
    context = evaluator.context
  }

  /// Why a row is in a relation; nothing if it is not.
  public func proof(of relation: String, row: [Value]) throws(EvaluationError) -> Proof? {
    guard let index = program.relations.firstIndex(where: { $0.name == relation }) else { return nil }
    let id = RelationID(rawValue: index)
    guard let table = run.tables[id], table.arity == row.count else { return nil }
    guard let number = table.number(of: row.map { context.word(of: $0) }) else { return nil }
    return try proof(id, number)
  }

  private func proof(_ relation: RelationID, _ number: Int) throws(EvaluationError) -> Proof {
    let key = Key(relation: relation, number: number)
    if let known = proved[key] { return known }
    let height = run.height(relation, number)
    let words = words(of: relation, number)
    let reason = height == 0 ? leaf(relation, words) : try derivation(relation, words, height)
    let proof = Proof(
      relation: program.relations[relation.rawValue].name, row: values(of: words, relation), height: height,
      reason: reason)
    proved[key] = proof
    return proof
  }

  private func words(of relation: RelationID, _ number: Int) -> [UInt64] {
    let table = run.table(relation)
    return (0..<table.arity).map { table.word(number, $0) }
  }

  private func values(of words: [UInt64], _ relation: RelationID) -> [Value] {
    zip(words, program.relations[relation.rawValue].columns).map {
      context.value(of: $0, kind: $1.kind, layout: $1.layout)
    }
  }

  private func leaf(_ relation: RelationID, _ words: [UInt64]) -> Proof.Reason {
    let stated = program.clauses.first { clause in
      clause.head == relation && clause.isConstant
        && zip(clause.arguments, words).allSatisfy { term, word in
          if case .constant(let value) = term { context.word(of: value) == word } else { false }
        }
    }
    return stated.map { .stated(program.sources.place(of: $0.span)) } ?? .given
  }
}

// MARK: Derivations

extension Explainer {
  /// The first rule, and its first binding, that derive a row from rows of less height.
  private func derivation(
    _ relation: RelationID, _ row: [UInt64], _ height: Int
  ) throws(EvaluationError) -> Proof.Reason {
    for clause in program.clauses where clause.head == relation && !clause.isConstant {
      guard let search = ClauseSearch(clause, row: row, context) else { continue }
      for binding in try search.bindings(run) {
        let rows = search.premises(binding)
        let isLower = rows.allSatisfy { premise in
          run.table(premise.relation).number(of: premise.words)
            .map { run.height(premise.relation, $0) < height } ?? false
        }
        if isLower { return try reason(clause, search, binding) }
      }
    }
    preconditionFailure("a row of some height has a rule and premises of less")
  }

  private func reason(
    _ clause: Clause, _ search: ClauseSearch, _ binding: [UInt64]
  ) throws(EvaluationError) -> Proof.Reason {
    var premises: [Proof.Premise] = []
    for literal in search.clause.body {
      switch literal {
      case .atom(let atom):
        let words = search.words(of: atom, binding)
        guard let number = run.table(atom.relation).number(of: words) else { continue }
        premises.append(.row(try proof(atom.relation, number)))
      case .negation(let atom): premises.append(absence(atom, search, binding))
      case .aggregate(let aggregate): premises.append(try premise(aggregate, search, binding))
      default: break
      }
    }
    return .derived(
      rule: program.sources.text(of: clause.span), place: program.sources.place(of: clause.span),
      premises: premises)
  }

  private func absence(_ atom: Atom, _ search: ClauseSearch, _ binding: [UInt64]) -> Proof.Premise {
    let info = program.relations[atom.relation.rawValue]
    let pattern = zip(atom.arguments, info.columns).map { argument, column -> Value? in
      switch argument {
      case .wildcard: nil
      case .constant(let value): value
      case .variable(let variable):
        context.value(
          of: search.word(of: variable, binding), kind: column.kind, layout: column.layout)
      }
    }
    return .absence(relation: info.name, pattern: pattern)
  }

  private func premise(
    _ aggregate: Aggregate, _ search: ClauseSearch, _ binding: [UInt64]
  ) throws(EvaluationError) -> Proof.Premise {
    let kind: Kind =
      switch aggregate.function {
      case .count: .number
      case .mean: .float
      case .sum, .min, .max: aggregate.kind
      }
    let value = context.value(of: search.word(of: aggregate.result, binding), kind: kind)
    return .aggregate(
      text: program.sources.text(of: aggregate.span), value: value,
      rowCount: try rowCount(aggregate, search, binding))
  }

  /// How many rows an aggregate gathered.
  private func rowCount(
    _ aggregate: Aggregate, _ search: ClauseSearch, _ binding: [UInt64]
  ) throws(EvaluationError) -> Int {
    if let inner = aggregate.search {
      let rows = Table(arity: aggregate.columns.count, isPacked: false)
      let compiler = PipelineCompiler(
        context: context, table: run.complete.table, completeTable: run.complete.table)
      let words = inner.keys.map { search.word(of: $0, binding) }
      for pipeline in compiler.searchPipelines(inner, into: rows) {
        do throws(Interruption) { try pipeline.run(words) } catch {
          if case .ended(let error) = error { throw error }
          preconditionFailure("wide rows take every value")
        }
      }
      return rows.count
    }
    let table = run.complete.table(aggregate.relation)
    return (0..<table.count).count { row in
      aggregate.columns.enumerated().allSatisfy { column, role in
        switch role {
        case .key(let variable): table.word(row, column) == search.word(of: variable, binding)
        case .constant(let value): table.word(row, column) == context.word(of: value)
        case .target, .free: true
        }
      }
    }
  }
}

// MARK: Searching

/// A clause asked backwards: which bindings derive one certain row.
struct ClauseSearch {
  /// The clause, with a variable in every column of its atoms and the head as a condition.
  private(set) var clause: Clause
  private let start: [(variable: Int, word: UInt64)]
  /// The variables of a binding, in ascending order.
  private let variables: [Int]
  private let context: EvaluationContext

  /// Nothing if the head's constants are not the row's.
  init?(_ original: Clause, row: [UInt64], _ context: EvaluationContext) {
    var clause = original
    var start: [Int: UInt64] = [:]
    for (term, word) in zip(original.arguments, row) {
      switch term {
      case .constant(let value): guard context.word(of: value) == word else { return nil }
      case .variable(let variable):
        guard start.updateValue(word, forKey: variable).map({ $0 == word }) ?? true else { return nil }
      case .call(let operation, _, let span):
        let variable = clause.variables.count
        clause.variables.append("_")
        start[variable] = word
        clause.body.append(.comparison(.equal, operation.result, .variable(variable), term, span))
      }
    }
    for index in clause.body.indices {
      guard case .atom(var atom) = clause.body[index] else { continue }
      for column in atom.arguments.indices where atom.arguments[column] == .wildcard {
        atom.arguments[column] = .variable(clause.variables.count)
        clause.variables.append("_")
      }
      clause.body[index] = .atom(atom)
    }
    variables = Set(clause.body.flatMap(\.variables)).union(start.keys).sorted()
    clause.arguments = variables.map(Term.variable)
    self.clause = clause
    self.start = start.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    self.context = context
  }

  /// All bindings, in a fixed order.
  func bindings(_ run: HeightRun) throws(EvaluationError) -> [[UInt64]] {
    let found = Table(arity: variables.count, isPacked: false)
    let planner = RulePlanner(
      clause: clause, size: { run.complete.table($0).count }, isRecursive: { _ in false })
    let compiler = PipelineCompiler(context: context, table: run.table, completeTable: run.complete.table)
    let plan = planner.plan(delta: nil, bound: Set(start.map(\.variable)))
    do {
      try compiler.compile(plan, into: found, start: start.map(\.variable)).run(start.map(\.word))
    } catch .ended(let error) {
      throw error
    } catch {
      preconditionFailure("wide rows take every value")
    }
    return (0..<found.count).map { row in variables.indices.map { found.word(row, $0) } }
  }

  func word(of variable: Int, _ binding: [UInt64]) -> UInt64 {
    guard let index = variables.firstIndex(of: variable) else {
      preconditionFailure("a binding has every variable of its clause")
    }
    return binding[index]
  }

  func words(of atom: Atom, _ binding: [UInt64]) -> [UInt64] {
    atom.arguments.map { argument in
      switch argument {
      case .variable(let variable): word(of: variable, binding)
      case .constant(let value): context.word(of: value)
      case .wildcard: preconditionFailure("a search has a variable in every column")
      }
    }
  }

  /// The rows a binding rests on.
  func premises(_ binding: [UInt64]) -> [(relation: RelationID, words: [UInt64])] {
    clause.body.compactMap { literal in
      guard case .atom(let atom) = literal else { return nil }
      return (atom.relation, words(of: atom, binding))
    }
  }
}

// MARK: Asking

extension Answers {
  /// Prepares to explain rows of a relation that the answers rest on; nothing if they do not.
  ///
  /// It evaluates the program once more, with heights, which takes some times as long as the answers did.
  public func explainer(of relation: String, limits: Limits = Limits()) throws(EvaluationError) -> Explainer?
  {
    let program = program.withClosureRules()
    let checked = program.checked
    guard let index = checked.relations.firstIndex(where: { $0.name == relation }) else { return nil }
    let wanted = RelationID(rawValue: index)
    let outputs = checked.outputs.map(\.relation)
    guard DependencyGraph(checked).reachable(from: outputs).contains(wanted) else { return nil }
    let context = EvaluationContext(
      sources: checked.sources, symbols: symbols, limits: limits, cancellation: nil)
    let evaluator = Evaluator(program, wanted: [wanted], inputs: inputs, context: context)
    try evaluator.run()
    return try Explainer(evaluator, relations: [wanted])
  }

  /// Why a row is in a relation; nothing if it is not.
  public func proof(of relation: String, row: [Value]) throws(EvaluationError) -> Proof? {
    try explainer(of: relation)?.proof(of: relation, row: row)
  }
}
