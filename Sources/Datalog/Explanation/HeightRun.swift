import Relations

/// Derives everything a relation rests on once more, in rounds that are the rows' heights.
///
/// All rules run in step, whatever their stratum, so that a row appears in the round of its least height;
/// negations and aggregates ask the complete relations, which are known by now. Rows are kept wide, so that each
/// can be found by its words and its number says its round.
///
/// Where a second derivation would not give the same rows (rows give way, the first one in is chosen, a counter goes
/// on, rounds are counted, a size is limited), and in what recurs with such a relation, rules only derive rows that the
/// complete relation has. Rows that then cannot be derived rested on rows that gave way: they are taken as they are. Of
/// relations that are known in part, because a question asked for no more, only the known rows are derived.
///
/// Relations that are only given, of which there may be tens of millions of rows, are read as they lie: all of their rows
/// are of no height, and they are found by binary search.
///
/// It is a class because pipelines share its tables.
final class HeightRun {
  /// A rule as written, and as it is run here: with a variable in place of every number of the counter or of a round.
  struct Rule {
    let original: Clause
    let clause: Clause
  }

  let known: KnownRows
  var tables: [RelationID: Table] = [:]
  /// The tables that count against the limits beside those of this run.
  let others: [Table]
  /// The rules of each relation.
  private(set) var rules: [RelationID: [Rule]] = [:]
  /// The stated rows of each relation.
  private var facts: [RelationID: [Clause]] = [:]
  /// The relations of which a second derivation would not give the same rows.
  let unsteady: Set<RelationID>
  /// The rows that cannot be derived any more.
  var lost: [RelationID: [[UInt64]]] = [:]
  /// Where lost rows begin in a table's starting rows.
  private var lostStarts: [RelationID: Int] = [:]
  private var stated: [RelationID: [Int: Span]] = [:]
  /// How many values there are in columns of relations, as far as that was asked.
  var distinctCounts: [RelationID: [Int: Int]] = [:]
  /// Where the rows of each height end, of the heights that a relation has rows of.
  var roundEnds: [RelationID: [(height: Int, end: Int)]] = [:]
  /// The relations that are derived here.
  let members: Set<RelationID>
  /// The relations whose rows are given and nothing else.
  private let plain: Set<RelationID>
  var program: CheckedProgram { known.program }

  /// Derives the rows that the given relations rest on.
  init(_ known: KnownRows, for wanted: [RelationID]) throws(EvaluationError) {
    self.known = known
    others = known.context.tables
    let program = known.program
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
    plain = members.filter { clauses[$0] == nil && known.isOnlyGiven($0) }
    members.subtract(plain)
    self.members = members
    unsteady = program.unsteadyRelations
    for relation in members {
      for clause in clauses[relation, default: []] {
        if clause.isConstant {
          facts[relation, default: []].append(clause)
        } else {
          rules[relation, default: []].append(
            Rule(original: clause, clause: clause.withoutCounters().withWordEquations()))
        }
      }
    }
    do {
      let rounds = try derive()
      if try findLost(rounds) { try derive() }
    } catch {
      known.context.tables = others
      throw error.end
    }
  }

  func table(_ relation: RelationID) -> Table {
    if plain.contains(relation) { return known.table(relation) }
    guard let table = tables[relation] else { preconditionFailure("a premise's relation is derived with it") }
    return table
  }

  /// The number of a row; nothing if it is not there, or nothing was asked that rests on its relation.
  func number(_ relation: RelationID, of row: [UInt64]) -> Int? {
    plain.contains(relation)
      ? known.inputs[relation]?.relation.number(of: row) : tables[relation]?.number(of: row)
  }

  /// The height of a row by its number: the round that brought it.
  func height(_ relation: RelationID, _ number: Int) -> Int {
    if plain.contains(relation) { return 0 }
    let ends = roundEnds[relation, default: []]
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if number < ends[middle].end { high = middle } else { low = middle + 1 }
    }
    guard low < ends.count else { preconditionFailure("every row came in some round") }
    return ends[low].height
  }

  /// What makes a row of no height so.
  func origin(_ relation: RelationID, _ number: Int) -> Proof.Reason {
    if let span = stated[relation]?[number] { return .stated(program.sources.place(of: span)) }
    if let start = lostStarts[relation], number >= start { return .lost }
    return .given
  }
}

// MARK: Rows that need no rule

extension HeightRun {
  /// A table of the rows that need no rule: those given, those stated and those lost.
  func startingTable(_ relation: RelationID) throws(Interruption) -> Table {
    let arity = program.relations[relation.rawValue].arity
    let table = Table(arity: arity, isPacked: false)
    let whole = known.table(relation)
    let chooses = unsteady.contains(relation)
    if chooses { whole.prepareLookup() }
    func add(_ row: [UInt64]) {
      (row + [0]).withUnsafeBufferPointer { words in
        guard let base = words.baseAddress, !chooses || whole.contains(base, .full) else { return }
        table.insert(base)
      }
    }
    if let given = known.inputs[relation]?.relation {
      for number in 0..<given.count {
        if number % Batch.capacity == 0 { try known.context.checkBudget(table) }
        add((0..<arity).map { given[number, $0] })
      }
    }
    for clause in facts[relation, default: []] {
      let row = clause.arguments.compactMap { term -> UInt64? in
        if case .constant(let value) = term { known.context.word(of: value) } else { nil }
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

extension KnownRows {
  /// Whether a relation without rules has the rows that are given, as they lie.
  fileprivate func isOnlyGiven(_ relation: RelationID) -> Bool {
    let info = program.relations[relation.rawValue]
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
