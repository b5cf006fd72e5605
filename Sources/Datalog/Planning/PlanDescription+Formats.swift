extension PlanDescription {
  /// The plan as indented lines.
  ///
  /// ```
  /// stratum 2, recursive: path
  ///   path.dl:5: path(x, z) :- edge(x, y), path(y, z).  for the newest path(y, z)
  ///     scan path(y, z), newest rows
  ///     join edge(x, y) on y, 3 rows
  ///     runs as: scan in groups, join by index, add groups
  /// ```
  public func rendered() -> String {
    var text = ""
    for (number, stratum) in strata.enumerated() {
      let kind = stratum.isRecursive ? ", recursive" : ""
      text += "stratum \(number + 1)\(kind): \(stratum.relations.joined(separator: ", "))\n"
      for rule in stratum.rules {
        let version = rule.newest.map { "  for the newest \($0)" } ?? ""
        text += "  \(rule.place.file):\(rule.place.line): \(rule.rule)\(version)\n"
        for step in rule.steps {
          text += "    \(step.description)\n"
          for inner in step.steps { text += "      \(inner.description)\n" }
        }
        text += "    runs as: \(rule.operators.joined(separator: ", "))\n"
      }
    }
    return text
  }

  /// The plan as an object with `strata`: their `relations`, whether they are `recursive`, and `rules` with `relation`,
  /// `rule`, `place`, `newest`, `steps` (`kind`, `condition`, and `reading`: `relation`, `view`, `key`, `rows`,
  /// `growing`) and `operators`; a gate has `steps` of its own.
  public func json() -> JSONValue {
    let list = strata.map { stratum in
      JSONValue.object([
        JSONValue.Member("relations", .array(stratum.relations.map(JSONValue.string))),
        JSONValue.Member("recursive", .boolean(stratum.isRecursive)),
        JSONValue.Member("rules", .array(stratum.rules.map { .object($0.members) })),
      ])
    }
    return .object([JSONValue.Member("strata", .array(list))])
  }
}

extension PlanDescription.Rule {
  var members: [JSONValue.Member] {
    [
      JSONValue.Member("relation", .string(relation)), JSONValue.Member("rule", .string(rule)),
      JSONValue.Member("place", JSONValue(place)),
      JSONValue.Member("newest", newest.map(JSONValue.string) ?? .null),
      JSONValue.Member("steps", .array(steps.map(\.json))),
      JSONValue.Member("operators", .array(operators.map(JSONValue.string))),
    ]
  }
}

extension PlanDescription.Step: CustomStringConvertible {
  public var description: String {
    let word =
      switch kind {
      case .absent, .exists: "check"
      case .gate: "ask first"
      default: kind.rawValue
      }
    guard let reading else { return kind == .never ? word : "\(word) \(condition)" }
    let isFound = kind == .join || kind == .exists || kind == .absent
    let key = isFound && !reading.key.isEmpty ? " on \(reading.key.joined(separator: ", "))" : ""
    return "\(word) \(condition)\(key), \(reading.extent)"
  }

  fileprivate var json: JSONValue {
    var members = [
      JSONValue.Member("kind", .string(kind.rawValue)), JSONValue.Member("condition", .string(condition)),
    ]
    if let reading {
      let object: [JSONValue.Member] = [
        JSONValue.Member("relation", .string(reading.relation)),
        JSONValue.Member("view", .string(reading.view.rawValue)),
        JSONValue.Member("key", .array(reading.key.map(JSONValue.string))),
        JSONValue.Member("rows", JSONValue(reading.rowCount)),
        JSONValue.Member("growing", .boolean(reading.isGrowing)),
      ]
      members.append(JSONValue.Member("reading", .object(object)))
    }
    if !steps.isEmpty { members.append(JSONValue.Member("steps", .array(steps.map(\.json)))) }
    return .object(members)
  }
}

extension PlanDescription.Reading {
  /// How many rows are looked at, as far as that was known.
  fileprivate var extent: String {
    switch view {
    case .newest: "newest rows"
    case .earlier: "earlier rows"
    case .all: isGrowing ? "all rows" : countText(rowCount, "row")
    }
  }
}
