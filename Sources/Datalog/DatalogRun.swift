import Relations

/// A plain Datalog program run from its text to its printed answers, as a command line wants it.
///
/// Every file is read and written by the host; this type touches none.
public struct DatalogRun {
  /// Reads the file of a name as the program spells it, such as `edge.facts`.
  public var readFacts: (_ name: String) throws -> [UInt8]
  public var readStandardInput: () throws -> [UInt8]
  /// Opens an output file of a name as the program spells it; what it returns takes the bytes, piece by piece.
  public var openOutput: (_ name: String) throws -> (ArraySlice<UInt8>) throws -> Void
  public var writeStandardOutput: (ArraySlice<UInt8>) throws -> Void
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

  /// Checks and evaluates a program and writes its outputs, in the order of its directives.
  ///
  /// - Returns: The program's warnings.
  /// - Throws: ``ProgramError``, ``FactError``, ``EvaluationError``, or what reading and writing throw.
  @discardableResult
  public func run(_ source: Source) throws -> [Diagnostic] {
    let program = try Program(sources: [source], environment: environment)
    let facts = FileFacts(readStandardInput: readStandardInput, read: readFacts)
    let answers = try program.evaluate(facts: facts, options: options)
    for relation in answers.relations { try write(relation) }
    return program.warnings
  }

  private func write(_ relation: AnswerRelation) throws {
    if relation.onlySize {
      try writeStandardOutput(Array(AnswerWriter.sizeLine(relation).utf8)[...])
      return
    }
    let writer = AnswerWriter(format: FactFormat(parameters: relation.parameters))
    guard !relation.isQuery, relation.parameters["IO"] != "stdout" else {
      try writeStandardOutput(Array(heading(of: relation).utf8)[...])
      try writer.write(relation, to: writeStandardOutput)
      if !relation.isQuery { try writeStandardOutput(Array("===============\n".utf8)[...]) }
      return
    }
    let name = relation.parameters["filename"] ?? relation.parameters["file"] ?? "\(relation.name).csv"
    try writer.write(relation, to: try openOutput(name))
  }

  private func heading(of relation: AnswerRelation) -> String {
    if relation.isQuery {
      let columns = relation.columns.map(\.name).joined(separator: "\t")
      return relation.columns.isEmpty ? "" : columns + "\n"
    }
    return "---------------\n\(relation.name)\n===============\n"
  }
}
