/// Makes one clause of a head and a conjunction: numbers its variables, finds their kinds, checks that all are bound.
///
/// Everything is drafted first, with cells in place of kinds; once the whole clause is known, the drafts are
/// settled into literals.
struct ClauseBuilder {
  /// A value whose kind may still be open.
  indirect enum Draft {
    case variable(Int)
    case constant(Expression, cell: Int)
    case parameter(Value, cell: Int)
    case call(Functor, [Draft], operand: Int, result: Int, Span)
  }

  indirect enum DraftLiteral {
    case settled(Literal)
    case comparison(ComparisonOperator, Draft, Draft, Span)
    case test(Functor, Draft, Draft, isNegated: Bool, Span)
    case range(Int, [Draft], Span)
    case aggregate(DraftAggregate)
    case record(DraftRecord)
  }

  struct DraftAggregate {
    var result: Int
    var function: AggregateFunction
    var target: Draft?
    var conjunctions: [[DraftLiteral]]
    /// The variables that are the aggregate's own.
    var locals: Range<Int>
    /// Those of them that the author named.
    var named: [Int]
    /// Whether nameless values are counted, too.
    var countsNameless: Bool
    /// Variables around the aggregate with its own ones that give them their values.
    var witnesses: [(outer: Int, inner: Int)] = []
    var span: Span
  }

  /// Where a variable occurs, to say why it is not bound.
  enum Context: Int, Hashable, Comparable {
    case head, negation, comparison, calculation, aggregate, atom

    static func < (a: Context, b: Context) -> Bool { a.rawValue < b.rawValue }
  }

  struct Variable {
    var name: String
    var cell: Int
    var occurrences: [(context: Context, span: Span)] = []
    /// The types of the columns that give it its values, with the place of use and the column.
    var types: [(type: TypeTable.TypeID, span: Span, column: (RelationID, Int))] = []
  }

  var checker: Checker
  private(set) var clauses: [Clause] = []
  /// What the rules of inlined relations are replaced with.
  private(set) var inlineRules: [(relation: RelationID, rule: InlineRule)] = []
  var variables: [Variable] = []
  var solver = KindSolver()
  var scopes: [[String: Int]] = [[:]]
  /// The names that get a value in each scope itself.
  var boundNames: [Set<String>] = [[]]
  /// Conditions that aggregates further in add to each scope.
  var exports: [[DraftLiteral]] = [[]]
  /// Whether `_` in an atom stands for a value of its own.
  var countsNameless = false
  /// Whether conditions stand in the body that the author did not write there.
  var isRewritten = false
  /// Variables from this one on were made after drafting.
  private(set) var draftedCount = 0
  var context = Context.atom
  /// Records whose type is not found yet.
  var pendingRecords: [DraftRecord] = []
  private(set) var hasFailed = false
  private var clashes: Set<Span> = []

  init(checker: Checker) { self.checker = checker }

  mutating func error(_ message: String, at span: Span, notes: [(message: String, span: Span)] = []) {
    hasFailed = true
    checker.sink.error(message, at: span, notes: notes)
  }

  mutating func fail() { hasFailed = true }

  /// Whether something inside a range does not agree, so that nothing more is to be said about the whole.
  func hasClashed(inside span: Span) -> Bool {
    clashes.contains { $0.source == span.source && $0.start >= span.start && $0.end <= span.end }
  }

  mutating func report(_ clash: KindSolver.Clash?) {
    // One clash at a place is enough: the next ones mostly follow from it.
    guard let clash, clashes.insert(clash.second.span).inserted else { return }
    var notes: [(message: String, span: Span)] = []
    let (first, second) = (words(of: clash.first), words(of: clash.second))
    if clash.first.span != clash.second.span { notes.append((first, clash.first.span)) }
    for declaration in [clash.first.declaration, clash.second.declaration] {
      if let declaration { notes.append(("the column is declared here", declaration)) }
    }
    error("\(second), but \(first)", at: clash.second.span, notes: notes)
  }

  private func words(of origin: KindSolver.Origin) -> String {
    let text = checker.parsed.sources.excerpt(of: origin.span)
    let shown = text.hasPrefix("\"") ? text : "'\(text)'"
    return switch origin.claim {
    case .said(let claim): claim
    case .value(let what): "\(shown) is \(what)"
    case .operand(let what, let functor): "\(shown) is \(what) with '\(functor)'"
    case .column(let what, let relation, let column):
      "\(shown) is \(what) as \(name(of: column, in: relation))"
    case .alike: "both sides of '\(text)' must be alike"
    }
  }
}

// MARK: Building

extension ClauseBuilder {
  /// Makes the clauses of a rule's head over one conjunction.
  mutating func build(head: AtomSyntax, body: [Leaf], span: Span) {
    for argument in head.arguments { argument.forEachOuterVariable { _ = declare($0) } }
    enter(body)
    var drafts = draft(body)
    context = .head
    guard let relation = checker.relation(head.name) else { return }
    guard checkArity(of: head, relation) else { return }
    var terms: [Draft] = []
    for (column, argument) in head.arguments.enumerated() {
      terms.append(headTerm(argument, relation, column, &drafts))
    }
    finish(relation, terms, drafts, span: span, headSpan: head.span)
  }

  /// Makes the clause of a question, and its relation with the first one.
  mutating func build(
    query name: String, columns: [String], body: [Leaf], span: Span, into known: RelationID?
  ) -> RelationID? {
    enter(body)
    for column in columns { _ = declare(column) }
    let drafts = draft(body)
    resolveRecords()
    let terms = columns.compactMap { scopes[0][$0] }
    for term in terms where solver.kind(of: variables[term].cell) == .record {
      guard !hasFailed, solver.shape(of: variables[term].cell) == nil else { continue }
      error("nothing says of which type the record '\(variables[term].name)' is", at: span)
    }
    let kinds = terms.map { solver.settledKind(of: variables[$0].cell) }
    let types = zip(terms, kinds).map { variable, kind in
      variables[variable].types.first?.type ?? checker.types.type(named: kind.rawValue)
    }
    let info = zip(zip(columns, kinds), types).map { column, type in
      let name = type.map { checker.types.name(of: $0) } ?? column.1.rawValue
      let shape = scopes[0][column.0].flatMap { solver.shape(of: variables[$0].cell) }
      let layout = shape.map { RecordLayout(shapes: checker.types.shapes, shape: $0) }
      return RelationInfo.Field(name: column.0, type: name, kind: column.1, layout: layout)
    }
    let relation =
      known
      ?? checker.addRelation(
        RelationInfo(name: name, columns: info, span: span), types.compactMap { $0 })
    finish(relation, terms.map(Draft.variable), drafts, span: span, headSpan: span)
    return relation
  }

  /// Declares a body's variables, before any of it is drafted.
  mutating func enter(_ body: [Leaf]) {
    for leaf in body { leaf.forEachOuterVariable { _ = declare($0) } }
    boundNames[0] = Datalog.boundNames(of: body)
    checkAggregatesAreIndependent(body)
  }

  private mutating func finish(
    _ relation: RelationID, _ head: [Draft], _ drafts: [DraftLiteral], span: Span, headSpan: Span
  ) {
    resolveRecords()
    guard !hasFailed else { return }
    checkOverlaps()
    let bodies = settledBodies(drafts)
    let arguments = head.compactMap { settle($0) }
    for body in bodies where !hasFailed {
      let clause = Clause(
        head: relation, arguments: arguments, body: body, variables: variables.map(\.name), span: span,
        headSpan: headSpan)
      if checker.relations[relation.rawValue].isInline {
        add(inlined: clause)
      } else {
        add(clause)
      }
    }
  }

  /// The conjunctions that a body's drafts come to, with nothing left to inline and none that never holds.
  mutating func settledBodies(_ drafts: [DraftLiteral]) -> [[Literal]] {
    draftedCount = variables.count
    return inlined(settle(drafts + exports[0]))
  }

  private mutating func add(inlined clause: Clause) {
    if clause.countsUp { error("a rule with 'autoinc' cannot be inlined", at: clause.span) }
    guard !clause.body.neverHolds else { return }
    let kinds = variables.map { solver.settledKind(of: $0.cell) }
    inlineRules.append(
      (clause.head, InlineRule(arguments: clause.arguments, body: clause.body, kinds: kinds)))
  }

  private mutating func add(_ clause: Clause) {
    checkBound(clause)
    if clause.body.isEmpty, clause.countsUp {
      error("a fact has no number of 'autoinc'; give it a body", at: clause.span)
    }
    warnOfCrossProduct(clause)
    if !hasFailed, !clause.body.neverHolds { clauses.append(clause) }
  }

  /// Checks a clause of an aggregate, given variables that are known; only a rule becomes one of the program's.
  mutating func add(_ clause: Clause, isRule: Bool, known: Set<Int>) {
    checkBound(clause, known: known)
    if isRule { clauses.append(clause) }
  }
}

// MARK: Variables

extension ClauseBuilder {
  /// The number of a variable in the scopes at hand, new if it is met for the first time.
  mutating func declare(_ name: String) -> Int {
    for scope in scopes.reversed() { if let variable = scope[name] { return variable } }
    let variable = makeVariable(name)
    scopes[scopes.count - 1][name] = variable
    return variable
  }

  mutating func makeVariable(_ name: String) -> Int {
    variables.append(Variable(name: name, cell: solver.makeCell()))
    return variables.count - 1
  }

  mutating func use(_ name: Name) -> Int {
    let variable = declare(name.text)
    let isOuter = scopes.count > 1 && scopes[scopes.count - 1][name.text] == nil
    variables[variable].occurrences.append((isOuter ? .aggregate : context, name.span))
    return variable
  }

  /// A variable must be able to be of all the types of the columns it is read from.
  mutating func checkOverlaps() {
    for variable in variables {
      for (index, second) in variable.types.enumerated() {
        let clash = variable.types[..<index].first { !checker.types.overlap($0.type, second.type) }
        guard let clash else { continue }
        let (one, other) = (checker.types.name(of: clash.type), checker.types.name(of: second.type))
        error(
          "'\(variable.name)' is of type '\(other)' as \(name(of: second.column)), but of type '\(one)' as "
            + name(of: clash.column),
          at: second.span, notes: [("of type '\(one)' here", clash.span)])
        break
      }
    }
  }
}

extension [Literal] {
  var neverHolds: Bool { contains { if case .falsehood = $0 { true } else { false } } }
}

extension Leaf {
  /// Calls back with every variable's name outside aggregates.
  func forEachOuterVariable(_ body: (String) -> Void) {
    switch self {
    case .atom(let atom), .negatedAtom(let atom):
      for argument in atom.arguments { argument.forEachOuterVariable(body) }
    case .comparison(_, let left, let right, _):
      left.forEachOuterVariable(body)
      right.forEachOuterVariable(body)
    case .test(_, let arguments, _, _): for argument in arguments { argument.forEachOuterVariable(body) }
    case .falsehood: break
    }
  }
}
