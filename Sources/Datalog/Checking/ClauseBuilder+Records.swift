extension ClauseBuilder {
  /// A record as it is drafted: its own variable and one for each of its values.
  struct DraftRecord {
    var variable: Int
    var fields: [Int]
    var constructor: Name?
    var span: Span
  }

  /// `$Name` alone is a constructor unless a parameter is called so.
  func asRecord(_ expression: Expression) -> Expression {
    guard case .parameter(let name) = expression, checker.parameters[name.text] == nil,
      !checker.types.shapes.shapes(withConstructor: name.text).isEmpty
    else { return expression }
    return .record(name, [], name.span)
  }

  /// Drafts a record as a literal that ties its variable to those of its values.
  mutating func draftRecord(
    _ constructor: Name?, _ values: [Expression], _ span: Span, _ drafts: inout [DraftLiteral]
  ) -> Int {
    let outerContext = context
    let variable = makeVariable("_")
    variables[variable].occurrences.append((context, span))
    let shape = shape(of: constructor)
    let origin = KindSolver.Origin(.value(phrase(.record, shape)), span: span)
    report(solver.set(variables[variable].cell, to: .record, shape: shape, origin))
    var fields: [Int] = []
    for value in values {
      context = outerContext
      fields.append(field(value, &drafts))
    }
    context = outerContext
    let record = DraftRecord(variable: variable, fields: fields, constructor: constructor, span: span)
    drafts.append(.record(record))
    pendingRecords.append(record)
    return variable
  }

  private mutating func field(_ value: Expression, _ drafts: inout [DraftLiteral]) -> Int {
    switch value {
    case .variable(let name): return use(name)
    case .wildcard(let span):
      if context == .head {
        error("a rule's head cannot contain '_'; name a value that the body gives", at: span)
      }
      return makeVariable("_")
    default:
      let drafted = draft(value, &drafts)
      if case .variable(let variable) = drafted { return variable }
      let variable = makeVariable("_")
      equate(.variable(variable), drafted, value.span, &drafts)
      return variable
    }
  }

  /// A kind with its article, of a record with its type.
  func phrase(_ kind: Kind, _ shape: Int?) -> String {
    guard let shape else { return kind.phrase }
    return "\(kind.phrase) of type '\(checker.types.shapes.shapes[shape].typeName)'"
  }

  /// The only shape that has a constructor of a name.
  private mutating func shape(of constructor: Name?) -> Int? {
    guard let constructor else { return nil }
    let shapes = checker.types.shapes.shapes(withConstructor: constructor.text)
    if shapes.isEmpty {
      let names = checker.types.shapes.constructorNames + Array(checker.parameters.keys)
      let hint = checker.sink.didYouMean(constructor.text, among: names)
      error("no constructor is called '$\(constructor.text)'\(hint)", at: constructor.span)
    }
    return shapes.count == 1 ? shapes[0] : nil
  }

  /// Finds out which type each record is of, and with it the kinds of its values, from the outside to the inside.
  mutating func resolveRecords() {
    var isProgressing = true
    while isProgressing {
      isProgressing = false
      for (index, record) in pendingRecords.enumerated().reversed() {
        guard let shape = solver.shape(of: variables[record.variable].cell) else { continue }
        pendingRecords.remove(at: index)
        constrain(record, shape)
        isProgressing = true
      }
      if !isProgressing { isProgressing = matchNamelessRecords() }
    }
    guard !hasFailed else { return }
    for record in pendingRecords where record.constructor != nil {
      let text = checker.parsed.sources.excerpt(of: record.span)
      error("nothing says of which type the record '\(text)' is", at: record.span)
    }
    pendingRecords = []
  }

  /// Makes alike, value by value, the records of no declared type that must be equal; whether something came of it.
  private mutating func matchNamelessRecords() -> Bool {
    var firsts: [Int: DraftRecord] = [:]
    var hasChanged = false
    for record in pendingRecords where record.constructor == nil {
      let root = solver.root(variables[record.variable].cell)
      guard let first = firsts[root] else {
        firsts[root] = record
        continue
      }
      guard first.fields.count == record.fields.count else {
        let (one, other) = (first.fields.count, record.fields.count)
        error(
          "this record has \(other == 1 ? "1 value" : "\(other) values"), but the one it equals has \(one)",
          at: record.span, notes: [("the other record is here", first.span)])
        continue
      }
      for (one, other) in zip(first.fields, record.fields) {
        let (left, right) = (variables[one].cell, variables[other].cell)
        guard solver.root(left) != solver.root(right) else { continue }
        hasChanged = true
        report(solver.join(left, right, KindSolver.Origin(.value("a record"), span: record.span)))
      }
    }
    return hasChanged && !hasFailed
  }

  private mutating func constrain(_ record: DraftRecord, _ index: Int) {
    let shape = checker.types.shapes.shapes[index]
    let text = checker.parsed.sources.excerpt(of: record.span)
    guard let constructor = checker.types.shapes.constructor(record.constructor?.text, of: index) else {
      let has =
        record.constructor.map { "no constructor '$\($0.text)'" }
        ?? "constructors, so '\(text)' is none of its values"
      error("the type '\(shape.typeName)' has \(has)", at: record.span)
      return
    }
    guard constructor.fields.count == record.fields.count else {
      let name = constructor.name.map { "'$\($0)'" } ?? "a record of type '\(shape.typeName)'"
      let wanted = constructor.fields.count == 1 ? "1 value" : "\(constructor.fields.count) values"
      error("\(name) has \(wanted), but \(given(record.fields.count))", at: record.span)
      return
    }
    for (variable, field) in zip(record.fields, constructor.fields) {
      let span = variables[variable].occurrences.last.map(\.span) ?? record.span
      let name = variables[variable].name == "_" ? "the value" : "'\(variables[variable].name)'"
      let claim = "\(name) is \(field.kind.phrase) as '\(field.name)' of '\(shape.typeName)'"
      let origin = KindSolver.Origin(claim: claim, span: span)
      report(solver.set(variables[variable].cell, to: field.kind, shape: field.shape, origin))
    }
  }

  func settle(_ record: DraftRecord) -> RecordLiteral {
    RecordLiteral(
      variable: record.variable, fields: record.fields,
      kinds: record.fields.map { solver.settledKind(of: variables[$0].cell) },
      constructor: record.constructor?.text, span: record.span)
  }
}
