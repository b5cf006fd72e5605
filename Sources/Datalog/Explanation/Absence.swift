/// Why no row of a relation has certain values: what each rule lacks for it.
public struct Absence: Sendable, Equatable {
  /// What was found.
  public enum Outcome: Sendable, Equatable {
    /// There are such rows after all; the first ones.
    case present(rowCount: Int, first: [[Value]])
    /// There are none, and this is where each rule fails.
    case absent([Attempt])
  }

  /// One rule, as far as it goes.
  public struct Attempt: Sendable, Equatable {
    public let rule: String
    public let place: Place
    /// The rule's conditions in the order they were met, up to the one that nothing survives.
    public let survivals: [Survival]
    /// The binding that gets furthest.
    public let binding: [NamedValue]
    public let failure: Failure
  }

  /// How many bindings of the rule's variables are left after one of its conditions.
  public struct Survival: Sendable, Equatable {
    /// The condition as the rule has it.
    public let condition: String
    public let count: Int
    /// Whether there may be more, which were not followed.
    public let isAtLeast: Bool
  }

  /// What ends a rule's furthest binding.
  public indirect enum Failure: Sendable, Equatable {
    /// The rule's head has another value in a column.
    case head(column: String, value: Value)
    /// The head wants one value in columns that are to have two.
    case headTwice(columns: [String])
    /// No row has these values; these come nearest. Where it is derived, why not, if that was asked for.
    case noRow(relation: String, pattern: [Value?], nearest: [[Value]], because: Absence?)
    /// A row is there that must not be.
    case row(relation: String, row: [Value])
    /// A condition does not hold, shown with its values.
    case condition(String)
    /// An aggregate gives another value, or none.
    case aggregate(text: String, value: Value?)
    /// The rule gives the row, but it gave way to another.
    case gaveWay(to: [Value]?)
    /// The rule gives the row, but another one was chosen.
    case notChosen(instead: [Value]?)
    /// The rule gives the row, but the relation's size is limited.
    case limited
    /// The counter has given no such number.
    case counter
    /// No round has the number that the rule wants for the row.
    case round
    /// No chain of pairs leads from one to the other.
    case notConnected
  }

  public let relation: String
  /// What was asked for; nothing stands for any value.
  public let pattern: [Value?]
  public let outcome: Outcome
  /// Whether rows of the relation come from an `.input` too.
  public let isInput: Bool
  /// The rows that come nearest to it.
  public let nearest: [[Value]]
}

extension Absence {
  /// What was asked for, as a program writes it.
  public var fact: String { Absence.text(relation, pattern) }

  /// Whether there is no such row.
  public var isAbsent: Bool { if case .absent = outcome { true } else { false } }

  static func text(_ relation: String, _ pattern: [Value?]) -> String {
    factText(relation, pattern.map { $0?.literal ?? "_" })
  }
}
