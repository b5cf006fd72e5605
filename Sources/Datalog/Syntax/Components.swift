/// A component: items that are read anew, with other names, for each of its instances.
struct ComponentSyntax: Sendable {
  /// A component's name with the types given for its parameters, as in `Graph<Node>`.
  struct Reference: Sendable {
    var name: Name
    var arguments: [Name]
  }

  var name: Name
  var parameters: [Name]
  var bases: [Reference]
  var items: ParsedProgram
}

/// `.init instance = Component<Type>`.
struct InstanceSyntax: Sendable {
  var name: Name
  var component: ComponentSyntax.Reference
}

// MARK: Reading

extension Parser {
  mutating func parseComponent(_ start: Span) throws(Abandoned) {
    let reference = try parseReference()
    var bases: [ComponentSyntax.Reference] = []
    if take(.colon) {
      repeat { bases.append(try parseReference()) } while take(.comma) || take(.colon)
    }
    let open = try expect(.leftBrace, "to begin the component '\(reference.name.text)'")
    guard componentDepth < 50 else { throw fault("components are nested more than 50 levels deep") }
    let outer = program
    program = ParsedProgram(sources: outer.sources)
    componentDepth += 1
    parseItems()
    componentDepth -= 1
    let items = program
    program = outer
    if !take(.rightBrace) { sink.error("this component is never closed with '}'", at: open.span) }
    program.components.append(
      ComponentSyntax(
        name: reference.name, parameters: reference.arguments, bases: bases, items: items))
  }

  mutating func parseInstance(_ start: Span) throws(Abandoned) {
    let name = try expectName("an instance's name")
    try expect(.equal, "after the instance's name")
    program.instances.append(InstanceSyntax(name: name, component: try parseReference()))
  }

  private mutating func parseReference() throws(Abandoned) -> ComponentSyntax.Reference {
    let name = try expectName("a component's name")
    var arguments: [Name] = []
    if take(.less) {
      repeat { arguments.append(try expectQualifiedName("a type's name")) } while take(.comma)
      try expect(.greater, "after the component's types")
    }
    return ComponentSyntax.Reference(name: name, arguments: arguments)
  }
}
