extension Parser {
  mutating func parseDirective(_ name: String) throws(Abandoned) {
    let start = advance().span
    switch name {
    case "decl": try parseRelation(start)
    case "type": try parseType()
    case "number_type", "symbol_type": try parseOldType(name)
    case "input", "output", "printsize", "limitsize": try parseInputOutput(name)
    case "param": try parseParameter()
    case "pragma": skipStrings()
    case "plan": skipPlan()
    case "comp": try parseComponent(start)
    case "init": try parseInstance(start)
    case "override": program.overrides.append(try expectName("a relation's name"))
    case "functor":
      skipLine()
      sink.error("user-defined functors are not supported", at: start)
    case "lattice": throw fault("lattices are not supported yet", at: start)
    default:
      throw fault("no directive is called '.\(name)'\(didYouMean(name, among: directiveNames))", at: start)
    }
  }

  private mutating func skipStrings() {
    while case .string = current.kind { _ = advance() }
  }

  /// `.plan 0:(1,2), 1:(2,1)` is a hint that this engine does not need.
  private mutating func skipPlan() {
    while case .number = current.kind {
      _ = advance()
      _ = take(.colon)
      if isAt(.leftParenthesis) { _ = try? skipBalanced() }
      _ = take(.comma)
    }
  }

  private mutating func skipLine() {
    while current.kind != .end, !current.startsLine { _ = advance() }
  }
}

// MARK: Relations

extension Parser {
  private mutating func parseRelation(_ start: Span) throws(Abandoned) {
    var names = [try expectName("a relation's name")]
    while take(.comma) { names.append(try expectName("a relation's name")) }
    try expect(.leftParenthesis, "after the relation's name")
    let columns = try parseColumns(until: .rightParenthesis)
    let end = span(from: start)
    var qualifiers: [Name] = []
    var choices: [[Name]] = []
    while case .identifier(let text) = current.kind, isQualifier(text) {
      qualifiers.append(Name(text: text, span: advance().span))
      if text == "choice" { choices += try parseChoiceDomain() }
    }
    program.relations.append(
      RelationSyntax(
        names: names, columns: columns, qualifiers: qualifiers, choices: choices, span: end))
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
    let name = try expectName("a column's name")
    try expect(.colon, "before the type of '\(name.text)'")
    return RelationSyntax.Column(name: name, type: try expectQualifiedName("a type's name"))
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
      variants.append(TypeSyntax.Variant(name: name, columns: try parseColumns(until: .rightBrace)))
      guard take(.bar) else { return variants }
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
