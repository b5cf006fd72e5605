import Relations

/// A plain Datalog program run from its text to its printed answers, as a command line wants it.
///
/// Every file is read and written by the host; this type touches none.
public struct DatalogRun {
  /// Reads the file of a name as the program spells it, such as `edge.facts`; throws ``UnreadableFacts`` to have said
  /// which `.input` wants it.
  public var readFacts: (_ name: String) throws -> [UInt8]
  public var readStandardInput: () throws -> [UInt8]
  /// Opens an output file of a name as the program spells it; what it returns takes the bytes, piece by piece.
  public var openOutput: (_ name: String) throws -> (ArraySlice<UInt8>) throws -> Void
  public var writeStandardOutput: (ArraySlice<UInt8>) throws -> Void
  /// What the host does about gzip and SQLite.
  public var host = HostFormats()
  /// Whether every `.output` is printed, with its columns' names, wherever it says it goes.
  public var printsOutputs = false
  public var environment = Environment()
  public var options = Options(rowOrder: .words)

  /// Describes where files come from and go to.
  public init(
    readFacts: @escaping (_ name: String) throws -> [UInt8],
    readStandardInput: @escaping () throws -> [UInt8] = { [] },
    openOutput: @escaping (_ name: String) throws -> (ArraySlice<UInt8>) throws -> Void,
    writeStandardOutput: @escaping (ArraySlice<UInt8>) throws -> Void
  ) {
    self.readFacts = readFacts
    self.readStandardInput = readStandardInput
    self.openOutput = openOutput
    self.writeStandardOutput = writeStandardOutput
  }

  /// Checks and evaluates a program and writes its outputs, in the order in which Soufflé writes them.
  ///
  /// - Returns: The program's warnings.
  /// - Throws: ``ProgramError``, ``FactError``, ``EvaluationError``, or what reading and writing throw.
  @discardableResult
  public func run(_ source: Source) throws -> [Diagnostic] {
    let program = try Program(sources: [source], environment: environment)
    try run(program)
    return program.warnings
  }

  /// Evaluates a checked program and writes its outputs.
  ///
  /// - Throws: ``FactError``, ``EvaluationError``, or what reading and writing throw.
  public func run(_ program: Program) throws {
    try requireFormats(of: program)
    let facts = FileFacts(readStandardInput: readStandardInput, host: host, read: readFacts)
    let answers = try program.evaluate(facts: facts, options: options)
    for index in writingOrder(of: program) { try write(answers.relations[index]) }
  }

  /// Outputs as Soufflé comes to them, questions after them.
  private func writingOrder(of program: Program) -> [Int] {
    let outputs = program.stratified.checked.outputs
    let ranks = PrintOrder(program.stratified).ranks
    let keys = outputs.enumerated().map { index, output in
      (output.isQuery ? Int.max : ranks[output.relation.rawValue], index)
    }
    return keys.sorted(by: <).map(\.1)
  }

  /// What cannot be written is found before the work, not after it.
  private func requireFormats(of program: Program) throws(FactError) {
    guard !printsOutputs else { return }
    let checked = program.stratified.checked
    for output in checked.outputs where !output.onlySize && !output.isQuery {
      let info = checked.relations[output.relation.rawValue]
      let place = checked.sources.place(of: output.span)
      do throws(ParameterFault) {
        let exchange = try Exchange(
          .output, of: info.name, arity: info.arity, parameters: output.parameters)
        let fault = missingFormat(of: exchange, arity: info.arity)
        if let fault { throw ParameterFault(parameter: "IO", message: fault) }
      } catch {
        throw FactError(file: place.file, line: place.line, message: error.message)
      }
    }
  }

  private func missingFormat(of exchange: Exchange, arity: Int) -> String? {
    if case .table = exchange.medium {
      if host.writeTable == nil { return "SQLite databases cannot be written here" }
      if arity == 0 { return "a table of a database has columns, '\(exchange.name)' has none" }
    }
    return exchange.isPacked && host.openPacked == nil ? "nothing can be packed with gzip here" : nil
  }
}

// MARK: Writing

extension DatalogRun {
  private func write(_ relation: AnswerRelation) throws {
    if relation.isQuery { return try printQuestion(relation) }
    let name = relation.parameters["name"] ?? relation.name
    if relation.onlySize { return try print("\(name)\t\(relation.totalCount)\n") }
    var parameters = relation.parameters
    if printsOutputs {
      parameters["IO"] = "stdout"
      parameters["headers"] = "true"
    }
    let exchange = try Exchange(
      .output, of: relation.name, arity: relation.columns.count, parameters: parameters)
    switch exchange.medium {
    case .size: try print("\(name)\t\(relation.totalCount)\n")
    case .standard: try write(relation, exchange, to: writeStandardOutput)
    case .table(let database):
      try host.writeTable?(database, exchange.name, relation)
    case .file(let file):
      let open = exchange.isPacked ? host.openPacked ?? openOutput : openOutput
      try write(relation, exchange, to: try open(file))
    }
  }

  private func write(
    _ relation: AnswerRelation, _ exchange: Exchange, to sink: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    switch exchange.layout {
    case .json(let asObjects): try JSONWriter(asObjects: asObjects).write(relation, to: sink)
    case .lines(let format) where exchange.medium != .standard:
      try AnswerWriter(format: format).write(relation, workers: options.workers, to: sink)
    case .lines(var format):
      // The names of the columns stand above the second line, unlike in a file.
      let header = format.hasHeaders ? "\n" + AnswerWriter.header(of: relation, format) : ""
      format.hasHeaders = false
      try print("---------------\n\(exchange.name)\(header)\n===============\n")
      try AnswerWriter(format: format).write(relation, workers: options.workers, to: sink)
      try print("===============\n")
    }
  }

  private func printQuestion(_ relation: AnswerRelation) throws {
    let columns = relation.columns.map(\.name).joined(separator: "\t")
    if !columns.isEmpty { try print(columns + "\n") }
    try AnswerWriter().write(relation, to: writeStandardOutput)
  }

  private func print(_ text: String) throws { try writeStandardOutput(Array(text.utf8)[...]) }
}
