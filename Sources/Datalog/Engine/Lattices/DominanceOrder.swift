/// When one row gives way to another, where that can be told from the two rows alone.
///
/// `cost(x, a) <= cost(x, b) :- b < a.` has the key `x` and an order of `a`. Several columns may be compared, one
/// after the other (`:- c < a; c = a, d < b.`, or a rule each) or side by side (`:- c <= a, d <= b.`). What counts is
/// that the order is transitive and that no two rows give way to each other: then the rows that stay do not depend
/// on the order in which rows come, and a row that gave way need not be remembered.
struct DominanceOrder {
  /// What a column of the row that stays must be, seen from the row that goes.
  enum Comparison: Equatable {
    case same
    case less
    case lessOrSame
    case greater
    case greaterOrSame
  }

  struct Condition {
    var column: Int
    var kind: Kind
    var comparison: Comparison
  }

  let arity: Int
  /// The columns in which rows agree if one gives way to the other, in ascending order.
  let key: [Int]
  /// A row gives way if all conditions of one of these hold, those on the key's columns left out.
  let alternatives: [[Condition]]

  /// The order in which no row gives way, and each row is a key of its own.
  init(arity: Int) {
    self.arity = arity
    key = Array(0..<arity)
    alternatives = []
  }

  /// The order of a relation's subsumption rules; nothing if they ask for more than two rows can tell.
  init?(_ clauses: [Clause], arity: Int) {
    var rules: [[Condition]] = []
    for clause in clauses {
      guard let conditions = Self.conditions(clause, arity) else { return nil }
      rules.append(conditions)
    }
    guard !rules.isEmpty, Self.isStrict(rules, arity) else { return nil }
    let shared = (0..<arity).filter { column in
      rules.allSatisfy { $0.contains { $0.column == column && $0.comparison == .same } }
    }
    self.arity = arity
    key = shared
    alternatives = rules.map { $0.filter { !shared.contains($0.column) } }
  }

  /// The one number column that decides, if the key is all others: the mask makes better values smaller words.
  var single: (column: Int, mask: UInt64)? {
    guard alternatives.count == 1, key.count == arity - 1, let only = alternatives[0].first,
      only.kind == .number || only.kind == .unsigned
    else { return nil }
    let sign: UInt64 = only.kind == .number ? 1 << 63 : 0
    let isLess = only.comparison == .less || only.comparison == .lessOrSame
    return (only.column, isLess ? sign : ~sign)
  }
}

// MARK: Recognizing

extension DominanceOrder {
  /// What a subsumption rule asks of each column; nothing if it asks for more.
  private static func conditions(_ clause: Clause, _ arity: Int) -> [Condition]? {
    let variables = clause.arguments.compactMap {
      if case .variable(let variable) = $0 { variable } else { nil }
    }
    guard variables.count == 2 * arity, arity > 0 else { return nil }
    let (going, staying) = (variables.prefix(arity), Array(variables.suffix(arity)))
    guard Set(going).count == arity, Set(staying).count == arity else { return nil }
    var found: [Int: Condition] = [:]
    for column in 0..<arity {
      if going[column] == staying[column] {
        found[column] = Condition(column: column, kind: .unsigned, comparison: .same)
      } else if going.contains(staying[column]) || staying.contains(going[column]) {
        return nil
      }
    }
    for literal in clause.body.dropFirst(2) {
      guard case .comparison(let comparison, let kind, .variable(let left), .variable(let right), _) = literal
      else { return nil }
      let isTurned = going.contains(left)
      let (one, other) = isTurned ? (right, left) : (left, right)
      guard let column = staying.firstIndex(of: one), going[column] == other, found[column] == nil,
        let seen = Comparison(isTurned ? comparison.turned : comparison), seen != .same || kind != .float
      else { return nil }
      found[column] = Condition(column: column, kind: kind, comparison: seen)
    }
    return found.values.sorted { $0.column < $1.column }
  }

  /// Whether the rules together are a transitive order in which no two rows are each before the other.
  private static func isStrict(_ rules: [[Condition]], _ arity: Int) -> Bool {
    guard rules.count > 1 else {
      // Rows that are the same in all compared columns would give way to each other.
      let isStrict = rules[0].contains { $0.comparison == .less || $0.comparison == .greater }
      return rules[0].contains { $0.comparison != .same } && (isStrict || rules[0].count == arity)
    }
    // Each next rule decides where all before it left the rows the same.
    var decided: Set<Int> = []
    let chain = rules.sorted { $0.count(where: \.isSame) < $1.count(where: \.isSame) }
    for (number, rule) in chain.enumerated() {
      let rest = rule.filter { !$0.isSame }
      guard rest.count == 1, let next = rest.first else { return false }
      let same = Set(rule.filter(\.isSame).map(\.column))
      guard same.isSuperset(of: decided) else { return false }
      let isStrict = next.comparison == .less || next.comparison == .greater
      guard isStrict || (number == chain.count - 1 && rule.count == arity) else { return false }
      decided = same.union([next.column])
    }
    return true
  }
}

extension DominanceOrder.Condition {
  fileprivate var isSame: Bool { comparison == .same }
}

extension DominanceOrder.Comparison {
  fileprivate init?(_ comparison: ComparisonOperator) {
    switch comparison {
    case .equal: self = .same
    case .less: self = .less
    case .lessOrEqual: self = .lessOrSame
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrSame
    case .notEqual: return nil
    }
  }
}

extension ComparisonOperator {
  /// The comparison with its sides exchanged.
  fileprivate var turned: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: self
    }
  }
}

// MARK: Comparing

extension DominanceOrder {
  /// Whether one row gives way to another of the same key.
  func gives(
    _ going: UnsafePointer<UInt64>, wayTo staying: UnsafePointer<UInt64>, _ context: EvaluationContext
  ) -> Bool {
    alternatives.contains { conditions in
      conditions.allSatisfy { condition in
        let (a, b) = (staying[condition.column], going[condition.column])
        switch condition.comparison {
        case .same: return a == b
        case .less: return context.precedes(a, b, condition.kind)
        case .greater: return context.precedes(b, a, condition.kind)
        case .lessOrSame: return a == b || context.precedes(a, b, condition.kind)
        case .greaterOrSame: return a == b || context.precedes(b, a, condition.kind)
        }
      }
    }
  }
}
