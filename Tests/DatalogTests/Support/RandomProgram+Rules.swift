extension RandomProgram {
  /// A rule of a grouped relation: atoms that bind, then whatever else holds of what is bound.
  mutating func rule(_ head: Int) -> GeneratedProgram.Rule {
    let group = head - (head - baseCount) % 2
    let top = min(group + 2, baseCount + groupedCount)
    var body: [String] = []
    var bound = Bound()
    for _ in 0..<([1, 2, 2, 3].randomElement(using: &random) ?? 2) {
      body.append(atom(anyRelation(below: top), binding: &bound))
    }
    if bound.names[.number] == nil {
      body.append("r0(x)")
      bound.add("x", .number)
    }
    if chance(1, of: 6) { body.append(alternatives(below: top, &bound)) }
    if chance(1, of: 3) { body.append("!" + negatedAtom(anyRelation(below: group), bound)) }
    if chance(1, of: 3) { body.append(comparison(bound)) }
    if chance(1, of: 4) {
      let (a, b) = (pick(.number, bound), pick(.number, bound))
      body.append("m = (\(a) + \(b) * 3) % 5 + \(offset)")
      bound.add("m", .number)
    }
    if chance(1, of: 8), bound.names[.symbol] != nil {
      let name = pick(.symbol, bound)
      body += ["n0 = strlen(\(name))", "n0 < 3", "k = cat(\(name), \"a\")"]
      bound.add("k", .symbol)
    }
    if chance(1, of: 4) { addAggregate(below: group, &body, &bound) }
    let arguments = relations[head].columns.map { headArgument($0, bound) }.joined(separator: ", ")
    return GeneratedProgram.Rule(
      head: "\(relations[head].name)(\(arguments))", body: body.shuffled(using: &random))
  }

  private mutating func headArgument(_ kind: Kind, _ bound: Bound) -> String {
    if chance(1, of: 12) { return constant(kind) }
    if kind == .number, chance(1, of: 12) {
      return "(\(pick(kind, bound)) + \(Int.random(in: 1...3, using: &random))) % 5 + \(offset)"
    }
    return pick(kind, bound)
  }

  /// One of two atoms that bind the same.
  private mutating func alternatives(below top: Int, _ bound: inout Bound) -> String {
    let name = pick(.number, bound)
    let first = ["r1(\(name), e)", "same(\(name), e)", "r2(e, _, \(name))"].randomElement(using: &random)
    let second = ["r1(e, \(name))", "r2(\(name), _, e)", "(r0(e), e != \(name))"].randomElement(
      using: &random)
    bound.add("e", .number)
    return "(\(first ?? "") ; \(second ?? ""))"
  }

  private mutating func comparison(_ bound: Bound) -> String {
    if chance(1, of: 6), bound.names[.symbol] != nil {
      return "\(pick(.symbol, bound)) \(chance(1, of: 2) ? "!=" : "<") \(constant(.symbol))"
    }
    let sign = ["<", "<=", "!=", "=", ">", ">="].randomElement(using: &random) ?? "<"
    return "\(pick(.number, bound)) \(sign) \(chance(1, of: 2) ? pick(.number, bound) : constant(.number))"
  }

  private mutating func addAggregate(below group: Int, _ body: inout [String], _ bound: inout Bound) {
    if chance(1, of: 3) {
      body.append(aggregate(pick(.number, bound), below: group, bound))
    } else {
      body += [aggregate("n", below: group, bound), "n < \(offset + 20)"]
      bound.add("n", .number)
    }
  }

  private mutating func aggregate(_ result: String, below group: Int, _ bound: Bound) -> String {
    let function = ["count", "sum", "min", "max"].randomElement(using: &random) ?? "count"
    let relation = relations[Int.random(in: 0..<group, using: &random)]
    var arguments = relation.columns.map { chance(1, of: 2) ? "_" : pick($0, bound) }
    guard
      let target = relation.columns.indices.filter({ relation.columns[$0] == .number }).randomElement(
        using: &random)
    else {
      return "\(result) = count : { \(relation.name)(\(arguments.joined(separator: ", "))) }"
    }
    arguments[target] = "v"
    var inner = "\(relation.name)(\(arguments.joined(separator: ", ")))"
    if chance(1, of: 2) { inner += ", v >= \(pick(.number, bound))" }
    if chance(1, of: 4) { inner += ", r1(v, \(chance(1, of: 2) ? pick(.number, bound) : "u"))" }
    return "\(result) = \(function)\(function == "count" ? "" : " v") : { \(inner) }"
  }
}

// MARK: Atoms

extension RandomProgram {
  /// A relation below a place in the order, or one of the special ones.
  mutating func anyRelation(below top: Int) -> Relation {
    let pair: [Kind] = [.number, .number]
    switch Int.random(in: 0..<16, using: &random) {
    case 0: return Relation(name: "box", columns: pair, form: ("([", "], _)"))
    case 1: return Relation(name: "shape", columns: pair, form: ("($Line(", "))"))
    case 2: return Relation(name: "same", columns: pair)
    case 3: return Relation(name: "best", columns: pair)
    default: return relations[Int.random(in: 0..<min(top, relations.count), using: &random)]
    }
  }

  mutating func atom(_ relation: Relation, binding bound: inout Bound) -> String {
    let list = relation.columns.map { argument($0, binding: &bound) }.joined(separator: ", ")
    return relation.name + relation.form.before + list + relation.form.after
  }

  mutating func argument(_ kind: Kind, binding bound: inout Bound) -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return "_"
    case 1: return constant(kind)
    default:
      let names = kind == .number ? ["x", "y", "z", "w"] : ["s", "t"]
      let name = names.randomElement(using: &random) ?? names[0]
      bound.add(name, kind)
      return name
    }
  }

  mutating func negatedAtom(_ relation: Relation, _ bound: Bound) -> String {
    let isPlain = relation.form.before == "("
    let list = relation.columns.map { isPlain && chance(1, of: 4) ? "_" : pick($0, bound) }
    return relation.name + relation.form.before + list.joined(separator: ", ") + relation.form.after
  }

  mutating func pick(_ kind: Kind, _ bound: Bound) -> String {
    bound.names[kind]?.randomElement(using: &random) ?? constant(kind)
  }

  mutating func constant(_ kind: Kind) -> String {
    switch kind {
    case .number: String(offset + Int.random(in: 0..<5, using: &random))
    case .symbol: ["\"\"", "\"a\"", "\"b\"", "\"aa\""].randomElement(using: &random) ?? "\"a\""
    }
  }
}
