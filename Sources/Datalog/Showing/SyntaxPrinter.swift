/// Writes a parsed program as one text, in the order types, relations, rules, directives.
///
/// What it has no words of its own for it shows as it is written.
struct SyntaxPrinter {
  let sources: SourceSet

  func text(of program: ParsedProgram) -> String {
    var lines = program.pragmas.map { pragma in
      ".pragma \(literal(pragma.name.text))" + (pragma.value.isEmpty ? "" : " \(literal(pragma.value))")
    }
    lines += program.types.map(text)
    lines += program.lattices.map(text)
    lines += program.relations.map(text)
    lines += program.parameters.map { parameter in
      ".param \(parameter.name.text): \(parameter.type.text)"
        + (parameter.defaultValue.map { " = \(text($0))" } ?? "")
    }
    lines += program.rules.map(text)
    lines += program.directives.map(text)
    lines += program.queries.map { "?- \(text($0.body))." }
    return lines.map { $0 + "\n" }.joined()
  }

  private func literal(_ text: String) -> String { Value.symbol(text).literal }
}

// MARK: Declarations

extension SyntaxPrinter {
  private func text(_ type: TypeSyntax) -> String {
    let head = ".type \(type.name.text)"
    switch type.definition {
    case .subtype(let base): return "\(head) <: \(base.text)"
    case .union(let members): return "\(head) = \(members.map(\.text).joined(separator: " | "))"
    case .record(let columns): return "\(head) = [\(text(columns))]"
    case .variants(let variants):
      let shown = variants.map { "\($0.name.text) {\(text($0.columns))}" }
      return "\(head) = \(shown.joined(separator: " | "))"
    }
  }

  private func text(_ lattice: LatticeSyntax) -> String {
    let operations = lattice.operations.map { "\($0.name.text) -> \(text($0.value))" }
    return ".lattice \(lattice.name.text)<> { \(operations.joined(separator: ", ")) }"
  }

  private func text(_ columns: [RelationSyntax.Column]) -> String {
    columns.map { "\($0.name.text): \($0.type.text)\($0.isLattice ? "<>" : "")" }.joined(separator: ", ")
  }

  private func text(_ relation: RelationSyntax) -> String {
    let names = relation.names.map(\.text).joined(separator: ", ")
    if let debugged = relation.debugged { return ".decl \(names) = debug_delta(\(debugged.text))" }
    var line = ".decl \(names)(\(text(relation.columns)))"
    for qualifier in relation.qualifiers where qualifier.text != "choice" { line += " \(qualifier.text)" }
    if !relation.choices.isEmpty {
      let choices = relation.choices.map { columns in
        let names = columns.map(\.text).joined(separator: ", ")
        return columns.count == 1 ? names : "(\(names))"
      }
      line += " choice-domain \(choices.joined(separator: ", "))"
    }
    return line
  }

  private func text(_ directive: DirectiveSyntax) -> String {
    let parameters = directive.parameters.map { "\($0.name.text)=\(literal($0.value))" }
    return ".\(directive.kind.rawValue) \(directive.relations.map(\.text).joined(separator: ", "))"
      + (parameters.isEmpty ? "" : "(\(parameters.joined(separator: ", ")))")
  }
}

// MARK: Rules

extension SyntaxPrinter {
  private func text(_ rule: RuleSyntax) -> String {
    var line = rule.heads.map(text).joined(separator: ", ")
    if let dominator = rule.dominator { line += " <= \(text(dominator))" }
    if let body = rule.body {
      if case .conjunction(let parts) = body, parts.count > 1 {
        line += " :-\n  " + parts.map(text).joined(separator: ",\n  ")
      } else {
        line += " :- \(text(body))"
      }
    }
    guard !rule.plan.isEmpty else { return line + "." }
    let plan = rule.plan.map { "\($0.version):(\($0.order.map(String.init).joined(separator: ",")))" }
    return "\(line).\n.plan \(plan.joined(separator: ", "))"
  }

  private func text(_ atom: AtomSyntax) -> String {
    "\(atom.name.text)(\(atom.arguments.map(text).joined(separator: ", ")))"
  }

  private func text(_ formula: Formula) -> String {
    switch formula {
    case .atom(let atom): return text(atom)
    case .comparison(let comparison, let left, let right, _):
      return "\(text(left)) \(comparison.rawValue) \(text(right))"
    case .test(let name, let arguments, _):
      return "\(name.text)(\(arguments.map(text).joined(separator: ", ")))"
    case .truth(let holds, _): return holds ? "true" : "false"
    case .negation(let inner, _): return "!\(grouped(inner))"
    case .conjunction(let parts): return parts.map(text).joined(separator: ", ")
    case .disjunction(let parts): return "(\(parts.map(text).joined(separator: "; ")))"
    }
  }

  private func grouped(_ formula: Formula) -> String {
    if case .atom = formula { return text(formula) }
    if case .test = formula { return text(formula) }
    if case .disjunction = formula { return text(formula) }
    return "(\(text(formula)))"
  }
}

// MARK: Expressions

extension SyntaxPrinter {
  private func text(_ expression: Expression) -> String {
    switch expression {
    case .variable(let name): name.text
    case .wildcard: "_"
    case .string(let text, _): literal(text)
    case .number(let number, _): String(number)
    case .unsigned(let number, _): "\(number)u"
    case .float(let number, _): String(describing: number)
    case .parameter(let name): "$\(name.text)"
    case .call(let name, let arguments, _): call(name.text, arguments.map(text))
    case .cast(let value, let type, _): "as(\(text(value)), \(type.text))"
    case .record(nil, let values, _): "[\(values.map(text).joined(separator: ", "))]"
    case .record(.some(let name), let values, _):
      "$\(name.text)(\(values.map(text).joined(separator: ", ")))"
    case .noRecord: "nil"
    case .aggregate(let aggregate):
      "\(aggregate.function)" + (aggregate.target.map { " \(text($0))" } ?? "")
        + " : { \(text(aggregate.body)) }"
    default: sources.text(of: expression.span)
    }
  }

  private func call(_ functor: String, _ arguments: [String]) -> String { callText(functor, arguments) }
}

/// A call as programs spell it: operators between their arguments, in parentheses.
func callText(_ functor: String, _ arguments: [String]) -> String {
  let infix: Set<String> = [
    "+", "-", "*", "/", "%", "^", "band", "bor", "bxor", "bshl", "bshr", "bshru", "land", "lor", "lxor",
  ]
  if functor == "neg", arguments.count == 1 { return "(-\(arguments[0]))" }
  if functor == "bnot" || functor == "lnot", arguments.count == 1 { return "(\(functor) \(arguments[0]))" }
  if infix.contains(functor), arguments.count == 2 { return "(\(arguments[0]) \(functor) \(arguments[1]))" }
  return "\(functor)(\(arguments.joined(separator: ", ")))"
}
