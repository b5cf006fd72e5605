extension Parser {
  mutating func parseDirective(_ name: String) throws(Abandoned) {
    let start = advance().span
    switch name {
    case "decl": try parseRelation(start)
    case "type": try parseType()
    case "number_type", "symbol_type": try parseOldType(name)
    case "input", "output", "printsize", "limitsize": try parseInputOutput(name)
    case "param": try parseParameter()
    case "pragma": try parsePragma()
    case "plan": try parsePlan(start)
    case "comp": try parseComponent(start)
    case "init": try parseInstance(start)
    case "override": program.overrides.append(try expectName("a relation's name"))
    case "functor": try parseFunctor(start)
    case "lattice": try parseLattice(start)
    default:
      let hint = sink.didYouMean("." + name, among: directiveNames.map { "." + $0 })
      throw fault("no directive is called '.\(name)'\(hint)", at: start)
    }
  }

  private mutating func parsePragma() throws(Abandoned) {
    let place = current.span
    guard case .string(let name) = current.kind else {
      throw fault("'.pragma' wants a setting's name in quotes, found \(current.description)")
    }
    _ = advance()
    var value = ""
    if case .string(let text) = current.kind {
      value = text
      _ = advance()
    }
    program.pragmas.append(PragmaSyntax(name: Name(text: name, span: place), value: value))
  }

  /// `.plan 0:(1,2), 1:(2,1)` after a rule; this engine finds an order itself and only checks the hint.
  private mutating func parsePlan(_ start: Span) throws(Abandoned) {
    var plan: [PlanSyntax] = []
    repeat {
      let version = try expectPlace("the number of a version, as in '.plan 0:(1,2)'")
      try expect(.colon, "after the version")
      let open = try expect(.leftParenthesis, "before the order of the atoms").span
      var order: [Int] = []
      if !isAt(.rightParenthesis) {
        repeat { order.append(try expectPlace("the number of an atom")) } while take(.comma)
      }
      try expect(.rightParenthesis, "after the order of the atoms")
      plan.append(PlanSyntax(version: version, order: order, span: span(from: open)))
    } while take(.comma)
    guard followsRule, program.rules.last?.body != nil else {
      throw fault("'.plan' follows a rule, whose atoms it orders", at: start)
    }
    program.rules[program.rules.count - 1].plan = plan
  }

  private mutating func expectPlace(_ what: String) throws(Abandoned) -> Int {
    guard case .number(let number) = current.kind else {
      throw fault("expected \(what), found \(current.description)")
    }
    _ = advance()
    return Int(number)
  }

  /// `.functor f(x: number, symbol): number stateful`, which is read to the end to say so in one place.
  private mutating func parseFunctor(_ start: Span) throws(Abandoned) {
    let name = try expectName("a functor's name")
    guard isAt(.leftParenthesis) else {
      throw fault("expected '(' after '\(name.text)', found \(current.description)")
    }
    try skipBalanced()
    try expect(.colon, "before the type of the functor's result")
    _ = try expectQualifiedName("a type's name")
    if current.kind == .identifier("stateful") { _ = advance() }
    sink.error(
      "the user-defined functor '\(name.text)' is not supported: this engine loads no C++ code", at: start)
  }

  private mutating func parseLattice(_ start: Span) throws(Abandoned) {
    let name = try expectName("a lattice's name")
    try expect(.less, "after the lattice's name, as in '.lattice \(name.text)<> { … }'")
    try expect(.greater, "after the lattice's name, as in '.lattice \(name.text)<> { … }'")
    try expect(.leftBrace, "before the lattice's operations")
    var operations: [(name: Name, value: Expression)] = []
    repeat {
      let operation = try expectName("an operation, as in 'Lub -> …'")
      try expect(.mapsTo, "after '\(operation.text)'")
      operations.append((operation, try parseExpression()))
    } while take(.comma)
    try expect(.rightBrace, "after the lattice's operations")
    program.lattices.append(LatticeSyntax(name: name, operations: operations, span: span(from: start)))
  }
}

// MARK: Relations

extension Parser {
  private mutating func parseRelation(_ start: Span) throws(Abandoned) {
    var names = [try expectName("a relation's name")]
    while take(.comma) { names.append(try expectName("a relation's name")) }
    var columns: [RelationSyntax.Column] = []
    let debugged = names.count == 1 && take(.equal) ? try parseDebugged() : nil
    if debugged == nil {
      try expect(.leftParenthesis, "after the relation's name")
      columns = try parseColumns(until: .rightParenthesis)
    }
    let end = span(from: start)
    var qualifiers: [Name] = []
    var choices: [[Name]] = []
    while case .identifier(let text) = current.kind, isQualifier(text) {
      qualifiers.append(Name(text: text, span: advance().span))
      if text == "choice" { choices += try parseChoiceDomain() }
    }
    program.relations.append(
      RelationSyntax(
        names: names, columns: columns, qualifiers: qualifiers, choices: choices, debugged: debugged,
        span: end))
    declareOldOutputs(names, qualifiers)
  }

  /// What `input`, `output` and `printsize` after a declaration mean: an old way to write the directives.
  private mutating func declareOldOutputs(_ names: [Name], _ qualifiers: [Name]) {
    for qualifier in qualifiers {
      guard let kind = DirectiveSyntax.Kind(rawValue: qualifier.text), kind != .limitsize else { continue }
      program.directives.append(DirectiveSyntax(kind: kind, relations: names, parameters: []))
    }
  }

  /// What follows `.decl d =`.
  private mutating func parseDebugged() throws(Abandoned) -> Name {
    guard current.kind == .identifier("debug_delta") else {
      throw fault("expected 'debug_delta', found \(current.description)")
    }
    _ = advance()
    try expect(.leftParenthesis, "after 'debug_delta'")
    let name = try expectQualifiedName("a relation's name")
    try expect(.rightParenthesis, "after the relation's name")
    return name
  }

  /// Columns, or the values of a record, and the bracket that ends them.
  private mutating func parseColumns(
    until close: Token.Punctuation
  ) throws(Abandoned) -> [RelationSyntax.Column] {
    var columns: [RelationSyntax.Column] = []
    if take(close) { return columns }
    repeat { columns.append(try parseColumn()) } while take(.comma)
    guard take(close) else {
      throw fault("expected ',' or '\(close.rawValue)', found \(current.description)")
    }
    return columns
  }

  private mutating func parseColumn() throws(Abandoned) -> RelationSyntax.Column {
    try skipAnnotations()
    let name = try expectName("a column's name")
    try expect(.colon, "before the type of '\(name.text)'")
    let type = try expectQualifiedName("a type's name")
    let isLattice = isAt(.less) && ahead(1).kind == .punctuation(.greater)
    if isLattice { position += 2 }
    return RelationSyntax.Column(name: name, type: type, isLattice: isLattice)
  }

  /// A qualifier is not followed by what would make it a rule's head.
  private func isQualifier(_ text: String) -> Bool {
    let next = ahead(1).kind
    return !(next == .punctuation(.leftParenthesis)) && !(next == .punctuation(.dot))
  }

  private mutating func parseChoiceDomain() throws(Abandoned) -> [[Name]] {
    try expect(.minus, "in 'choice-domain'")
    _ = try expectName("'domain'")
    var choices: [[Name]] = []
    repeat {
      guard take(.leftParenthesis) else {
        choices.append([try expectName("a column's name")])
        continue
      }
      var columns = [try expectName("a column's name")]
      while take(.comma) { columns.append(try expectName("a column's name")) }
      try expect(.rightParenthesis, "after the columns")
      choices.append(columns)
    } while take(.comma)
    return choices
  }
}

// MARK: Types

extension Parser {
  private mutating func parseType() throws(Abandoned) {
    let name = try expectQualifiedName("a type's name")
    if take(.subtype) {
      let base = try expectQualifiedName("a type's name")
      program.types.append(TypeSyntax(name: name, definition: .subtype(of: base)))
      return
    }
    guard take(.equal) else {
      // `.type T` alone is an old spelling of a subtype of symbol.
      let symbol = Name(text: "symbol", span: name.span)
      program.types.append(TypeSyntax(name: name, definition: .subtype(of: symbol)))
      return
    }
    program.types.append(TypeSyntax(name: name, definition: try parseTypeDefinition()))
  }

  private mutating func parseTypeDefinition() throws(Abandoned) -> TypeSyntax.Definition {
    try skipAnnotations()
    if take(.leftBracket) { return .record(try parseColumns(until: .rightBracket)) }
    var members = [try expectQualifiedName("a type's name")]
    if isAt(.leftBrace) { return .variants(try parseVariants(members[0])) }
    while take(.bar) { members.append(try expectQualifiedName("a type's name")) }
    return .union(members)
  }

  private mutating func parseVariants(_ first: Name) throws(Abandoned) -> [TypeSyntax.Variant] {
    var variants: [TypeSyntax.Variant] = []
    var name = first
    while true {
      try expect(.leftBrace, "after the constructor '\(name.text)'")
      try skipAnnotations()
      variants.append(TypeSyntax.Variant(name: name, columns: try parseColumns(until: .rightBrace)))
      guard take(.bar) else { return variants }
      try skipAnnotations()
      name = try expectQualifiedName("a constructor's name")
    }
  }

  private mutating func parseOldType(_ directive: String) throws(Abandoned) {
    let name = try expectName("a type's name")
    let base = Name(text: directive == "number_type" ? "number" : "symbol", span: name.span)
    program.types.append(TypeSyntax(name: name, definition: .subtype(of: base)))
  }
}

// MARK: Input, output, parameters

extension Parser {
  private mutating func parseInputOutput(_ name: String) throws(Abandoned) {
    guard let kind = DirectiveSyntax.Kind(rawValue: name) else { return }
    var relations = [try expectQualifiedName("a relation's name")]
    while take(.comma) { relations.append(try expectQualifiedName("a relation's name")) }
    var parameters: [DirectiveSyntax.Parameter] = []
    if take(.leftParenthesis), !take(.rightParenthesis) {
      repeat { parameters.append(try parseDirectiveParameter()) } while take(.comma)
      guard take(.rightParenthesis) else { throw fault("expected ',' or ')', found \(current.description)") }
    }
    program.directives.append(DirectiveSyntax(kind: kind, relations: relations, parameters: parameters))
  }

  private mutating func parseDirectiveParameter() throws(Abandoned) -> DirectiveSyntax.Parameter {
    let name = try expectName("a parameter's name")
    try expect(.equal, "after '\(name.text)'")
    let sign = isAt(.minus) && ahead(1).isJoined ? advance() : nil
    let token = current
    let value: String
    switch token.kind {
    case .string(let text): value = text
    case .identifier(let text): value = text
    case .number(let number): value = (sign == nil ? "" : "-") + String(number)
    default: throw fault("expected a value for '\(name.text)', found \(token.description)")
    }
    return DirectiveSyntax.Parameter(name: name, value: value, span: advance().span)
  }

  private mutating func parseParameter() throws(Abandoned) {
    let name = try expectName("a parameter's name")
    try expect(.colon, "before the type of '\(name.text)'")
    let type = try expectQualifiedName("a type's name")
    let value = take(.equal) ? try parseExpression(atLeast: 10) : nil
    program.parameters.append(ParameterSyntax(name: name, type: type, defaultValue: value))
  }
}
