extension Proof {
  /// The proof as an object: `fact`, `relation`, `row`, `height`, and `steps`, whose premises name steps by `id`.
  ///
  /// A step has a `reason`: `given`, `stated` (with its `place`), `rule` (with `rule`, `place` and `premises`), `cut`
  /// or `lost`. A premise has a `kind`: `row` (`step`), `absence` (`relation`, `pattern` with null for any value),
  /// `aggregate` (`text`, `value`, `rowCount`, `rows`), `condition` (`text`, `instance`) or `counter`.
  ///
  /// - Parameter members: what else is to be said of a step.
  /// - Returns: the object.
  public func json(adding members: (Step) -> [JSONValue.Member] = { _ in [] }) -> JSONValue {
    let list = steps.enumerated().map { number, step in
      JSONValue.object([JSONValue.Member("id", JSONValue(number))] + step.members + members(step))
    }
    return .object([
      JSONValue.Member("fact", .string(fact)), JSONValue.Member("relation", .string(relation)),
      JSONValue.Member("row", .array(row.map(JSONValue.init))),
      JSONValue.Member("height", JSONValue(height)), JSONValue.Member("steps", .array(list)),
    ])
  }
}

extension Proof.Step {
  fileprivate var members: [JSONValue.Member] {
    let head = [
      JSONValue.Member("fact", .string(fact)), JSONValue.Member("relation", .string(relation)),
      JSONValue.Member("row", .array(row.map(JSONValue.init))), JSONValue.Member("height", JSONValue(height)),
    ]
    func reason(_ name: String) -> JSONValue.Member { JSONValue.Member("reason", .string(name)) }
    switch self.reason {
    case .given: return head + [reason("given")]
    case .stated(let place): return head + [reason("stated"), JSONValue.Member("place", JSONValue(place))]
    case .cut: return head + [reason("cut")]
    case .lost: return head + [reason("lost")]
    case .derived(let rule, let place, let premises):
      return head + [
        reason("rule"), JSONValue.Member("rule", .string(rule)), JSONValue.Member("place", JSONValue(place)),
        JSONValue.Member("premises", .array(premises.map(\.json))),
      ]
    }
  }
}

extension Proof.Premise {
  fileprivate var json: JSONValue {
    func object(_ kind: String, _ members: [JSONValue.Member]) -> JSONValue {
      .object([JSONValue.Member("kind", .string(kind))] + members)
    }
    switch self {
    case .row(let step): return object("row", [JSONValue.Member("step", JSONValue(step))])
    case .absence(let relation, let pattern):
      let values = pattern.map { $0.map(JSONValue.init) ?? .null }
      return object(
        "absence",
        [JSONValue.Member("relation", .string(relation)), JSONValue.Member("pattern", .array(values))])
    case .aggregate(let text, let value, let rowCount, let shown):
      return object(
        "aggregate",
        [
          JSONValue.Member("text", .string(text)), JSONValue.Member("value", JSONValue(value)),
          JSONValue.Member("rowCount", JSONValue(rowCount)),
          JSONValue.Member("rows", .array(shown.map(\.json))),
        ])
    case .condition(let text, let instance):
      return object(
        "condition",
        [JSONValue.Member("text", .string(text)), JSONValue.Member("instance", .string(instance))])
    case .counter(let isBindingKnown):
      return object("counter", [JSONValue.Member("isBindingKnown", .boolean(isBindingKnown))])
    case .round: return object("round", [])
    }
  }
}

extension Proof.Gathered {
  fileprivate var json: JSONValue {
    switch self {
    case .row(let relation, let row):
      .object([
        JSONValue.Member("relation", .string(relation)),
        JSONValue.Member("row", .array(row.map(JSONValue.init))),
      ])
    case .binding(let values):
      .object([JSONValue.Member("binding", JSONValue(values))])
    }
  }
}

extension JSONValue {
  /// Variables with their values, a list since nameless ones have one name.
  init(_ values: [NamedValue]) {
    self = .array(
      values.map { .object([Member("name", .string($0.name)), Member("value", JSONValue($0.value))]) })
  }
}
