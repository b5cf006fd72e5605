/// One statement of a source: what it is, whom it is about, and where it stands.
public struct Statement: Sendable, Equatable {
  /// What a statement does.
  public enum Kind: Sendable, Equatable {
    case declaration, type, lattice, component, instance, parameter
    case fact, rule, input
    /// `?- …`
    case question
    /// `.output` or `.printsize`
    case output
    /// What gives neither names nor rows, such as `.pragma`.
    case other
  }

  public let kind: Kind
  /// What it declares, derives rows of, reads or writes.
  public let names: [String]
  /// Where it stands in the source's UTF-8.
  public let bytes: Range<Int>
}

extension Source {
  /// The source's own statements, those that cannot be read passed over.
  ///
  /// What an `.include` brings is not among them. Nothing is looked up, so the names may not exist.
  public var statements: [Statement] {
    var preprocessor = Preprocessor { _, _ in Source(name: "", text: "") }
    preprocessor.read(self)
    preprocessor.finish()
    var parser = Parser(
      tokens: preprocessor.tokens, sink: preprocessor.sink,
      program: ParsedProgram(sources: preprocessor.sources))
    return parser.parseStatements()
  }
}

extension Program {
  /// The names of the declared relations, in the order of their declarations.
  public var relationNames: [String] {
    stratified.checked.relations.filter { !$0.isHidden }.map(\.name)
  }
}

extension Parser {
  fileprivate mutating func parseStatements() -> [Statement] {
    var statements: [Statement] = []
    while current.kind != .end {
      let start = position
      // A plan belongs to the rule before it.
      let rule = current.kind == .directive("plan") ? program.rules.last : nil
      program = ParsedProgram(sources: program.sources)
      program.rules = [rule].compactMap(\.self)
      (depth, allowsInfix, followsRule) = (0, false, rule != nil)
      do { try parseItem() } catch {
        recover(from: start)
        continue
      }
      guard position > start else {
        _ = advance()
        continue
      }
      let (first, last) = (tokens[start].span, tokens[position - 1].span)
      guard first.source == 0, last.source == 0, first.start <= last.end else { continue }
      if rule != nil, let statement = statements.popLast() {
        statements.append(statement.through(Int(last.end)))
      } else {
        let (kind, names) = program.onlyItem
        statements.append(
          Statement(kind: kind, names: names.map(\.text), bytes: Int(first.start)..<Int(last.end)))
      }
    }
    return statements
  }
}

extension Statement {
  fileprivate func through(_ end: Int) -> Statement {
    Statement(kind: kind, names: names, bytes: bytes.lowerBound..<max(end, bytes.upperBound))
  }
}

extension ParsedProgram {
  /// What a program of one item consists of.
  fileprivate var onlyItem: (kind: Statement.Kind, names: [Name]) {
    if let rule = rules.first {
      return (rule.body == nil && rule.dominator == nil ? .fact : .rule, rule.heads.map(\.name))
    }
    if !queries.isEmpty { return (.question, []) }
    if let relation = relations.first { return (.declaration, relation.names) }
    if let type = types.first { return (.type, [type.name]) }
    if let lattice = lattices.first { return (.lattice, [lattice.name]) }
    if let component = components.first { return (.component, [component.name]) }
    if let instance = instances.first { return (.instance, [instance.name]) }
    if let parameter = parameters.first { return (.parameter, [parameter.name]) }
    guard let directive = directives.first else { return (.other, []) }
    switch directive.kind {
    case .input: return (.input, directive.relations)
    case .output, .printsize: return (.output, directive.relations)
    case .limitsize: return (.other, directive.relations)
    }
  }
}
