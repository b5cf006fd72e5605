/// Why a row is in a relation: steps of least height down to given rows, each row proved once.
///
/// Premises name other steps by their number, so that a proof of any height is a flat list. A premise's height is
/// less than that of what rests on it.
public struct Proof: Sendable, Equatable {
  /// One row and what makes it so.
  public struct Step: Sendable, Equatable {
    public let relation: String
    public let row: [Value]
    /// 0 for given rows; otherwise one more than the highest premise.
    public let height: Int
    public let reason: Reason
    /// Tells relations apart that bear one name: those that close an `eqrel` bear its own.
    let relationID: RelationID
  }

  /// What makes a row so.
  public enum Reason: Sendable, Equatable {
    /// It came with an `.input`.
    case given
    /// The program states it there.
    case stated(Place)
    /// A rule derives it from premises, in the order of the rule's body.
    case derived(rule: String, place: Place, premises: [Premise])
    /// It is derived, but deeper than was asked for.
    case cut
    /// It is derived from rows that have given way to others since.
    case lost
  }

  /// What a rule rests on.
  public enum Premise: Sendable, Equatable {
    /// A row, by the number of its step.
    case row(Int)
    /// No row of a relation has these values; nothing stands for any value.
    case absence(relation: String, pattern: [Value?])
    /// An aggregate gave a value from so many rows, of which the first are shown.
    case aggregate(text: String, value: Value, rowCount: Int, shown: [Gathered])
    /// A comparison or a test, as the rule has it and with its values put in.
    case condition(text: String, instance: String)
    /// The number that `autoinc()` gave; to which binding is known only if there is no other.
    case counter(isBindingKnown: Bool)
    /// The number of the round that the row came in, which `recursive_iteration_cnt()` or `debug_delta` told.
    case round
  }

  /// What went into an aggregate.
  public enum Gathered: Sendable, Equatable {
    case row(relation: String, row: [Value])
    case binding([NamedValue])
  }

  /// The steps; the first one proves the row that was asked for.
  public let steps: [Step]

  init(steps: [Step]) {
    precondition(!steps.isEmpty, "a proof proves something")
    self.steps = steps
  }
}

/// A variable of a rule and its value.
public struct NamedValue: Sendable, Equatable, CustomStringConvertible {
  public let name: String
  public let value: Value

  public var description: String { "\(name) = \(value.literal)" }
}

extension Proof {
  public var relation: String { steps[0].relation }
  public var row: [Value] { steps[0].row }
  public var height: Int { steps[0].height }
  public var reason: Reason { steps[0].reason }
  /// The row as a program writes it.
  public var fact: String { steps[0].fact }
}

extension Proof.Step {
  /// The row as a program writes it.
  public var fact: String { factText(relation, row.map(\.literal)) }

  /// The steps that this one rests on.
  public var premises: [Int] {
    guard case .derived(_, _, let premises) = reason else { return [] }
    return premises.compactMap { if case .row(let step) = $0 { step } else { nil } }
  }
}

/// A relation's name with values.
func factText(_ relation: String, _ values: [String]) -> String {
  "\(relation)(\(values.joined(separator: ", ")))"
}

/// `1 row`, `2 rows`.
func countText(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}
