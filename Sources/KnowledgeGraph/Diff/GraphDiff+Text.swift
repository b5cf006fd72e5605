extension GraphDiff {
  /// The diff for people: how much, then the greatest changes.
  ///
  /// At most `limit` of each kind are shown, all if it is nil. Ends with a line break.
  public func text(limit: Int? = 20) -> String {
    var lines = [line("A", a), line("B", b), ""]
    guard !isEmpty else { return (lines + ["no differences"]).joined(separator: "\n") + "\n" }
    lines += [
      "entities   " + headline(entities), "relations  " + headline(relations),
    ]
    lines += section("the same under other names", regroupings.map(\.text), limit)
    lines += section("entities only in A", entities.onlyA.map { $0.text(\.a, \.perThousandA) }, limit)
    lines += section("entities only in B", entities.onlyB.map { $0.text(\.b, \.perThousandB) }, limit)
    lines += section("entities in both, the greatest change first", entities.changed.map(\.changeText), limit)
    for (name, isDerived) in [("relations", false), ("mentions", true)] {
      func chosen(_ all: [Relation]) -> [Relation] { all.filter { $0.isDerived == isDerived } }
      lines += section("\(name) only in A", chosen(relations.onlyA).map { $0.text(\.a) }, limit)
      lines += section("\(name) only in B", chosen(relations.onlyB).map { $0.text(\.b) }, limit)
      lines += section(
        "\(name) in both, the greatest change first", chosen(relations.changed).map(\.changeText), limit)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ letter: String, _ heading: Heading) -> String {
    let size = heading.size
    return "\(letter)  \(heading.name): " + counted(size.talks, "talk") + ", "
      + counted(size.sentences, "sentence") + ", " + counted(size.mentions, "mention") + ", "
      + counted(heading.entities, "entity", "entities") + ", " + counted(heading.relations, "relation")
  }

  private func headline<Item>(_ changes: Changes<Item>) -> String {
    "\(grouped(changes.onlyA.count)) only in A, \(grouped(changes.onlyB.count)) only in B, "
      + "\(grouped(changes.inBoth)) in both (\(grouped(changes.changed.count)) changed)"
  }

  private func section(_ title: String, _ items: [String], _ limit: Int?) -> [String] {
    guard !items.isEmpty else { return [] }
    let shown = items.prefix(limit ?? items.count).map { "  " + $0 }
    let hidden = items.count - shown.count
    return ["", "\(title) (\(grouped(items.count)))"] + shown
      + (hidden > 0 ? ["  and \(grouped(hidden)) more"] : [])
  }
}

// MARK: Items

extension GraphDiff.Entity {
  fileprivate func text(_ count: KeyPath<DiffWeight, Int>, _ rate: KeyPath<DiffWeight, Double>) -> String {
    "\(id) (\(kind.rawValue)): " + counted(weight[keyPath: count], "mention") + ", "
      + decimal(weight[keyPath: rate]) + " per 1,000 sentences"
  }

  fileprivate var changeText: String {
    var parts = ["\(id) (\(kind.rawValue)): " + weight.text]
    if let idInA { parts.append("in A it is \(idInA)") }
    if let kindInA { parts.append("in A it is a \(kindInA.rawValue)") }
    if let labelInA { parts.append("in A it is labelled \(labelInA)") }
    if !namesOnlyInA.isEmpty { parts.append("named only in A: " + namesOnlyInA.joined(separator: ", ")) }
    if !namesOnlyInB.isEmpty { parts.append("named only in B: " + namesOnlyInB.joined(separator: ", ")) }
    return parts.joined(separator: "; ")
  }
}

extension GraphDiff.Relation {
  private var statement: String { "\(source) \(predicate) \(target)" }

  fileprivate func text(_ count: KeyPath<DiffWeight, Int>) -> String {
    statement + ": " + counted(weight[keyPath: count], "sentence") + (isDerived ? "" : quoted)
  }

  fileprivate var changeText: String { statement + ": " + weight.text }

  private var quoted: String {
    guard let quote else { return "" }
    let shown = quote.count > 100 ? quote.prefix(99) + "…" : quote[...]
    return ", “\(shown)”"
  }
}

extension Regrouping {
  fileprivate var text: String {
    "\(change.rawValue): " + a.joined(separator: ", ") + " -> " + b.joined(separator: ", ")
  }
}

extension DiffWeight {
  fileprivate var text: String {
    "\(grouped(a)) -> \(grouped(b)), per 1,000 sentences \(decimal(perThousandA)) -> \(decimal(perThousandB))"
      + ", log ratio " + (logRatio > 0 ? "+" : "") + decimal(logRatio)
  }
}

// MARK: Numbers

private func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(grouped(count)) " + (count == 1 ? noun : plural ?? noun + "s")
}

/// A whole number with a comma before each group of three digits.
private func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return digits.indices.reduce(into: "") { result, index in
    if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
    result.append(digits[index])
  }
}

/// With two places.
private func decimal(_ number: Double) -> String {
  let hundredths = Int((abs(number) * 100).rounded())
  let places = String(hundredths % 100)
  let sign = number < 0 && hundredths > 0 ? "-" : ""
  return sign + grouped(hundredths / 100) + "." + (places.count < 2 ? "0" : "") + places
}
