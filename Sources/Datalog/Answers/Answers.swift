import Relations

/// What a program gave: its output relations, in the order of its directives.
public struct Answers: Sendable {
  public let relations: [AnswerRelation]
  /// The symbols of the answers, those made on the way among them.
  public let symbols: SymbolTable
  let program: StratifiedProgram
  let inputs: [RelationID: GivenRows]

  /// The output of a name, if there is one with rows.
  public subscript(name: String) -> AnswerRelation? {
    relations.first { $0.name == name && !$0.onlySize } ?? relations.first { $0.name == name }
  }
}

/// One `.output`, `.printsize` or question, answered.
public struct AnswerRelation: Sendable {
  public let name: String
  public let columns: [Column]
  /// How many rows the relation has, before any limit.
  public let totalCount: Int
  /// Whether only the size is asked for; there are no rows here then.
  public let onlySize: Bool
  /// Whether it answers a `?-` question.
  public let isQuery: Bool
  /// The directive's parameters.
  public let parameters: [String: String]
  /// The rows' words, ordered and limited as the directive says: a word a column, or two columns in one.
  let words: [UInt64]
  let isPacked: Bool
  /// How many rows there are here.
  public let count: Int
  let symbols: SymbolTable
}

extension AnswerRelation: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  /// A row, decoded.
  public subscript(row: Int) -> [Value] {
    columns.indices.map { self[row, $0] }
  }

  /// One value of a row, decoded.
  public subscript(row: Int, column: Int) -> Value {
    symbols.value(
      of: word(row, column), kind: columns[column].kind, layout: columns[column].layout)
  }

  /// One value of a row as text from which a fact file gives it back: the texts of a record are in quotes.
  public func factText(_ row: Int, _ column: Int) -> String {
    guard let layout = columns[column].layout else { return self[row, column].description }
    var writer = RecordWriter(.guarded, symbols: symbols, shapes: layout.shapes)
    var bytes: [UInt8] = []
    let field = RecordShapes.Field(name: "", kind: .record, shape: layout.shape)
    writer.append(word(row, column), field, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One value of a row as the word it is: a symbol's id, a number's bits.
  public func word(_ row: Int, _ column: Int) -> UInt64 {
    guard isPacked else { return words[row * columns.count + column] }
    return column == 0 ? words[row] >> 32 : words[row] & 0xffff_ffff
  }
}

/// In which order rows come where the program does not say.
public enum RowOrder: Sendable {
  /// By their values, from the first column on; symbols by their bytes.
  case values
  /// By their words, which costs less: symbols by the order in which the table met them, as Soufflé does.
  case words
}

/// How a program is evaluated.
public struct Options: Sendable {
  public var limits: Limits
  public var cancellation: Cancellation?
  public var rowOrder: RowOrder
  /// The threads that may be used; answers are the same bytes for any number of them.
  public var workers: Workers
  /// Rows of a rule's first atom that are worth sharing out; tests share out fewer.
  var rowsWorthSharing = 1024
  /// Whether rows that only their outputs ask for may be kept as pairs alone.
  var forgetsRows = false
  /// Whether only those rows of relations in between are derived that the outputs ask for, where that pays.
  public var demand: Bool
  /// Records how rules are run, and what that takes.
  public var recorder: EvaluationRecorder?

  /// Sets options; what is left out is without limits.
  public init(
    limits: Limits = Limits(), cancellation: Cancellation? = nil, rowOrder: RowOrder = .values,
    workers: Workers = Workers(count: 1), demand: Bool = true,
    recorder: EvaluationRecorder? = nil
  ) {
    self.limits = limits
    self.cancellation = cancellation
    self.rowOrder = rowOrder
    self.workers = workers
    self.demand = demand
    self.recorder = recorder
  }
}

// MARK: Evaluating

extension Program {
  /// Derives the program's outputs.
  ///
  /// - Parameters:
  ///   - facts: asked once for each `.input` of a relation that an output needs.
  ///   - symbols: the table that gave the facts' ids; the answers' own grows from it.
  ///   - options: limits, and the order of rows.
  /// - Returns: the outputs, in the order of their directives.
  /// - Throws: ``EvaluationError`` if a limit is reached or values do not fit, and what `facts` throws.
  public func evaluate(
    facts: some FactSource = GivenFacts(), symbols: SymbolTable = SymbolTable(), options: Options = Options()
  ) throws -> Answers {
    let checked = stratified.checked
    let wanted = checked.outputs.map(\.relation)
    var options = options
    options.forgetsRows = true
    let evaluator = try stratified.evaluated(
      wanted, facts: facts, symbols: symbols, options: options, usingDemand: options.demand)
    try evaluator.writeOutClasses(checked.outputs.filter { !$0.onlySize }.map(\.relation))
    let ordering = RowOrdering(evaluator.context, options)
    let relations = try checked.outputs.map { output in
      try ordering.answer(
        output, checked.relations[output.relation.rawValue], evaluator.table(output.relation))
    }
    return Answers(
      relations: relations, symbols: evaluator.context.symbols, program: stratified, inputs: evaluator.inputs)
  }
}

extension StratifiedProgram {
  /// Derives some relations, with what they need.
  func evaluated(
    _ wanted: [RelationID], facts: some FactSource, symbols: SymbolTable, options: Options,
    usingDemand: Bool = false
  ) throws -> Evaluator {
    let deadline = Deadline(options.limits)
    var symbols = symbols
    let inputs = try givenRows(wanted, facts, &symbols, options, deadline)
    if usingDemand, let evaluator = try evaluatedOnDemand(wanted, inputs, symbols, options, deadline) {
      return evaluator
    }
    let evaluator = Evaluator(
      self, wanted: wanted, inputs: inputs, context: context(symbols, options, options.limits, deadline))
    try evaluator.run()
    return evaluator
  }

  /// Reads the inputs that some relations need.
  func givenRows(
    _ wanted: [RelationID], _ facts: some FactSource, _ symbols: inout SymbolTable, _ options: Options,
    _ deadline: Deadline
  ) throws -> [RelationID: GivenRows] {
    let needed = DependencyGraph(checked).reachable(from: wanted)
    var inputs: [RelationID: GivenRows] = [:]
    for input in checked.inputs where needed.contains(input.relation) {
      let info = checked.relations[input.relation.rawValue]
      let budget = LoadBudget(info.name, options, deadline)
      try budget.requireTime()
      let request = Input(
        relation: info.name, columns: info.publicColumns, parameters: input.parameters,
        place: checked.sources.place(of: input.span), workers: options.workers, budget: budget)
      if info.arity == 2, inputs[input.relation] == nil, let pairs = try facts.pairs(for: request) {
        inputs[input.relation] = .pairs(pairs)
        continue
      }
      let rows = try facts.rows(for: request, symbols: &symbols)
      try budget.require(rows: rows?.count ?? 0)
      guard let rows else { continue }
      inputs[input.relation] = .relation(inputs[input.relation]?.relation.union(rows) ?? rows)
    }
    return inputs
  }

  /// A context for an evaluation that began when the deadline did.
  func context(
    _ symbols: SymbolTable, _ options: Options, _ limits: Limits, _ deadline: Deadline
  ) -> EvaluationContext {
    let context = EvaluationContext(
      sources: checked.sources, symbols: symbols, limits: limits, deadline: deadline,
      cancellation: options.cancellation)
    context.workers = options.workers
    context.ruleWorkers = checked.dependsOnOrder ? Workers(count: 1) : options.workers
    context.rowsWorthSharing = options.rowsWorthSharing
    context.forgetsRows = options.forgetsRows
    context.recorder = options.recorder
    return context
  }
}
