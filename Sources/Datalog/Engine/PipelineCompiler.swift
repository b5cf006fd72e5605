/// Makes a chain of operators of a rule's plan.
struct PipelineCompiler {
  let context: EvaluationContext
  /// The table an atom reads.
  let table: (RelationID) -> Table
  /// The table negations and aggregates read, which is complete.
  let completeTable: (RelationID) -> Table
  /// Whether bindings for which something cannot be computed are passed over, in place of ending the evaluation.
  var skipsFailures = false

  /// Compiles a plan whose rows go into a table.
  ///
  /// - Parameters:
  ///   - plan: the order of the rule's conditions.
  ///   - target: takes in the rows of the head.
  ///   - start: variables whose values each run is given.
  ///   - outbox: takes the rows in the target's place; gates are then someone else's.
  ///   - forgets: whether a run must not remember what others have met.
  /// - Returns: the chain, which can be run any number of times.
  func compile(
    _ plan: RulePlan, into target: Table, start: [Int] = [], outbox: Outbox? = nil, forgets: Bool = false
  ) -> Pipeline {
    let gates = outbox == nil ? plan.gates.map(compiled) : []
    // A head's calculation becomes a variable that the last step assigns.
    var steps = plan.steps
    var variableCount = plan.clause.variables.count
    let head = plan.clause.arguments.map { term -> Atom.Argument in
      switch term {
      case .variable(let variable): return .variable(variable)
      case .constant(let value): return .constant(value)
      case .call:
        steps.append(.assign(variableCount, term))
        variableCount += 1
        return .variable(variableCount - 1)
      }
    }
    let headKey = key(head, Array(head.indices))
    var needed: [Set<Int>] = [Set(headKey.variables)]
    // A counter tells bindings apart, so none may be taken for another one.
    if plan.clause.countsUp { needed[0].formUnion(plan.clause.body.flatMap(\.variables)) }
    for step in steps.reversed() { needed.append((needed.last ?? []).union(step.variables)) }
    needed.reverse()

    let known = Set(start)
    // Variables assigned before the next atom need room in the batch at hand.
    var batch = Batch(live: live(known, steps[...], needed[0]), variableCount: variableCount)
    let first = batch
    var bound = known
    var operators: [any Operator] = []
    var number = 0
    var groupScan: GroupScanOperator?
    // Whether there may be several bindings by now.
    var hasMany = false
    // Whether bindings came since those with known rows were left out.
    var isUnasked = false
    let isQuiet = plan.clause.isQuiet
    let grouping = start.isEmpty ? grouping(steps, headKey, target) : nil
    if let grouping {
      let live = live(Set([grouping.key, grouping.group]), steps[1...], needed[1])
      batch = Batch(live: live, variableCount: variableCount)
      bound = [grouping.key, grouping.group]
      let scan = GroupScanOperator(
        grouping.table, key: grouping.key, group: grouping.group, groups: grouping.groups, output: batch)
      groupScan = scan
      operators.append(scan)
      number = 1
    }
    while number < steps.count {
      let step = steps[number]
      // Runs that begin with other values have nothing to remember from each other.
      if start.isEmpty,
        let memo = memo(before: step, number, bound, needed[number], isGrouped: forgets || grouping != nil)
      {
        operators.append(memo)
      }
      if isUnasked, start.isEmpty, grouping == nil, !plan.clause.countsUp,
        let known = newHead(before: steps[number...], headKey, bound, target)
      {
        operators.append(known)
        isUnasked = false
      }
      if step.isExpanding {
        if hasMany, isOnlyWhether(plan, bound, needed[number]) {
          operators.append(OnceOperator(endsRun: isQuiet))
        }
        hasMany = true
        isUnasked = true
      }
      if grouping == nil, number == steps.count - 1,
        let last = joinedHead(step, headKey, bound, target, outbox)
      {
        return Pipeline(
          operators: operators + [last], first: first, start: start, context: context, gates: gates)
      }
      number += 1
      if skipsFailures, let filter = computing(step) { operators.append(filter) }
      guard step.isExpanding else {
        operators.append(inPlace(step))
        bound.formUnion(step.bound)
        continue
      }
      let others = intersected(with: step, steps[number...], bound, needed[number...])
      number += others.count
      let carried = bound.intersection(needed[number]).sorted()
      bound.formUnion(step.bound)
      let live = live(bound, steps[number...], needed[number].union(others.isEmpty ? [] : step.bound))
      batch = Batch(live: live, variableCount: variableCount)
      operators.append(
        others.isEmpty
          ? expanding(step, batch, carried, needed[number], target)
          : intersection([step] + others, batch, carried))
    }
    if let grouping, let groupScan {
      if let memo = memo(bound, needed[number], isGrouped: true) { operators.append(memo) }
      operators.append(
        GroupEmitOperator(
          first: CompiledKey(parts: [headKey.parts[0]]), group: grouping.group, scan: groupScan,
          target: target, outbox: outbox))
    } else {
      if hasMany, isOnlyWhether(plan, bound, needed[number]) {
        operators.append(OnceOperator(endsRun: isQuiet))
      }
      operators.append(EmitOperator(target, headKey, outbox: outbox))
    }
    return Pipeline(operators: operators, first: first, start: start, context: context, gates: gates)
  }

  private func compiled(_ gate: RulePlan.Gate) -> Gate {
    let found = Table(arity: 0, isPacked: false)
    let pipeline = compile(gate.plan, into: found, forgets: true)
    return Gate(pipeline, found: found, isFixed: gate.isFixed, isNewest: gate.plan.delta != nil)
  }

  /// The variables a batch has columns for: those bound that are needed, and those assigned before the next atom.
  private func live(_ bound: Set<Int>, _ rest: ArraySlice<RulePlan.Step>, _ needed: Set<Int>) -> [Int] {
    var live = bound.intersection(needed)
    for step in rest {
      if step.isExpanding { break }
      live.formUnion(step.bound)
    }
    return live.sorted()
  }

  private func expanding(
    _ step: RulePlan.Step, _ output: Batch, _ carried: [Int], _ needed: Set<Int>, _ target: Table
  ) -> any Operator {
    if let operation = overClasses(step, output, carried, needed) { return operation }
    switch step {
    case .scan(let atom, let view):
      let arguments = compiled(atom, skipping: [], needed: needed)
      if view != .delta { table(atom.relation).prepareScan() }
      return ScanOperator(table(atom.relation), view, arguments, output: output, carried: carried)
    case .join(let atom, let view, let columns):
      let table = table(atom.relation)
      let arguments = compiled(atom, skipping: columns, needed: needed)
      if let lookup = table.lookup {
        return SeekOperator(
          lookup.order(leading: columns[0]), key(atom.arguments, columns),
          new: arguments.outputs.first?.variable, output: output, carried: carried)
      }
      let index = table.index(on: columns, tracksStable: view == .old)
      let key = key(atom.arguments, columns)
      return JoinOperator(table, view, index, key, arguments, output: output, carried: carried)
    case .range(let variable, let kind, let terms):
      let bounds = terms.map { TermProgram($0, context) }
      return RangeOperator(variable, kind, bounds, output: output, carried: carried, target: target)
    default: preconditionFailure("only atoms and ranges bring new bindings")
    }
  }

  private func inPlace(_ step: RulePlan.Step) -> any Operator {
    if let operation = overClasses(step) { return operation }
    switch step {
    case .check(let atom, let view, let isNegated):
      let table = isNegated ? completeTable(atom.relation) : table(atom.relation)
      table.prepareLookup()
      return CheckOperator(
        table, view, key(atom.arguments, Array(atom.arguments.indices)), isNegated: isNegated)
    case .exists(let atom, let view, let columns):
      let table = table(atom.relation)
      if let seeking = seeking(table, atom, columns, isNegated: false) { return seeking }
      let index = columns.isEmpty ? nil : table.index(on: columns, tracksStable: view == .old)
      return ExistsOperator(table, view, index, key(atom.arguments, columns), isNegated: false)
    case .absent(let atom, let columns):
      let table = completeTable(atom.relation)
      if let seeking = seeking(table, atom, columns, isNegated: true) { return seeking }
      let index = columns.isEmpty ? nil : table.index(on: columns, tracksStable: false)
      return ExistsOperator(table, .full, index, key(atom.arguments, columns), isNegated: true)
    case .compare(let comparison, let kind, let left, let right):
      return CompareOperator(comparison, kind, TermProgram(left, context), TermProgram(right, context))
    case .test(let operation, let left, let right, let isNegated, let span):
      return TestOperator(TermProgram(.call(operation, [left, right], span), context), isNegated: isNegated)
    case .assign(let variable, let term): return AssignOperator(variable, TermProgram(term, context))
    case .aggregate(let aggregate):
      return aggregate.search.map { searched(aggregate, $0) } ?? compiled(aggregate)
    case .never: return NeverOperator()
    case .scan, .join, .range: preconditionFailure("atoms and ranges bring new bindings")
    }
  }

  private func searched(_ aggregate: Aggregate, _ search: Aggregate.Search) -> any Operator {
    let rows = Table(arity: aggregate.columns.count, isPacked: false)
    return SearchAggregateOperator(aggregate, rows, searchPipelines(search, into: rows))
  }

  /// The rules that gather an aggregate's rows for given values of its keys.
  func searchPipelines(_ search: Aggregate.Search, into rows: Table) -> [Pipeline] {
    // What an aggregate gathers is complete, whatever the rule around it still derives.
    let inner = PipelineCompiler(
      context: context, table: completeTable, completeTable: completeTable, skipsFailures: skipsFailures)
    return search.clauses.map { clause in
      let planner = RulePlanner(
        clause: clause, size: { completeTable($0).count }, isRecursive: { _ in false })
      let plan = planner.plan(delta: nil, bound: Set(search.keys))
      return inner.compile(plan, into: rows, start: search.keys)
    }
  }

  private func compiled(_ aggregate: Aggregate) -> any Operator {
    let table = completeTable(aggregate.relation)
    var keys: [Int] = []
    var constants: [GroupFold.Shape.Constant] = []
    var parts: [CompiledKey.Part] = []
    var whole: [CompiledKey.Part] = []
    for (number, column) in aggregate.columns.enumerated() {
      switch column {
      case .key(let variable):
        keys.append(number)
        parts.append(.variable(variable))
        whole.append(.variable(variable))
      case .constant(let value):
        constants.append(GroupFold.Shape.Constant(column: number, word: context.word(of: value)))
        whole.append(.constant(context.word(of: value)))
      case .target, .free: continue
      }
    }
    if whole.count == aggregate.columns.count {
      table.prepareLookup()
      return PresenceOperator(result: aggregate.result, table, CompiledKey(parts: whole))
    }
    let shape = GroupFold.Shape(
      function: aggregate.function, kind: aggregate.kind, target: aggregate.foldedColumn, keys: keys,
      constants: constants)
    return AggregateOperator(aggregate, table.fold(shape, context), CompiledKey(parts: parts))
  }

  func compiled(_ atom: Atom, skipping key: [Int], needed: Set<Int>) -> CompiledArguments {
    var arguments = CompiledArguments()
    var seen: [Int: Int] = [:]
    for (column, argument) in atom.arguments.enumerated() where !key.contains(column) {
      switch argument {
      case .wildcard: break
      case .constant(let value): arguments.constants.append((column, context.word(of: value)))
      case .variable(let variable):
        if let earlier = seen[variable] {
          arguments.checks.append((column, earlier))
        } else {
          seen[variable] = column
          if needed.contains(variable) { arguments.outputs.append((column, variable)) }
        }
      }
    }
    return arguments
  }

  func key(_ arguments: [Atom.Argument], _ columns: [Int]) -> CompiledKey {
    CompiledKey(
      parts: columns.map { column in
        switch arguments[column] {
        case .variable(let variable): .variable(variable)
        case .constant(let value): .constant(context.word(of: value))
        case .wildcard: preconditionFailure("a key has no nameless column")
        }
      })
  }
}

extension CompiledKey {
  var variables: [Int] { parts.compactMap { if case .variable(let variable) = $0 { variable } else { nil } } }
}

extension RulePlan.Step {
  /// Whether one binding may become several.
  var isExpanding: Bool {
    switch self {
    case .scan, .join, .range: true
    default: false
    }
  }

  /// The variables it binds.
  var bound: [Int] {
    switch self {
    case .scan(let atom, _), .join(let atom, _, _): atom.variables
    case .assign(let variable, _), .range(let variable, _, _): [variable]
    case .aggregate(let aggregate): [aggregate.result]
    default: []
    }
  }

  /// The variables it reads or binds.
  var variables: [Int] {
    var found = bound
    switch self {
    case .scan, .join, .never: break
    case .check(let atom, _, _), .absent(let atom, _): found += atom.variables
    case .compare(_, _, let left, let right), .test(_, let left, let right, _, _):
      left.forEachVariable { found.append($0) }
      right.forEachVariable { found.append($0) }
    case .assign(_, let term): term.forEachVariable { found.append($0) }
    case .exists(let atom, _, let key):
      for column in key {
        if case .variable(let variable) = atom.arguments[column] { found.append(variable) }
      }
    case .aggregate(let aggregate): found += aggregate.keys
    case .range(_, _, let terms): for term in terms { term.forEachVariable { found.append($0) } }
    }
    return found
  }
}
