/// Goes through a clause's conditions in the order in which they are likely to be met, and notes what is known when
/// each relation of the body is asked (sideways information passing, Beeri & Ramakrishnan 1987).
struct SidewaysPass {
  /// A relation of the body that may be asked for in part.
  struct Use {
    /// The literal's place in the body.
    var literal: Int
    var relation: RelationID
    /// What stands in each column.
    var arguments: [Atom.Argument]
    /// The columns whose values are known and few.
    var wish: DemandPattern
    /// The places of the literals that are met before, of those that may stand in a rule of what is asked.
    var prefix: [Int]
  }

  /// What is known of a variable.
  private struct Knowledge {
    /// Where its values come from.
    enum Source: Int {
      /// An atom of the body brings them, so that there are finitely many however often the clause is gone through.
      case rows
      /// They are those asked for.
      case asked
      /// They are computed from those asked for, so that asking goes on for ever if they are asked for in turn.
      case computed
    }

    var anchor: Anchor
    var source: Source
  }

  private let clause: Clause
  private let owner: RelationID
  private let eligibility: DemandEligibility
  private var known: [Int: Knowledge] = [:]
  private var pending: [Int]
  private var prefix: [Int] = []
  private(set) var uses: [Use] = []

  /// Goes through a clause, beginning with what its guard knows.
  init(_ job: DemandRewriting.Job, _ eligibility: DemandEligibility) {
    clause = job.clause
    owner = job.owner
    self.eligibility = eligibility
    pending = Array(clause.body.indices)
    for variable in job.guardAtom?.variables ?? [] {
      known[variable] = Knowledge(anchor: .certain, source: .asked)
    }
    while !pending.isEmpty {
      takeReady()
      guard let next = bestAtom() else { break }
      pending.removeAll { $0 == next }
      meet(next)
    }
    for literal in pending { noteUse(literal) }
  }

  private mutating func takeReady() {
    var position = 0
    while position < pending.count {
      let literal = pending[position]
      guard isReady(clause.body[literal]) else {
        position += 1
        continue
      }
      pending.remove(at: position)
      meet(literal)
      position = 0
    }
  }

  private func isReady(_ literal: Literal) -> Bool {
    switch literal {
    case .atom, .range, .falsehood: return false
    case .negation(let atom): return atom.variables.allSatisfy { known[$0] != nil }
    case .aggregate(let aggregate): return aggregate.keys.allSatisfy { known[$0] != nil }
    case .comparison, .test, .record:
      guard !literal.canFail, !literal.countsUp else { return false }
      let bound = Set(known.keys)
      return Set(literal.variables).isSubset(of: bound.union(literal.newlyBound(by: bound)))
    }
  }

  private mutating func meet(_ number: Int) {
    noteUse(number)
    switch clause.body[number] {
    case .atom(let atom):
      let anchor = anchor(of: atom)
      for variable in atom.variables {
        let best = max(anchor, known[variable]?.anchor ?? .none)
        known[variable] = Knowledge(anchor: best, source: .rows)
      }
      prefix.append(number)
    case .comparison, .test, .record:
      bindComputed(clause.body[number])
      prefix.append(number)
    default: break
    }
  }

  /// A calculation is as sure to bring few values as what goes into it, but it may bring ever new ones.
  private mutating func bindComputed(_ literal: Literal) {
    let bound = Set(known.keys)
    let new = literal.newlyBound(by: bound)
    let origins = literal.variables.compactMap { known[$0] }
    let anchor = origins.map(\.anchor).min() ?? .certain
    var source = origins.map(\.source).max { $0.rawValue < $1.rawValue } ?? .rows
    if source == .asked, literal.computes { source = .computed }
    for variable in new { known[variable] = Knowledge(anchor: anchor, source: source) }
  }

  private func anchor(of atom: Atom) -> Anchor {
    var anchor: Anchor = eligibility.isSmall(atom.relation) ? .likely : .none
    for argument in atom.arguments {
      switch argument {
      case .constant: anchor = max(anchor, .likely)
      case .variable(let variable): anchor = max(anchor, known[variable]?.anchor ?? .none)
      case .wildcard: break
      }
    }
    return anchor
  }

  // MARK: Uses

  private mutating func noteUse(_ number: Int) {
    switch clause.body[number] {
    case .atom(let atom), .negation(let atom): note(number, atom.relation, atom.arguments)
    case .aggregate(let aggregate) where aggregate.search == nil:
      let arguments = aggregate.columns.map { column -> Atom.Argument in
        switch column {
        case .key(let variable): .variable(variable)
        case .constant(let value): .constant(value)
        case .target, .free: .wildcard
        }
      }
      note(number, aggregate.relation, arguments)
    default: break
    }
  }

  /// Asks by those columns whose values are most surely few: one constant leaves less to ask than its combinations
  /// with what other atoms bring.
  private mutating func note(_ number: Int, _ relation: RelationID, _ arguments: [Atom.Argument]) {
    var wish = DemandPattern.whole
    if eligibility.isRestrictable(relation) {
      let anchors = arguments.indices.map { column in
        eligibility.canAsk(relation, by: column) ? anchor(of: arguments[column], for: relation) : nil
      }
      let best = anchors.compactMap { $0 }.max()
      for (column, anchor) in anchors.enumerated() where anchor != nil && anchor == best {
        wish.insert(column)
      }
    }
    uses.append(Use(literal: number, relation: relation, arguments: arguments, wish: wish, prefix: prefix))
  }

  /// How sure it is that an argument takes few values; nothing if it is not sure enough to ask by it.
  private func anchor(of argument: Atom.Argument, for relation: RelationID) -> Anchor? {
    switch argument {
    case .constant: return .certain
    case .wildcard: return nil
    case .variable(let variable):
      guard let known = known[variable], known.anchor >= eligibility.leastAnchor(of: relation),
        known.source != .computed || !eligibility.areMutual(relation, owner)
      else { return nil }
      return known.anchor
    }
  }

  // MARK: Order

  /// The atom likely to bring the fewest rows, as the planner guesses.
  private func bestAtom() -> Int? {
    var best: (literal: Int, cost: Double)?
    for number in pending {
      guard case .atom(let atom) = clause.body[number] else { continue }
      let cost = cost(of: atom)
      if best.map({ cost < $0.cost }) ?? true { best = (number, cost) }
    }
    return best?.literal
  }

  private func cost(of atom: Atom) -> Double {
    let free = atom.arguments.count { argument in
      switch argument {
      case .constant: false
      case .wildcard: true
      case .variable(let variable): known[variable] == nil
      }
    }
    if free == 0 { return 0 }
    let bits = eligibility.isSmall(atom.relation) ? 4.0 : eligibility.isDerived(atom.relation) ? 20 : 16
    let isApart = free == atom.arguments.count && !known.isEmpty
    return bits * Double(free) / Double(atom.arguments.count) + (isApart ? 1000 : 0)
  }
}

extension Literal {
  /// Whether it makes values that are not there yet.
  fileprivate var computes: Bool {
    switch self {
    case .comparison(_, _, let left, let right, _): left.isCall || right.isCall
    case .record: true
    default: false
    }
  }
}

extension Term {
  fileprivate var isCall: Bool { if case .call = self { true } else { false } }
}
