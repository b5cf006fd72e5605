/// Removes the rows that give way to others (subsumption), after each round of a stratum.
///
/// It is for rules that need more than the two rows to tell; what two rows tell, `Survivors` does alone. It is a class
/// because its rules are compiled when they are first needed.
final class Dominance {
  private let evaluator: Evaluator
  /// The relations of the stratum.
  private let relations: [RelationID]
  private var contests: [Contest] = []
  private var isStarted = false

  /// One relation's subsumption rules, compiled.
  private struct Contest {
    let table: Table
    let survivors: Survivors
    /// Each rule, with the rows it finds: those that go beside those that stay.
    let rules: [(pipelines: [Pipeline], found: Table)]
  }

  init(_ evaluator: Evaluator, _ relations: [RelationID]) {
    self.evaluator = evaluator
    self.relations = relations
  }

  /// Removes dominated rows.
  ///
  /// The first time all rows are compared with each other, later on only those of the newest round with all.
  func removeDominated(isFirst: Bool) throws(Interruption) {
    if isFirst || !isStarted {
      contests = relations.compactMap { contest($0, isFirst: isFirst) }
      isStarted = !isFirst
    }
    for contest in contests {
      try settle(contest)
      // The first look at all rows is the only one.
      if isFirst { contest.survivors.isScanned = false }
    }
  }

  private func contest(_ relation: RelationID, isFirst: Bool) -> Contest? {
    let clauses = evaluator.dominations[relation] ?? []
    let table = evaluator.table(relation)
    guard let survivors = table.keeper as? Survivors, survivors.order.alternatives.isEmpty else { return nil }
    let compiler = PipelineCompiler(
      context: evaluator.context, table: evaluator.table, completeTable: evaluator.table)
    let rules = clauses.map { clause in
      let found = Table(arity: table.arity * 2, layout: .wide, isDistinct: true)
      let planner = RulePlanner(
        clause: clause, size: { self.evaluator.table($0).count }, isRecursive: { _ in false },
        keepsRows: false)
      let pipelines = (isFirst ? [nil] : deltas(clause)).map {
        compiler.compile(planner.plan(delta: $0), into: found)
      }
      return (pipelines: pipelines, found: found)
    }
    return Contest(table: table, survivors: survivors, rules: rules)
  }

  /// The places of the rows that are compared, and of all others that may be new.
  private func deltas(_ clause: Clause) -> [Int?] {
    clause.body.indices.filter { index in
      if case .atom(let atom) = clause.body[index] { relations.contains(atom.relation) } else { false }
    }
  }

  private func settle(_ contest: Contest) throws(Interruption) {
    let arity = contest.table.arity
    let survivors = contest.survivors
    for rule in contest.rules {
      rule.found.rows.removeAll()
      for pipeline in rule.pipelines { try pipeline.run() }
      for number in 0..<rule.found.count {
        let row = rule.found.rows.words + number * 2 * arity
        guard let going = survivors.number(of: row, in: contest.table), !survivors.isLost(going),
          let staying = survivors.number(of: row + arity, in: contest.table), going != staying,
          !survivors.isLost(staying)
        else { continue }
        survivors.lose(going)
      }
    }
    survivors.removeLost(from: contest.table)
  }
}

extension Evaluator {
  /// What decides which rows of a relation are kept; nothing if all are.
  func keeper(of relation: RelationID) -> (any RowKeeper)? {
    let info = program.checked.relations[relation.rawValue]
    if info.isEquivalence { return EquivalenceClasses() }
    let choice = info.choices.isEmpty ? nil : ChoiceDomain(info.choices)
    guard let clauses = dominations[relation], info.arity > 0 else { return choice }
    let order = DominanceOrder(clauses, arity: info.arity)
    let known = choice == nil ? order : nil
    return Survivors(known ?? DominanceOrder(arity: info.arity), arity: info.arity, choice: choice, context)
  }
}
