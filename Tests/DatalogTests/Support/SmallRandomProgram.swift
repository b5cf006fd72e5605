/// Writes small programs for checking proofs clause by clause: with recursion, negation, aggregates, arithmetic, constants and repeated variables.
struct SmallRandomProgram {
  private var random: SeededGenerator
  private let arities: [Int]
  private let baseCount = 3
  /// Added to every number of the domain, so that some programs have negative and some very large values.
  private let offset: Int
  /// Whether rows give way, keep others out, or are limited in number.
  private let isUnsteady: Bool

  init(seed: UInt64, isUnsteady: Bool = false) {
    self.isUnsteady = isUnsteady
    random = SeededGenerator(seed: seed)
    var arities = [1, 2, 3]
    for _ in 0..<6 { arities.append([1, 2, 2, 3].randomElement(using: &random) ?? 2) }
    self.arities = arities
    offset = [0, 0, -2, 5_000_000_000].randomElement(using: &random) ?? 0
  }

  /// The names of the relations, in the order they are output.
  var names: [String] { arities.indices.map { "r\($0)" } + ["box", "same"] }

  mutating func text() -> String {
    var lines: [String] = []
    for (index, arity) in arities.enumerated() {
      lines.append(".decl r\(index)(\((0..<arity).map { "c\($0): number" }.joined(separator: ", ")))")
      if isUnsteady, index >= baseCount { makeUnsteady(index, &lines) }
    }
    lines += [
      ".type Pair = [a: number, b: number]", ".decl box(p: Pair, n: number)", "box([x, y], x) :- r1(x, y).",
      "box([y, x], x) :- box([x, y], _), x < y.", ".decl same(a: number, b: number) eqrel",
      "same(x, y) :- r1(x, y).",
    ]
    for index in 0..<baseCount {
      for _ in 0..<Int.random(in: 2...8, using: &random) {
        lines.append("r\(index)(\((0..<arities[index]).map { _ in constant() }.joined(separator: ", "))).")
      }
    }
    for index in baseCount..<arities.count {
      for _ in 0..<Int.random(in: 1...3, using: &random) { lines.append(rule(index)) }
    }
    lines += names.map { ".output \($0)" }
    return lines.joined(separator: "\n")
  }

  /// Lets a relation's rows give way to greater ones, keep others out, or end where there are some of them.
  private mutating func makeUnsteady(_ relation: Int, _ lines: inout [String]) {
    let name = "r\(relation)"
    switch Int.random(in: 0..<5, using: &random) {
    case 0: lines.append(".limitsize \(name)(n=\(Int.random(in: 1...4, using: &random)))")
    case 1:
      let column = Int.random(in: 0..<arities[relation], using: &random)
      lines[lines.count - 1] += " choice-domain c\(column)"
    case 2, 3:
      let keys = (1..<arities[relation]).map { "k\($0)" }
      let (going, staying) = (["a"] + keys, ["b"] + keys)
      let atoms = [going, staying].map { "\(name)(\($0.joined(separator: ", ")))" }
      lines.append("\(atoms[0]) <= \(atoms[1]) :- a < b.")
    default: break
    }
  }

  private mutating func constant() -> String { String(offset + Int.random(in: 0..<5, using: &random)) }

  /// Relations come in groups of two that may need each other; what is below the group may be negated.
  private mutating func rule(_ head: Int) -> String {
    let group = head - (head - baseCount) % 2
    let top = min(group + 1, arities.count - 1)
    var body: [String] = []
    var bound: [String] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      body.append(atom(Int.random(in: 0...top, using: &random), binding: &bound))
    }
    if bound.isEmpty { body.append(atom(0, fresh: "x", binding: &bound)) }
    if Int.random(in: 0..<3, using: &random) == 0 {
      body.append("!" + negatedAtom(Int.random(in: 0..<group, using: &random), bound))
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      let comparison = ["<", "<=", "!=", "=", ">", ">="].randomElement(using: &random) ?? "<"
      body.append("\(pick(bound)) \(comparison) \(Bool.random(using: &random) ? pick(bound) : constant())")
    }
    if isUnsteady, Int.random(in: 0..<4, using: &random) == 0 {
      body.append("d = \(pick(bound)) / 2 + \(offset / 2)")
      bound.append("d")
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      body.append("m = (\(pick(bound)) + \(pick(bound)) * 3) % 5 + \(offset)")
      bound.append("m")
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      if Int.random(in: 0..<3, using: &random) == 0 {
        body.append(aggregate(pick(bound), below: group, bound))
      } else {
        body.append(aggregate("n", below: group, bound))
        bound.append("n")
        body.append("n < \(offset + 20)")
      }
    }
    let arguments = (0..<arities[head]).map { _ in pick(bound) }.joined(separator: ", ")
    return "r\(head)(\(arguments)) :- \(body.joined(separator: ", "))."
  }

  private mutating func pick(_ bound: [String]) -> String { bound.randomElement(using: &random) ?? "x" }

  private mutating func atom(_ relation: Int, fresh: String? = nil, binding bound: inout [String]) -> String {
    var arguments: [String] = []
    let special = fresh == nil ? Int.random(in: 0..<12, using: &random) : 12
    let arity = special < 2 ? 2 : arities[relation]
    for _ in 0..<arity {
      switch Int.random(in: 0..<10, using: &random) {
      case 0 where fresh == nil: arguments.append("_")
      case 1 where fresh == nil: arguments.append(constant())
      default:
        let name = fresh ?? ["x", "y", "z", "w"].randomElement(using: &random) ?? "x"
        arguments.append(name)
        if !bound.contains(name) { bound.append(name) }
      }
    }
    let list = arguments.joined(separator: ", ")
    return special == 0 ? "box([\(list)], _)" : special == 1 ? "same(\(list))" : "r\(relation)(\(list))"
  }

  private mutating func negatedAtom(_ relation: Int, _ bound: [String]) -> String {
    let arguments = (0..<arities[relation]).map { _ in
      Int.random(in: 0..<4, using: &random) == 0 ? "_" : pick(bound)
    }
    return "r\(relation)(\(arguments.joined(separator: ", ")))"
  }

  private mutating func aggregate(_ result: String, below group: Int, _ bound: [String]) -> String {
    let function = ["count", "sum", "min", "max"].randomElement(using: &random) ?? "count"
    let relation = Int.random(in: 0..<group, using: &random)
    var arguments = (0..<arities[relation]).map { _ in
      Int.random(in: 0..<2, using: &random) == 0 ? "_" : pick(bound)
    }
    let target = Int.random(in: 0..<arguments.count, using: &random)
    arguments[target] = "t"
    var body = "r\(relation)(\(arguments.joined(separator: ", ")))"
    if Bool.random(using: &random) { body += ", t >= \(pick(bound))" }
    return "\(result) = \(function)\(function == "count" ? "" : " t") : { \(body) }"
  }
}
