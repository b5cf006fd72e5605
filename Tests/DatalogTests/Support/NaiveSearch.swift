@testable import Datalog

/// Finds every binding under which formulas hold, by trying every row.
struct NaiveSearch {
  typealias Row = [Value]
  typealias Binding = [String: Value]

  let rows: [String: Set<Row>]
  /// The rule's variables outside aggregates, which an aggregate is given from there.
  let outer: Set<String>

  /// Every binding under which all goals hold; what can be decided at once goes first, then what knows most.
  func solutions(_ goals: [Formula], _ binding: Binding) -> [Binding] {
    guard !goals.isEmpty else { return [binding] }
    var rest = goals
    let next = goals.firstIndex { isDecidable($0, binding) } ?? mostKnown(goals, binding)
    guard let next else { preconditionFailure("a checked rule binds all its variables") }
    switch rest.remove(at: next) {
    case .atom(let atom):
      return (rows[atom.name.text] ?? []).flatMap { row -> [Binding] in
        var binding = binding
        var postponed: [Formula] = []
        for (argument, value) in zip(atom.arguments, row)
        where !match(argument, value, &binding, &postponed) {
          return []
        }
        return solutions(postponed + rest, binding)
      }
    case .comparison(let comparison, let left, let right, let span):
      return compared(comparison, left, right, span, binding).flatMap {
        solutions($0.goals + rest, $0.binding)
      }
    case .test, .truth(false, _): return []
    case .truth(true, _): return solutions(rest, binding)
    case .negation(let inner, _): return solutions([inner], binding).isEmpty ? solutions(rest, binding) : []
    case .conjunction(let parts): return solutions(parts + rest, binding)
    case .disjunction(let parts): return parts.flatMap { solutions([$0] + rest, binding) }
    }
  }

  private func mostKnown(_ goals: [Formula], _ binding: Binding) -> Int? {
    let generating = goals.indices.filter { goals[$0].isGenerating }
    return generating.max { unknownCount(goals[$0], binding) > unknownCount(goals[$1], binding) }
  }

  private func unknownCount(_ goal: Formula, _ binding: Binding) -> Int {
    guard case .atom(let atom) = goal else { return 2 }
    return atom.arguments.count { !isKnown($0, binding) }
  }

  private func isDecidable(_ goal: Formula, _ binding: Binding) -> Bool {
    switch goal {
    case .atom, .disjunction: return false
    case .truth, .conjunction, .test: return true
    case .comparison(let comparison, let left, let right, _):
      let (a, b) = (isKnown(left, binding), isKnown(right, binding))
      return a && b || comparison == .equal && (a && right.isPattern || b && left.isPattern)
    case .negation(let inner, _):
      var isReady = true
      inner.forEachOuterVariable { if binding[$0] == nil { isReady = false } }
      return isReady
    }
  }

  private func isKnown(_ expression: Expression, _ binding: Binding) -> Bool {
    switch expression {
    case .variable(let name): return binding[name.text] != nil
    case .wildcard: return false
    case .call(_, let arguments, _), .record(_, let arguments, _):
      return arguments.allSatisfy { isKnown($0, binding) }
    case .aggregate(let aggregate):
      return aggregate.names.intersection(outer).allSatisfy { binding[$0] != nil }
    default: return true
    }
  }

  private func compared(
    _ comparison: ComparisonOperator, _ left: Expression, _ right: Expression, _ span: Span,
    _ binding: Binding
  ) -> [(binding: Binding, goals: [Formula])] {
    if comparison == .equal {
      let (known, pattern) = isKnown(left, binding) ? (left, right) : (right, left)
      guard let value = value(of: known, binding) else { return [] }
      var binding = binding
      if isKnown(pattern, binding) { return self.value(of: pattern, binding) == value ? [(binding, [])] : [] }
      var postponed: [Formula] = []
      return match(pattern, value, &binding, &postponed) ? [(binding, postponed)] : []
    }
    guard let a = value(of: left, binding), let b = value(of: right, binding) else { return [] }
    return comparison.holds(a, b) ? [(binding, [])] : []
  }

  /// Whether a value is what is written; what cannot be said yet is left as goals.
  private func match(
    _ pattern: Expression, _ value: Value, _ binding: inout Binding, _ postponed: inout [Formula]
  ) -> Bool {
    switch pattern {
    case .wildcard: return true
    case .variable(let name):
      if let known = binding[name.text] { return known == value }
      binding[name.text] = value
      return true
    case .record(let name, let parts, _):
      var values: [Value]
      switch (value, name) {
      case (.record(.some(let found)), nil): values = found
      case (.variant(let constructor, let found), .some(let name)) where constructor == name.text:
        values = found
      default: return false
      }
      values.reverse()
      return parts.allSatisfy { part in
        values.popLast().map { match(part, $0, &binding, &postponed) } ?? false
      }
    case .call, .aggregate, .cast:
      let name = Name(text: "value \(binding.count)", span: pattern.span)
      binding[name.text] = value
      postponed.append(.comparison(.equal, pattern, .variable(name), pattern.span))
      return true
    default: return self.value(of: pattern, binding) == value
    }
  }
}

// MARK: Values

extension NaiveSearch {
  /// Nothing if it has no value, as the least of no rows.
  func value(of expression: Expression, _ binding: Binding) -> Value? {
    switch expression {
    case .variable(let name): return binding[name.text]
    case .string(let text, _): return .symbol(text)
    case .number(let number, _): return .number(number)
    case .parameter(let name): return .variant(name.text, [])
    case .noRecord: return .record(nil)
    case .record(let name, let parts, _):
      let values = parts.compactMap { value(of: $0, binding) }
      return name.map { .variant($0.text, values) } ?? .record(values)
    case .call(let name, let arguments, _):
      return call(name.text, arguments.compactMap { value(of: $0, binding) })
    case .aggregate(let aggregate): return result(of: aggregate, binding)
    default: preconditionFailure("generated programs have no such expression")
    }
  }

  private func call(_ name: String, _ values: [Value]) -> Value {
    if name == "cat" { return .symbol(values.map(\.description).joined()) }
    if name == "strlen" { return .number(Int64(values[0].description.utf8.count)) }
    let numbers = values.map(number)
    switch name {
    case "+": return .number(numbers[0] &+ numbers[1])
    case "-" where numbers.count == 2: return .number(numbers[0] &- numbers[1])
    case "-", "neg": return .number(0 &- numbers[0])
    case "*": return .number(numbers[0] &* numbers[1])
    case "%": return .number(numbers[0] % numbers[1])
    default: preconditionFailure("generated programs do not call '\(name)'")
    }
  }

  private func number(_ value: Value) -> Int64 { if case .number(let number) = value { number } else { 0 } }

  private func result(of aggregate: AggregateSyntax, _ binding: Binding) -> Value? {
    let names = aggregate.names
    let start = binding.filter { outer.contains($0.key) && names.contains($0.key) }
    var count = 0
    let body = aggregate.body.atomCount == 1 ? aggregate.body.namingWildcards(&count) : aggregate.body
    let found = Set(solutions([body], start).map { $0.filter { start[$0.key] == nil } })
    let targets = found.compactMap { solution in
      aggregate.target.flatMap { value(of: $0, solution.merging(start) { $1 }) }
    }
    switch aggregate.function {
    case .count: return .number(Int64(found.count))
    case .sum: return .number(targets.reduce(0) { $0 &+ number($1) })
    case .min: return targets.min()
    case .max: return targets.max()
    case .mean:
      if targets.isEmpty { return nil }
      return .float(targets.reduce(0.0) { $0 + Double(number($1)) } / Double(targets.count))
    }
  }
}

extension AggregateSyntax {
  /// Every variable in it.
  fileprivate var names: Set<String> {
    var names: Set<String> = []
    target?.forEachOuterVariable { names.insert($0) }
    body.forEachOuterVariable { names.insert($0) }
    return names
  }
}

extension Formula {
  /// Whether it can go on without all its variables being known.
  fileprivate var isGenerating: Bool {
    switch self {
    case .atom, .disjunction: true
    default: false
    }
  }

  fileprivate var atomCount: Int {
    switch self {
    case .atom: 1
    case .conjunction(let parts): parts.reduce(0) { $0 + $1.atomCount }
    default: 0
    }
  }

  /// In an aggregate of one atom each nameless value counts, so it gets a name.
  fileprivate func namingWildcards(_ count: inout Int) -> Formula {
    switch self {
    case .atom(var atom):
      for index in atom.arguments.indices {
        guard case .wildcard(let span) = atom.arguments[index] else { continue }
        count += 1
        atom.arguments[index] = .variable(Name(text: "nameless \(count)", span: span))
      }
      return .atom(atom)
    case .conjunction(let parts):
      var named: [Formula] = []
      for part in parts { named.append(part.namingWildcards(&count)) }
      return .conjunction(named)
    default: return self
    }
  }
}

extension Expression {
  /// Whether it can be compared with a value before its variables are known.
  fileprivate var isPattern: Bool {
    switch self {
    case .variable, .record, .wildcard: true
    default: false
    }
  }
}
