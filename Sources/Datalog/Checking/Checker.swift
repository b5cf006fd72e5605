/// Turns what is written into what is meant, noting every fault.
struct Checker {
  let parsed: ParsedProgram
  let environment: Environment
  var sink: DiagnosticSink
  var types = TypeTable.primitive
  var relations: [RelationInfo] = []
  var columnTypes: [[TypeTable.TypeID]] = []
  var relationIDs: [String: RelationID] = [:]
  var parameters: [String: Constant] = [:]
  /// Parameters without a usable value, about which enough has been said.
  var brokenParameters: Set<String> = []
  var clauses: [Clause] = []
  /// The rules of inlined relations.
  var inlineRules: [RelationID: [InlineRule]] = [:]
  var dominations: [Domination] = []
  var inputs: [InputDirective] = []
  var outputs: [OutputDirective] = []

  /// A parameter's value with the type it is declared with.
  struct Constant {
    var value: Value
    var type: TypeTable.TypeID
  }

  init(_ parsed: ParsedProgram, environment: Environment, sink: DiagnosticSink) {
    self.parsed = parsed
    self.environment = environment
    self.sink = sink
  }

  /// Goes through the whole program; what comes out is sound if no error was noted.
  mutating func check() -> CheckedProgram {
    types.declare(parsed.types, &sink)
    for lattice in parsed.lattices { check(lattice) }
    for relation in parsed.relations {
      for name in relation.names {
        guard let type = types.type(named: name.text), !types.isPrimitive(type) else { continue }
        let notes = [(message: "the type is declared here", span: types.span(of: type))]
        sink.error("'\(name.text)' is already the name of a type", at: name.span, notes: notes)
      }
    }
    for relation in parsed.relations where relation.debugged == nil { declare(relation) }
    for relation in parsed.relations { declareDebugged(relation) }
    declareParameters()
    for directive in parsed.directives { check(directive) }
    checkRules()
    for query in parsed.queries { check(query) }
    warnOfEmptyRelations()
    for domination in dominations where relations[domination.relation.rawValue].isEquivalence {
      let name = relations[domination.relation.rawValue].name
      sink.error(
        "rows of the 'eqrel' relation '\(name)' cannot give way to others", at: domination.clause.span)
    }
    return CheckedProgram(
      sources: parsed.sources, relations: relations, clauses: clauses,
      dominations: dominations, inputs: inputs, outputs: outputs)
  }

  /// Checks all rules, those of inlined relations before those that use them.
  private mutating func checkRules() {
    chooseInlined()
    let order = inlinedInOrder()
    let inlined = Set(order)
    let rulesByHead = order.isEmpty ? [:] : rulesByHead()
    for relation in order {
      for index in rulesByHead[relations[relation.rawValue].name] ?? [] {
        check(parsed.rules[index]) { $0 == relation }
      }
    }
    for rule in parsed.rules {
      if rule.isPlainFact, rule.heads.allSatisfy({ add(fact: $0, rule.span, unless: inlined) }) { continue }
      warnOfSingleUses(rule)
      check(rule) { id in id.map { !inlined.contains($0) } ?? true }
    }
  }

  private func rulesByHead() -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    for (index, rule) in parsed.rules.enumerated() {
      for name in Set(rule.heads.map(\.name.text)) { found[name, default: []].append(index) }
    }
    return found
  }

  private mutating func check(_ rule: RuleSyntax, where isWanted: (RelationID?) -> Bool) {
    let heads = rule.heads.filter { isWanted(relationIDs[$0.name.text]) }
    guard !heads.isEmpty, let conjunctions = normalForm(of: rule.body, at: rule.span) else { return }
    for head in heads {
      for conjunction in conjunctions {
        var builder = makeBuilder()
        if let dominator = rule.dominator {
          let found = builder.build(dominated: head, by: dominator, body: conjunction, span: rule.span)
          take(&builder)
          dominations += found.map { $0.planned(rule.plan) }
          continue
        }
        builder.build(head: head, body: conjunction, span: rule.span)
        take(&builder, plan: rule.plan)
      }
    }
  }

  /// Adds a fact of constants that are what their columns hold, as nearly all are; what else there is, is checked as
  /// a rule.
  private mutating func add(fact: AtomSyntax, _ span: Span, unless inlined: Set<RelationID>) -> Bool {
    guard environment.resolvingTypes.isEmpty, let id = relationIDs[fact.name.text], !inlined.contains(id),
      relations[id.rawValue].arity == fact.arguments.count
    else { return false }
    var arguments: [Term] = []
    arguments.reserveCapacity(fact.arguments.count)
    for (column, argument) in fact.arguments.enumerated() {
      guard let value = argument.literal(as: relations[id.rawValue].columns[column].kind) else {
        return false
      }
      arguments.append(.constant(value))
    }
    clauses.append(
      Clause(head: id, arguments: arguments, body: [], variables: [], span: span, headSpan: fact.span))
    return true
  }

  /// A variable that occurs once binds nothing together; mostly it is misspelt.
  private mutating func warnOfSingleUses(_ rule: RuleSyntax) {
    var uses: [String: [Span]] = [:]
    for head in rule.heads + [rule.dominator].compactMap({ $0 }) {
      for argument in head.arguments { argument.forEachName { uses[$0.text, default: []].append($0.span) } }
    }
    rule.body?.forEachName { uses[$0.text, default: []].append($0.span) }
    for (name, spans) in uses.sorted(by: { $0.key < $1.key }) where spans.count == 1 && !name.hasPrefix("_") {
      sink.warning("'\(name)' occurs only once in this rule; write '_' if it does not matter", at: spans[0])
    }
  }

  /// A builder that holds all that is known, which ``take(_:plan:)`` gives back: two holders would copy it for each rule.
  mutating func makeBuilder() -> ClauseBuilder {
    var builder = ClauseBuilder(checker: Checker(parsed, environment: environment, sink: DiagnosticSink()))
    swap(&self, &builder.checker)
    return builder
  }

  /// Takes over what building one rule found out.
  mutating func take(_ builder: inout ClauseBuilder, plan: [PlanSyntax] = []) {
    swap(&self, &builder.checker)
    for var clause in builder.clauses {
      // A plan numbers the atoms as they are written.
      if !relations[clause.head.rawValue].isHidden, !builder.isRewritten { clause.plan = plan }
      clauses.append(clause)
    }
    for (relation, rule) in builder.inlineRules { inlineRules[relation, default: []].append(rule) }
  }

  mutating func normalForm(of body: Formula?, at span: Span) -> [[Leaf]]? {
    guard let body else { return [[]] }
    if let form = body.disjunctiveNormalForm() { return form }
    sink.error("written out, the alternatives of this rule are more than ten thousand rules", at: span)
    return nil
  }

  private mutating func warnOfEmptyRelations() {
    var hasRows = Set(clauses.map(\.head))
    hasRows.formUnion(inputs.map(\.relation))
    guard !sink.hasErrors else { return }
    var used: Set<RelationID> = Set(outputs.map(\.relation))
    for clause in clauses {
      for case .atom(let atom) in clause.body { used.insert(atom.relation) }
    }
    for (index, relation) in relations.enumerated() where !relation.isHidden {
      let id = RelationID(rawValue: index)
      if used.contains(id), !hasRows.contains(id) {
        sink.warning("'\(relation.name)' has no rules, no facts and no '.input'", at: relation.span)
      }
    }
  }
}
