import Relations

/// Why operators stop: an end that the host is told of, a table whose rows need the wide form, or, inside a chain,
/// that it has all it can find.
enum Interruption: Error {
  case ended(EvaluationError)
  case outgrown
  case found
}

extension Interruption {
  /// The end that the host is told of, of a run over wide rows only, which take every value.
  var end: EvaluationError {
    guard case .ended(let error) = self else { preconditionFailure("wide rows take every value") }
    return error
  }
}

/// What all operators of an evaluation share: the symbols, and how much may still be used.
///
/// It is a class because operators reach it from everywhere while symbols are added.
final class EvaluationContext {
  let sources: SourceSet
  var symbols: SymbolTable
  /// What may be used; a trial that went well goes on with other limits than it began with.
  var limits: Limits
  private let cancellation: Cancellation?
  /// When everything must be done; those who are asked one thing after the other begin anew with each.
  var deadline: Deadline
  private var batches = 0
  /// Where the evaluation is, for messages.
  var relation = ""
  var round = 0
  /// The next number that `autoinc` gives.
  var counter: UInt64 = 0
  /// The threads that work is shared out among.
  var workers = Workers(count: 1)
  /// The threads that run a rule together; one where results depend on the order of rows.
  var ruleWorkers = Workers(count: 1)
  /// Rows of a rule's first atom that are worth sharing out, if nothing is known of how much comes of a row.
  var rowsWorthSharing = 1024
  /// Bindings that were passed on so far, as a measure of the work done.
  var effort = 0
  /// Whether relations that nothing but their own rules and outputs read keep no list of their rows.
  var forgetsRows = false
  /// What waits to be taken in, in the context of one of several workers.
  var outbox: Outbox?
  /// All tables that count against the limits.
  var tables: [Table] = []
  /// Is told what is done, if anybody wants to know.
  var recorder: EvaluationRecorder?

  /// Prepares for an evaluation that began when the deadline did.
  init(
    sources: SourceSet, symbols: SymbolTable, limits: Limits, deadline: Deadline, cancellation: Cancellation?
  ) {
    self.sources = sources
    self.symbols = symbols
    self.limits = limits
    self.deadline = deadline
    self.cancellation = cancellation
  }

  /// A context for another worker, which only reads symbols.
  func forked(_ outbox: Outbox) -> EvaluationContext {
    let fork = EvaluationContext(
      sources: sources, symbols: symbols, limits: limits, deadline: deadline, cancellation: cancellation)
    fork.outbox = outbox
    return fork
  }

  /// Takes over where another context has come.
  func follow(_ other: EvaluationContext) {
    symbols = other.symbols
    relation = other.relation
    round = other.round
    tables = other.tables
  }

  /// Ends the evaluation if it has used up what it may; called for every batch.
  func checkBudget(_ table: Table, isThorough: Bool = false) throws(Interruption) {
    batches += 1
    if let cancellation, cancellation.isCancelled {
      throw .ended(.cancelled(relation: relation, round: round, rows: table.count))
    }
    // Many tables take a while to add up.
    guard isThorough || tables.count < 16 || batches % 16 == 0 else { return }
    if let time = limits.time, deadline.isPast {
      throw limit(.time, "\(time)", table)
    }
    if let rows = limits.rows, tables.reduce(outbox?.count ?? 0, { $0 + $1.derivedCount }) > rows {
      throw limit(.rows, "\(rows)", table)
    }
    if let memory = limits.memory, isThorough || limits.memoryInUse == nil || batches % 16 == 0,
      bytesInUse(including: outbox?.byteCount ?? 0) > memory
    {
      throw limit(.memory, limits.memoryText, table)
    }
  }

  /// The memory used, with some more that will be, or that the tables do not count.
  private func bytesInUse(including others: Int) -> Int {
    max(tables.reduce(others) { $0 + $1.byteCount }, limits.memoryInUse?() ?? 0)
  }

  /// Ends what is done after the evaluation if the host or the clock wants so.
  func checkTime(in table: Table) throws(EvaluationError) {
    do {
      try checkBudget(table)
    } catch .ended(let error) {
      throw error
    } catch {
      preconditionFailure("a budget that is used up ends the evaluation")
    }
  }

  /// Whether the host or the clock wants an end, for any thread to ask.
  var isOver: @Sendable () -> Bool {
    { [deadline, cancellation] in cancellation?.isCancelled ?? false || deadline.isPast }
  }

  /// Ends the evaluation in a relation's complete rows if the host or the clock wants so.
  func requireTime(_ name: String, rows: Int) throws(EvaluationError) {
    if let cancellation, cancellation.isCancelled {
      throw .cancelled(relation: name, round: 0, rows: rows)
    }
    if let time = limits.time, deadline.isPast {
      throw .limit(.time, allowed: "\(time)", relation: name, round: 0, rows: rows)
    }
  }

  /// Ends the evaluation if it may not use so many bytes more.
  func checkRoom(for bytes: Int, _ table: Table) throws(Interruption) {
    guard let memory = limits.memory, bytesInUse(including: bytes) > memory else { return }
    throw limit(.memory, limits.memoryText, table)
  }

  private func limit(_ limit: EvaluationError.Limit, _ allowed: String, _ table: Table) -> Interruption {
    .ended(.limit(limit, allowed: allowed, relation: relation, round: round, rows: table.count))
  }

  func failure(_ message: String, at span: Span) -> Interruption {
    let place = sources.place(of: span)
    return .ended(.failure(Diagnostic(severity: .error, message: message, place: place, notes: [])))
  }

  func word(of value: Value) -> UInt64 {
    value.word(&symbols)
  }

  /// The most records of a value that are shown, one in the other.
  ///
  /// A list may have a million links, and a tree whose branches are shared a number of leaves that nobody can count.
  private static let shownRecords = 50

  /// A word as a value that is shown: of a record with very many in it, the first ones.
  func value(of word: UInt64, kind: Kind, layout: RecordLayout? = nil) -> Value {
    var room = Self.shownRecords
    return symbols.value(of: word, kind: kind, layout: layout, room: &room)
  }
}

extension SymbolTable {
  /// A word decoded as a value of a kind.
  func value(of word: UInt64, kind: Kind, layout: RecordLayout? = nil) -> Value {
    var room = Int.max
    return value(of: word, kind: kind, layout: layout, room: &room)
  }

  /// The same with so many records in it at most.
  func value(of word: UInt64, kind: Kind, layout: RecordLayout?, room: inout Int) -> Value {
    switch kind {
    case .symbol: .symbol(self[Symbol(rawValue: UInt32(truncatingIfNeeded: word))])
    case .number: .number(Int64(bitPattern: word))
    case .unsigned: .unsigned(word)
    case .float: .float(Double(bitPattern: word))
    case .record: record(of: word, layout, room: &room)
    }
  }
}
