/// The order in which a clause's conditions are met, and how each is.
struct RulePlan {
  /// A part of the body that shares no variable with the rest: asked before all else whether it has any binding.
  struct Gate {
    var plan: RulePlan
    /// Whether the answer stays the same while the rule runs round after round.
    var isFixed: Bool
  }

  enum Step {
    /// Looks through a view of a relation.
    case scan(Atom, Table.View)
    /// Finds rows by the columns whose values are known.
    case join(Atom, Table.View, key: [Int])
    /// Asks whether a row is there, all its columns being known.
    case check(Atom, Table.View, isNegated: Bool)
    /// Asks whether any row has the known columns, the others being nobody's business; of the newest round's rows,
    /// whether they are the first ones at all.
    case exists(Atom, Table.View, key: [Int])
    /// Asks that no row has the known columns.
    case absent(Atom, key: [Int])
    case compare(ComparisonOperator, Kind, Term, Term)
    case test(Operation, Term, Term, isNegated: Bool, Span)
    case assign(Int, Term)
    case aggregate(Aggregate)
    case range(Int, Kind, [Term])
    case never
  }

  var clause: Clause
  /// The body's atoms that this plan reads as the newest round's rows, if any.
  var delta: Int?
  var steps: [Step]
  var gates: [Gate] = []
}

/// Finds a good order for a clause's conditions: what only filters or computes comes as soon as its variables are
/// known, atoms by how few rows they are likely to bring.
struct RulePlanner {
  let clause: Clause
  /// How many rows a relation has, as far as is known.
  let size: (RelationID) -> Int
  /// Whether a relation is still growing while the rule runs.
  let isRecursive: (RelationID) -> Bool
  /// How many rows a relation has on average for one combination of values in some columns, where that was counted.
  private let fanOut: (RelationID, [Int]) -> Double?
  /// Whether rows stay once they are there, so that what was found once holds for ever.
  private let keepsRows: Bool
  /// The variables that stand in one place of the clause, whose values nobody asks for.
  private let unasked: Set<Int>

  /// Prepares to plan a clause.
  init(
    clause: Clause, size: @escaping (RelationID) -> Int, isRecursive: @escaping (RelationID) -> Bool,
    keepsRows: Bool = true, fanOut: @escaping (RelationID, [Int]) -> Double? = { _, _ in nil }
  ) {
    self.fanOut = fanOut
    self.clause = clause
    self.size = size
    self.isRecursive = isRecursive
    self.keepsRows = keepsRows
    unasked = clause.countsUp ? [] : clause.variablesMetOnce
  }

  /// Plans the clause.
  ///
  /// - Parameters:
  ///   - delta: which of the body's literals is read as the newest round's rows; it comes first.
  ///   - bound: the variables that are known beforehand.
  /// - Returns: the clause's conditions in the order in which they are to be met.
  func plan(delta: Int?, bound: Set<Int> = []) -> RulePlan {
    guard keepsRows, !clause.countsUp else {
      return RulePlan(clause: clause, delta: delta, steps: steps(Array(clause.body.indices), delta, bound))
    }
    let parts = BodyParts(clause, start: bound, delta: delta)
    var plan = RulePlan(clause: clause, delta: delta, steps: steps(parts.main, delta, bound))
    plan.gates = parts.apart.map { gate($0, delta) }
    return plan
  }

  private func gate(_ numbers: [Int], _ delta: Int?) -> RulePlan.Gate {
    var asked = clause
    asked.arguments = []
    let isFixed = !numbers.contains { number in
      if case .atom(let atom) = clause.body[number] { isRecursive(atom.relation) } else { false }
    }
    let own = delta.flatMap { numbers.contains($0) ? $0 : nil }
    let plan = RulePlan(clause: asked, delta: own, steps: steps(numbers, delta, []))
    return RulePlan.Gate(plan: plan, isFixed: isFixed)
  }

  /// Orders some of the body's literals.
  private func steps(_ numbers: [Int], _ delta: Int?, _ bound: Set<Int>) -> [RulePlan.Step] {
    var bound = bound
    var steps: [RulePlan.Step] = []
    var pending = numbers.map { (offset: $0, element: clause.body[$0]) }
    var isFirst: RulePlan.Step?
    if let delta, let place = numbers.firstIndex(of: delta), case .atom(let atom) = clause.body[delta] {
      pending.remove(at: place)
      if onlyExists(atom, bound), knownColumns(of: atom, bound).isEmpty {
        isFirst = .exists(atom, .delta, key: [])
      } else {
        steps.append(.scan(atom, .delta))
        bound.formUnion(atom.variables)
      }
    }
    while !pending.isEmpty {
      takeReady(&pending, &bound, &steps)
      let isStart = bound.isEmpty && !steps.contains(where: \.isExpanding)
      guard let next = bestAtom(pending, bound, isStart: isStart) else { break }
      let (number, literal) = pending.remove(at: next)
      guard case .atom(let atom) = literal else { continue }
      steps.append(step(for: atom, view(of: atom, at: number, delta), bound))
      bound.formUnion(atom.variables)
      // It comes after the first atom, whose rows several threads can share.
      if let step = isFirst {
        steps.append(step)
        isFirst = nil
      }
    }
    if let isFirst { steps.append(isFirst) }
    return steps
  }

  /// Atoms before the newest round's see everything, those after it only what is older, so that no combination is
  /// met twice.
  private func view(of atom: Atom, at number: Int, _ delta: Int?) -> Table.View {
    guard let delta, isRecursive(atom.relation) else { return .full }
    return number > delta ? .old : .full
  }

  private func step(for atom: Atom, _ view: Table.View, _ bound: Set<Int>) -> RulePlan.Step {
    let key = knownColumns(of: atom, bound)
    if key.count == atom.arguments.count { return .check(atom, view, isNegated: false) }
    if onlyExists(atom, bound) { return .exists(atom, view, key: key) }
    return key.isEmpty ? .scan(atom, view) : .join(atom, view, key: key)
  }

  /// Whether all that matters of an atom is whether it has a row.
  private func onlyExists(_ atom: Atom, _ bound: Set<Int>) -> Bool {
    !clause.countsUp
      && atom.arguments.allSatisfy { argument in
        switch argument {
        case .variable(let variable): bound.contains(variable) || unasked.contains(variable)
        case .constant, .wildcard: true
        }
      }
  }

  private func knownColumns(of atom: Atom, _ bound: Set<Int>) -> [Int] {
    atom.arguments.indices.filter { column in
      switch atom.arguments[column] {
      case .variable(let variable): bound.contains(variable)
      case .constant: true
      case .wildcard: false
      }
    }
  }

  /// Moves everything that brings no new rows and whose variables are known into the plan.
  private func takeReady(
    _ pending: inout [(offset: Int, element: Literal)], _ bound: inout Set<Int>,
    _ steps: inout [RulePlan.Step]
  ) {
    var index = 0
    while index < pending.count {
      let literal = pending[index].element
      // A counter is advanced for each whole binding.
      let isEarly =
        literal.countsUp && pending.contains { if case .atom = $0.element { true } else { false } }
      if !isEarly, let ready = readySteps(literal, bound) {
        bound.formUnion(literal.newlyBound(by: bound))
        steps += ready
        pending.remove(at: index)
        index = 0
      } else {
        index += 1
      }
    }
  }

  private func readySteps(_ literal: Literal, _ bound: Set<Int>) -> [RulePlan.Step]? {
    if case .record(let record) = literal { return record.steps(bound) }
    return readyStep(literal, bound).map { [$0] }
  }

  private func readyStep(_ literal: Literal, _ bound: Set<Int>) -> RulePlan.Step? {
    switch literal {
    case .atom, .record: return nil
    case .negation(let atom):
      guard atom.variables.allSatisfy(bound.contains) else { return nil }
      let key = knownColumns(of: atom, bound)
      return key.count == atom.arguments.count
        ? .check(atom, .full, isNegated: true) : .absent(atom, key: key)
    case .comparison(let comparison, let kind, let left, let right, _):
      return readyComparison(comparison, kind, left, right, bound)
    case .test(let operation, let left, let right, let isNegated, let span):
      guard left.isBound(by: bound), right.isBound(by: bound) else { return nil }
      return .test(operation, left, right, isNegated: isNegated, span)
    case .aggregate(let aggregate):
      return aggregate.keys.allSatisfy(bound.contains) ? .aggregate(aggregate) : nil
    case .range(let variable, let kind, let terms, _):
      return terms.allSatisfy { $0.isBound(by: bound) } ? .range(variable, kind, terms) : nil
    case .falsehood: return .never
    }
  }

  private func readyComparison(
    _ comparison: ComparisonOperator, _ kind: Kind, _ left: Term, _ right: Term, _ bound: Set<Int>
  ) -> RulePlan.Step? {
    let (leftKnown, rightKnown) = (left.isBound(by: bound), right.isBound(by: bound))
    if leftKnown, rightKnown { return .compare(comparison, kind, left, right) }
    guard comparison == .equal else { return nil }
    if rightKnown, case .variable(let variable) = left, !produced.contains(variable) {
      return .assign(variable, right)
    }
    if leftKnown, case .variable(let variable) = right, !produced.contains(variable) {
      return .assign(variable, left)
    }
    return nil
  }

  /// The variables that aggregates and ranges give a value, which a comparison must not do in their place.
  private var produced: Set<Int> {
    var found: Set<Int> = []
    for literal in clause.body {
      switch literal {
      case .aggregate(let aggregate): found.insert(aggregate.result)
      case .range(let variable, _, _, _): found.insert(variable)
      default: break
      }
    }
    return found
  }

  /// The atom likely to bring the fewest rows; of equals the first.
  private func bestAtom(
    _ pending: [(offset: Int, element: Literal)], _ bound: Set<Int>, isStart: Bool
  ) -> Int? {
    var best: (index: Int, cost: Double)?
    for (index, entry) in pending.enumerated() {
      guard case .atom(let atom) = entry.element else { continue }
      let cost = cost(of: atom, bound, isStart: isStart)
      if best.map({ cost < $0.cost }) ?? true { best = (index, cost) }
    }
    return best?.index
  }

  /// A guess of how many rows the atom has for one binding: each known column takes an equal share of its size.
  private func cost(of atom: Atom, _ bound: Set<Int>, isStart: Bool) -> Double {
    let columns = knownColumns(of: atom, bound)
    let known = columns.count
    if known == atom.arguments.count { return 0 }
    // It filters, after what looks up whole rows; nothing begins with it, since threads share the rows of a scan.
    if onlyExists(atom, bound) { return isStart ? .infinity : 0.01 }
    if known > 0, let found = fanOut(atom.relation, columns) {
      // The logarithm, as good as it need be.
      let rows = found + 1
      return Double(rows.exponent) + rows.significand - 1
    }
    let rows = Double(size(atom.relation)) + 1
    let bits = Double(rows.exponent) + 1
    let share = Double(atom.arguments.count - known) / Double(atom.arguments.count)
    // What shares no variable multiplies, so it comes last even if it is small.
    let isApart = known == 0 && !bound.isEmpty
    return bits * share + (isApart ? 1000 : 0)
  }
}

extension Clause {
  /// The variables that stand in one place of the clause and in no other.
  fileprivate var variablesMetOnce: Set<Int> {
    var counts: [Int: Int] = [:]
    for literal in body { for variable in literal.variables { counts[variable, default: 0] += 1 } }
    for term in arguments { term.forEachVariable { counts[$0, default: 0] += 1 } }
    return Set(counts.filter { $0.value == 1 }.keys)
  }
}
