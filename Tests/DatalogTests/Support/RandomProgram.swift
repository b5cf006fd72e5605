/// Writes small programs that end, in nearly all there is of the language.
///
/// Relations lie in groups of two that may need each other; what lies below a group may be negated and counted.
/// Numbers stay in a small domain: what is computed is taken modulo five before it may feed a recursion.
struct RandomProgram<Random: RandomNumberGenerator> {
  enum Kind: String {
    case number, symbol
  }

  struct Relation {
    var name: String
    var columns: [Kind]
    /// How its atoms are written around the arguments, for relations of records.
    var form: (before: String, after: String) = ("(", ")")
  }

  /// The variables that a body binds.
  struct Bound {
    var names: [Kind: [String]] = [:]

    mutating func add(_ name: String, _ kind: Kind) {
      if !names[kind, default: []].contains(name) { names[kind, default: []].append(name) }
    }
  }

  var random: Random
  var relations: [Relation] = []
  var program = GeneratedProgram(declarations: [], facts: [], rules: [], outputs: [])
  let baseCount = 3
  let groupedCount = 6
  /// Added to every number of the domain, so that some programs have negative and some very large values.
  let offset: Int

  init(_ random: Random) {
    self.random = random
    offset = [0, 0, -2, 5_000_000_000].randomElement(using: &self.random) ?? 0
  }

  /// The whole program.
  mutating func make() -> GeneratedProgram {
    makeRelations()
    makeFacts()
    makeSpecialRules()
    for index in baseCount..<baseCount + groupedCount {
      for _ in 0..<Int.random(in: 1...3, using: &random) { program.rules.append(rule(index)) }
    }
    makeOutputs()
    return program
  }

  mutating func chance(_ count: Int, of all: Int) -> Bool { Int.random(in: 0..<all, using: &random) < count }
}

// MARK: Declarations and facts

extension RandomProgram {
  private mutating func makeRelations() {
    relations = [[Kind.number], [.number, .number], [.number, .symbol, .number]].enumerated().map {
      Relation(name: "r\($0)", columns: $1)
    }
    for index in baseCount..<baseCount + groupedCount {
      let arity = [1, 2, 2, 2, 3].randomElement(using: &random) ?? 2
      let columns = (0..<arity).map { _ in chance(1, of: 6) ? Kind.symbol : .number }
      relations.append(Relation(name: "r\(index)", columns: columns))
    }
    for relation in relations {
      let columns = relation.columns.enumerated().map { "c\($0): \($1.rawValue)" }.joined(separator: ", ")
      let qualifier = chance(1, of: 12) ? " no_magic" : chance(1, of: 12) ? " magic" : ""
      program.declarations.append(".decl \(relation.name)(\(columns))\(qualifier)")
    }
    program.declarations += [
      ".type Pair = [a: number, b: number]", ".type Shape = Dot {} | Line {a: number, b: number}",
      ".decl box(p: Pair, n: number)", ".decl shape(s: Shape)", ".decl same(a: number, b: number) eqrel",
      ".decl best(a: number, b: number) btree_delete",
      ".decl pick(a: number, b: number) choice-domain a",
      ".decl mean(a: number, b: float)",
    ]
  }

  private mutating func makeFacts() {
    for relation in relations.prefix(baseCount) {
      for _ in 0..<Int.random(in: 2...8, using: &random) {
        let values = relation.columns.map { constant($0) }.joined(separator: ", ")
        program.facts.append("\(relation.name)(\(values))")
      }
    }
  }

  /// Rules of the relations of other sorts, which the others may use as they use those with facts.
  private mutating func makeSpecialRules() {
    func rule(_ head: String, _ body: String...) {
      program.rules.append(GeneratedProgram.Rule(head: head, body: body))
    }
    rule("box([x, y], x)", "r1(x, y)")
    rule("box([y, x], x)", "box([x, y], _)", "x < y")
    rule("shape($Line(x, y))", "r2(x, _, y)")
    rule("shape($Dot())", "r0(\(constant(.number)))")
    rule("same(x, y)", chance(1, of: 2) ? "r1(x, y)" : "r2(x, _, y)")
    rule("best(x, \(offset))", "r0(x)")
    rule("best(y, b + 1)", "best(x, b)", "r1(x, y)", "b < \(offset + 4)")
    program.rules.append(
      GeneratedProgram.Rule(head: "best(x, b) <= best(x, c)", body: ["c \(chance(1, of: 4) ? "<=" : "<") b"]))
  }

  private mutating func makeOutputs() {
    let top = baseCount + groupedCount
    if chance(1, of: 3) {
      program.outputs = relations.map(\.name) + ["box", "shape", "same", "best"]
    } else if chance(1, of: 3) {
      program.outputs = [relations[Int.random(in: baseCount..<top, using: &random)].name]
    }
    for number in 0..<Int.random(in: program.outputs.isEmpty ? 1...3 : 0...2, using: &random) {
      makeQuestion("q\(number)")
    }
    if chance(1, of: 4) {
      var bound = Bound()
      let body = [atom(relations[Int.random(in: 1..<top, using: &random)], binding: &bound)]
      guard bound.names[.number] != nil else { return }
      let head = "pick(\(pick(.number, bound)), \(pick(.number, bound)))"
      program.rules.append(GeneratedProgram.Rule(head: head, body: body))
      program.outputs.append("pick")
    }
    if chance(1, of: 4) {
      let body = ["r0(x)", "f = mean v : { r1(x, v) }"]
      program.rules.append(GeneratedProgram.Rule(head: "mean(x, f)", body: body))
      program.outputs.append("mean")
    }
  }

  /// An output that asks for little: an atom with a constant first.
  private mutating func makeQuestion(_ name: String) {
    var bound = Bound()
    let relation = relations[Int.random(in: baseCount..<baseCount + groupedCount, using: &random)]
    let fixed = Int.random(in: 0..<relation.columns.count, using: &random)
    let arguments = relation.columns.enumerated().map { column, kind in
      column == fixed ? constant(kind) : argument(kind, binding: &bound)
    }
    var body = ["\(relation.name)(\(arguments.joined(separator: ", ")))"]
    if chance(1, of: 2) { body.append(atom(anyRelation(below: relations.count), binding: &bound)) }
    if chance(1, of: 4) { body.append("!" + negatedAtom(anyRelation(below: relations.count), bound)) }
    let variables = bound.names[.number, default: []]
    let columns = variables.enumerated().map { "c\($0.offset): number" }.joined(separator: ", ")
    program.declarations.append(".decl \(name)(\(columns))")
    let head = "\(name)(\(variables.joined(separator: ", ")))"
    program.rules.append(GeneratedProgram.Rule(head: head, body: body.shuffled(using: &random)))
    program.outputs.append(name)
  }
}
