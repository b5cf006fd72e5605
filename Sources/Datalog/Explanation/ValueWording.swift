import Relations

/// Words the values that a rule's variables have, each as the kind its columns say.
struct ValueWording {
  private struct Field {
    var kind: Kind
    var layout: RecordLayout?
  }

  let clause: Clause
  private let context: EvaluationContext
  private var fields: [Int: Field] = [:]

  init(_ clause: Clause, _ program: CheckedProgram, _ context: EvaluationContext) {
    self.clause = clause
    self.context = context
    let columns = program.relations[clause.head.rawValue].columns
    for (term, column) in zip(clause.arguments, columns) {
      if case .variable(let variable) = term { note(variable, column.kind, column.layout) }
    }
    // What a record's parts are is known once the record is, which may take a round for each level.
    var known = -1
    while known < fields.count {
      known = fields.count
      for literal in clause.body { note(literal, program) }
    }
  }

  private mutating func note(_ variable: Int, _ kind: Kind, _ layout: RecordLayout?) {
    if fields[variable] == nil { fields[variable] = Field(kind: kind, layout: layout) }
  }

  private mutating func note(_ literal: Literal, _ program: CheckedProgram) {
    switch literal {
    case .atom(let atom), .negation(let atom):
      guard atom.relation.rawValue < program.relations.count else { return }
      for (argument, column) in zip(atom.arguments, program.relations[atom.relation.rawValue].columns) {
        if case .variable(let variable) = argument { note(variable, column.kind, column.layout) }
      }
    case .comparison(.equal, let kind, .variable(let one), .variable(let other), _):
      if let field = fields[one] ?? fields[other] {
        note(one, field.kind, field.layout)
        note(other, field.kind, field.layout)
      } else if kind != .record {
        note(one, kind, nil)
        note(other, kind, nil)
      }
    case .comparison(_, let kind, let left, let right, _):
      for case .variable(let variable) in [left, right] where kind != .record { note(variable, kind, nil) }
    case .aggregate(let aggregate): note(aggregate.result, aggregate.resultKind, nil)
    case .range(let variable, let kind, _, _): note(variable, kind, nil)
    case .record(let record): note(record)
    case .test, .falsehood: break
    }
  }

  private mutating func note(_ record: RecordLiteral) {
    guard let layout = fields[record.variable]?.layout else { return }
    let constructor = layout.shapes.constructor(record.constructor, of: layout.shape)
    for (variable, field) in zip(record.fields, constructor?.fields ?? []) {
      note(variable, field.kind, field.shape.map { RecordLayout(shapes: layout.shapes, shape: $0) })
    }
  }
}

extension ValueWording {
  /// A variable's value.
  func value(of word: UInt64, _ variable: Int) -> Value {
    let field = fields[variable]
    return context.value(of: word, kind: field?.kind ?? .number, layout: field?.layout)
  }

  /// A comparison or a test with its values put in; nothing where that would say the same thing twice.
  func instance(of literal: Literal, _ word: (Int) -> UInt64?) -> String? {
    switch literal {
    case .comparison(let comparison, _, let left, let right, _):
      let (one, other) = (text(of: left, word), text(of: right, word))
      return comparison == .equal && one == other ? nil : "\(one) \(comparison.rawValue) \(other)"
    case .test(let operation, let left, let right, let isNegated, _):
      let call = "\(operation.functor.rawValue)(\(text(of: left, word)), \(text(of: right, word)))"
      return (isNegated ? "!" : "") + call
    case .range(let variable, _, let bounds, _):
      let list = bounds.map { text(of: $0, word) }.joined(separator: ", ")
      return "\(text(of: .variable(variable), word)) = range(\(list))"
    default: return nil
    }
  }

  /// A term with its values put in; variables without one are shown by their names.
  func text(of term: Term, _ word: (Int) -> UInt64?) -> String {
    switch term {
    case .variable(let variable):
      return word(variable).map { value(of: $0, variable).literal } ?? clause.variables[variable]
    case .constant(let value): return value.literal
    case .call(let operation, let arguments, _):
      let texts = arguments.map { argument in
        if case .call(let inner, _, _) = argument, inner.functor.isInfix {
          return "(\(text(of: argument, word)))"
        }
        return text(of: argument, word)
      }
      if operation.functor.isInfix, texts.count == 2 {
        return texts.joined(separator: " \(operation.functor.rawValue) ")
      }
      if operation.functor == .negate { return "-\(texts.joined())" }
      return "\(operation.functor.rawValue)(\(texts.joined(separator: ", ")))"
    }
  }
}

extension Functor {
  /// Whether it stands between its two arguments.
  fileprivate var isInfix: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .modulo, .power, .bitAnd, .bitOr, .bitXor, .shiftLeft,
      .shiftRight,
      .shiftRightUnsigned, .logicalAnd, .logicalOr, .logicalXor:
      true
    default: false
    }
  }
}

extension Aggregate {
  /// The kind of what it gives.
  var resultKind: Kind {
    switch function {
    case .count: .number
    case .mean: .float
    case .sum, .min, .max: kind
    }
  }
}

extension Literal {
  /// Where it stands in the text.
  var span: Span {
    switch self {
    case .atom(let atom), .negation(let atom): atom.span
    case .comparison(_, _, _, _, let span), .test(_, _, _, _, let span), .range(_, _, _, let span): span
    case .aggregate(let aggregate): aggregate.span
    case .record(let record): record.span
    case .falsehood: .nowhere
    }
  }
}
