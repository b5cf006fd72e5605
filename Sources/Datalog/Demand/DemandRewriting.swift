/// Rewrites a program so that relations are derived only as far as they are asked for (magic sets: Bancilhon, Maier,
/// Sagiv & Ullman 1986; Beeri & Ramakrishnan 1987).
///
/// A relation asked for by some columns gets a copy, and a relation of what is asked:
///
/// ```
/// path(x, z) :- path(x, y), edge(y, z).         path'(x, z) :- path'(x, y), edge(y, z).
/// path(x, y) :- edge(x, y).               =>    path'(x, y) :- asked(x), edge(x, y).
/// ?- path(1, x).                                asked(1).      ?- path'(1, x).
/// ```
///
/// One copy serves all who ask by at least its columns (subsumptive demand, Tekle & Liu 2011): of the ways in which a
/// relation is asked for only those stay that no other one covers, so that no row is derived in several copies because
/// of who asks for it; one who wants it whole makes all use the relation as it is.
struct DemandRewriting {
  /// A relation by the columns it is asked by.
  struct Target: Hashable {
    var relation: RelationID
    var pattern: DemandPattern
  }

  /// A copy, and what is asked of it.
  struct Copy {
    var relation: RelationID
    var asked: RelationID
  }

  let program: CheckedProgram
  let eligibility: DemandEligibility
  /// Whether every copy is derived by its relation's own rules, as those want it who ask which rule gave a row.
  private let keepsRules: Bool
  private var patterns: [DemandPatterns]
  private(set) var hasNewPatterns = false
  /// Whether one question may lead to others in a recursion, so that in the end nearly all may be asked for, in
  /// several ways.
  private(set) var mayAskForAll = false
  private(set) var relations: [RelationInfo]
  private(set) var clauses: [Clause] = []
  private var copies: [Target: Copy] = [:]
  private var reached: Set<Target> = []
  /// What is asked of relations that remember where questions came from.
  private var followed: Set<RelationID> = []
  private var pending: [Target] = []

  init(_ program: CheckedProgram, _ eligibility: DemandEligibility, keepsRules: Bool) {
    self.program = program
    self.eligibility = eligibility
    self.keepsRules = keepsRules
    relations = program.relations
    patterns = Array(repeating: DemandPatterns(), count: program.relations.count)
  }

  /// The copies of each relation that has some.
  var copiesByRelation: [RelationID: [RelationID]] {
    Dictionary(grouping: copies, by: \.key.relation).mapValues { $0.map(\.value.relation).sorted() }
  }

  /// The program rewritten; nothing if no relation is asked for in part.
  mutating func rewritten() -> CheckedProgram? {
    repeat { pass() } while hasNewPatterns
    guard !copies.isEmpty else { return nil }
    var result = program
    result.relations = relations
    result.clauses = clauses
    return result
  }

  /// Rewrites all that the outputs need with the patterns found so far.
  private mutating func pass() {
    hasNewPatterns = false
    mayAskForAll = false
    followed = []
    relations = program.relations
    clauses = []
    copies = [:]
    reached = []
    for output in program.outputs { reach(output.relation, .whole) }
    while let target = pending.popLast() { rewrite(target) }
    // From each of few values all nodes may be reached, from each of many values nearly all pairs.
    if clauses.contains(where: { followed.contains($0.head) && $0.body.contains(where: \.isAtom) }) {
      mayAskForAll = true
    }
  }

  private mutating func reach(_ relation: RelationID, _ pattern: DemandPattern) {
    let (serving, isNew) = patterns[relation.rawValue].serving(pattern)
    if isNew { hasNewPatterns = true }
    let target = Target(relation: relation, pattern: serving)
    if reached.insert(target).inserted { pending.append(target) }
  }

  /// The copy of a relation that serves a wish; nothing if that is the relation itself.
  private mutating func copy(of relation: RelationID, _ wish: DemandPattern) -> (Target, Copy)? {
    let wish = transitive(relation) == nil ? wish : wish.first
    reach(relation, wish)
    let pattern = patterns[relation.rawValue].serving(wish).pattern
    guard !pattern.isWhole else { return nil }
    let target = Target(relation: relation, pattern: pattern)
    if let known = copies[target] { return (target, known) }
    let info = program.relations[relation.rawValue]
    let asked = addRelation(info, columns: pattern.columns.map { info.columns[$0] })
    let copy = Copy(relation: addRelation(info, columns: info.columns), asked: asked)
    copies[target] = copy
    return (target, copy)
  }

  private func transitive(_ relation: RelationID) -> TransitiveRule? {
    keepsRules ? nil : TransitiveRule(relation, eligibility)
  }

  private mutating func addRelation(_ info: RelationInfo, columns: [RelationInfo.Field]) -> RelationID {
    relations.append(RelationInfo(name: info.name, columns: columns, span: info.span, isHidden: true))
    return RelationID(rawValue: relations.count - 1)
  }
}

// MARK: Clauses

extension DemandRewriting {
  private mutating func rewrite(_ target: Target) {
    let relation = target.relation
    if eligibility.untouched.contains(relation) {
      keep(relation)
      return
    }
    guard !target.pattern.isWhole, let copy = copies[target] else {
      clauses += eligibility.facts(of: relation)
      for clause in eligibility.rules(of: relation) { emit(Job(clause: clause, owner: relation)) }
      return
    }
    let rules =
      transitive(relation)?.linear(target.pattern) ?? eligibility.rules(of: relation)
    if !keepsRules, let linear = RightLinearRules(rules, target, eligibility) {
      emit(linear, copy)
      return
    }
    for clause in eligibility.facts(of: relation) { clauses.append(clause.deriving(copy.relation)) }
    for clause in rules { emit(guarded(clause, target, copy.asked, deriving: copy.relation)) }
  }

  /// Leaves a relation's rules as they are, and with them all they rest on.
  private mutating func keep(_ relation: RelationID) {
    clauses += eligibility.facts(of: relation) + eligibility.rules(of: relation)
    let bodies =
      eligibility.rules(of: relation).map(\.body)
      + program.dominations.filter { $0.relation == relation }.map(\.clause.body)
    for literal in bodies.joined() {
      switch literal {
      case .atom(let atom), .negation(let atom): reach(atom.relation, .whole)
      case .aggregate(let aggregate):
        for gathered in aggregate.gatheredRelations { reach(gathered, .whole) }
      default: break
      }
    }
  }

  /// Adds a clause that asks only for what it needs, and the rules of what it asks.
  private mutating func emit(_ job: Job) {
    var clause = job.clause
    let pass = SidewaysPass(job, eligibility)
    var questions: [(use: SidewaysPass.Use, target: Target, copy: Copy)] = []
    for use in pass.uses {
      guard let (target, copy) = self.copy(of: use.relation, use.wish) else { continue }
      clause.body[use.literal] = clause.body[use.literal].reading(copy.relation)
      questions.append((use, target, copy))
    }
    for case .aggregate(let aggregate) in clause.body where aggregate.search != nil {
      for gathered in aggregate.gatheredRelations { reach(gathered, .whole) }
    }
    let rewritten = clause.body
    let guarding = job.guarding.flatMap { rewritten[$0].readRelations == [clause.head] ? $0 : nil }
    if questions.contains(where: {
      eligibility.areMutual($0.use.relation, job.owner) && $0.use.literal != guarding
    }) {
      mayAskForAll = true
    }
    for question in questions {
      var prefix = question.use.prefix.map { rewritten[$0] }
      if let guardAtom = job.guardAtom, !(guarding.map(question.use.prefix.contains) ?? false) {
        prefix.insert(.atom(guardAtom), at: 0)
      }
      ask(
        question.copy.asked, question.target.pattern.columns.map { question.use.arguments[$0] }, prefix,
        clause)
    }
    if let guardAtom = job.guardAtom, guarding == nil { clause.body.insert(.atom(guardAtom), at: 0) }
    clauses.append(clause)
  }

  /// Adds the rule of what a clause asks for at one place.
  private mutating func ask(
    _ asked: RelationID, _ arguments: [Atom.Argument], _ prefix: [Literal], _ clause: Clause
  ) {
    let question = Atom(relation: asked, arguments: arguments, span: clause.span)
    let body = prefix.connected(to: question.variables)
    if body.count == 1, case .atom(let atom) = body[0], atom.relation == asked, atom.arguments == arguments {
      return
    }
    var rule = clause
    rule.head = asked
    rule.arguments = arguments.map { argument in
      switch argument {
      case .variable(let variable): .variable(variable)
      case .constant(let value): .constant(value)
      case .wildcard: preconditionFailure("what is asked by is known")
      }
    }
    rule.body = body
    rule.plan = []
    clauses.append(rule)
  }
}

// MARK: Recursion on the right

extension DemandRewriting {
  /// Adds the rules that go from each thing asked for to whatever it leads to, and only then look for the rows.
  private mutating func emit(_ rules: RightLinearRules, _ copy: Copy) {
    followed.insert(copy.asked)
    let info = relations[copy.asked.rawValue]
    let onTheWay = addRelation(info, columns: info.columns + info.columns)
    clauses.append(rules.start(from: copy.asked, onTheWay, info))
    for job in rules.steps(onTheWay) + rules.ends(onTheWay, copy.relation) { emit(job) }
  }
}

extension DemandPattern {
  /// The first of the columns alone.
  fileprivate var first: DemandPattern {
    var result = DemandPattern.whole
    if let column = columns.first { result.insert(column) }
    return result
  }
}

extension Literal {
  fileprivate var isAtom: Bool { if case .atom = self { true } else { false } }
}
