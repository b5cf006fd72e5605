/// What a user wants to know of a program's rows.
public struct ExplanationRequest: Sendable {
  /// Rows that are there, or patterns of rows.
  public var explained: [String]
  /// Rows that are not there, or patterns.
  public var missing: [String]
  /// Relations that are empty.
  public var empty: [String]
  public var format: ExplanationFormat
  /// How many steps an explanation goes from what was asked; the usual number if nothing is said, all if 0.
  ///
  /// What is missing is usually not gone into.
  public var depth: Int?
  /// Whether it is asked in a session, which has commands in place of options.
  var isInSession = false

  /// The steps shown of a proof if nothing is said.
  static let usualDepth = 20
  /// The rows shown of a pattern.
  static let rowLimit = 20

  /// Asks for explanations.
  public init(
    explained: [String] = [], missing: [String] = [], empty: [String] = [],
    format: ExplanationFormat = .text, depth: Int? = nil
  ) {
    self.explained = explained
    self.missing = missing
    self.empty = empty
    self.format = format
    self.depth = depth
  }

  /// Everything that is asked about, in order.
  var facts: [String] { explained + missing + empty }

  /// What to write to be told why a fact does not hold.
  func absenceCommand(_ fact: String) -> String { command(":whynot", "--why-not", fact) }

  /// What to write to be told why a fact holds.
  func proofCommand(_ fact: String) -> String { command(":explain", "--explain", fact) }

  private func command(_ command: String, _ option: String, _ fact: String) -> String {
    isInSession ? "\(command) \(fact)" : "\(option) '\(fact.replacing("'", with: "'\\''"))'"
  }

  public var isEmpty: Bool { facts.isEmpty }

  var proofDepth: Int? { depth == 0 ? nil : depth ?? Self.usualDepth }
  /// However deep it is asked for, what is missing is gone into a hundred levels at most.
  var absenceDepth: Int { depth == 0 ? 100 : min(100, depth ?? 1) }
}

/// Explanations, ready to be shown.
public struct Explanation: Sendable {
  /// Whether all that was to be explained holds, or is missing, as it was asked.
  public let holds: Bool
  public let text: String
}
