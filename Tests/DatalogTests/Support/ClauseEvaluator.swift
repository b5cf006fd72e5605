@testable import Datalog

/// A slow evaluator of checked clauses, for checking single steps: sets of decoded rows, every clause tried on
/// everything until nothing is new.
struct ClauseEvaluator {
  typealias Row = [Value]
  typealias Binding = [Int: Value]

  private let program: StratifiedProgram
  private(set) var rows: [RelationID: Set<Row>] = [:]
  /// What atoms read in place of all rows.
  private var atomRows: [RelationID: Set<Row>]?

  init(_ program: Program) {
    self.program = program.stratified.withClosureRules()
    for stratum in self.program.strata { complete(stratum) }
  }

  /// Takes rows that were derived by other means.
  init(_ program: StratifiedProgram, rows: [RelationID: Set<Row>]) {
    self.program = program
    self.rows = rows
  }

  /// The rows of a relation, in order.
  func rows(of name: String) -> [Row] {
    let index = program.checked.relations.firstIndex { $0.name == name }
    let found = index.flatMap { rows[RelationID(rawValue: $0)] } ?? []
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Whether a clause gives a row.
  func derives(_ clause: Clause, _ row: Row) -> Bool {
    solutions(clause.body, [:]).contains { binding in clause.arguments.map { value(of: $0, binding) } == row }
  }

  /// The rows a clause gives if its atoms read some rows, while negations and aggregates read all there are.
  func rowsDerived(by clause: Clause, from below: [RelationID: Set<Row>]) -> [Row] {
    var reading = self
    reading.atomRows = below
    return reading.solutions(clause.body, [:]).map { binding in
      clause.arguments.map { value(of: $0, binding) }
    }
  }

  private mutating func complete(_ stratum: StratifiedProgram.Stratum) {
    var grows = true
    while grows {
      grows = false
      for clause in stratum.clauses {
        for binding in solutions(clause.body, [:]) {
          let row = clause.arguments.map { value(of: $0, binding) }
          if rows[clause.head, default: []].insert(row).inserted { grows = true }
        }
      }
    }
  }

  /// Every binding under which all literals hold; the first that can be decided goes first.
  private func solutions(_ literals: [Literal], _ binding: Binding) -> [Binding] {
    guard !literals.isEmpty else { return [binding] }
    let bound = Set(binding.keys)
    let ready = literals.firstIndex { isDecidable($0, bound) }
    guard let next = ready ?? literals.firstIndex(where: { if case .atom = $0 { true } else { false } })
    else {
      return []
    }
    var rest = literals
    let literal = rest.remove(at: next)
    return extensions(literal, binding).flatMap { solutions(rest, $0) }
  }

  private func isDecidable(_ literal: Literal, _ bound: Set<Int>) -> Bool {
    switch literal {
    case .atom: false
    case .aggregate(let aggregate): aggregate.keys.allSatisfy(bound.contains)
    default: Set(literal.variables).subtracting(literal.newlyBound(by: bound)).isSubset(of: bound)
    }
  }

  private func extensions(_ literal: Literal, _ binding: Binding) -> [Binding] {
    switch literal {
    case .atom(let atom):
      return ((atomRows ?? rows)[atom.relation] ?? []).compactMap { matched(atom, $0, binding) }
    case .negation(let atom):
      return (rows[atom.relation] ?? []).contains { matched(atom, $0, binding) != nil } ? [] : [binding]
    case .comparison(let comparison, _, let left, let right, _):
      return compared(comparison, left, right, binding)
    case .aggregate(let aggregate):
      guard let result = result(of: aggregate, binding) else { return [] }
      if let known = binding[aggregate.result], known != result { return [] }
      return [binding.merging([aggregate.result: result]) { $1 }]
    case .record(let record): return unpacked(record, binding)
    case .test, .range, .falsehood: return []
    }
  }

  private func unpacked(_ record: RecordLiteral, _ binding: Binding) -> [Binding] {
    guard let known = binding[record.variable] else {
      let values = record.fields.map { binding[$0] ?? .number(0) }
      let value = record.constructor.map { Value.variant($0, values) } ?? .record(values)
      return [binding.merging([record.variable: value]) { $1 }]
    }
    var found: [Value]
    switch (known, record.constructor) {
    case (.record(.some(let values)), nil): found = values
    case (.variant(let name, let values), .some(let wanted)) where name == wanted: found = values
    default: return []
    }
    var binding = binding
    for (variable, value) in zip(record.fields, found) {
      if let known = binding[variable], known != value { return [] }
      binding[variable] = value
    }
    return [binding]
  }

  private func matched(_ atom: Atom, _ row: Row, _ binding: Binding) -> Binding? {
    var binding = binding
    for (argument, value) in zip(atom.arguments, row) {
      switch argument {
      case .wildcard: break
      case .constant(let constant): if constant != value { return nil }
      case .variable(let variable):
        if let known = binding[variable], known != value { return nil }
        binding[variable] = value
      }
    }
    return binding
  }

  private func compared(
    _ comparison: ComparisonOperator, _ left: Term, _ right: Term, _ binding: Binding
  ) -> [Binding] {
    if case .variable(let variable) = left, binding[variable] == nil {
      return [binding.merging([variable: value(of: right, binding)]) { $1 }]
    }
    if case .variable(let variable) = right, binding[variable] == nil {
      return [binding.merging([variable: value(of: left, binding)]) { $1 }]
    }
    let (a, b) = (value(of: left, binding), value(of: right, binding))
    return comparison.holds(a, b) ? [binding] : []
  }

  private func result(of aggregate: Aggregate, _ binding: Binding) -> Value? {
    var targets: [Value] = []
    for row in gathered(aggregate, binding) {
      var target = Value.number(0)
      let belongs = zip(aggregate.columns, row).allSatisfy { column, value in
        switch column {
        case .key(let variable): return binding[variable] == value
        case .constant(let constant): return constant == value
        case .free: return true
        case .target:
          target = value
          return true
        }
      }
      if belongs { targets.append(target) }
    }
    switch aggregate.function {
    case .count: return .number(Int64(targets.count))
    case .sum: return .number(targets.reduce(0) { $0 + number($1) })
    case .min: return targets.min()
    case .max: return targets.max()
    case .mean:
      if targets.isEmpty { return nil }
      return .float(targets.reduce(0.0) { $0 + Double(number($1)) } / Double(targets.count))
    }
  }

  private func gathered(_ aggregate: Aggregate, _ binding: Binding) -> Set<Row> {
    guard let search = aggregate.search else { return rows[aggregate.relation] ?? [] }
    let start = binding.filter { search.keys.contains($0.key) }
    var found: Set<Row> = []
    var reading = self
    reading.atomRows = nil
    for clause in search.clauses {
      for solution in reading.solutions(clause.body, start) {
        found.insert(clause.arguments.map { value(of: $0, solution) })
      }
    }
    return found
  }

  private func number(_ value: Value) -> Int64 { if case .number(let number) = value { number } else { 0 } }

  private func value(of term: Term, _ binding: Binding) -> Value {
    switch term {
    case .constant(let value): return value
    case .variable(let variable): return binding[variable] ?? .number(0)
    case .call(let operation, let arguments, _):
      let values = arguments.map { number(value(of: $0, binding)) }
      switch operation.functor {
      case .add: return .number(values[0] &+ values[1])
      case .subtract: return .number(values[0] &- values[1])
      case .multiply: return .number(values[0] &* values[1])
      case .divide: return .number(values[0] / values[1])
      case .modulo: return .number(values[0] % values[1])
      case .maximum: return .number(values.max() ?? 0)
      default: return .number(0)
      }
    }
  }
}
