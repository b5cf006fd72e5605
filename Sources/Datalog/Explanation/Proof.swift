/// Why a row is in a relation: a tree of least height down to given rows.
public struct Proof: Sendable, Equatable {
  /// What makes the row so.
  public enum Reason: Sendable, Equatable {
    /// It came with an `.input`.
    case given
    /// The program states it there.
    case stated(Place)
    /// A rule derives it from premises, in the order of the rule's body.
    case derived(rule: String, place: Place, premises: [Premise])
  }

  /// What a rule rests on.
  public enum Premise: Sendable, Equatable {
    /// A row, with its own proof.
    case row(Proof)
    /// No row of a relation has these values; nothing stands for any value.
    case absence(relation: String, pattern: [Value?])
    /// An aggregate gave a value from so many rows.
    case aggregate(text: String, value: Value, rowCount: Int)
  }

  public let relation: String
  public let row: [Value]
  /// 0 for given rows; otherwise one more than the highest premise.
  public let height: Int
  public let reason: Reason
}

extension Proof {
  /// The row as a program writes it.
  public var fact: String { "\(relation)(\(row.map(\.literal).joined(separator: ", ")))" }

  /// The proof as an indented tree.
  ///
  /// ```
  /// path(1, 3)  by test.dl:5: path(x, z) :- edge(x, y), path(y, z).
  ///   edge(1, 2)  given
  ///   path(2, 3)  by test.dl:4: path(x, y) :- edge(x, y).
  ///     edge(2, 3)  given
  /// ```
  public func rendered() -> String {
    var text = ""
    render(indent: 0, into: &text)
    return text
  }

  private func render(indent: Int, into text: inout String) {
    let lead = String(repeating: "  ", count: indent)
    switch reason {
    case .given: text += "\(lead)\(fact)  given\n"
    case .stated(let place): text += "\(lead)\(fact)  stated at \(place.file):\(place.line)\n"
    case .derived(let rule, let place, let premises):
      text += "\(lead)\(fact)  by \(place.file):\(place.line): \(rule)\n"
      for premise in premises { premise.render(indent: indent + 1, into: &text) }
    }
  }
}

extension Proof.Premise {
  fileprivate func render(indent: Int, into text: inout String) {
    let lead = String(repeating: "  ", count: indent)
    switch self {
    case .row(let proof): proof.render(indent: indent, into: &text)
    case .absence(let relation, let pattern):
      let values = pattern.map { $0?.literal ?? "_" }.joined(separator: ", ")
      text += "\(lead)no row of \(relation)(\(values))\n"
    case .aggregate(let description, let value, let rowCount):
      let rows = rowCount == 1 ? "1 row" : "\(rowCount) rows"
      text += "\(lead)\(description) = \(value.literal)  over \(rows)\n"
    }
  }
}
