/// Which relations of a program may be derived only in part, and what is known of the others.
struct DemandEligibility {
  /// The rules with a body, by the relation they derive.
  private let rules: [[Clause]]
  /// The places of the rows that the program states, of which there may be very many, among its clauses.
  private let facts: [[Int]]
  private let clauses: [Clause]
  /// The strongly connected component of each relation.
  let components: [Int]
  /// Relations whose rules are left as they are.
  let untouched: Set<RelationID>
  private let restrictable: [Bool]
  /// Whether a relation needs itself, or one that does.
  private let involvesRecursion: [Bool]
  private let isSmall: [Bool]
  private let relations: [RelationInfo]

  /// Looks through a program.
  ///
  /// - Parameters:
  ///   - program: the whole program.
  ///   - inputSizes: how many rows relations are given.
  ///   - keepsNegated: leaves relations that are negated or gathered, and what they rest on, as they are.
  init(_ program: CheckedProgram, inputSizes: [RelationID: Int], keepsNegated: Bool) {
    relations = program.relations
    let count = program.relations.count
    var rules: [[Clause]] = Array(repeating: [], count: count)
    var facts: [[Int]] = Array(repeating: [], count: count)
    for (number, clause) in program.clauses.enumerated() {
      if clause.isConstant {
        facts[clause.head.rawValue].append(number)
      } else {
        rules[clause.head.rawValue].append(clause)
      }
    }
    let graph = DependencyGraph(program)
    let strata = graph.components()
    var components = Array(repeating: 0, count: count)
    var involvesRecursion = Array(repeating: false, count: count)
    for (number, members) in strata.enumerated() {
      for relation in members { components[relation.rawValue] = number }
      let isRecursive = members.count > 1 || graph.dependsOnItself(members[0])
      let restsOnSuch = members.contains { relation in
        graph.targets(of: relation).contains { involvesRecursion[$0.rawValue] }
      }
      for relation in members { involvesRecursion[relation.rawValue] = isRecursive || restsOnSuch }
    }
    var roots = DemandEligibility.orderSensitive(program)
    if keepsNegated { roots += DemandEligibility.negated(program) }
    let untouched = graph.reachable(from: roots)
    let given = Set(program.inputs.map(\.relation))
    restrictable = program.relations.indices.map { index in
      let relation = RelationID(rawValue: index)
      return !rules[index].isEmpty && !untouched.contains(relation) && !given.contains(relation)
        && !program.relations[index].isEquivalence
        && program.relations[index].demandMode != .never && !rules[index].contains(where: \.mustSeeAll)
    }
    let sizes = (0..<count).map { facts[$0].count + (inputSizes[RelationID(rawValue: $0)] ?? 0) }
    let limit = max(16, (sizes.max() ?? 0) / 64)
    isSmall = (0..<count).map { rules[$0].isEmpty && sizes[$0] <= limit }
    self.rules = rules
    self.facts = facts
    clauses = program.clauses
    self.components = components
    self.involvesRecursion = involvesRecursion
    self.untouched = untouched
  }

  func rules(of relation: RelationID) -> [Clause] { rules[relation.rawValue] }
  func factCount(of relation: RelationID) -> Int { facts[relation.rawValue].count }
  func facts(of relation: RelationID) -> [Clause] { facts[relation.rawValue].map { clauses[$0] } }
  func isSmall(_ relation: RelationID) -> Bool { isSmall[relation.rawValue] }
  func isDerived(_ relation: RelationID) -> Bool { !rules[relation.rawValue].isEmpty }
  func isRestrictable(_ relation: RelationID) -> Bool { restrictable[relation.rawValue] }
  func areMutual(_ a: RelationID, _ b: RelationID) -> Bool {
    components[a.rawValue] == components[b.rawValue]
  }

  /// Whether a rule of a relation needs the relation, or one that needs it.
  func isRecursive(_ rule: Clause, _ relation: RelationID) -> Bool {
    rule.body.contains { literal in literal.readRelations.contains { areMutual($0, relation) } }
  }

  /// How surely a column's value must be one of few for a relation to be asked by it.
  func leastAnchor(of relation: RelationID) -> Anchor {
    if relations[relation.rawValue].demandMode == .always { return .none }
    return involvesRecursion[relation.rawValue] ? .likely : .certain
  }

  /// Whether rows can be asked for by a column: doubles that are equal need not be the same words.
  func canAsk(_ relation: RelationID, by column: Int) -> Bool {
    relations[relation.rawValue].columns[column].kind != .float && column < DemandPattern.width
  }
}

/// How sure it is that a variable takes few values.
enum Anchor: Int, Comparable {
  case none
  /// It comes from a relation with few rows, or together with a value that is one of few.
  case likely
  /// It is a constant or is asked for itself.
  case certain

  static func < (a: Anchor, b: Anchor) -> Bool { a.rawValue < b.rawValue }
}

// MARK: What must stay as it is

extension DemandEligibility {
  /// The relations for which it matters in which order rows come, or that all are there.
  static func orderSensitive(_ program: CheckedProgram) -> [RelationID] {
    var found = program.dominations.map(\.relation)
    for (index, info) in program.relations.enumerated()
    where info.sizeLimit != nil || !info.choices.isEmpty {
      found.append(RelationID(rawValue: index))
    }
    for clause in program.clauses {
      if clause.countsUp || clause.countsRounds { found.append(clause.head) }
    }
    return found
  }

  private static func negated(_ program: CheckedProgram) -> [RelationID] {
    program.clauses.flatMap(\.body).flatMap { literal -> [RelationID] in
      switch literal {
      case .negation(let atom): [atom.relation]
      case .aggregate(let aggregate): aggregate.gatheredRelations
      default: []
      }
    }
  }
}

extension Aggregate {
  /// The relations whose rows it goes through.
  var gatheredRelations: [RelationID] {
    guard let search else { return [relation] }
    return search.clauses.flatMap(\.body).flatMap { literal -> [RelationID] in
      switch literal {
      case .atom(let atom), .negation(let atom): [atom.relation]
      case .aggregate(let inner): inner.gatheredRelations
      default: []
      }
    }
  }
}

extension Clause {
  /// Whether a value more or less where the clause begins could show: as a failure, or in an order asked for.
  fileprivate var mustSeeAll: Bool {
    !plan.isEmpty || arguments.contains(where: \.canFail) || body.contains(where: \.canFail)
  }
}

extension Term {
  /// Whether computing it can end the evaluation.
  var canFail: Bool {
    guard case .call(let operation, let arguments, _) = self else { return false }
    switch operation.functor {
    case .divide where operation.operand != .float, .modulo:
      // A call has all operands of `x / y / z`.
      if arguments.dropFirst().contains(where: \.canBeZero) { return true }
    case .toNumber, .toUnsigned, .toFloat: if operation.operand == .symbol { return true }
    default: break
    }
    return arguments.contains(where: \.canFail)
  }

  private var canBeZero: Bool {
    guard case .constant(let value) = self else { return true }
    return value == .number(0) || value == .unsigned(0)
  }
}

extension Literal {
  /// Whether computing it can end the evaluation.
  var canFail: Bool {
    switch self {
    case .comparison(_, _, let left, let right, _), .test(_, let left, let right, _, _):
      left.canFail || right.canFail
    case .range(_, _, let terms, _): terms.contains(where: \.canFail)
    case .aggregate(let aggregate):
      aggregate.search?.clauses.contains { $0.body.contains(where: \.canFail) } ?? false
    default: false
    }
  }
}
