/// A relation that is the transitive closure of its other rules, as `p(x, z) :- p(x, y), p(y, z).` makes it.
///
/// The same closure comes of rules that are recursive at one side only, which need not know the closure of every node
/// on the way.
struct TransitiveRule {
  private let relation: RelationID
  /// The rules that are not recursive, each a step of the closure.
  private let steps: [Clause]

  /// Nothing if the relation is no such closure.
  init?(_ relation: RelationID, _ eligibility: DemandEligibility) {
    guard eligibility.factCount(of: relation) == 0 else { return nil }
    let rules = eligibility.rules(of: relation)
    let recursive = rules.filter { eligibility.isRecursive($0, relation) }
    let steps = rules.filter { !eligibility.isRecursive($0, relation) }
    guard recursive.count == 1, recursive[0].isTransitive, !steps.isEmpty,
      steps.allSatisfy({ $0.arguments.allSatisfy { $0.argument != nil } })
    else { return nil }
    self.relation = relation
    self.steps = steps
  }

  /// The rules with recursion at the side that is asked for.
  func linear(_ pattern: DemandPattern) -> [Clause] {
    steps.flatMap { [$0, pattern.contains(0) ? lengthened($0, at: 1) : lengthened($0, at: 0)] }
  }

  /// A step after a path, or before one, which then ends or begins with a variable of its own.
  private func lengthened(_ step: Clause, at side: Int) -> Clause {
    var clause = step
    let variable = step.variables.count
    clause.variables.append("_")
    clause.arguments[1 - side] = .variable(variable)
    guard let meeting = step.arguments[1 - side].argument else { return clause }
    let path = Atom(
      relation: relation,
      arguments: side == 1
        ? [.variable(variable), meeting] : [step.arguments[1].argument ?? meeting, .variable(variable)],
      span: step.headSpan)
    clause.body.insert(.atom(path), at: 0)
    return clause
  }
}

extension Clause {
  fileprivate var isTransitive: Bool {
    guard body.count == 2, arguments.count == 2, plan.isEmpty, case .atom(let a) = body[0],
      case .atom(let b) = body[1], a.relation == head, b.relation == head,
      case .variable(let x) = arguments[0], case .variable(let z) = arguments[1]
    else { return false }
    return [(a, b), (b, a)].contains { first, second in
      guard case .variable(let y) = first.arguments[1], Set([x, y, z]).count == 3 else { return false }
      return first.arguments[0] == .variable(x) && second.arguments == [.variable(y), .variable(z)]
    }
  }
}

extension Term {
  /// What stands for it in an atom; nothing for a calculation.
  var argument: Atom.Argument? {
    switch self {
    case .variable(let variable): .variable(variable)
    case .constant(let value): .constant(value)
    case .call: nil
    }
  }
}
