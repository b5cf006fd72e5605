/// How a program's rules were run: stratum by stratum, each rule with the order of its steps.
public struct PlanDescription: Sendable, Equatable {
  /// Relations that are completed together.
  public struct Stratum: Sendable, Equatable {
    public let relations: [String]
    public let isRecursive: Bool
    public internal(set) var rules: [Rule]
  }

  /// One version of a rule: in a recursion there is one for each atom that is read as the newest round's rows.
  public struct Rule: Sendable, Equatable {
    /// The relation it derives.
    public let relation: String
    /// The rule as written.
    public let rule: String
    public let place: Place
    /// The atom that is read as the newest round's rows, if any.
    public let newest: String?
    public let steps: [Step]
    /// The links of the chain that does the steps, some of them several at once.
    public let operators: [String]
  }

  /// One step of a rule.
  public struct Step: Sendable, Equatable {
    public enum Kind: String, Sendable {
      case scan, join, check, exists, absent, compare, test, compute, aggregate, range, never
      /// Asks before all else whether what shares no variable with the rest has any binding.
      case gate
    }

    public let kind: Kind
    /// The condition with the rule's variables.
    public let condition: String
    /// What it reads, if it reads a relation.
    public let reading: Reading?
    /// How a gate is asked.
    public internal(set) var steps: [Step] = []
  }

  /// How a step reads a relation.
  public struct Reading: Sendable, Equatable {
    /// Which of the rows a step looks at.
    public enum View: String, Sendable {
      /// What the newest round brought.
      case newest
      /// What was there before it.
      case earlier
      case all
    }

    public let relation: String
    public let view: View
    /// The columns whose values are known, by which rows are found.
    public let key: [String]
    /// How many rows the relation had when the rule was planned.
    public let rowCount: Int
    /// Whether it was still growing.
    public let isGrowing: Bool
  }

  public internal(set) var strata: [Stratum] = []

  /// What there is of one relation's rules.
  public func rules(of relation: String) -> PlanDescription {
    var plan = self
    for index in strata.indices { plan.strata[index].rules.removeAll { $0.relation != relation } }
    plan.strata.removeAll { $0.rules.isEmpty }
    return plan
  }
}

/// Describes plans in the words of their program.
struct PlanDescriber {
  let evaluator: Evaluator
  /// The relations that are still growing.
  let members: Set<RelationID>
  private var program: CheckedProgram { evaluator.program.checked }

  init(_ evaluator: Evaluator, members: Set<RelationID>) {
    self.evaluator = evaluator
    self.members = members
  }

  /// One version of a rule with the operators that were made of it.
  func rule(_ plan: RulePlan, _ pipeline: Pipeline) -> PlanDescription.Rule {
    let wording = ValueWording(namingResults(of: plan.clause), program, evaluator.context)
    var newest: String?
    if let delta = plan.delta, case .atom(let atom) = plan.clause.body[delta] {
      newest = text(of: atom, wording)
    }
    return PlanDescription.Rule(
      relation: name(plan.clause.head), rule: program.sources.text(of: plan.clause.span),
      place: program.sources.place(of: plan.clause.span), newest: newest,
      steps: plan.gates.map { gate($0, wording) } + plan.steps.map { step($0, wording) },
      operators: pipeline.gates.map(Self.title) + pipeline.operators.map { $0.title })
  }

  private func gate(_ gate: RulePlan.Gate, _ wording: ValueWording) -> PlanDescription.Step {
    let steps = gate.plan.steps.map { step($0, wording) }
    let condition = steps.map(\.condition).joined(separator: ", ")
    return PlanDescription.Step(kind: .gate, condition: condition, reading: nil, steps: steps)
  }

  private static func title(_ gate: Gate) -> String {
    "ask first (\(gate.pipeline.operators.dropLast().map { $0.title }.joined(separator: ", ")))"
  }

  /// The clause with the results of aggregates, which its author left nameless, called what they are results of.
  private func namingResults(of clause: Clause) -> Clause {
    var clause = clause
    for case .aggregate(let aggregate) in clause.body where clause.variables[aggregate.result] == "_" {
      clause.variables[aggregate.result] = program.sources.text(of: aggregate.span)
    }
    return clause
  }

  private func step(_ step: RulePlan.Step, _ wording: ValueWording) -> PlanDescription.Step {
    func made(
      _ kind: PlanDescription.Step.Kind, _ condition: String, _ reading: PlanDescription.Reading? = nil
    ) -> PlanDescription.Step {
      PlanDescription.Step(kind: kind, condition: condition, reading: reading)
    }
    func text(_ term: Term) -> String { wording.text(of: term) { _ in nil } }
    switch step {
    case .scan(let atom, let view): return made(.scan, self.text(of: atom, wording), reading(atom, view, []))
    case .join(let atom, let view, let key):
      return made(.join, self.text(of: atom, wording), reading(atom, view, key))
    case .check(let atom, let view, let isNegated):
      let all = Array(atom.arguments.indices)
      return made(.check, (isNegated ? "!" : "") + self.text(of: atom, wording), reading(atom, view, all))
    case .exists(let atom, let view, let key):
      return made(.exists, self.text(of: atom, wording), reading(atom, view, key))
    case .absent(let atom, let key):
      return made(.absent, "!" + self.text(of: atom, wording), reading(atom, .full, key))
    case .compare(let comparison, _, let left, let right):
      return made(.compare, "\(text(left)) \(comparison.rawValue) \(text(right))")
    case .test(let operation, let left, let right, let isNegated, _):
      let call = "\(operation.functor.rawValue)(\(text(left)), \(text(right)))"
      return made(.test, (isNegated ? "!" : "") + call)
    case .assign(let variable, let term):
      return made(.compute, "\(text(.variable(variable))) = \(text(term))")
    case .aggregate(let aggregate): return made(.aggregate, program.sources.text(of: aggregate.span))
    case .range(let variable, _, let terms):
      return made(.range, "\(text(.variable(variable))) = range(\(terms.map(text).joined(separator: ", ")))")
    case .never: return made(.never, "never")
    }
  }

  private func reading(_ atom: Atom, _ view: Table.View, _ key: [Int]) -> PlanDescription.Reading {
    let columns = program.relations[atom.relation.rawValue].columns
    let views: PlanDescription.Reading.View =
      switch view {
      case .delta: .newest
      case .old: .earlier
      case .full: .all
      }
    return PlanDescription.Reading(
      relation: name(atom.relation), view: views, key: key.map { columns[$0].name },
      rowCount: evaluator.table(atom.relation).count, isGrowing: members.contains(atom.relation))
  }

  private func text(of atom: Atom, _ wording: ValueWording) -> String {
    let arguments = atom.arguments.map { argument in
      switch argument {
      case .variable(let variable): wording.clause.variables[variable]
      case .constant(let value): value.literal
      case .wildcard: "_"
      }
    }
    return factText(name(atom.relation), arguments)
  }

  private func name(_ relation: RelationID) -> String { program.relations[relation.rawValue].name }
}

extension Operator {
  /// What it does, for those who read a plan.
  fileprivate var title: String {
    switch self {
    case is ScanOperator: "scan"
    case is GroupScanOperator: "scan in groups"
    case is ClassScanOperator: "scan classes"
    case is JoinOperator: "join by index"
    case is SeekOperator: "join by looking up"
    case is JoinEmitOperator: "join into the head"
    case is ClassJoinOperator: "join by class"
    case is IntersectOperator: "intersect lists"
    case is MemoOperator: "skip what was met"
    case is CheckOperator: "look up"
    case let operation as ExistsOperator: operation.isNegated ? "look for none" : "look for any"
    case let operation as SeekAnyOperator: operation.isNegated ? "look up none" : "look up any"
    case is OnceOperator: "take the first"
    case is NewHeadOperator: "skip what the head has"
    case is CompareOperator, is TestOperator: "filter"
    case is AssignOperator: "compute"
    case is RangeOperator: "count up"
    case is NeverOperator: "stop"
    case is EmitOperator: "add rows"
    case is GroupEmitOperator: "add groups"
    default: "aggregate"
    }
  }
}
