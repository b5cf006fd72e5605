extension ParsedProgram {
  /// The program with each instance's items in place of it, named `instance.relation`.
  func expandingComponents(_ sink: inout DiagnosticSink) -> ParsedProgram {
    for name in overrides { sink.error("'.override' stands only in a component", at: name.span) }
    guard !instances.isEmpty || !components.isEmpty else { return self }
    var expansion = ComponentExpansion(sink: sink)
    let result = expansion.expand(self)
    sink = expansion.sink
    return result
  }
}

/// Writes out instances of components, from the inside to the outside.
///
/// An instance's items are those of the component, of its bases and of the instances it holds; what they declare is
/// given the instance's name before its own, and names that nothing in the instance declares mean what they mean
/// outside.
struct ComponentExpansion {
  /// What is known at a place: components by name, and what a parameter stands for.
  private struct Scope {
    var components: [String: (component: ComponentSyntax, outer: Int)] = [:]
    var bindings: [String: Name] = [:]
    var parent: Int?
  }

  private(set) var sink: DiagnosticSink
  private var scopes: [Scope] = []
  /// The components being written out, to notice one that holds itself.
  private var open: [String] = []
  private var count = 0

  init(sink: DiagnosticSink) { self.sink = sink }

  /// Writes out all instances of a program.
  mutating func expand(_ program: ParsedProgram) -> ParsedProgram {
    var result = program
    result.components = []
    result.instances = []
    checkNames(of: program)
    let scope = addScope(program.components, parent: nil, bindings: [:])
    for instance in program.instances { result.append(items(of: instance, in: scope)) }
    return result
  }

  private mutating func addScope(
    _ components: [ComponentSyntax], parent: Int?, bindings: [String: Name]
  ) -> Int {
    var scope = Scope(bindings: bindings, parent: parent)
    for component in components {
      let name = component.name
      let known = scope.components.updateValue((component, scopes.count), forKey: name.text)
      if let known {
        let notes = [(message: "first declared here", span: known.component.name.span)]
        sink.error("the component '\(name.text)' is declared twice", at: name.span, notes: notes)
      }
    }
    scopes.append(scope)
    let index = scopes.count - 1
    for component in components {
      checkOverrides(of: component, in: index)
      checkNames(of: component.items)
    }
    return index
  }

  /// A component or an instance has a name of its own among what is declared beside it.
  private mutating func checkNames(of items: ParsedProgram) {
    var known: [String: (what: String, span: Span)] = [:]
    func note(_ name: Name, _ what: String) {
      if known[name.text] == nil { known[name.text] = (what, name.span) }
    }
    for type in items.types { note(type.name, "a type") }
    for relation in items.relations { for name in relation.names { note(name, "a relation") } }
    let components = items.components.map { ($0.name, "a component") }
    for (name, what) in components + items.instances.map({ ($0.name, "an instance") }) {
      if let first = known[name.text], first.what != what || what == "an instance" {
        sink.error(
          "'\(name.text)' is already the name of \(first.what)", at: name.span,
          notes: [(message: "declared here", span: first.span)])
      }
      note(name, what)
    }
  }

  // MARK: Looking up

  /// What a name stands for once parameters are replaced.
  private func bound(_ name: Name, in scope: Int) -> Name {
    var current: Int? = scope
    while let index = current {
      if let binding = scopes[index].bindings[name.text] {
        return Name(text: binding.text, span: name.span)
      }
      current = scopes[index].parent
    }
    return name
  }

  private mutating func component(
    _ reference: ComponentSyntax.Reference, in scope: Int
  ) -> (component: ComponentSyntax, outer: Int, arguments: [Name])? {
    let name = bound(reference.name, in: scope)
    var current: Int? = scope
    var known: [String] = []
    while let index = current {
      if let found = scopes[index].components[name.text] {
        let wanted = found.component.parameters.count
        guard reference.arguments.count == wanted else {
          let types = wanted == 1 ? "1 type" : "\(wanted) types"
          sink.error(
            "the component '\(name.text)' takes \(types), but \(reference.arguments.count) are given",
            at: reference.name.span, notes: [("declared here", found.component.name.span)])
          return nil
        }
        return (found.component, found.outer, reference.arguments.map { bound($0, in: scope) })
      }
      known += scopes[index].components.keys
      current = scopes[index].parent
    }
    let hint = sink.didYouMean(name.text, among: known)
    sink.error("no component is called '\(name.text)'\(hint)", at: reference.name.span)
    return nil
  }

  // MARK: Writing out

  private mutating func items(of instance: InstanceSyntax, in scope: Int) -> ParsedProgram {
    let empty = ParsedProgram(sources: SourceSet())
    guard let (component, outer, arguments) = component(instance.component, in: scope) else { return empty }
    guard !open.contains(component.name.text) else {
      let chain = (open + [component.name.text]).joined(separator: " -> ")
      sink.error(
        "an instance of '\(component.name.text)' holds another one of it: \(chain)",
        at: instance.component.name.span)
      return empty
    }
    count += 1
    guard count <= 10_000 else {
      if count == 10_001 { sink.error("there are more than ten thousand instances", at: instance.name.span) }
      return empty
    }
    open.append(component.name.text)
    defer { open.removeLast() }
    var result = gathered(component, arguments, in: outer, without: [])
    result.rename(prefix: instance.name.text)
    return result
  }

  /// The items of a component and of its bases, without what is overridden.
  private mutating func gathered(
    _ component: ComponentSyntax, _ arguments: [Name], in outer: Int, without overridden: Set<String>
  ) -> ParsedProgram {
    let pairs = zip(component.parameters.map(\.text), arguments)
    let bindings = Dictionary(pairs) { first, _ in first }
    // Components of bases may be named too, so their scopes come between this one and what is around it.
    var parent = outer
    var result = ParsedProgram(sources: SourceSet())
    let plain = addScope([], parent: outer, bindings: bindings)
    let hidden = overridden.union(component.items.overrides.map(\.text))
    for base in component.bases {
      guard let found = self.component(base, in: plain) else { continue }
      guard !open.contains(": " + found.component.name.text) else {
        sink.error("the component '\(found.component.name.text)' is its own base", at: base.name.span)
        continue
      }
      open.append(": " + found.component.name.text)
      result.append(gathered(found.component, found.arguments, in: found.outer, without: hidden))
      open.removeLast()
      parent = addScope(found.component.items.components, parent: parent, bindings: [:])
    }
    let scope = addScope(component.items.components, parent: parent, bindings: bindings)
    var own = component.items
    own.components = []
    own.instances = []
    own.overrides = []
    own.remove(rulesOf: overridden)
    let names = self
    own.mapNames(relation: { $0 }, type: { names.bound($0, in: scope) })
    result.append(own)
    for instance in component.items.instances { result.append(items(of: instance, in: scope)) }
    return result
  }

  /// A component may override only what a base that it names itself allows.
  private mutating func checkOverrides(of component: ComponentSyntax, in scope: Int) {
    var bases = component.bases.map(\.name.text)
    var seen: Set<String> = []
    while let name = bases.popLast() {
      guard seen.insert(name).inserted, !component.parameters.contains(where: { $0.text == name }),
        let base = scopes[scope].components[name]?.component
      else { continue }
      bases += base.bases.map(\.name.text)
      for relation in base.items.relations { checkOverrides(of: component, relation) }
    }
  }

  private mutating func checkOverrides(of component: ComponentSyntax, _ relation: RelationSyntax) {
    guard !relation.qualifiers.contains(where: { $0.text == "overridable" }) else { return }
    for name in component.items.overrides where relation.names.contains(where: { $0.text == name.text }) {
      let notes = [
        (message: "overridden here", span: name.span),
        (message: "declared here without 'overridable'", span: relation.span),
      ]
      sink.error(
        "'\(component.name.text)' overrides '\(name.text)', which is not to be overridden",
        at: component.name.span, notes: notes)
    }
  }
}

// MARK: Putting together

extension ParsedProgram {
  fileprivate mutating func append(_ other: ParsedProgram) {
    types += other.types
    lattices += other.lattices
    relations += other.relations
    rules += other.rules
    directives += other.directives
    parameters += other.parameters
    queries += other.queries
  }

  fileprivate mutating func remove(rulesOf overridden: Set<String>) {
    guard !overridden.isEmpty else { return }
    for index in rules.indices { rules[index].heads.removeAll { overridden.contains($0.name.text) } }
    rules.removeAll(where: \.heads.isEmpty)
  }

  /// Puts a prefix before everything that is declared here, at its declaration and wherever it is named.
  fileprivate mutating func rename(prefix: String) {
    let ownRelations = Set(relations.flatMap { $0.names.map(\.text) })
    let ownTypes = Set(types.map(\.name.text))
    let ownConstructors = Set(types.flatMap(\.constructors))
    func renaming(_ own: Set<String>) -> (Name) -> Name {
      { own.contains($0.text) ? Name(text: "\(prefix).\($0.text)", span: $0.span) : $0 }
    }
    mapNames(
      relation: renaming(ownRelations), type: renaming(ownTypes), constructor: renaming(ownConstructors))
  }
}
