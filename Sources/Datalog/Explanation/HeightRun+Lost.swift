/// Rows that rested on rows that have given way.
extension HeightRun {
  private typealias Row = (relation: RelationID, words: [UInt64])

  /// Notes the rows that cannot be derived any more; says whether there are any.
  ///
  /// Those are the ones that no rule gives from the rows that are left. Some that are not derived then rest on each
  /// other alone: the first of them is taken as it is, and again, until all are there.
  func findLost(_ rounds: Rounds) throws(Interruption) -> Bool {
    let missing = try missingRows()
    guard !missing.isEmpty else { return false }
    let given = try givenByRules(missing)
    try takeIn(missing.filter { given[$0.relation]?.number(of: $0.words) == nil }, rounds)
    for row in missing where table(row.relation).number(of: row.words) == nil { try takeIn([row], rounds) }
    return true
  }

  /// The known rows that were not derived, those of each relation after what it rests on.
  private func missingRows() throws(Interruption) -> [Row] {
    guard !unsteady.isDisjoint(with: members) else { return [] }
    let order = DependencyGraph(program).components().flatMap { $0.sorted() }
    var missing: [Row] = []
    for relation in order where members.contains(relation) && unsteady.contains(relation) {
      let (found, whole) = (table(relation), known.table(relation))
      for number in 0..<whole.count {
        if number % Batch.capacity == 0 { try known.context.checkBudget(whole) }
        let words = whole.words(of: number)
        if found.number(of: words) == nil { missing.append((relation, words)) }
      }
    }
    return missing
  }

  /// Those of some rows that the rules of their relations give from known rows, by relation.
  private func givenByRules(_ rows: [Row]) throws(Interruption) -> [RelationID: Table] {
    var asked: [RelationID: Table] = [:]
    for row in rows {
      let table = asked[row.relation] ?? emptyTable(row.relation)
      asked[row.relation] = table
      table.insert(words: row.words)
    }
    for table in asked.values { table.completeRound() }
    let count = program.relations.count
    let source = { [known, asked] (relation: RelationID) -> Table in
      guard relation.rawValue >= count else { return known.table(relation) }
      let guarded = RelationID(rawValue: relation.rawValue - count)
      return asked[guarded] ?? known.table(guarded)
    }
    let compiler = PipelineCompiler(
      context: known.context, table: source, completeTable: known.table, skipsFailures: true)
    var given: [RelationID: Table] = [:]
    for relation in asked.keys.sorted() {
      let found = emptyTable(relation)
      for rule in rules[relation, default: []] {
        known.context.relation = program.relations[relation.rawValue].name
        let planner = RulePlanner(
          clause: guarded(rule.clause), size: { source($0).count }, isRecursive: { _ in false })
        try compiler.compile(planner.plan(delta: nil), into: found).run()
      }
      given[relation] = found
    }
    return given
  }

  private func emptyTable(_ relation: RelationID) -> Table {
    Table(arity: program.relations[relation.rawValue].arity, isPacked: false)
  }
}

extension CheckedProgram {
  /// The relations of which a second derivation would not give the same rows, with what recurs with them.
  var unsteadyRelations: Set<RelationID> {
    let sources = Set(DemandEligibility.orderSensitive(self))
    guard !sources.isEmpty else { return [] }
    return Set(DependencyGraph(self).components().filter { !sources.isDisjoint(with: $0) }.joined())
  }
}
