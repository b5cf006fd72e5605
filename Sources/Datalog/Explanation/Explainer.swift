import Relations

/// Says why rows are in relations and why others are not, from one evaluation.
///
/// Only those rows are derived that a question asks for, where that is a gain (``Options/demand``). Each question has the
/// whole time of its limits.
///
/// It is a class because it remembers what it has prepared: rows, their heights, and each rule asked backwards.
public final class Explainer {
  /// How many rows of an aggregate a proof shows.
  static let shownOfAggregate = 10

  /// Which rows are known.
  private enum Scope: Equatable {
    case all
    /// Those that the subjects ask for.
    case subjects
    /// Those that one row asks for.
    case row(RelationID, [Value])
  }

  let program: CheckedProgram
  /// What the inquiry asked about, in its order.
  public let subjects: [Inquiry.Subject]
  private let roots: [RelationID]
  private var ground: ProofGround
  private var rows: (scope: Scope, known: KnownRows)?
  /// Whether so much was asked for that deriving all costs less.
  private var isAllWanted = false
  private var heights: HeightRun?
  private var searches: [RelationID: [RuleSearch]] = [:]

  /// Prepares to explain; rows are derived when they are first asked for.
  ///
  /// - Parameters:
  ///   - ground: the program with its given rows.
  ///   - relations: those whose rows can be explained.
  ///   - subjects: what was asked about.
  init(_ ground: ProofGround, relations: [RelationID], subjects: [Inquiry.Subject] = []) {
    self.ground = ground
    program = ground.program.checked
    roots = relations
    self.subjects = subjects
  }

  /// Begins to count the limits' time for one more question.
  func restartTime() {
    ground.deadline = Deadline(ground.options.limits)
    rows?.known.context.deadline = ground.deadline
  }

  /// The rows at hand.
  var known: KnownRows {
    guard let rows else { preconditionFailure("rows are derived before they are looked at") }
    return rows.known
  }

  var context: EvaluationContext { known.context }

  /// Sees to it that all rows are known.
  func knowAll() throws(EvaluationError) { try know(.all) }

  /// Sees to it that the rows are known that the subjects ask for.
  func knowSubjects() throws(EvaluationError) { try know(.subjects) }

  private func know(_ scope: Scope) throws(EvaluationError) {
    if let rows, rows.scope == scope || rows.scope == .all { return }
    if scope != .all, !isAllWanted, let asked = try askedRows(scope) {
      rows = (scope, asked)
    } else {
      isAllWanted = true
      rows = (.all, try ground.rows(of: roots))
    }
    heights = nil
    searches = [:]
  }

  private func askedRows(_ scope: Scope) throws(EvaluationError) -> KnownRows? {
    switch scope {
    case .all: nil
    case .subjects: try ground.rows(askedBy: Set(subjects.map(\.clause.head)).sorted())
    case .row(let relation, let row): try ground.rows(askedBy: row, of: relation)
    }
  }

  /// Why a row is in a relation, with rows of up to so many steps from it; nothing if it is not there.
  ///
  /// What the row asks for is derived, and then once more for the heights, which takes some times as long as an
  /// evaluation does.
  ///
  /// - Complexity: each step asks the rules of its relation for their bindings of one row.
  public func proof(of relation: String, row: [Value], depth: Int? = nil) throws(EvaluationError) -> Proof? {
    guard let index = program.relations.firstIndex(where: { $0.name == relation }),
      program.relations[index].arity == row.count
    else { return nil }
    restartTime()
    let id = RelationID(rawValue: index)
    try know(.row(id, row))
    return try knownProof(of: id, row: row.map { context.word(of: $0) }, depth: depth)
  }

  /// The proof of a row that was asked for.
  func knownProof(of id: RelationID, row: [UInt64], depth: Int?) throws(EvaluationError) -> Proof? {
    let run = try heightRun()
    guard let number = run.number(id, of: row) else {
      guard !run.members.contains(id) || !known.table(id).holds(row) else {
        throw .failure(unproved(id, row))
      }
      return nil
    }
    var draft = ProofDraft()
    _ = draft.number(of: ProofDraft.Row(relation: id, number: number))
    while let (row, level) = draft.next() {
      try context.checkTime(in: run.table(id))
      draft.steps.append(try step(row, isCut: depth.map { level > $0 } ?? false, &draft))
    }
    return Proof(steps: draft.steps)
  }

  private func heightRun() throws(EvaluationError) -> HeightRun {
    if let heights { return heights }
    var wanted = roots
    if case .row(let relation, _) = rows?.scope { wanted = [relation] }
    let run = try HeightRun(known, for: wanted)
    heights = run
    return run
  }

  func values(of words: [UInt64], _ relation: RelationID) -> [Value] {
    zip(words, program.relations[relation.rawValue].columns).map {
      context.value(of: $0, kind: $1.kind, layout: $1.layout)
    }
  }

  func name(_ relation: RelationID) -> String { program.relations[relation.rawValue].name }
}

/// The steps of a proof while it is put together, level by level, so that each row is as near to the first as it can
/// be.
private struct ProofDraft {
  struct Row: Hashable {
    var relation: RelationID
    var number: Int
  }

  var steps: [Proof.Step] = []
  private var numbers: [Row: Int] = [:]
  private var rows: [(row: Row, level: Int)] = []
  private var level = 0

  /// The number of a row's step, which is yet to be made if the row is new.
  mutating func number(of row: Row) -> Int {
    if let known = numbers[row] { return known }
    numbers[row] = rows.count
    rows.append((row, level))
    return rows.count - 1
  }

  /// The next row without a step; its premises are one level further.
  mutating func next() -> (row: Row, level: Int)? {
    guard steps.count < rows.count else { return nil }
    let next = rows[steps.count]
    level = next.level + 1
    return next
  }
}

// MARK: Steps

extension Explainer {
  private func step(
    _ row: ProofDraft.Row, isCut: Bool, _ draft: inout ProofDraft
  ) throws(EvaluationError) -> Proof.Step {
    let run = try heightRun()
    let height = run.height(row.relation, row.number)
    let words = run.table(row.relation).words(of: row.number)
    var reason = Proof.Reason.cut
    if height == 0 {
      reason = run.origin(row.relation, row.number)
    } else if !isCut {
      reason = try derivation(row.relation, words, height, &draft)
    }
    return Proof.Step(
      relation: name(row.relation), row: values(of: words, row.relation), height: height, reason: reason,
      relationID: row.relation)
  }

  /// The first rule, and its first binding, that derive a row from rows of less height.
  private func derivation(
    _ relation: RelationID, _ row: [UInt64], _ height: Int, _ draft: inout ProofDraft
  ) throws(EvaluationError) -> Proof.Reason {
    let run = try heightRun()
    let rules = run.rules[relation, default: []]
    for (rule, search) in zip(rules, preparedSearches(relation, run)) {
      var (isFirst, hasOthers) = (true, false)
      // Of what the counter numbers, a second binding is looked for, whatever its height.
      let isFound = try search.run(row, limit: rule.original.countsUp ? 2 : 1) { [context] binding in
        let isWanted = !isFirst || Self.isLower(binding, of: search.clause, than: height, run, context)
        hasOthers = hasOthers || !isFirst || !isWanted
        isFirst = isFirst && !isWanted
        return isWanted
      }
      if isFound { return try reason(rule, search, run, isOnly: !hasOthers, &draft) }
    }
    throw .failure(unproved(relation, row))
  }

  /// What is said of a row that is there, but that no rule gives another time: doubles that are equal, or are no numbers,
  /// are told apart where they are looked up, and not where they are compared, which is up to the rule's plan.
  private func unproved(_ relation: RelationID, _ row: [UInt64]) -> Diagnostic {
    let fact = factText(name(relation), values(of: row, relation).map(\.literal))
    return Diagnostic(
      severity: .error, message: "\(fact) was derived, but no rule is found to give it another time",
      place: program.sources.place(of: program.relations[relation.rawValue].span), notes: [])
  }

  private func preparedSearches(_ relation: RelationID, _ run: HeightRun) -> [RuleSearch] {
    if let known = searches[relation] { return known }
    let made = run.rules[relation, default: []].map { rule in
      RuleSearch(
        rule.clause, context: context, table: run.table, complete: known.table,
        fanOut: { [unowned run] in run.fanOut($0, $1) })
    }
    searches[relation] = made
    return made
  }

  private static func isLower(
    _ binding: ConjunctionSearch.Binding, of clause: Clause, than height: Int, _ run: HeightRun,
    _ context: EvaluationContext
  ) -> Bool {
    clause.body.allSatisfy { literal in
      guard case .atom(let atom) = literal else { return true }
      let number = run.number(atom.relation, of: atom.words(context) { binding[$0] })
      return number.map { run.height(atom.relation, $0) < height } ?? false
    }
  }

  private func reason(
    _ rule: HeightRun.Rule, _ search: RuleSearch, _ run: HeightRun, isOnly: Bool, _ draft: inout ProofDraft
  ) throws(EvaluationError) -> Proof.Reason {
    // Premises are put together before other rules are asked, since asking changes what a search has found.
    let wording = ValueWording(search.clause, program, context)
    let plainCount = rule.clause.body.count
    var premises: [Proof.Premise] = []
    for (position, literal) in search.clause.body.enumerated() {
      switch literal {
      case .atom(let atom):
        guard let number = run.number(atom.relation, of: search.words(of: atom)) else {
          continue
        }
        premises.append(.row(draft.number(of: ProofDraft.Row(relation: atom.relation, number: number))))
      case .negation(let atom): premises.append(absence(atom, search.search))
      case .aggregate(let aggregate):
        premises.append(try premise(aggregate, search.search, wording))
      case .comparison, .test, .range:
        // What the head computes is seen in the row.
        guard position < plainCount else { continue }
        let instance = wording.instance(of: literal) { search.search.word(0, $0) }
        let text = program.sources.text(of: literal.span)
        if let instance { premises.append(.condition(text: text, instance: instance)) }
      case .record, .falsehood: break
      }
    }
    if rule.original.countsUp { premises.append(.counter(isBindingKnown: isOnly)) }
    if rule.original.countsRounds { premises.append(.round) }
    return .derived(
      rule: program.sources.text(of: rule.original.span),
      place: program.sources.place(of: rule.original.span), premises: premises)
  }

  private func absence(_ atom: Atom, _ search: ConjunctionSearch) -> Proof.Premise {
    let info = program.relations[atom.relation.rawValue]
    let pattern = zip(atom.arguments, info.columns).map { argument, column -> Value? in
      switch argument {
      case .wildcard: nil
      case .constant(let value): value
      case .variable(let variable):
        context.value(of: search.word(0, variable), kind: column.kind, layout: column.layout)
      }
    }
    return .absence(relation: info.name, pattern: pattern)
  }
}
