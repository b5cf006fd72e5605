import Testing

@testable import Datalog

/// A random rule with one aggregate, its facts, and its rows found by trying all values for all names.
private struct RandomAggregate {
  struct Condition {
    var relation: String
    var names: [String]

    var text: String { "\(relation)(\(names.joined(separator: ", ")))" }
  }

  typealias Binding = [String: Int]

  let domain = 0..<4
  private var random: SeededGenerator
  private(set) var facts: [String: Set<[Int]>] = [:]
  private var outer: [Condition] = []
  private var inner: [Condition] = []
  private var negated: Condition?
  private var compared: (String, String)?
  /// A name that must be at least the number of rows of `b` that begin with it.
  private var counted: String?
  private let function: String
  private var target: [String] = []
  private var head: [String] = []

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    function = ["count", "sum", "min", "max"].randomElement(using: &random) ?? "count"
    for (name, arity) in [("k", 1), ("a", 2), ("b", 2)] {
      for _ in 0..<Int.random(in: 1...7, using: &random) {
        let row = (0..<arity).map { _ in Int.random(in: domain, using: &random) }
        facts[name, default: []].insert(row)
      }
    }
    for _ in 0..<Int.random(in: 0...2, using: &random) { outer.append(condition(["p", "q"])) }
    for _ in 0..<Int.random(in: 1...2, using: &random) { inner.append(condition(["p", "q", "s", "t"])) }
    let known = names(inner)
    if chance(3) { negated = Condition(relation: "k", names: [pick(known)]) }
    if chance(3) { compared = (pick(known), pick(known)) }
    if chance(4) { counted = pick(known) }
    if function != "count" { target = (0..<Int.random(in: 1...2, using: &random)).map { _ in pick(known) } }
    head = names(outer)
    if function == "min" || function == "max" {
      for name in known where !head.contains(name) && !chance(3) { head.append(name) }
    }
  }

  private mutating func chance(_ n: Int) -> Bool { Int.random(in: 0..<n, using: &random) == 0 }

  private mutating func pick(_ names: [String]) -> String { names.randomElement(using: &random) ?? "p" }

  private mutating func condition(_ names: [String]) -> Condition {
    let relation = ["k", "a", "b"].randomElement(using: &random) ?? "a"
    return Condition(relation: relation, names: (0..<(relation == "k" ? 1 : 2)).map { _ in pick(names) })
  }

  private func names(_ conditions: [Condition]) -> [String] { Set(conditions.flatMap(\.names)).sorted() }
}

// MARK: The program

extension RandomAggregate {
  var text: String {
    var lines = [".decl k(x: number)", ".decl a(x: number, y: number)", ".decl b(x: number, y: number)"]
    for (name, rows) in facts.sorted(by: { $0.key < $1.key }) {
      for row in rows.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        lines.append("\(name)(\(row.map(String.init).joined(separator: ", "))).")
      }
    }
    var body = inner.map(\.text)
    if let negated { body.append("!" + negated.text) }
    if let compared { body.append("\(compared.0) <= \(compared.1)") }
    if let counted { body.append("\(counted) >= count : { b(\(counted), v) }") }
    let value = target.isEmpty ? "" : " " + target.joined(separator: " + ")
    let columns = (head.indices.map { "c\($0): number" } + ["n: number"]).joined(separator: ", ")
    let conditions = outer.map(\.text) + ["n = \(function)\(value) : { \(body.joined(separator: ", ")) }"]
    lines.append(".decl r(\(columns))")
    lines.append("r(\((head + ["n"]).joined(separator: ", "))) :- \(conditions.joined(separator: ", ")).")
    return (lines + [".output r"]).joined(separator: "\n")
  }
}

// MARK: Its rows

extension RandomAggregate {
  var rows: [[Int]] {
    var found: Set<[Int]> = []
    for given in assignments(names(outer), [:]) where outer.allSatisfy({ holds($0, given) }) {
      // What the target names is the aggregate's own, whatever it is outside.
      let own = names(inner).filter { given[$0] == nil || target.contains($0) }
      let members = assignments(own, given).filter(isMember)
      if function == "count" || function == "sum" {
        let result = function == "count" ? members.count : members.reduce(0) { $0 + value($1) }
        found.insert(head.map { given[$0] ?? 0 } + [result])
        continue
      }
      let values = members.map(value)
      guard let best = function == "min" ? values.min() : values.max() else { continue }
      for member in members where value(member) == best {
        found.insert(head.map { given[$0] ?? member[$0] ?? 0 } + [best])
      }
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func assignments(_ names: [String], _ start: Binding) -> [Binding] {
    names.reduce([start]) { bindings, name in
      bindings.flatMap { binding in domain.map { value in binding.merging([name: value]) { $1 } } }
    }
  }

  private func holds(_ condition: Condition, _ binding: Binding) -> Bool {
    facts[condition.relation, default: []].contains(condition.names.map { binding[$0] ?? 0 })
  }

  private func value(_ binding: Binding) -> Int { target.reduce(0) { $0 + (binding[$1] ?? 0) } }

  private func isMember(_ binding: Binding) -> Bool {
    guard inner.allSatisfy({ holds($0, binding) }) else { return false }
    if let negated, holds(negated, binding) { return false }
    if let compared, binding[compared.0, default: 0] > binding[compared.1, default: 0] { return false }
    guard let counted, let least = binding[counted] else { return true }
    return least >= facts["b", default: []].count { $0[0] == least }
  }
}

@Suite("Aggregates against trying all values")
struct AggregateOracleTests {
  @Test("random aggregates give the rows, and the witnesses, that trying all values gives", arguments: 0..<20)
  func randomAggregates(block: Int) throws {
    for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) {
      let random = RandomAggregate(seed: seed)
      let program = try Program(sources: [Source(name: "seed\(seed).dl", text: random.text)])
      let answers = try program.evaluate()
      let found = answers["r"].map { relation in relation.map { $0.map(\.description) } }
      let expected = random.rows.map { $0.map(\.description) }
      #expect(found == expected, "seed \(seed)\n\(random.text)")
    }
  }
}
