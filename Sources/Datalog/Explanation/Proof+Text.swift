extension Proof {
  /// How far lines are indented at most; from there on the depth stands before them in brackets.
  private static let indentLimit = 30

  /// The proof as an indented tree; what was shown once is not shown again.
  ///
  /// ```
  /// path(1, 3)  by test.dl:5: path(x, z) :- edge(x, y), path(y, z).
  ///   edge(1, 2)  given
  ///   path(2, 3)  by test.dl:4: path(x, y) :- edge(x, y).
  ///     edge(2, 3)  given
  /// ```
  public func rendered() -> String {
    var text = ""
    walk { visit, depth in
      for (line, isInner) in lines(of: visit) { text += Proof.lead(depth + (isInner ? 1 : 0)) + line + "\n" }
    }
    return text
  }

  private func lines(of visit: Visit) -> [(text: String, isInner: Bool)] {
    switch visit {
    case .step(let number): [("\(steps[number].fact)  \(steps[number].reasonText)", false)]
    case .again(let number): [("\(steps[number].fact)  as above", false)]
    case .premise(let premise): premise.lines
    }
  }
}

// MARK: Walking

extension Proof {
  /// What a walk through the tree of a proof meets.
  public enum Visit {
    /// A step, with what it rests on following.
    case step(Int)
    /// A derived step that was met before.
    case again(Int)
    /// A premise that is no row.
    case premise(Premise)
  }

  /// Visits the tree from the top down, each with its depth, and no derived step's premises twice.
  ///
  /// A proof may be a hundred thousand steps high, so this is no recursion.
  public func walk(_ body: (_ visit: Visit, _ depth: Int) throws -> Void) rethrows {
    var met: Set<Int> = []
    var pending: [(premise: Premise, depth: Int)] = [(.row(0), 0)]
    while let (premise, depth) = pending.popLast() {
      guard case .row(let number) = premise else {
        try body(.premise(premise), depth)
        continue
      }
      guard case .derived(_, _, let premises) = steps[number].reason else {
        try body(.step(number), depth)
        continue
      }
      guard met.insert(number).inserted else {
        try body(.again(number), depth)
        continue
      }
      try body(.step(number), depth)
      for premise in premises.reversed() { pending.append((premise, depth + 1)) }
    }
  }

  /// What a line of a tree begins with.
  public static func lead(_ depth: Int) -> String {
    guard depth > indentLimit else { return String(repeating: "  ", count: depth) }
    return String(repeating: "  ", count: indentLimit) + "[\(depth)] "
  }
}

extension Proof.Step {
  fileprivate var reasonText: String {
    switch reason {
    case .given: "given"
    case .stated(let place): "stated at \(place.file):\(place.line)"
    case .derived(let rule, let place, _): "by \(place.file):\(place.line): \(rule)"
    case .cut: "by a proof of height \(height) that is not shown"
    case .lost: "by rows that have given way since"
    }
  }
}

extension Proof.Premise {
  /// The lines of what is no row; those of an aggregate's rows lie further in.
  public var lines: [(text: String, isInner: Bool)] {
    switch self {
    case .row: []
    case .absence(let relation, let pattern):
      [("no row of \(factText(relation, pattern.map { $0?.literal ?? "_" }))", false)]
    case .aggregate(let text, let value, let rowCount, let shown):
      [("\(text) = \(value.literal)  over \(countText(rowCount, "row"))", false)]
        + shown.map { ($0.description, true) }
        + (rowCount > shown.count ? [("and \(rowCount - shown.count) more", true)] : [])
    case .condition(let text, let instance): [("\(instance)  as \(text)", false)]
    case .counter(true): [("the number is the counter's", false)]
    case .counter(false): [("the number is the counter's; which binding was given it is not kept", false)]
    case .round: [("the rule sees the round's number", false)]
    }
  }
}

extension Proof.Gathered: CustomStringConvertible {
  public var description: String {
    switch self {
    case .row(let relation, let row): factText(relation, row.map(\.literal))
    case .binding(let values): values.map(\.description).joined(separator: ", ")
    }
  }
}
