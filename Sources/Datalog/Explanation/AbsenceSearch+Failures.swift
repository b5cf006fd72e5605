extension AbsenceSearch {
  /// Why the binding that comes nearest fails, and its number.
  mutating func nearestFailure(
    _ trial: RuleTrial, _ wording: ValueWording, _ depth: Int
  ) throws(EvaluationError) -> (binding: Int, failure: Absence.Failure) {
    let level = trial.furthest
    guard let failed = trial.levels.last?.literal else { return (0, .condition("")) }
    let literal = trial.clause.body[failed]
    if case .atom(let atom) = literal { return try missingRow(atom, level, wording, depth) }
    return (0, try failure(of: literal, level, trial, wording))
  }

  private mutating func missingRow(
    _ atom: Atom, _ level: RuleTrial.Level, _ wording: ValueWording, _ depth: Int
  ) throws(EvaluationError) -> (binding: Int, failure: Absence.Failure) {
    let table = explainer.known.table(atom.relation)
    let info = program.relations[atom.relation.rawValue]
    let tried = min(level.count, max(1, min(64, Self.comparisonLimit / max(1, table.count))))
    var best = (binding: 0, words: pattern(atom, level, 0))
    var nearest = try NearestRows(table, best.words, info, context)
    for binding in 1..<max(1, tried) {
      let words = pattern(atom, level, binding)
      let other = try NearestRows(table, words, info, context)
      if other.matches > nearest.matches { (best, nearest) = ((binding, words), other) }
    }
    if nearest.hasMatch {
      // The rows there are have different values where the rule wants one.
      return (best.binding, .condition(program.sources.text(of: atom.span)))
    }
    let question = Question(relation: atom.relation, words: best.words)
    let isDerived = program.clauses.contains { $0.head == atom.relation && !$0.isConstant }
    let because =
      depth > 1 && isDerived && !asked.contains(question) ? try absence(question, depth: depth - 1) : nil
    return (
      best.binding,
      .noRow(
        relation: info.name, pattern: values(of: best.words, atom.relation),
        nearest: nearest.rows.map { values(of: $0, in: atom.relation) }, because: because)
    )
  }

  private func pattern(_ atom: Atom, _ level: RuleTrial.Level, _ binding: Int) -> [UInt64?] {
    atom.arguments.map { argument in
      switch argument {
      case .constant(let value): context.word(of: value)
      case .variable(let variable): level.word(binding, variable)
      case .wildcard: nil
      }
    }
  }

  private func failure(
    of literal: Literal, _ level: RuleTrial.Level, _ trial: RuleTrial, _ wording: ValueWording
  ) throws(EvaluationError) -> Absence.Failure {
    let text = program.sources.text(of: literal.span)
    switch literal {
    case .negation(let atom):
      let words = pattern(atom, level, 0)
      let table = explainer.known.table(atom.relation)
      let row = try firstRow(of: table) { row in
        words.indices.allSatisfy { words[$0].map { [column = $0] in $0 == table.word(row, column) } ?? true }
      }
      return row.map {
        .row(relation: program.relations[atom.relation.rawValue].name, row: values(of: $0, in: atom.relation))
      } ?? .condition(text)
    case .comparison(_, _, let left, let right, _):
      for case .variable(let variable) in [left, right] {
        guard let aggregate = trial.clause.aggregate(of: variable), let word = level.word(0, variable) else {
          continue
        }
        return .aggregate(
          text: program.sources.text(of: aggregate.span),
          value: context.value(of: word, kind: aggregate.resultKind))
      }
      return .condition(wording.instance(of: literal) { level.word(0, $0) } ?? text)
    case .test: return .condition(wording.instance(of: literal) { level.word(0, $0) } ?? text)
    case .aggregate: return .aggregate(text: text, value: nil)
    case .atom, .range, .record, .falsehood: return .condition(text)
    }
  }

  private func firstRow(
    of table: Table, where isMeant: (Int) -> Bool
  ) throws(EvaluationError) -> Int? {
    for row in 0..<table.count {
      if row % Batch.capacity == 0 { try context.checkTime(in: table) }
      if isMeant(row) { return row }
    }
    return nil
  }

  /// Why a row is not there although its rule gives it.
  func afterAll(_ clause: Clause, _ trial: RuleTrial) throws(EvaluationError) -> Absence.Failure {
    if clause.countsUp { return .counter }
    if clause.countsRounds { return .round }
    let info = program.relations[clause.head.rawValue]
    let level = trial.furthest
    let row = trial.clause.arguments.map { term -> UInt64 in
      switch term {
      case .constant(let value): context.word(of: value)
      case .variable(let variable): level.word(0, variable) ?? 0
      case .call: 0
      }
    }
    let table = explainer.known.table(clause.head)
    for columns in info.choices {
      let chosen = try firstRow(of: table) { other in columns.allSatisfy { table.word(other, $0) == row[$0] }
      }
      if let chosen { return .notChosen(instead: values(of: chosen, in: clause.head)) }
    }
    for domination in program.dominations where domination.relation == clause.head {
      if let better = try dominator(of: row, domination) {
        return .gaveWay(to: explainer.values(of: better, clause.head))
      }
    }
    if !info.choices.isEmpty { return .notChosen(instead: nil) }
    return info.sizeLimit != nil ? .limited : .gaveWay(to: nil)
  }

  private func dominator(of row: [UInt64], _ domination: Domination) throws(EvaluationError) -> [UInt64]? {
    var clause = domination.clause
    var start: [Int: UInt64] = [:]
    for (term, word) in zip(clause.arguments, row) {
      switch term {
      case .variable(let variable):
        if let known = start.updateValue(word, forKey: variable), known != word { return nil }
      case .constant(let value): if context.word(of: value) != word { return nil }
      case .call: return nil
      }
    }
    // The row that goes is not there, so it is not looked for.
    guard let dominated = clause.body.firstIndex(where: { if case .atom = $0 { true } else { false } }) else {
      return nil
    }
    clause.body.remove(at: dominated)
    let search = ConjunctionSearch(
      clause, start: start.keys.sorted(), context: context, table: explainer.known.table,
      complete: explainer.known.table)
    try search.run(start.sorted { $0.key < $1.key }.map(\.value), limit: 1)
    guard search.count > 0 else { return nil }
    return clause.arguments.dropFirst(row.count).map { term in
      switch term {
      case .variable(let variable): search.word(0, variable)
      case .constant(let value): context.word(of: value)
      case .call: 0
      }
    }
  }
}

extension Clause {
  /// The aggregate that gives a variable its value.
  fileprivate func aggregate(of variable: Int) -> Aggregate? {
    for case .aggregate(let aggregate) in body where aggregate.result == variable { return aggregate }
    return nil
  }
}
