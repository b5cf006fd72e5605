import Relations

/// Says why rows are in relations and why others are not, from one evaluation.
///
/// It is a class because it remembers what it has prepared: the rows' heights, and each rule asked backwards.
public final class Explainer {
  /// How many rows of an aggregate a proof shows.
  static let shownOfAggregate = 10

  let evaluator: Evaluator
  let program: CheckedProgram
  let context: EvaluationContext
  /// What the inquiry asked about, in its order.
  public let subjects: [Inquiry.Subject]
  private let roots: [RelationID]
  private var heights: HeightRun?
  private var searches: [RelationID: [RuleSearch]] = [:]

  /// Takes over a finished evaluation.
  ///
  /// - Parameters:
  ///   - evaluator: has derived everything.
  ///   - relations: those whose rows can be explained.
  ///   - subjects: what was asked about.
  init(_ evaluator: Evaluator, relations: [RelationID], subjects: [Inquiry.Subject] = []) {
    self.evaluator = evaluator
    program = evaluator.program.checked
    context = evaluator.context
    roots = relations
    self.subjects = subjects
  }

  /// Why a row is in a relation, with rows of up to so many steps from it; nothing if it is not there.
  ///
  /// The first proof derives everything the relation rests on once more, which takes some times as long as the
  /// evaluation did.
  ///
  /// - Complexity: each step asks the rules of its relation for their bindings of one row.
  public func proof(of relation: String, row: [Value], depth: Int? = nil) throws(EvaluationError) -> Proof? {
    guard let index = program.relations.firstIndex(where: { $0.name == relation }),
      program.relations[index].arity == row.count
    else { return nil }
    let id = RelationID(rawValue: index)
    let run = try heightRun()
    guard let number = run.number(id, of: row.map { context.word(of: $0) }) else { return nil }
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
    let run = try HeightRun(evaluator, for: roots)
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
      relation: name(row.relation), row: values(of: words, row.relation), height: height, reason: reason)
  }

  /// The first rule, and its first binding, that derive a row from rows of less height.
  private func derivation(
    _ relation: RelationID, _ row: [UInt64], _ height: Int, _ draft: inout ProofDraft
  ) throws(EvaluationError) -> Proof.Reason {
    let run = try heightRun()
    let rules = run.rules[relation, default: []]
    for (rule, search) in zip(rules, preparedSearches(relation, run)) {
      guard try search.run(row) else { continue }
      for binding in 0..<search.search.count where isLower(search, binding, than: height, run) {
        return try reason(rule, search, binding, run, &draft)
      }
    }
    preconditionFailure("a row of some height has a rule and premises of less")
  }

  private func preparedSearches(_ relation: RelationID, _ run: HeightRun) -> [RuleSearch] {
    if let known = searches[relation] { return known }
    let made = run.rules[relation, default: []].map { rule in
      RuleSearch(rule.clause, context: context, table: run.table, complete: evaluator.table)
    }
    searches[relation] = made
    return made
  }

  private func isLower(_ search: RuleSearch, _ binding: Int, than height: Int, _ run: HeightRun) -> Bool {
    search.clause.body.allSatisfy { literal in
      guard case .atom(let atom) = literal else { return true }
      let number = run.number(atom.relation, of: search.words(of: atom, binding))
      return number.map { run.height(atom.relation, $0) < height } ?? false
    }
  }

  private func reason(
    _ rule: HeightRun.Rule, _ search: RuleSearch, _ binding: Int, _ run: HeightRun, _ draft: inout ProofDraft
  ) throws(EvaluationError) -> Proof.Reason {
    // Premises are put together before other rules are asked, since asking changes what a search has found.
    let wording = ValueWording(search.clause, program, context)
    let plainCount = rule.clause.body.count
    var premises: [Proof.Premise] = []
    for (position, literal) in search.clause.body.enumerated() {
      switch literal {
      case .atom(let atom):
        guard let number = run.number(atom.relation, of: search.words(of: atom, binding)) else {
          continue
        }
        premises.append(.row(draft.number(of: ProofDraft.Row(relation: atom.relation, number: number))))
      case .negation(let atom): premises.append(absence(atom, search.search, binding))
      case .aggregate(let aggregate):
        premises.append(try premise(aggregate, search.search, binding, wording))
      case .comparison, .test, .range:
        // What the head computes is seen in the row.
        guard position < plainCount else { continue }
        let instance = wording.instance(of: literal) { search.search.word(binding, $0) }
        let text = program.sources.text(of: literal.span)
        if let instance { premises.append(.condition(text: text, instance: instance)) }
      case .record, .falsehood: break
      }
    }
    if rule.original.countsUp { premises.append(.counter) }
    return .derived(
      rule: program.sources.text(of: rule.original.span),
      place: program.sources.place(of: rule.original.span), premises: premises)
  }

  private func absence(_ atom: Atom, _ search: ConjunctionSearch, _ binding: Int) -> Proof.Premise {
    let info = program.relations[atom.relation.rawValue]
    let pattern = zip(atom.arguments, info.columns).map { argument, column -> Value? in
      switch argument {
      case .wildcard: nil
      case .constant(let value): value
      case .variable(let variable):
        context.value(of: search.word(binding, variable), kind: column.kind, layout: column.layout)
      }
    }
    return .absence(relation: info.name, pattern: pattern)
  }
}
