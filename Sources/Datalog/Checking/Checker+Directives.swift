extension Checker {
  mutating func check(_ directive: DirectiveSyntax) {
    var parameters: [String: String] = [:]
    for parameter in directive.parameters { parameters[parameter.name.text] = parameter.value }
    for name in directive.relations {
      guard let id = relation(name) else { continue }
      checkExchange(directive, of: id)
      switch directive.kind {
      case .input: inputs.append(InputDirective(relation: id, parameters: parameters, span: name.span))
      case .output, .printsize:
        if directive.kind == .printsize, outputs.contains(where: { $0.relation == id && $0.onlySize }) {
          noteRepeated(directive, name)
        }
        outputs.append(
          OutputDirective(
            relation: id, onlySize: directive.kind == .printsize, parameters: parameters,
            order: order(directive, of: id), limit: limit(directive, "limit"), isQuery: false, span: name.span
          ))
      case .limitsize:
        guard let limit = limit(directive, "n") else {
          if directive.parameters.contains(where: { $0.name.text == "n" }) { continue }
          sink.error("'.limitsize' wants a number, as in '.limitsize \(name.text)(n=10)'", at: name.span)
          continue
        }
        if relations[id.rawValue].sizeLimit != nil { noteRepeated(directive, name) }
        relations[id.rawValue].sizeLimit = limit
      }
    }
  }

  private mutating func order(_ directive: DirectiveSyntax, of id: RelationID) -> [OutputDirective.Key] {
    guard let parameter = directive.parameters.first(where: { $0.name.text == "order" }) else { return [] }
    let columns = relations[id.rawValue].columns.map(\.name)
    var keys: [OutputDirective.Key] = []
    for part in parameter.value.split(separator: ",") {
      var name = String(part.drop { $0 == " " })
      while name.last == " " { name.removeLast() }
      let isDescending = name.hasPrefix("-")
      if isDescending || name.hasPrefix("+") { name.removeFirst() }
      if let column = columns.firstIndex(of: name) {
        keys.append(OutputDirective.Key(column: column, isDescending: isDescending))
      } else {
        let message = "'\(relations[id.rawValue].name)' has no column '\(name)' to order by"
        sink.error(
          message + sink.didYouMean(name, among: columns), at: parameter.span,
          notes: [(message: "declared here", span: relations[id.rawValue].span)])
      }
    }
    return keys
  }

  private mutating func limit(_ directive: DirectiveSyntax, _ name: String) -> Int? {
    guard let parameter = directive.parameters.first(where: { $0.name.text == name }) else { return nil }
    if let limit = Int(parameter.value), limit >= 0 { return limit }
    sink.error("'\(name)' wants a number of rows, found '\(parameter.value)'", at: parameter.span)
    return nil
  }

  /// Makes a relation and an output of a question: its variables become columns, in order of first occurrence.
  mutating func check(_ query: QuerySyntax) {
    guard let conjunctions = normalForm(of: query.body, at: query.span) else { return }
    var names: [String] = []
    query.body.forEachOuterVariable { name in
      if !name.hasPrefix("_"), !names.contains(name) { names.append(name) }
    }
    var name = "answer"
    var number = 1
    while relationIDs[name] != nil {
      number += 1
      name = "answer\(number)"
    }
    var id: RelationID?
    for conjunction in conjunctions {
      var builder = makeBuilder()
      id = builder.build(query: name, columns: names, body: conjunction, span: query.span, into: id)
      take(&builder)
    }
    guard let id else { return }
    relationIDs[name] = id
    outputs.append(
      OutputDirective(
        relation: id, onlySize: false, parameters: [:], order: [], limit: nil, isQuery: true, span: query.span
      ))
  }
}

// MARK: Parameters

extension Checker {
  mutating func declareParameters() {
    var declared: [String: Span] = [:]
    for parameter in parsed.parameters {
      if let first = declared.updateValue(parameter.name.span, forKey: parameter.name.text) {
        let notes = [(message: "first declared here", span: first)]
        sink.error(
          "the parameter '\(parameter.name.text)' is declared twice", at: parameter.name.span, notes: notes)
      } else {
        declare(parameter)
      }
    }
    for name in environment.parameters.keys.sorted() where declared[name] == nil {
      sink.error(unknownParameter(name, among: declared.keys.sorted()), at: .nowhere)
    }
  }

  /// Says which parameters there are, and in which program.
  private mutating func unknownParameter(_ name: String, among declared: [String]) -> String {
    let prelude = Set(environment.prelude.map(\.name))
    let file = parsed.sources.entries.first { !prelude.contains($0.name) }?.name
    let program = file.map { "'\($0)'" } ?? "the program"
    guard !declared.isEmpty else { return "no parameter is called '\(name)': \(program) has none" }
    let list = declared.map { "'\($0)'" }.joined(separator: ", ")
    let hint = sink.didYouMean(name, among: declared)
    return "no parameter is called '\(name)': \(program) has \(list)\(hint)"
  }

  private mutating func declare(_ parameter: ParameterSyntax) {
    let name = parameter.name.text
    guard let type = types.type(of: parameter.type, &sink) else {
      brokenParameters.insert(name)
      return
    }
    guard let value = value(of: parameter, kind: types.kind(of: type)) else {
      brokenParameters.insert(name)
      return
    }
    parameters[name] = Constant(value: value, type: type)
    resolveParameter(parameter, type)
  }

  private mutating func value(of parameter: ParameterSyntax, kind: Kind) -> Value? {
    let name = parameter.name.text
    if let text = environment.parameters[name] {
      if let value = parseValue(text, kind: kind) { return value }
      sink.error("the parameter '\(name)' wants \(kind.phrase), found '\(text)'", at: parameter.name.span)
      return nil
    }
    switch (parameter.defaultValue, kind) {
    case (nil, _):
      sink.error("the parameter '\(name)' has no value; give one as \(name)=…", at: parameter.name.span)
    case (.string(let text, _), .symbol): return .symbol(text)
    case (.number(let number, _), .number): return .number(number)
    case (.number(let number, _), .unsigned) where number >= 0: return .unsigned(UInt64(number))
    case (.number(let number, _), .float): return .float(Double(number))
    case (.unsigned(let number, _), .unsigned): return .unsigned(number)
    case (.float(let number, _), .float): return .float(number)
    case (.some(let expression), _):
      sink.error("the default of '\(name)' is not \(kind.phrase)", at: expression.span)
    }
    return nil
  }

  private mutating func resolveParameter(_ parameter: ParameterSyntax, _ type: TypeTable.TypeID) {
    guard case .symbol(let text) = parameters[parameter.name.text]?.value else { return }
    let span = parameter.defaultValue.map(\.span) ?? parameter.name.span
    let place = environment.parameters[parameter.name.text] == nil ? span : parameter.name.span
    guard let resolved = resolve(text, as: type, at: place) else {
      brokenParameters.insert(parameter.name.text)
      return
    }
    parameters[parameter.name.text]?.value = .symbol(resolved)
  }

  /// The symbol that a name stands for in a column of the given type; nothing, with an error noted, if unclear.
  mutating func resolve(_ text: String, as type: TypeTable.TypeID, at span: Span) -> String? {
    let resolving = environment.resolvingTypes.sorted().first { name in
      types.type(named: name).map { types.isSubtype(type, of: $0) } ?? false
    }
    guard let resolving else { return text }
    let shown = Value.symbol(text).literal
    switch environment.resolveName(text, types.name(of: type)) {
    case .symbol(let symbol): return symbol
    case .unknown(let nearest):
      let hint = nearest.map { Value.symbol($0).literal }.joined(separator: " or ")
      let message = "no \(resolving.lowercased()) is called \(shown)"
      sink.error(message + (nearest.isEmpty ? "" : "; did you mean \(hint)?"), at: span)
    case .ambiguous(let meanings):
      let list = meanings.map { Value.symbol($0).literal }.joined(separator: ", ")
      sink.error("\(shown) is the name of several: \(list)", at: span)
    }
    return nil
  }
}
