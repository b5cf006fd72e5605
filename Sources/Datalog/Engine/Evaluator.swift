import Relations

/// Derives the rows of every relation that is asked for, stratum by stratum.
///
/// It is a class because it holds the tables that operators share.
final class Evaluator {
  let program: StratifiedProgram
  let context: EvaluationContext
  private(set) var tables: [RelationID: Table] = [:]
  let inputs: [RelationID: GivenRows]
  private let needed: Set<RelationID>
  let laterUse: LaterUse
  private let clausesByHead: [RelationID: [Clause]]
  /// The subsumption rules of each relation that has some.
  let dominations: [RelationID: [Clause]]

  /// Prepares an evaluation of what the given relations need.
  init(
    _ program: StratifiedProgram, wanted: [RelationID], inputs: [RelationID: GivenRows],
    context: EvaluationContext
  ) {
    self.program = program
    self.context = context
    self.inputs = inputs
    let graph = DependencyGraph(program.checked)
    needed = graph.reachable(from: wanted)
    laterUse = LaterUse(program, graph)
    clausesByHead = Dictionary(grouping: program.checked.clauses, by: \.head)
    dominations = Dictionary(grouping: program.checked.dominations, by: \.relation).mapValues {
      $0.map(\.clause)
    }
  }

  /// Derives everything.
  func run() throws(EvaluationError) {
    for stratum in program.strata {
      let wanted = stratum.relations.filter(needed.contains)
      guard let first = wanted.first else { continue }
      context.relation = program.checked.relations[first.rawValue].name
      context.round = 0
      try run(stratum)
    }
  }

  /// Derives a stratum; anew, with wide rows, for relations whose values turn out not to fit into 32 bits.
  private func run(_ stratum: StratifiedProgram.Stratum) throws(EvaluationError) {
    var wide: Set<RelationID> = []
    let finished = context.tables.count
    let counter = context.counter
    while true {
      context.counter = counter
      context.tables.removeSubrange(finished...)
      for relation in stratum.relations {
        let table = makeTable(
          relation, isNarrow: !wide.contains(relation), isRecursive: stratum.isRecursive)
        tables[relation] = table
        context.tables.append(table)
      }
      do {
        try StratumRun(self, stratum).run()
        if let last = stratum.relations.last { try context.checkBudget(table(last), isThorough: true) }
        return
      } catch .ended(let error) {
        throw error
      } catch {
        let outgrown = stratum.relations.filter { table($0).isOutgrown }
        precondition(!outgrown.isEmpty, "a table that outgrew 32 bits a column says so")
        wide.formUnion(outgrown)
      }
    }
  }

  func table(_ relation: RelationID) -> Table {
    guard let table = tables[relation] else { preconditionFailure("strata are derived in order") }
    return table
  }

  private func makeTable(_ relation: RelationID, isNarrow: Bool, isRecursive: Bool) -> Table {
    let info = program.checked.relations[relation.rawValue]
    let arity = info.arity
    let given = inputs[relation]
    let keeper = keeper(of: relation)
    if let given, clausesByHead[relation] == nil, keeper == nil {
      switch given {
      case .relation(let relation): return Table(relation, isPacked: isNarrow)
      case .pairs(let pairs): return Table(lookedUpIn: pairs)
      }
    }
    let table = Table(
      arity: arity, layout: layout(info, isNarrow: isNarrow && keeper == nil),
      isDistinct: keeper != nil || given == nil && !isRecursive && derivesDistinctRows(relation))
    table.keeper = keeper
    guard let given = given?.relation else { return table }
    // Rules add to the given rows, so they are copied into a table that grows.
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: max(1, arity)) { row in
      guard let base = row.baseAddress else { return }
      for number in 0..<given.count {
        for column in 0..<arity { base[column] = given[number, column] }
        table.insert(base)
      }
    }
    return table
  }

  private func layout(_ info: RelationInfo, isNarrow: Bool) -> RowLayout {
    guard isNarrow, info.arity > 0, !info.columns.contains(where: { $0.kind == .float }) else { return .wide }
    return info.arity <= 2 ? .packed : .narrow
  }

  /// Whether the relation has one rule, which cannot give a row twice.
  private func derivesDistinctRows(_ relation: RelationID) -> Bool {
    guard let clauses = clausesByHead[relation], clauses.count == 1 else { return false }
    return clauses[0].givesDistinctRows
  }
}

extension Clause {
  /// Whether no two bindings of its atoms' variables give the same row of the head.
  ///
  /// That holds where the head shows every variable that the atoms bind: relations are sets, and all other variables
  /// are computed from those.
  fileprivate var givesDistinctRows: Bool {
    let shown = Set(arguments.compactMap { if case .variable(let variable) = $0 { variable } else { nil } })
    return body.allSatisfy { literal in
      switch literal {
      case .atom(let atom): !atom.arguments.contains(.wildcard) && shown.isSuperset(of: atom.variables)
      case .range(let variable, _, _, _): shown.contains(variable)
      case .record(let record): shown.contains(record.variable) && shown.isSuperset(of: record.fields)
      case .negation, .comparison, .test, .aggregate, .falsehood: true
      }
    }
  }
}

/// One stratum's derivation: what needs no recursion first, then round after round until nothing is new.
struct StratumRun {
  private let evaluator: Evaluator
  private let stratum: StratifiedProgram.Stratum
  private let members: Set<RelationID>

  init(_ evaluator: Evaluator, _ stratum: StratifiedProgram.Stratum) {
    self.evaluator = evaluator
    self.stratum = stratum
    members = Set(stratum.relations)
  }

  func run() throws(Interruption) {
    evaluator.context.recorder?.begin(stratum, evaluator.program.checked)
    let tables = stratum.relations.map { evaluator.table($0) }
    insertFacts()
    guard !tables.contains(where: \.isOutgrown) else { throw .outgrown }
    for clause in stratum.clauses where !clause.isConstant && !isRecursive(clause) {
      note(clause, round: 0)
      try rule(clause, delta: nil).run(round: 0, evaluator.context.recorder)
    }
    Table.completeRounds(tables, evaluator.context.workers)
    let dominance = Dominance(evaluator, stratum.relations)
    try dominance.removeDominated(isFirst: true)
    if stratum.isRecursive { try recur(tables, dominance) }
    // Complete tables have no newest round: everything is old, as those who read them expect.
    for table in tables {
      table.completeRound()
      table.keeper?.finish(table)
    }
    for relation in stratum.relations { evaluator.finish(relation) }
  }

  private func recur(_ tables: [Table], _ dominance: Dominance) throws(Interruption) {
    for table in tables { table.restartRounds() }
    let variants = variants()
    for relation in stratum.relations
    where evaluator.context.forgetsRows && evaluator.laterUse.isOwn(relation) {
      evaluator.table(relation).forgetRows()
    }
    var round = 0
    while tables.contains(where: { !$0.range(of: .delta).isEmpty }), !isFull {
      round += 1
      for variant in variants where !variant.source.range(of: .delta).isEmpty {
        note(variant.clause, round: round)
        try variant.rule.run(round: round, evaluator.context.recorder)
      }
      Table.completeRounds(tables, evaluator.context.workers)
      try dominance.removeDominated(isFirst: false)
    }
  }

  private func variants() -> [(clause: Clause, source: Table, rule: ParallelRule)] {
    var variants: [(clause: Clause, source: Table, rule: ParallelRule)] = []
    for clause in stratum.clauses {
      for (number, literal) in clause.body.enumerated() {
        guard case .atom(let atom) = literal, members.contains(atom.relation) else { continue }
        let source = evaluator.table(atom.relation)
        variants.append((clause, source, rule(clause, delta: number)))
      }
    }
    return variants
  }

  private func isRecursive(_ clause: Clause) -> Bool {
    clause.body.contains { if case .atom(let atom) = $0 { members.contains(atom.relation) } else { false } }
  }

  private func note(_ clause: Clause, round: Int) {
    evaluator.context.relation = evaluator.program.checked.relations[clause.head.rawValue].name
    evaluator.context.round = round
  }

  /// Whether `.limitsize` lets the recursion stop here: one of its relations is as large as it need be.
  private var isFull: Bool {
    stratum.relations.contains { relation in
      guard let limit = evaluator.program.checked.relations[relation.rawValue].sizeLimit else { return false }
      return evaluator.table(relation).count >= limit
    }
  }

  private func rule(_ clause: Clause, delta: Int?) -> ParallelRule {
    let planner = RulePlanner(
      clause: clause,
      size: { members.contains($0) ? max(1 << 20, evaluator.table($0).count) : evaluator.table($0).count },
      isRecursive: members.contains,
      keepsRows: !stratum.relations.contains { evaluator.dominations[$0] != nil })
    let compiler = PipelineCompiler(
      context: evaluator.context, table: evaluator.table, completeTable: evaluator.table)
    let (plan, target) = (planner.plan(delta: delta), evaluator.table(clause.head))
    let pipeline = compiler.compile(plan, into: target)
    let number = evaluator.context.recorder.map { recorder in
      recorder.add(PlanDescriber(evaluator, members: members).rule(plan, pipeline))
    }
    return ParallelRule(pipeline, into: target, evaluator.context, recordNumber: number) {
      [evaluator] context, outbox in
      let compiler = PipelineCompiler(
        context: context, table: evaluator.table, completeTable: evaluator.table)
      return compiler.compile(plan, into: target, outbox: outbox)
    }
  }

  /// Takes in the rows that the program states, of which there may be very many.
  private func insertFacts() {
    for clause in stratum.clauses where clause.isConstant {
      let words = clause.arguments.compactMap { term -> UInt64? in
        if case .constant(let value) = term { evaluator.context.word(of: value) } else { nil }
      }
      guard words.count == clause.arguments.count else { continue }
      evaluator.table(clause.head).insert(words: words)
    }
  }
}

extension Clause {
  /// Whether it states one row, with nothing to compute.
  var isConstant: Bool {
    body.isEmpty && arguments.allSatisfy { if case .constant = $0 { true } else { false } }
  }
}
