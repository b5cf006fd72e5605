extension ParsedProgram {
  /// Replaces the names of relations, types and constructors, where they are declared and where they are used.
  mutating func mapNames(
    relation: @escaping (Name) -> Name, type: @escaping (Name) -> Name,
    constructor: @escaping (Name) -> Name = { $0 }
  ) {
    let renaming = Renaming(relation: relation, type: type, constructor: constructor)
    types = types.map(renaming.renamed)
    for index in lattices.indices { lattices[index].name = type(lattices[index].name) }
    relations = relations.map(renaming.renamed)
    rules = rules.map(renaming.renamed)
    for index in directives.indices {
      directives[index].relations = directives[index].relations.map(relation)
    }
    for index in parameters.indices { parameters[index].type = type(parameters[index].type) }
    for index in queries.indices { queries[index].body = renaming.renamed(queries[index].body) }
  }
}

/// New names for the relations, types and constructors of syntax.
private struct Renaming {
  let relation: (Name) -> Name
  let type: (Name) -> Name
  let constructor: (Name) -> Name

  func renamed(_ syntax: TypeSyntax) -> TypeSyntax {
    var result = syntax
    result.name = type(syntax.name)
    switch syntax.definition {
    case .subtype(let base): result.definition = .subtype(of: type(base))
    case .union(let members): result.definition = .union(members.map(type))
    case .record(let columns): result.definition = .record(columns.map(renamed))
    case .variants(let variants):
      result.definition = .variants(
        variants.map { TypeSyntax.Variant(name: constructor($0.name), columns: $0.columns.map(renamed)) })
    }
    return result
  }

  func renamed(_ syntax: RelationSyntax) -> RelationSyntax {
    var result = syntax
    result.names = syntax.names.map(relation)
    result.debugged = syntax.debugged.map(relation)
    result.columns = syntax.columns.map(renamed)
    return result
  }

  private func renamed(_ column: RelationSyntax.Column) -> RelationSyntax.Column {
    RelationSyntax.Column(name: column.name, type: type(column.type), isLattice: column.isLattice)
  }

  func renamed(_ rule: RuleSyntax) -> RuleSyntax {
    var result = rule
    result.heads = rule.heads.map(renamed)
    result.dominator = rule.dominator.map(renamed)
    result.body = rule.body.map(renamed)
    return result
  }

  private func renamed(_ atom: AtomSyntax) -> AtomSyntax {
    AtomSyntax(name: relation(atom.name), arguments: atom.arguments.map(renamed), span: atom.span)
  }

  func renamed(_ formula: Formula) -> Formula {
    switch formula {
    case .atom(let atom): .atom(renamed(atom))
    case .comparison(let comparison, let left, let right, let span):
      .comparison(comparison, renamed(left), renamed(right), span)
    case .test(let name, let arguments, let span): .test(name, arguments.map(renamed), span)
    case .truth: formula
    case .negation(let inner, let span): .negation(renamed(inner), span)
    case .conjunction(let parts): .conjunction(parts.map(renamed))
    case .disjunction(let parts): .disjunction(parts.map(renamed))
    }
  }

  private func renamed(_ expression: Expression) -> Expression {
    switch expression {
    case .call(let name, let arguments, let span): return .call(name, arguments.map(renamed), span)
    case .record(let name, let values, let span):
      return .record(name.map(constructor), values.map(renamed), span)
    case .parameter(let name): return .parameter(constructor(name))
    case .cast(let inner, let name, let span): return .cast(renamed(inner), type(name), span)
    case .aggregate(var aggregate):
      aggregate.target = aggregate.target.map(renamed)
      aggregate.body = renamed(aggregate.body)
      return .aggregate(aggregate)
    case .variable, .wildcard, .string, .number, .unsigned, .float, .noRecord, .unsupported:
      return expression
    }
  }
}
