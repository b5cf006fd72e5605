import Relations

/// Derives everything a relation rests on once more, in rounds that are the rows' heights.
///
/// All rules run in step, whatever their stratum, so that a row appears in the round of its least height;
/// negations and aggregates ask the complete relations, which are known by now. Rows are kept wide, so that each
/// can be found by its words and its number says its round.
///
/// Where a second derivation would not give the same rows (rows give way, the first one in is chosen, a counter goes
/// on, a size is limited), rules only derive rows that the complete relation has. Rows that then cannot be derived
/// rested on rows that gave way: they are taken as they are.
///
/// Relations that are only given, of which there may be tens of millions of rows, are read as they lie: all of their rows
/// are of no height, and they are found by binary search.
///
/// It is a class because pipelines share its tables.
final class HeightRun {
  /// A rule as written, and as it is run here: with a variable in place of every number of the counter.
  struct Rule {
    let original: Clause
    let clause: Clause
  }

  let complete: Evaluator
  private(set) var tables: [RelationID: Table] = [:]
  /// The rules of each relation.
  private(set) var rules: [RelationID: [Rule]] = [:]
  /// The stated rows of each relation.
  private var facts: [RelationID: [Clause]] = [:]
  /// The relations whose rows give way to others.
  private let dominated: Set<RelationID>
  private var lost: [RelationID: [[UInt64]]] = [:]
  /// Where lost rows begin in a table's starting rows.
  private var lostStarts: [RelationID: Int] = [:]
  private var stated: [RelationID: [Int: Span]] = [:]
  /// The relations that are derived here.
  private let members: Set<RelationID>
  /// The relations whose rows are given and nothing else.
  private let plain: Set<RelationID>
  private var program: CheckedProgram { complete.program.checked }

  /// Derives the rows that the given relations rest on.
  init(_ complete: Evaluator, for wanted: [RelationID]) throws(EvaluationError) {
    self.complete = complete
    let program = complete.program.checked
    let clauses = Dictionary(grouping: program.clauses, by: \.head)
    var members = Set(wanted)
    var pending = wanted
    while let relation = pending.popLast() {
      for clause in clauses[relation, default: []] {
        for case .atom(let atom) in clause.body where members.insert(atom.relation).inserted {
          pending.append(atom.relation)
        }
      }
    }
    plain = members.filter { clauses[$0] == nil && complete.isOnlyGiven($0) }
    members.subtract(plain)
    self.members = members
    dominated = Set(program.dominations.map(\.relation))
    for relation in members {
      for clause in clauses[relation, default: []] {
        if clause.isConstant {
          facts[relation, default: []].append(clause)
        } else {
          rules[relation, default: []].append(Rule(original: clause, clause: clause.withoutCounters()))
        }
      }
    }
    do {
      try derive()
      if findLost() { try derive() }
    } catch .ended(let error) {
      throw error
    } catch {
      preconditionFailure("wide rows take every value")
    }
  }

  func table(_ relation: RelationID) -> Table {
    if plain.contains(relation) { return complete.table(relation) }
    guard let table = tables[relation] else { preconditionFailure("a premise's relation is derived with it") }
    return table
  }

  /// The number of a row; nothing if it is not there, or nothing was asked that rests on its relation.
  func number(_ relation: RelationID, of row: [UInt64]) -> Int? {
    plain.contains(relation)
      ? complete.inputs[relation]?.relation.number(of: row) : tables[relation]?.number(of: row)
  }

  /// The height of a row by its number: the round that brought it.
  func height(_ relation: RelationID, _ number: Int) -> Int {
    if plain.contains(relation) { return 0 }
    let ends = table(relation).roundEnds
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if number < ends[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// What makes a row of no height so.
  func origin(_ relation: RelationID, _ number: Int) -> Proof.Reason {
    if let span = stated[relation]?[number] { return .stated(program.sources.place(of: span)) }
    if let start = lostStarts[relation], number >= start { return .lost }
    return .given
  }
}

// MARK: Deriving

extension HeightRun {
  /// Whether rules may derive only what the complete relation has.
  private func isGuarded(_ relation: RelationID) -> Bool {
    let info = program.relations[relation.rawValue]
    return !info.choices.isEmpty || info.sizeLimit != nil
      || dominated.contains(relation)
      || rules[relation, default: []].contains { $0.original.countsUp }
  }

  /// What stands for a relation's complete rows in a rule's body.
  private func guardID(_ relation: RelationID) -> RelationID {
    RelationID(rawValue: program.relations.count + relation.rawValue)
  }

  private func tableOrGuard(_ relation: RelationID) -> Table {
    let count = program.relations.count
    guard relation.rawValue >= count else { return table(relation) }
    return complete.table(RelationID(rawValue: relation.rawValue - count))
  }

  private func derive() throws(Interruption) {
    for relation in members.sorted() { tables[relation] = try startingTable(relation) }
    let context = complete.context
    let compiler = PipelineCompiler(
      context: context, table: tableOrGuard, completeTable: complete.table)
    var variants: [(source: Table?, pipeline: Pipeline, head: RelationID)] = []
    for rule in members.sorted().flatMap({ rules[$0, default: []] }) {
      let clause = isGuarded(rule.clause.head) ? guarded(rule.clause) : rule.clause
      let planner = RulePlanner(
        clause: clause, size: { self.size($0) }, isRecursive: { self.members.contains($0) })
      let head = table(clause.head)
      var hasSource = false
      for (number, literal) in clause.body.enumerated() {
        guard case .atom(let atom) = literal, members.contains(atom.relation) else { continue }
        let pipeline = compiler.compile(planner.plan(delta: number), into: head)
        variants.append((table(atom.relation), pipeline, clause.head))
        hasSource = true
      }
      if !hasSource {
        variants.append((nil, compiler.compile(planner.plan(delta: nil), into: head), clause.head))
      }
    }
    let all = members.sorted().map { table($0) }
    context.tables += all
    var round = 0
    while round == 0 || all.contains(where: { !$0.range(of: .delta).isEmpty }) {
      for variant in variants {
        if variant.source.map({ $0.range(of: .delta).isEmpty }) ?? (round > 0) { continue }
        context.relation = program.relations[variant.head.rawValue].name
        context.round = round
        try variant.pipeline.run()
      }
      round += 1
      for table in all { table.completeRound() }
    }
  }

  private func size(_ relation: RelationID) -> Int {
    let count = program.relations.count
    return complete.table(RelationID(rawValue: relation.rawValue % count)).count
  }

  /// The rule with the condition that the complete relation has its row.
  private func guarded(_ clause: Clause) -> Clause {
    var clause = clause.withPlainHead()
    let arguments = clause.arguments.map { term -> Atom.Argument in
      switch term {
      case .variable(let variable): .variable(variable)
      case .constant(let value): .constant(value)
      case .call: preconditionFailure("a plain head computes nothing")
      }
    }
    clause.body.append(
      .atom(Atom(relation: guardID(clause.head), arguments: arguments, span: clause.headSpan)))
    return clause
  }

  /// Notes the rows that no rule has derived; says whether there are any.
  private func findLost() -> Bool {
    for relation in members.sorted() where isGuarded(relation) {
      let (found, whole) = (table(relation), complete.table(relation))
      let missing = (0..<whole.count).map { whole.words(of: $0) }.filter { found.number(of: $0) == nil }
      if !missing.isEmpty { lost[relation] = missing }
    }
    return !lost.isEmpty
  }

  /// A table of the rows that need no rule: those given, those stated and those lost.
  private func startingTable(_ relation: RelationID) throws(Interruption) -> Table {
    let arity = program.relations[relation.rawValue].arity
    let table = Table(arity: arity, isPacked: false)
    let whole = complete.table(relation)
    let chooses = isGuarded(relation)
    if chooses { whole.prepareLookup() }
    func add(_ row: [UInt64]) {
      (row + [0]).withUnsafeBufferPointer { words in
        guard let base = words.baseAddress, !chooses || whole.contains(base, .full) else { return }
        table.insert(base)
      }
    }
    if let given = complete.inputs[relation]?.relation {
      for number in 0..<given.count {
        if number % Batch.capacity == 0 { try complete.context.checkBudget(table) }
        add((0..<arity).map { given[number, $0] })
      }
    }
    for clause in facts[relation, default: []] {
      let row = clause.arguments.compactMap { term -> UInt64? in
        if case .constant(let value) = term { complete.context.word(of: value) } else { nil }
      }
      add(row)
      guard let number = table.number(of: row) else { continue }
      if stated[relation]?[number] == nil { stated[relation, default: [:]][number] = clause.span }
    }
    if let rows = lost[relation] {
      lostStarts[relation] = table.count
      for row in rows { add(row) }
    }
    table.completeRound()
    table.restartRounds()
    return table
  }
}

extension Evaluator {
  /// Whether a relation without rules has the rows that are given, as they lie.
  fileprivate func isOnlyGiven(_ relation: RelationID) -> Bool {
    let info = program.checked.relations[relation.rawValue]
    return inputs[relation] != nil && info.arity > 0 && table(relation).keeper == nil && info.choices.isEmpty
      && info.sizeLimit == nil
  }
}

extension Relation {
  /// The number of a row that lies in it.
  ///
  /// - Complexity: O(log *n*)
  fileprivate func number(of row: [UInt64]) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let found = (0..<arity).lazy.map { self[middle, $0] }
      if found.elementsEqual(row) { return middle }
      if found.lexicographicallyPrecedes(row) { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

extension Table {
  /// A whole row, a word a column.
  func words(of number: Int) -> [UInt64] { (0..<arity).map { word(number, $0) } }
}

// MARK: Rules made ready

extension Clause {
  /// The rule with variables and constants only in its head: what is computed there is compared in the body.
  func withPlainHead() -> Clause {
    var clause = self
    for (column, term) in arguments.enumerated() {
      guard case .call(let operation, _, let span) = term else { continue }
      let variable = clause.addVariable()
      clause.arguments[column] = .variable(variable)
      clause.body.append(.comparison(.equal, operation.result, .variable(variable), term, span))
    }
    return clause
  }

  /// The rule with a free variable in the head in place of each number of the counter, and without the conditions
  /// that then have no value.
  func withoutCounters() -> Clause {
    guard countsUp else { return self }
    var clause = self
    for (column, term) in arguments.enumerated() where term.countsUp {
      clause.arguments[column] = .variable(clause.addVariable())
    }
    var given: Set<Int> = []
    for argument in clause.arguments { if case .variable(let variable) = argument { given.insert(variable) } }
    clause.body.removeAll(where: \.countsUp)
    let bound = boundVariables(of: clause.body, from: given)
    clause.body.removeAll { literal in
      !Set(literal.variables).subtracting(literal.newlyBound(by: bound)).isSubset(of: bound)
    }
    return clause
  }

  /// Makes a variable that the rule does not name.
  mutating func addVariable() -> Int {
    variables.append("_")
    return variables.count - 1
  }
}
