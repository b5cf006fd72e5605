import Relations

/// Derives everything a relation rests on once more, in rounds that are the rows' heights.
///
/// All rules run in step, whatever their stratum, so that a row appears in the round of its least height;
/// negations and aggregates ask the complete relations, which are known by now. Rows are kept wide, so that each
/// can be found by its words and its number says its round.
///
/// It is a class because pipelines share its tables.
final class HeightRun {
  let complete: Evaluator
  private(set) var tables: [RelationID: Table] = [:]
  private var context: EvaluationContext { complete.context }

  /// Derives the rows that the given relations rest on.
  init(_ complete: Evaluator, for wanted: [RelationID]) throws(EvaluationError) {
    self.complete = complete
    let clauses = complete.program.checked.clauses
    var members = Set(wanted)
    var grows = true
    while grows {
      grows = false
      for clause in clauses where members.contains(clause.head) {
        for case .atom(let atom) in clause.body where members.insert(atom.relation).inserted { grows = true }
      }
    }
    for relation in members.sorted() { tables[relation] = startingTable(relation) }
    let derived = clauses.filter { members.contains($0.head) && !$0.isConstant && !isFinal($0.head) }
    do {
      try derive(derived, members)
    } catch .ended(let error) {
      throw error
    } catch {
      preconditionFailure("wide rows take every value")
    }
  }

  /// Whether no second derivation would give a relation's rows again: the counter goes on, and rows that gave way
  /// are missing.
  private func isFinal(_ relation: RelationID) -> Bool {
    complete.program.checked.dominations.contains { $0.relation == relation }
      || complete.program.checked.clauses.contains { $0.head == relation && $0.countsUp }
  }

  func table(_ relation: RelationID) -> Table {
    guard let table = tables[relation] else { preconditionFailure("a premise's relation is derived with it") }
    return table
  }

  /// The height of a row by its number.
  func height(_ relation: RelationID, _ number: Int) -> Int {
    table(relation).roundEnds.firstIndex { number < $0 } ?? 0
  }

  /// A table of the rows that need no rule: those given and those stated.
  private func startingTable(_ relation: RelationID) -> Table {
    let info = complete.program.checked.relations[relation.rawValue]
    let arity = info.arity
    let table = Table(arity: arity, isPacked: false)
    let whole = complete.table(relation)
    if !info.choices.isEmpty {
      // What was not chosen is not to be derived here either.
      whole.prepareLookup()
      table.admits = { [unowned whole] in whole.contains($0, .full) }
    }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: max(1, arity)) { row in
      guard let base = row.baseAddress else { return }
      if isFinal(relation) {
        for number in 0..<whole.count {
          for column in 0..<arity { base[column] = whole.word(number, column) }
          table.insert(base)
        }
      }
      if let given = complete.inputs[relation] {
        for number in 0..<given.count {
          for column in 0..<arity { base[column] = given[number, column] }
          table.insert(base)
        }
      }
      for clause in complete.program.checked.clauses where clause.head == relation && clause.isConstant {
        for (column, term) in clause.arguments.enumerated() {
          if case .constant(let value) = term { base[column] = context.word(of: value) }
        }
        table.insert(base)
      }
    }
    table.completeRound()
    table.restartRounds()
    return table
  }

  private func derive(_ clauses: [Clause], _ members: Set<RelationID>) throws(Interruption) {
    let compiler = PipelineCompiler(context: context, table: table, completeTable: complete.table)
    var variants: [(source: Table?, pipeline: Pipeline, head: Table)] = []
    for clause in clauses {
      let planner = RulePlanner(
        clause: clause, size: { self.complete.table($0).count }, isRecursive: { members.contains($0) })
      let head = table(clause.head)
      let atoms = clause.body.indices.filter { if case .atom = clause.body[$0] { true } else { false } }
      if atoms.isEmpty {
        variants.append((nil, compiler.compile(planner.plan(delta: nil), into: head), head))
      }
      for number in atoms {
        guard case .atom(let atom) = clause.body[number] else { continue }
        let pipeline = compiler.compile(planner.plan(delta: number), into: head)
        variants.append((table(atom.relation), pipeline, head))
      }
    }
    let all = tables.sorted { $0.key < $1.key }.map(\.value)
    context.tables += all
    var isFirst = true
    while isFirst || all.contains(where: { !$0.range(of: .delta).isEmpty }) {
      for variant in variants {
        if variant.source.map({ $0.range(of: .delta).isEmpty }) ?? !isFirst { continue }
        try variant.pipeline.run()
      }
      isFirst = false
      for table in all { table.completeRound() }
    }
  }
}
