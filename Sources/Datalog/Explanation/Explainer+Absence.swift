import Relations

extension Explainer {
  /// How many rows of a pattern that is there after all are shown.
  private static let shownRows = 5

  /// Why there is no row that a subject stands for: for each rule of its relation, where its furthest binding fails.
  ///
  /// - Parameters:
  ///   - subject: one of ``subjects``; its `!` makes no difference.
  ///   - depth: how many levels of derived relations are gone into; with 1, only the subject's own rules.
  /// - Returns: what was found, which may be that there is such a row.
  /// - Throws: ``EvaluationError`` if a limit is reached.
  public func absence(of subject: Inquiry.Subject, depth: Int = 1) throws(EvaluationError) -> Absence {
    restartTime()
    try knowAll()
    let clause = subject.clause.withoutWildcards()
    guard let atom = clause.onlyAtom else { preconditionFailure("a subject has one relation") }
    var search = AbsenceSearch(self)
    let asked = try search.question(clause, atom)
    let rows = try foundRows(of: subject).map(\.values)
    if !rows.isEmpty {
      return Absence(
        relation: subject.relation, pattern: search.values(of: asked.words, atom.relation),
        outcome: .present(rowCount: rows.count, first: Array(rows.prefix(Self.shownRows))), isInput: false,
        nearest: [])
    }
    return try search.absence(asked, depth: max(1, depth))
  }
}

/// Looks for what is missing, and remembers what it has looked for, so that it comes to an end.
struct AbsenceSearch {
  /// A pattern of a relation's rows.
  struct Question: Hashable {
    var relation: RelationID
    var words: [UInt64?]
    /// The columns that must have one value, which is not known.
    var equalColumns: [[Int]] = []
  }

  /// How many rows are compared to find the binding that comes nearest.
  static let comparisonLimit = 1_000_000

  let explainer: Explainer
  private(set) var asked: Set<Question> = []
  var program: CheckedProgram { explainer.program }
  var context: EvaluationContext { explainer.context }

  init(_ explainer: Explainer) { self.explainer = explainer }

  func values(of words: [UInt64?], _ relation: RelationID) -> [Value?] {
    zip(words, program.relations[relation.rawValue].columns).map { word, column in
      word.map { context.value(of: $0, kind: column.kind, layout: column.layout) }
    }
  }

  func values(of row: Int, in relation: RelationID) -> [Value] {
    explainer.values(of: explainer.known.table(relation).words(of: row), relation)
  }

  /// The values that a subject's atom is given by its constants and by the conditions beside it.
  func question(_ clause: Clause, _ atom: Atom) throws(EvaluationError) -> Question {
    var rest = clause
    rest.body.removeAll { if case .atom = $0 { true } else { false } }
    let bound = boundVariables(of: rest.body)
    rest.body.removeAll { !Set($0.variables).isSubset(of: bound) }
    let table = explainer.known.table
    let search = ConjunctionSearch(rest, start: [], context: context, table: table, complete: table)
    try search.run([], limit: 2)
    var columns: [Int: [Int]] = [:]
    let words = atom.arguments.enumerated().map { column, argument -> UInt64? in
      switch argument {
      case .constant(let value): return context.word(of: value)
      case .variable(let variable) where search.count == 1 && search.variables.contains(variable):
        return search.word(0, variable)
      case .variable(let variable):
        columns[variable, default: []].append(column)
        return nil
      case .wildcard: return nil
      }
    }
    let equal = columns.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }
    return Question(relation: atom.relation, words: words, equalColumns: equal)
  }

  mutating func absence(_ question: Question, depth: Int) throws(EvaluationError) -> Absence {
    asked.insert(question)
    let relation = question.relation
    let info = program.relations[relation.rawValue]
    let nearest = try NearestRows(explainer.known.table(relation), question.words, info, context)
    var attempts: [Absence.Attempt] = []
    let clauses = program.clauses.filter { $0.head == relation && !$0.isConstant }
    if clauses.contains(where: { $0.span == info.span }) {
      attempts.append(attempt(clauses[0], failure: .notConnected))
    } else {
      for clause in clauses { attempts.append(try attempt(clause, question, depth)) }
    }
    return Absence(
      relation: info.name, pattern: values(of: question.words, relation), outcome: .absent(attempts),
      isInput: program.inputs.contains { $0.relation == relation },
      nearest: nearest.rows.map { values(of: $0, in: relation) })
  }

  private func attempt(
    _ clause: Clause, survivals: [Absence.Survival] = [], binding: [NamedValue] = [],
    failure: Absence.Failure
  ) -> Absence.Attempt {
    Absence.Attempt(
      rule: program.sources.text(of: clause.span), place: program.sources.place(of: clause.span),
      survivals: survivals, binding: binding, failure: failure)
  }

  private mutating func attempt(
    _ original: Clause, _ question: Question, _ depth: Int
  ) throws(EvaluationError) -> Absence.Attempt {
    var clause = original.withoutCounters().withPlainHead()
    clause.requireEqual(question.equalColumns, program)
    var start: [Int: UInt64] = [:]
    let columns = program.relations[clause.head.rawValue].columns
    for (column, (term, word)) in zip(clause.arguments, question.words).enumerated() {
      guard let word else { continue }
      if case .constant(let value) = term, context.word(of: value) != word {
        return attempt(original, failure: .head(column: columns[column].name, value: value))
      }
      guard case .variable(let variable) = term else { continue }
      if let known = start.updateValue(word, forKey: variable), known != word {
        let same = columns.indices.filter { clause.arguments[$0].isVariable(variable) }
        return attempt(original, failure: .headTwice(columns: same.map { columns[$0].name }))
      }
    }
    let trial = try RuleTrial(clause, start: start, known: explainer.known)
    let survivals = trial.levels.compactMap { level in
      level.literal.flatMap { $0 < trial.plainCount ? survival(level, clause.body[$0]) : nil }
    }
    let wording = ValueWording(trial.clause, program, context)
    guard !trial.succeeds else {
      let failure = try afterAll(original, trial)
      let binding = binding(trial.furthest, 0, wording)
      return attempt(original, survivals: survivals, binding: binding, failure: failure)
    }
    let (number, failure) = try nearestFailure(trial, wording, depth)
    return attempt(
      original, survivals: survivals, binding: binding(trial.furthest, number, wording), failure: failure)
  }

  private func survival(_ level: RuleTrial.Level, _ literal: Literal) -> Absence.Survival {
    let text = program.sources.text(of: literal.span)
    let isNegated = if case .negation = literal { !text.hasPrefix("!") } else { false }
    return Absence.Survival(
      condition: (isNegated ? "!" : "") + text, count: level.count,
      isAtLeast: level.isAtLeast)
  }

  /// The named variables of a binding, in the order of the rule.
  private func binding(_ level: RuleTrial.Level, _ number: Int, _ wording: ValueWording) -> [NamedValue] {
    var named: [NamedValue] = []
    for variable in level.variables {
      let name = wording.clause.variables[variable]
      guard name != "_", !named.contains(where: { $0.name == name }) else { continue }
      guard let word = level.word(number, variable) else { continue }
      named.append(NamedValue(name: name, value: wording.value(of: word, variable)))
    }
    return named
  }
}

extension Term {
  fileprivate func isVariable(_ wanted: Int) -> Bool {
    if case .variable(wanted) = self { true } else { false }
  }
}

extension Clause {
  /// Asks that columns of the head have one value.
  fileprivate mutating func requireEqual(_ columns: [[Int]], _ program: CheckedProgram) {
    for group in columns {
      for column in group.dropFirst() {
        let kind = program.relations[head.rawValue].columns[column].kind
        body.append(.comparison(.equal, kind, arguments[group[0]], arguments[column], headSpan))
      }
    }
  }
}
