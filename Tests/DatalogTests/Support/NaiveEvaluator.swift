@testable import Datalog

/// A slow and obvious evaluator: sets of decoded rows, every rule tried on everything until nothing is new.
///
/// It works on the syntax of a program and shares nothing with the engine but that: names stay names, what is bound
/// is looked up in a dictionary, and strata are found by counting up.
struct NaiveEvaluator {
  typealias Row = [Value]
  typealias Binding = [String: Value]

  private let program: ParsedProgram
  private var rows: [String: Set<Row>] = [:]

  init(_ text: String) {
    var sink = DiagnosticSink()
    program = ParsedProgram.parsing(
      [Source(name: "naive.dl", text: text)], includes: { _, _ in nil }, into: &sink)
    let levels = NaiveLevels(program)
    for level in 0...levels.highest { complete(program.rules.filter { levels.level(of: $0) == level }) }
  }

  /// The rows of a relation, in order.
  func rows(of name: String) -> [Row] {
    (rows[name] ?? []).sorted { $0.lexicographicallyPrecedes($1) }
  }

  private mutating func complete(_ rules: [RuleSyntax]) {
    var grows = true
    while grows {
      grows = false
      for rule in rules where rule.dominator == nil {
        let search = NaiveSearch(rows: rows, outer: rule.outerNames)
        for binding in search.solutions([rule.body].compactMap { $0 }, [:]) {
          for head in rule.heads {
            let row = head.arguments.compactMap { search.value(of: $0, binding) }
            guard row.count == head.arguments.count else { continue }
            if rows[head.name.text, default: []].insert(row).inserted { grows = true }
          }
        }
      }
      for relation in program.relations where relation.qualifiers.contains(where: { $0.text == "eqrel" }) {
        for name in relation.names where closeEquivalence(name.text) { grows = true }
      }
    }
    for rule in rules { removeDominated(rule) }
  }

  private mutating func closeEquivalence(_ name: String) -> Bool {
    let before = rows[name] ?? []
    var all = before
    for row in before {
      all.formUnion([[row[1], row[0]], [row[0], row[0]], [row[1], row[1]]])
      for other in before where other[0] == row[1] { all.insert([row[0], other[1]]) }
    }
    rows[name] = all
    return all.count > before.count
  }

  /// Removes what gives way once all is derived, which is right where what stays derives no less.
  private mutating func removeDominated(_ rule: RuleSyntax) {
    guard let dominator = rule.dominator, let head = rule.heads.first else { return }
    let search = NaiveSearch(rows: rows, outer: rule.outerNames)
    let goals = [Formula.atom(head), .atom(dominator)] + [rule.body].compactMap { $0 }
    for binding in search.solutions(goals, [:]) {
      let row = head.arguments.compactMap { search.value(of: $0, binding) }
      let other = dominator.arguments.compactMap { search.value(of: $0, binding) }
      if row != other { rows[head.name.text]?.remove(row) }
    }
  }
}

/// How many negations, aggregates and relations of which rows give way lie below each relation.
private struct NaiveLevels {
  private var levels: [String: Int] = [:]

  init(_ program: ParsedProgram) {
    let dominated = Set(program.rules.filter { $0.dominator != nil }.flatMap { $0.heads.map(\.name.text) })
    var grows = true
    while grows {
      grows = false
      for rule in program.rules {
        let heads = rule.heads.map(\.name.text)
        var least = heads.map { levels[$0] ?? 0 }.max() ?? 0
        rule.body?.forEachUse { name, isPositive in
          let isWhole = dominated.contains(name) && !heads.contains(name)
          least = max(least, (levels[name] ?? 0) + (isPositive && !isWhole ? 0 : 1))
        }
        for head in rule.heads where least > levels[head.name.text] ?? 0 {
          levels[head.name.text] = least
          grows = true
        }
      }
    }
  }

  var highest: Int { levels.values.max() ?? 0 }

  func level(of rule: RuleSyntax) -> Int { levels[rule.heads[0].name.text] ?? 0 }
}

extension RuleSyntax {
  /// The variables that occur outside aggregates.
  fileprivate var outerNames: Set<String> {
    var names: Set<String> = []
    for head in heads {
      for argument in head.arguments { argument.forEachOuterVariable { names.insert($0) } }
    }
    body?.forEachOuterVariable { names.insert($0) }
    return names
  }
}

extension Formula {
  /// Calls back with every relation used, and whether it is used as it grows.
  fileprivate func forEachUse(isPositive: Bool = true, _ body: (String, Bool) -> Void) {
    switch self {
    case .atom(let atom):
      body(atom.name.text, isPositive)
      for argument in atom.arguments { argument.forEachUse(body) }
    case .comparison(_, let left, let right, _):
      left.forEachUse(body)
      right.forEachUse(body)
    case .test(_, let arguments, _): for argument in arguments { argument.forEachUse(body) }
    case .truth: break
    case .negation(let inner, _): inner.forEachUse(isPositive: false, body)
    case .conjunction(let parts), .disjunction(let parts):
      for part in parts { part.forEachUse(isPositive: isPositive, body) }
    }
  }
}

extension Expression {
  fileprivate func forEachUse(_ body: (String, Bool) -> Void) {
    switch self {
    case .call(_, let arguments, _), .record(_, let arguments, _):
      for argument in arguments { argument.forEachUse(body) }
    case .aggregate(let aggregate): aggregate.body.forEachUse(isPositive: false, body)
    default: break
    }
  }
}
