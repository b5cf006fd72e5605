/// Removes the rows that give way to others (subsumption), after each round of a stratum.
struct Dominance {
  let evaluator: Evaluator
  /// The relations of the stratum.
  let relations: [RelationID]

  /// Puts tables without the dominated rows in the place of those that have some; says whether there were any.
  ///
  /// The first time all rows are compared with each other, later on only those of the newest round with all.
  func removeDominated(isFirst: Bool) throws(Interruption) -> Bool {
    let dominations = evaluator.program.checked.dominations
    guard !dominations.isEmpty else { return false }
    var hasRemoved = false
    for relation in relations {
      let own = dominations.filter { $0.relation == relation }
      guard !own.isEmpty else { continue }
      let table = evaluator.table(relation)
      var removed: Set<[UInt64]> = []
      for domination in own {
        try gather(domination.clause, isFirst ? [nil] : deltas(domination.clause), table, &removed)
      }
      guard !removed.isEmpty else { continue }
      evaluator.replace(relation, with: table.without(removed))
      hasRemoved = true
    }
    return hasRemoved
  }

  /// The places of the rows that are compared, and of all others that may be new.
  private func deltas(_ clause: Clause) -> [Int?] {
    clause.body.indices.filter { index in
      if case .atom(let atom) = clause.body[index] { relations.contains(atom.relation) } else { false }
    }
  }

  private func gather(
    _ clause: Clause, _ deltas: [Int?], _ table: Table, _ removed: inout Set<[UInt64]>
  ) throws(Interruption) {
    let arity = table.arity
    let found = Table(arity: arity * 2, isPacked: false)
    let planner = RulePlanner(
      clause: clause, size: { evaluator.table($0).count }, isRecursive: { _ in false })
    let compiler = PipelineCompiler(
      context: evaluator.context, table: evaluator.table, completeTable: evaluator.table)
    for delta in deltas { try compiler.compile(planner.plan(delta: delta), into: found).run() }
    for row in 0..<found.count {
      let dominated = (0..<arity).map { found.word(row, $0) }
      let dominator = (0..<arity).map { found.word(row, arity + $0) }
      if dominated != dominator, !removed.contains(dominator) { removed.insert(dominated) }
    }
  }
}

extension Table {
  /// A table of the same rows but some, in the same rounds.
  func without(_ removed: Set<[UInt64]>) -> Table {
    let table = Table(arity: arity, layout: layout)
    var row = Array(repeating: UInt64(0), count: max(1, arity))
    for view in [View.old, .delta] {
      for number in range(of: view) {
        for column in 0..<arity { row[column] = word(number, column) }
        guard !removed.contains(Array(row.prefix(arity))) else { continue }
        row.withUnsafeBufferPointer { words in
          if let base = words.baseAddress { table.insert(base) }
        }
      }
      table.completeRound()
    }
    table.admits = admits
    return table
  }
}
