import Relations

extension Explainer {
  /// What an aggregate gave for the binding that was found, with the first of the rows that went in.
  func premise(
    _ aggregate: Aggregate, _ search: ConjunctionSearch, _ wording: ValueWording
  ) throws(EvaluationError) -> Proof.Premise {
    let result = context.value(of: search.word(0, aggregate.result), kind: aggregate.resultKind)
    let keys = aggregate.keys.map { (variable: $0, word: search.word(0, $0)) }
    let gathered =
      if let inner = aggregate.search {
        try gathered(inner, keys.map(\.word), aggregate.columns.count)
      } else {
        try gathered(aggregate, Dictionary(keys) { first, _ in first })
      }
    return .aggregate(
      text: program.sources.text(of: aggregate.span), value: result, rowCount: gathered.rowCount,
      shown: gathered.shown)
  }

  /// The rows of a complete relation that belong to given keys.
  private func gathered(
    _ aggregate: Aggregate, _ keys: [Int: UInt64]
  ) throws(EvaluationError) -> (rowCount: Int, shown: [Proof.Gathered]) {
    let table = known.table(aggregate.relation)
    let info = program.relations[aggregate.relation.rawValue]
    let fixed = aggregate.columns.enumerated().compactMap { column, role -> (column: Int, word: UInt64)? in
      switch role {
      case .key(let variable): (column, keys[variable] ?? 0)
      case .constant(let value): (column, context.word(of: value))
      case .target, .free: nil
      }
    }
    let clause = info.isHidden ? program.clauses.first { $0.head == aggregate.relation } : nil
    var count = 0
    var shown: [Proof.Gathered] = []
    for row in 0..<table.count {
      if row % Batch.capacity == 0 { try context.checkTime(in: table) }
      guard fixed.allSatisfy({ table.word(row, $0.column) == $0.word }) else { continue }
      count += 1
      guard shown.count < Self.shownOfAggregate else { continue }
      let words = table.words(of: row)
      if let clause {
        shown.append(.binding(namedValues(clause, words)))
      } else {
        shown.append(.row(relation: info.name, row: values(of: words, aggregate.relation)))
      }
    }
    return (count, shown)
  }

  /// The rows that an aggregate's own rules gather for given keys.
  private func gathered(
    _ search: Aggregate.Search, _ words: [UInt64], _ arity: Int
  ) throws(EvaluationError) -> (rowCount: Int, shown: [Proof.Gathered]) {
    let rows = Table(arity: arity, isPacked: false)
    let compiler = PipelineCompiler(
      context: context, table: known.table, completeTable: known.table, skipsFailures: true)
    for pipeline in compiler.searchPipelines(search, into: rows) {
      do { try pipeline.run(words) } catch { throw error.end }
    }
    let shown = (0..<min(rows.count, Self.shownOfAggregate)).map { row in
      Proof.Gathered.binding(search.clauses.first.map { namedValues($0, rows.words(of: row)) } ?? [])
    }
    return (rows.count, shown)
  }

  /// The values in a row that an aggregate's rule gives, by the names of its variables.
  private func namedValues(_ clause: Clause, _ words: [UInt64]) -> [NamedValue] {
    let wording = ValueWording(clause, program, context)
    var named: [NamedValue] = []
    for (term, word) in zip(clause.arguments, words) {
      switch term {
      case .constant: continue
      case .variable(let variable):
        let name = clause.variables[variable]
        let isKnown = named.contains { $0.name == name && name != "_" }
        if !isKnown { named.append(NamedValue(name: name, value: wording.value(of: word, variable))) }
      case .call(let operation, _, let span):
        let value = context.value(of: word, kind: operation.result)
        named.append(NamedValue(name: program.sources.text(of: span), value: value))
      }
    }
    // Nameless values only tell rows apart.
    return named.filter { $0.name != "_" } + named.filter { $0.name == "_" }
  }
}
