/// Writes the rules of a checked program, in their normal form.
struct ClausePrinter {
  let program: CheckedProgram

  /// Every relation with its columns, then every rule.
  var rules: String {
    let relations = program.relations.map { ".decl \(name($0))(\(columns($0)))\n" }
    return relations.joined() + program.clauses.map { text($0) + "\n" }.joined()
  }

  /// Every rule, with the types of its variables under it.
  var types: String {
    program.clauses.filter { !$0.body.isEmpty }.map { clause in
      var lines = [text(clause)]
      let types = typesOfVariables(clause)
      for (variable, name) in clause.variables.enumerated() where !types[variable].isEmpty {
        lines.append("  \(name): \(types[variable].joined(separator: " & "))")
      }
      return lines.map { $0 + "\n" }.joined()
    }.joined()
  }

  private func name(_ relation: RelationInfo) -> String { relation.name }

  private func columns(_ relation: RelationInfo) -> String {
    relation.columns.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
  }

  /// The types of the columns that each variable stands in, in their order, each once.
  private func typesOfVariables(_ clause: Clause) -> [[String]] {
    var types: [[String]] = Array(repeating: [], count: clause.variables.count)
    func note(_ variable: Int, _ type: String) {
      if !types[variable].contains(type) { types[variable].append(type) }
    }
    func note(_ relation: RelationID, _ column: Int, _ variable: Int) {
      note(variable, program.relations[relation.rawValue].columns[column].type)
    }
    for literal in clause.body {
      if case .atom(let atom) = literal { atom.forEachVariable { note(atom.relation, $0, $1) } }
      if case .negation(let atom) = literal { atom.forEachVariable { note(atom.relation, $0, $1) } }
    }
    for (column, term) in clause.arguments.enumerated() {
      if case .variable(let variable) = term { note(clause.head, column, variable) }
    }
    for literal in clause.body {
      if case .comparison(_, let kind, let left, let right, _) = literal {
        for case .variable(let variable) in [left, right] where types[variable].isEmpty {
          note(variable, kind.rawValue)
        }
      }
    }
    return types
  }
}

extension Atom {
  fileprivate func forEachVariable(_ body: (_ column: Int, _ variable: Int) -> Void) {
    for (column, argument) in arguments.enumerated() {
      if case .variable(let variable) = argument { body(column, variable) }
    }
  }
}

// MARK: Rules

extension ClausePrinter {
  private func text(_ clause: Clause) -> String {
    let arguments = clause.arguments.map { text($0, clause) }.joined(separator: ", ")
    let head = "\(program.relations[clause.head.rawValue].name)(\(arguments))"
    guard !clause.body.isEmpty else { return head + "." }
    return "\(head) :-\n  " + clause.body.map { text($0, clause) }.joined(separator: ",\n  ") + "."
  }

  private func text(_ term: Term, _ clause: Clause) -> String {
    if case .variable(let variable) = term { return name(variable, clause) }
    if case .constant(let value) = term { return value.literal }
    if case .call(let operation, let arguments, _) = term {
      return callText(operation.functor.rawValue, arguments.map { text($0, clause) })
    }
    return "…"
  }

  private func name(_ variable: Int, _ clause: Clause) -> String {
    let name = clause.variables[variable]
    // Those without a name, or with that of another one, are told apart by number.
    let isOnlyOne = name != "_" && clause.variables.firstIndex(of: name) == variable
    return isOnlyOne ? name : "\(name == "_" ? "" : name)_\(variable)"
  }

  private func text(_ atom: Atom, _ clause: Clause) -> String {
    let arguments = atom.arguments.map { argument -> String in
      if case .variable(let variable) = argument { return name(variable, clause) }
      if case .constant(let value) = argument { return value.literal }
      return "_"
    }
    return "\(program.relations[atom.relation.rawValue].name)(\(arguments.joined(separator: ", ")))"
  }

  private func text(_ literal: Literal, _ clause: Clause) -> String {
    switch literal {
    case .atom(let atom): text(atom, clause)
    case .negation(let atom): "!" + text(atom, clause)
    case .comparison(let comparison, _, let left, let right, _):
      "\(text(left, clause)) \(comparison.rawValue) \(text(right, clause))"
    case .test(let operation, let left, let right, let isNegated, _):
      (isNegated ? "!" : "")
        + callText(operation.functor.rawValue, [text(left, clause), text(right, clause)])
    case .range(let variable, _, let terms, _):
      "\(name(variable, clause)) = " + callText("range", terms.map { text($0, clause) })
    case .record(let record): text(record, clause)
    case .aggregate(let aggregate): text(aggregate, clause)
    default: "false"
    }
  }

  private func text(_ record: RecordLiteral, _ clause: Clause) -> String {
    let fields = record.fields.map { name($0, clause) }.joined(separator: ", ")
    let value = record.constructor.map { "$\($0)(\(fields))" } ?? "[\(fields)]"
    return "\(name(record.variable, clause)) = \(value)"
  }

  private func text(_ aggregate: Aggregate, _ clause: Clause) -> String {
    var hasTarget = false
    let arguments = aggregate.columns.map { column -> String in
      switch column {
      case .key(let variable): return name(variable, clause)
      case .constant(let value): return value.literal
      case .target:
        hasTarget = true
        return "value"
      case .free: return "_"
      }
    }
    let rows = "\(program.relations[aggregate.relation.rawValue].name)(\(arguments.joined(separator: ", ")))"
    return
      "\(name(aggregate.result, clause)) = \(aggregate.function)\(hasTarget ? " value" : "") : { \(rows) }"
  }
}
