/// Round after round, in step.
extension HeightRun {
  /// A rule for the newest rows of one relation; for nothing if it reads none that is derived here.
  fileprivate struct Variant {
    let source: RelationID?
    let pipeline: Pipeline
    let head: RelationID
  }

  /// The rules of all relations, by what they read the newest rows of.
  struct Rounds {
    fileprivate let variants: [Variant]
    private let readersBySource: [RelationID: [Int]]

    fileprivate init(_ variants: [Variant]) {
      self.variants = variants
      var readers: [RelationID: [Int]] = [:]
      for (number, variant) in variants.enumerated() {
        if let source = variant.source { readers[source, default: []].append(number) }
      }
      readersBySource = readers
    }

    /// Those that read nothing that is derived here.
    fileprivate var first: [Int] { variants.indices.filter { variants[$0].source == nil } }

    fileprivate func readers(of relations: [RelationID]) -> [Int] {
      relations.flatMap { readersBySource[$0, default: []] }
    }
  }

  /// Whether rules may derive only rows that are known.
  private func isGuarded(_ relation: RelationID) -> Bool {
    known.isPartial(relation) || unsteady.contains(relation)
  }

  /// What stands for a relation's known rows in a rule's body.
  private func guardID(_ relation: RelationID) -> RelationID {
    RelationID(rawValue: program.relations.count + relation.rawValue)
  }

  private func tableOrGuard(_ relation: RelationID) -> Table {
    let count = program.relations.count
    guard relation.rawValue >= count else { return table(relation) }
    return known.table(RelationID(rawValue: relation.rawValue - count))
  }

  /// Derives everything; anew, with what was lost, if that was done before.
  @discardableResult
  func derive() throws(Interruption) -> Rounds {
    roundEnds = [:]
    for relation in members.sorted() {
      tables[relation] = try startingTable(relation)
      noteRound(of: relation, height: 0)
    }
    let rounds = Rounds(variants())
    let all = members.sorted()
    known.context.tables = others + all.map { table($0) }
    try run(rounds, due: rounds.first, newest: all.filter { hasNewest($0) })
    return rounds
  }

  /// Takes rows as given, and derives what comes of them.
  func takeIn(_ rows: [(relation: RelationID, words: [UInt64])], _ rounds: Rounds) throws(Interruption) {
    for row in rows {
      lost[row.relation, default: []].append(row.words)
      table(row.relation).insert(words: row.words)
    }
    let touched = Set(rows.map(\.relation)).sorted()
    for relation in touched { table(relation).completeRound() }
    try run(rounds, due: [], newest: touched)
  }

  /// Runs rules until nothing is new.
  ///
  /// Only what has to do with the newest rows is looked at, since there may be thousands of relations and rounds.
  private func run(_ rounds: Rounds, due: [Int], newest: [RelationID]) throws(Interruption) {
    var (due, newest, round) = (due, newest, 0)
    while !due.isEmpty || !newest.isEmpty {
      due = (due + rounds.readers(of: newest)).sorted()
      for number in due {
        let variant = rounds.variants[number]
        known.context.relation = program.relations[variant.head.rawValue].name
        known.context.round = round
        try variant.pipeline.run()
      }
      round += 1
      let touched = Set(newest).union(due.map { rounds.variants[$0].head }).sorted()
      for relation in touched {
        table(relation).completeRound()
        noteRound(of: relation, height: round)
      }
      newest = touched.filter { hasNewest($0) }
      due = []
    }
  }

  private func hasNewest(_ relation: RelationID) -> Bool { !table(relation).range(of: .delta).isEmpty }

  private func noteRound(of relation: RelationID, height: Int) {
    guard hasNewest(relation) else { return }
    roundEnds[relation, default: []].append((height, table(relation).range(of: .delta).upperBound))
  }

  /// Every rule for each of its atoms whose rows may be new.
  private func variants() -> [Variant] {
    let compiler = PipelineCompiler(
      context: known.context, table: tableOrGuard, completeTable: known.table, skipsFailures: true)
    var variants: [Variant] = []
    for rule in members.sorted().flatMap({ rules[$0, default: []] }) {
      let clause = isGuarded(rule.clause.head) ? guarded(rule.clause) : rule.clause
      func add(_ source: RelationID?, delta: Int?) {
        let planner = RulePlanner(
          clause: clause, size: { self.size($0, isInRounds: source != nil) },
          isRecursive: { self.members.contains($0) })
        let pipeline = compiler.compile(planner.plan(delta: delta), into: table(clause.head))
        variants.append(Variant(source: source, pipeline: pipeline, head: clause.head))
      }
      var hasSource = false
      for (number, literal) in clause.body.enumerated() {
        guard case .atom(let atom) = literal, members.contains(atom.relation) else { continue }
        add(atom.relation, delta: number)
        hasSource = true
      }
      if !hasSource { add(nil, delta: nil) }
    }
    return variants
  }

  /// Known rows are only looked up in the rounds: going through them for each new row would be quadratic, as when all
  /// of them begin with the one value that was asked for.
  private func size(_ relation: RelationID, isInRounds: Bool) -> Int {
    let count = program.relations.count
    if isInRounds, relation.rawValue >= count { return .max }
    return known.table(RelationID(rawValue: relation.rawValue % count)).count
  }

  /// The rule with the condition that its row is known.
  func guarded(_ clause: Clause) -> Clause {
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
}

// MARK: Asking rules backwards

extension HeightRun {
  /// Relations of more rows are not counted.
  private static let countedRows = 1 << 18

  /// How many rows of a relation go with one combination of values in some columns, on average or fewer; nothing of
  /// large relations.
  func fanOut(_ relation: RelationID, _ columns: [Int]) -> Double? {
    let table = table(relation)
    guard table.lookup == nil, (1...Self.countedRows).contains(table.count) else { return nil }
    return columns.map { Double(table.count) / Double(distinctCount(relation, $0)) }.min()
  }

  private func distinctCount(_ relation: RelationID, _ column: Int) -> Int {
    if let known = distinctCounts[relation]?[column] { return known }
    let table = table(relation)
    let count = Set((0..<table.count).lazy.map { table.word($0, column) }).count
    distinctCounts[relation, default: [:]][column] = count
    return count
  }
}
