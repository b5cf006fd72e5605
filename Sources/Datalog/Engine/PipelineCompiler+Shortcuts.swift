/// Steps that several operators would do are done by one where the rows are packed pairs.
extension PipelineCompiler {
  /// The last join and the head in one, if both are packed pairs and the join brings one of the head's columns.
  func joinedHead(
    _ step: RulePlan.Step, _ head: CompiledKey, _ bound: Set<Int>, _ target: Table,
    _ outbox: Outbox?
  ) -> (any Operator)? {
    guard case .join(let atom, let view, let columns) = step, target.isPacked, target.arity == 2,
      target.pairs != nil, columns.count == 1, case let table = table(atom.relation), table.isPacked,
      table.arity == 2, table.lookup == nil,
      case .variable(let new) = atom.arguments[1 - columns[0]]
    else { return nil }
    let isNew = head.parts.map { part in if case .variable(new) = part { true } else { false } }
    guard isNew[0] != isNew[1] else { return nil }
    return JoinEmitOperator(
      table, view, table.index(on: columns, tracksStable: view == .old), key(atom.arguments, columns),
      other: CompiledKey(parts: [head.parts[isNew[0] ? 1 : 0]]), isSwapped: isNew[0], target: target,
      outbox: outbox)
  }

  /// How a rule can treat its delta in groups: the delta's atom, the key's variable, and the one that only the head's
  /// second column takes over.
  func grouping(_ steps: [RulePlan.Step], _ head: CompiledKey, _ target: Table) -> Grouping? {
    guard case .scan(let atom, .delta) = steps.first, target.isPacked, target.arity == 2, target.pairs != nil,
      isPackedPair(atom), steps.count > 1,
      case .variable(let taken) = head.parts[1], head.parts[0] != .variable(taken),
      let column = atom.arguments.firstIndex(of: .variable(taken)),
      case .variable(let key) = atom.arguments[1 - column], key != taken,
      !steps.dropFirst().contains(where: { $0.variables.contains(taken) })
    else { return nil }
    return Grouping(
      table: table(atom.relation), key: key, group: taken, groups: DeltaGroups(keyColumn: 1 - column))
  }

  /// The checks right after a join that only narrow down the value it brings, one known value each.
  func intersected(
    with step: RulePlan.Step, _ rest: ArraySlice<RulePlan.Step>, _ bound: Set<Int>,
    _ needed: ArraySlice<Set<Int>>
  ) -> [RulePlan.Step] {
    guard case .join(let atom, _, let columns) = step, let new = newVariable(atom, columns),
      table(atom.relation).lookup == nil
    else { return [] }
    var found: [RulePlan.Step] = []
    for check in rest {
      guard case .check(let other, _, false) = check, isPackedPair(other),
        table(other.relation).lookup == nil,
        let column = other.arguments.firstIndex(of: .variable(new)),
        other.arguments[1 - column] != .variable(new)
      else { break }
      found.append(check)
    }
    return found
  }

  /// One operator for a join and the checks that narrow it down.
  func intersection(_ steps: [RulePlan.Step], _ output: Batch, _ carried: [Int]) -> any Operator {
    var new = 0
    var sides: [IntersectOperator.Side] = []
    for step in steps {
      switch step {
      case .join(let atom, let view, let columns):
        new = newVariable(atom, columns) ?? 0
        sides.append(side(atom, view, columns[0]))
      case .check(let atom, let view, _):
        let column = atom.arguments[0] == .variable(new) ? 1 : 0
        sides.append(side(atom, view, column))
      default: preconditionFailure("joins and checks are intersected")
      }
    }
    return IntersectOperator(sides, new: new, output: output, carried: carried)
  }

  /// Asks whether there are rows by looking them up, where the table's rows are given so.
  func seeking(_ table: Table, _ atom: Atom, _ columns: [Int], isNegated: Bool) -> (any Operator)? {
    guard let lookup = table.lookup, columns.count == 1 else { return nil }
    return SeekAnyOperator(
      lookup.order(leading: columns[0]), key(atom.arguments, columns), isNegated: isNegated)
  }

  private func side(_ atom: Atom, _ view: Table.View, _ column: Int) -> IntersectOperator.Side {
    let table = table(atom.relation)
    return IntersectOperator.Side(
      table: table, view: view, index: table.index(on: [column], tracksStable: view == .old),
      key: key(atom.arguments, [column]), isForward: column == 0)
  }

  private func isPackedPair(_ atom: Atom) -> Bool {
    let table = table(atom.relation)
    return table.isPacked && table.arity == 2
  }

  private func newVariable(_ atom: Atom, _ columns: [Int]) -> Int? {
    guard isPackedPair(atom), columns.count == 1, case .variable(let new) = atom.arguments[1 - columns[0]]
    else {
      return nil
    }
    return new
  }

  /// A memory of bindings met, where variables were left behind that what follows does not need.
  func memo(
    before step: RulePlan.Step, _ number: Int, _ bound: Set<Int>, _ needed: Set<Int>, isGrouped: Bool
  ) -> MemoOperator? {
    guard case .join(let atom, _, _) = step, number > 0, isPackedPair(atom) else { return nil }
    return memo(bound, needed, isGrouped: isGrouped)
  }

  /// Whether all that matters of the bindings so far is whether there are any.
  ///
  /// A counter tells bindings apart, so it is given all of them.
  func isOnlyWhether(_ plan: RulePlan, _ bound: Set<Int>, _ needed: Set<Int>) -> Bool {
    !plan.clause.countsUp && bound.isDisjoint(with: needed)
  }

  /// A memory of what is needed of a binding; groups are numbered anew in each run.
  func memo(_ bound: Set<Int>, _ needed: Set<Int>, isGrouped: Bool) -> MemoOperator? {
    let live = bound.intersection(needed).sorted()
    guard let first = live.first, live.count <= 2, live.count < bound.count else { return nil }
    return MemoOperator(first, live.count == 2 ? live[1] : nil, forgets: isGrouped)
  }
}

/// A rule's delta in groups, as the operators share it.
struct Grouping {
  let table: Table
  let key: Int
  let group: Int
  let groups: DeltaGroups
}
