import Relations

/// Follows a rule's bindings from condition to condition, all of them at once, until none is left.
///
/// Conditions are met in the order of the text, except that what filters comes as soon as its variables are known, and
/// atoms that share no known variable come last.
struct RuleTrial {
  /// The bindings after one condition.
  struct Level {
    /// The condition's number in the rule's body; nothing for what the head gives.
    let literal: Int?
    let variables: [Int]
    let bindings: Table
    /// Whether there may be more, as here or before some were not followed.
    let isAtLeast: Bool

    var count: Int { bindings.count }

    func word(_ binding: Int, _ variable: Int) -> UInt64? {
      variables.firstIndex(of: variable).map { bindings.word(binding, $0 + 1) }
    }
  }

  /// The most bindings that are followed.
  static let bindingLimit = 100_000

  let clause: Clause
  /// Conditions from here on only help to find values.
  let plainCount: Int
  private let known: KnownRows
  private(set) var levels: [Level] = []
  private let produced: Set<Int>
  private static let levelID = RelationID(rawValue: -1)

  /// Takes a rule and the values its head is given.
  ///
  /// - Parameters:
  ///   - clause: a rule with a plain head.
  ///   - start: the values of some of its variables.
  ///   - known: has the complete relations.
  /// - Throws: ``EvaluationError`` if a limit is reached.
  init(_ clause: Clause, start: [Int: UInt64], known: KnownRows) throws(EvaluationError) {
    plainCount = clause.body.count
    self.clause = clause.withInverses()
    self.known = known
    produced = clause.body.reduce(into: []) { found, literal in
      switch literal {
      case .aggregate(let aggregate): found.insert(aggregate.result)
      case .range(let variable, _, _, _): found.insert(variable)
      default: break
      }
    }
    let variables = start.keys.sorted()
    let first = Table(arity: variables.count + 1, isPacked: false)
    first.insert(words: [0] + variables.map { start[$0] ?? 0 })
    first.completeRound()
    levels.append(Level(literal: nil, variables: variables, bindings: first, isAtLeast: false))
    try follow()
  }

  /// Whether some binding meets every condition.
  var succeeds: Bool { (levels.last?.count ?? 0) > 0 }

  /// The last level with bindings.
  var furthest: Level {
    guard let level = levels.last(where: { $0.count > 0 }) else {
      preconditionFailure("the head gives one binding")
    }
    return level
  }

  private mutating func follow() throws(EvaluationError) {
    var pending = Array(clause.body.indices)
    while succeeds, let next = nextLiteral(pending) {
      pending.removeAll { $0 == next }
      try meet(next)
    }
  }

  /// The condition to be met next: the first that only filters or computes, else the first atom that is tied to what
  /// is known.
  private func nextLiteral(_ pending: [Int]) -> Int? {
    let bound = Set(levels.last?.variables ?? [])
    let isReady = { (index: Int) -> Bool in
      let literal = clause.body[index]
      if case .atom = literal { return false }
      let new = literal.newlyBound(by: bound)
      return produced.isDisjoint(with: new) || literal.produces
        ? Set(literal.variables).subtracting(new).isSubset(of: bound) : false
    }
    if let ready = pending.first(where: isReady) { return ready }
    let atoms = pending.filter { if case .atom = clause.body[$0] { true } else { false } }
    let tied = atoms.first { index in
      guard case .atom(let atom) = clause.body[index] else { return false }
      return atom.arguments.contains { argument in
        switch argument {
        case .variable(let variable): bound.contains(variable)
        case .constant: true
        case .wildcard: false
        }
      }
    }
    return tied ?? atoms.first
  }

  private mutating func meet(_ number: Int) throws(EvaluationError) {
    guard let last = levels.last else { return }
    let literal = clause.body[number]
    let bound = Set(last.variables)
    let variables = bound.union(literal.newlyBound(by: bound)).sorted()
    var step = clause
    let arguments = [Atom.Argument.wildcard] + last.variables.map(Atom.Argument.variable)
    step.body = [
      .atom(Atom(relation: Self.levelID, arguments: arguments, span: clause.span)), literal,
    ]
    step.arguments = [.constant(.number(0))] + variables.map(Term.variable)
    let found = Table(arity: variables.count + 1, isPacked: false)
    found.admits = { [unowned found] _ in
      found.isFull = found.count == Self.bindingLimit
      return !found.isFull
    }
    let table = { [known = self.known] (relation: RelationID) in
      relation == Self.levelID ? last.bindings : known.table(relation)
    }
    let planner = RulePlanner(clause: step, size: { table($0).count }, isRecursive: { _ in false })
    let compiler = PipelineCompiler(
      context: known.context, table: table, completeTable: known.table, skipsFailures: true)
    do {
      try compiler.compile(planner.plan(delta: nil), into: found).run()
    } catch {
      throw error.end
    }
    found.admits = nil
    found.completeRound()
    levels.append(
      Level(literal: number, variables: variables, bindings: found, isAtLeast: last.isAtLeast || found.isFull)
    )
  }
}

extension Literal {
  /// Whether it gives a variable a value that nothing else may give it.
  fileprivate var produces: Bool {
    switch self {
    case .aggregate, .range: true
    default: false
    }
  }
}
