extension Absence {
  /// The explanation as indented lines.
  ///
  /// ```
  /// no row of path(3, 1)
  ///   path.dl:5: path(x, z) :- edge(x, y), path(y, z).
  ///     1 binding after edge(x, y)
  ///     0 bindings after path(y, z)
  ///     with x = 3, y = 2, z = 1: no row of path(2, 1); there is path(2, 3)
  /// ```
  public func rendered() -> String {
    lines.map { Proof.lead($0.depth) + $0.text + "\n" }.joined()
  }

  var lines: [(text: String, depth: Int)] {
    switch outcome {
    case .present(let count, let first):
      let shown = first.map { factText(relation, $0.map(\.literal)) }
      let more = count > shown.count ? ["and \(count - shown.count) more"] : []
      return [("there \(count == 1 ? "is" : "are") \(countText(count, "row")) of \(fact)", 0)]
        + (shown + more).map { ($0, 1) }
    case .absent(let attempts):
      var lines = [(text: "no row of \(fact)\(Absence.near(relation, nearest))", depth: 0)]
      if isInput { lines.append(("its rows come from its '.input'", 1)) }
      if attempts.isEmpty && !isInput { lines.append(("no rule derives it", 1)) }
      for attempt in attempts { lines += attempt.lines.map { ($0.text, $0.depth + 1) } }
      return lines
    }
  }

  static func near(_ relation: String, _ rows: [[Value]]) -> String {
    guard !rows.isEmpty else { return "" }
    return "; there is " + rows.map { factText(relation, $0.map(\.literal)) }.joined(separator: ", ")
  }
}

extension Absence.Attempt {
  fileprivate var lines: [(text: String, depth: Int)] {
    var lines = [(text: "\(place.file):\(place.line): \(rule)", depth: 0)]
    lines += survivals.map { ($0.description, 1) }
    let with = binding.isEmpty ? "" : "with \(binding.map(\.description).joined(separator: ", ")): "
    lines.append((with + failure.description, 1))
    if case .noRow(_, _, _, .some(let because)) = failure {
      lines += because.lines.dropFirst().map { ($0.text, $0.depth + 1) }
    }
    return lines
  }
}

extension Absence.Survival: CustomStringConvertible {
  public var description: String {
    "\(isAtLeast ? "at least " : "")\(countText(count, "binding")) after \(condition)"
  }
}

extension Absence.Failure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .head(let column, let value): "its head has \(value.literal) as '\(column)'"
    case .headTwice(let columns):
      "its head has one value as \(columns.map { "'\($0)'" }.joined(separator: " and "))"
    case .noRow(let relation, let pattern, let nearest, _):
      "no row of \(Absence.text(relation, pattern))\(Absence.near(relation, nearest))"
    case .row(let relation, let row): "there is \(factText(relation, row.map(\.literal)))"
    case .condition(let instance): "\(instance) does not hold"
    case .aggregate(let text, nil): "\(text) has no value, as it has no rows"
    case .aggregate(let text, .some(let value)): "\(text) is \(value.literal)"
    case .gaveWay(nil): "it gives the row, which gave way to another"
    case .gaveWay(.some(let row)):
      "it gives the row, which gave way to (\(row.map(\.literal).joined(separator: ", ")))"
    case .notChosen(nil): "it gives the row, but another one was chosen"
    case .notChosen(.some(let row)):
      "it gives the row, but (\(row.map(\.literal).joined(separator: ", "))) was chosen"
    case .limited: "it gives the row, but the relation's size is limited"
    case .counter: "the counter has given no such number"
    case .round: "no round has the number for it"
    case .notConnected: "no chain of pairs leads from the one to the other"
    }
  }
}
