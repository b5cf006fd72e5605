/// What a user wants to know of a program's rows.
public struct ExplanationRequest: Sendable {
  /// Rows that are there, or patterns of rows.
  public var explained: [String]
  /// Rows that are not there, or patterns.
  public var missing: [String]
  public var format: ExplanationFormat
  /// How many steps an explanation goes from what was asked; the usual number if nothing is said, all if 0.
  public var depth: Int?

  /// The steps shown of a proof if nothing is said.
  static let usualDepth = 20
  /// The rows shown of a pattern.
  static let rowLimit = 20

  /// Asks for explanations.
  public init(
    explained: [String] = [], missing: [String] = [], format: ExplanationFormat = .text, depth: Int? = nil
  ) {
    self.explained = explained
    self.missing = missing
    self.format = format
    self.depth = depth
  }

  public var isEmpty: Bool { explained.isEmpty && missing.isEmpty }

  var proofDepth: Int? { depth == 0 ? nil : depth ?? Self.usualDepth }
}

/// Explanations, ready to be shown.
public struct Explanation: Sendable {
  /// Whether all that was to be explained holds, or is missing, as it was asked.
  public let holds: Bool
  public let text: String
}
