extension ClauseBuilder {
  /// The conjunctions of which one holds if no rule of an inlined relation does.
  mutating func denials(of atom: Atom) -> [[Literal]] {
    let name = checker.relations[atom.relation.rawValue].name
    guard !atom.arguments.contains(.wildcard) else {
      error("'\(name)' is inlined, so it cannot be negated with '_'; name the value", at: atom.span)
      return []
    }
    var alternatives: [[Literal]] = [[]]
    for rule in checker.inlineRules[atom.relation] ?? [] {
      guard let instance = instance(of: rule, atom) else { continue }
      var denial = Denial(known: Set(atom.variables))
      guard denial.deny(instance, makeVariable: { self.makeVariable(like: $0) }) else {
        error(
          "'\(name)' is inlined, so it cannot be negated: a rule of it has values of its own", at: atom.span,
          notes: [("'\(name)' is declared here", checker.relations[atom.relation.rawValue].span)])
        return []
      }
      alternatives = product(alternatives, denial.alternatives, at: atom.span)
    }
    return alternatives
  }

  /// A nameless variable of the same kind as another one.
  mutating func makeVariable(like other: Int) -> Int {
    variables.append(Variable(name: variables[other].name, cell: variables[other].cell))
    return variables.count - 1
  }
}

/// Turns a conjunction round: the alternatives of which one holds where the conjunction does not.
///
/// What only computes a value from known ones is asked for in every alternative that uses it. Each other condition
/// makes an alternative, in which it does not hold.
private struct Denial {
  private(set) var alternatives: [[Literal]] = []
  private var known: Set<Int>
  private var computed: [Literal] = []
  private var produced: Set<Int> = []

  init(known: Set<Int>) { self.known = known }

  /// Says whether it can be done: not if the conjunction looks for values.
  mutating func deny(_ conjunction: [Literal], makeVariable: (Int) -> Int) -> Bool {
    var pending = conjunction
    produced = conjunction.produced
    while !pending.isEmpty {
      guard let next = pending.firstIndex(where: isReady) else { return false }
      guard take(pending.remove(at: next), makeVariable) else { return false }
    }
    return true
  }

  private func isReady(_ literal: Literal) -> Bool {
    switch literal {
    case .aggregate(let aggregate): aggregate.keys.allSatisfy(known.contains)
    case .record(let record): known.contains(record.variable) || record.fields.allSatisfy(known.contains)
    case .atom(let atom): atom.variables.allSatisfy(known.contains)
    default:
      literal.variables.allSatisfy {
        known.contains($0) || (literal.newlyBound(by: known).contains($0) && !produced.contains($0))
      }
    }
  }

  private mutating func take(_ literal: Literal, _ makeVariable: (Int) -> Int) -> Bool {
    let new = literal.newlyBound(by: known)
    switch literal {
    case .atom(let atom): alternatives.append(computed + [.negation(atom)])
    case .negation(let atom): alternatives.append(computed + [.atom(atom)])
    case .comparison(let comparison, let kind, let left, let right, let span):
      if new.isEmpty {
        alternatives.append(computed + [.comparison(comparison.negated, kind, left, right, span)])
      } else {
        computed.append(literal)
      }
    case .test(let operation, let left, let right, let isNegated, let span):
      alternatives.append(computed + [.test(operation, left, right, isNegated: !isNegated, span)])
    case .aggregate(let aggregate):
      // The others have no value for no rows, which would be one more way not to hold.
      guard aggregate.function == .count || aggregate.function == .sum else { return false }
      computed.append(literal)
    case .record(let record): take(record, makeVariable)
    case .range: return false
    case .falsehood: alternatives.append(computed)
    }
    known.formUnion(new)
    return true
  }

  /// A record that is taken apart may be none, have another constructor, or hold other values.
  private mutating func take(_ record: RecordLiteral, _ makeVariable: (Int) -> Int) {
    guard known.contains(record.variable) else {
      computed.append(.record(record))
      return
    }
    let whole = Term.variable(record.variable)
    let none = Term.constant(.record(nil))
    alternatives.append(computed + [.comparison(.equal, .record, whole, none, record.span)])
    if let constructor = record.constructor {
      let operation = Operation(functor: .part, operand: .record, result: .symbol)
      let tag = Term.call(operation, [whole, .constant(.number(0))], record.span)
      alternatives.append(
        computed + [
          .comparison(.notEqual, .record, whole, none, record.span),
          .comparison(.notEqual, .symbol, tag, .constant(.symbol(constructor)), record.span),
        ])
    }
    var fresh = record
    var unequal: [Literal] = []
    for (index, field) in record.fields.enumerated() {
      let isRepeated = record.fields[..<index].contains(field)
      guard known.contains(field) || isRepeated else { continue }
      fresh.fields[index] = makeVariable(field)
      unequal.append(
        .comparison(
          .notEqual, record.kinds[index], .variable(fresh.fields[index]), .variable(field), record.span))
    }
    computed.append(.record(fresh))
    for literal in unequal { alternatives.append(computed + [literal]) }
  }
}
