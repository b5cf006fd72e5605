extension Absence {
  /// The explanation as an object: `fact`, `relation`, `pattern` (null for any value), `absent`, then `rowCount` and
  /// `rows` of what is there, or `nearest` rows and `rules`.
  ///
  /// Each of these has `rule`, `place`, `survivals` (`condition`, `count`, `atLeast`), `binding` (`name`, `value`) and
  /// `failure`, whose `kind` is `head`, `row missing`, `row present`, `condition`, `aggregate`, `gave way`,
  /// `not chosen`, `limited`, `counter` or `not connected`, and whose `text` says it.
  public func json() -> JSONValue {
    var members = [
      JSONValue.Member("fact", .string(fact)), JSONValue.Member("relation", .string(relation)),
      JSONValue.Member("pattern", .array(pattern.map { $0.map(JSONValue.init) ?? .null })),
      JSONValue.Member("absent", .boolean(isAbsent)),
    ]
    switch outcome {
    case .present(let count, let first):
      members += [JSONValue.Member("rowCount", JSONValue(count)), JSONValue.Member("rows", .rows(first))]
    case .absent(let attempts):
      members += [
        JSONValue.Member("nearest", .rows(nearest)), JSONValue.Member("input", .boolean(isInput)),
        JSONValue.Member("rules", .array(attempts.map(\.json))),
      ]
    }
    return .object(members)
  }
}

extension JSONValue {
  fileprivate static func rows(_ rows: [[Value]]) -> JSONValue {
    .array(rows.map { .array($0.map(JSONValue.init)) })
  }
}

extension Absence.Attempt {
  fileprivate var json: JSONValue {
    let survivals = survivals.map { survival in
      JSONValue.object([
        JSONValue.Member("condition", .string(survival.condition)),
        JSONValue.Member("count", JSONValue(survival.count)),
        JSONValue.Member("atLeast", .boolean(survival.isAtLeast)),
      ])
    }
    return .object([
      JSONValue.Member("rule", .string(rule)), JSONValue.Member("place", JSONValue(place)),
      JSONValue.Member("survivals", .array(survivals)), JSONValue.Member("binding", JSONValue(binding)),
      JSONValue.Member("failure", failure.json),
    ])
  }
}

extension Absence.Failure {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = []
    func add(_ name: String, _ value: JSONValue) { members.append(JSONValue.Member(name, value)) }
    add("kind", .string(kind))
    add("text", .string(description))
    switch self {
    case .noRow(let relation, let pattern, let nearest, let because):
      add("relation", .string(relation))
      add("pattern", .array(pattern.map { $0.map(JSONValue.init) ?? .null }))
      add("nearest", .rows(nearest))
      if let because { add("because", because.json()) }
    case .row(let relation, let row):
      add("relation", .string(relation))
      add("row", .array(row.map(JSONValue.init)))
    case .gaveWay(.some(let row)), .notChosen(.some(let row)):
      add("row", .array(row.map(JSONValue.init)))
    case .aggregate(_, let value): add("value", value.map(JSONValue.init) ?? .null)
    default: break
    }
    return .object(members)
  }

  private var kind: String {
    switch self {
    case .head, .headTwice: "head"
    case .noRow: "row missing"
    case .row: "row present"
    case .condition: "condition"
    case .aggregate: "aggregate"
    case .gaveWay: "gave way"
    case .notChosen: "not chosen"
    case .limited: "limited"
    case .counter: "counter"
    case .round: "round"
    case .notConnected: "not connected"
    }
  }
}
