extension DatalogRun {
  /// Evaluates what is asked about a program, and writes nothing.
  ///
  /// - Returns: What can be explained now.
  /// - Throws: ``ProgramError``, ``FactError``, ``EvaluationError``, or what reading throws.
  public func explainer(
    about facts: [String], of source: Source
  ) throws -> Explainer {
    let inquiry = try Inquiry(about: facts, sources: [source], environment: environment)
    let files = FileFacts(readStandardInput: readStandardInput, host: host, read: readFacts)
    return try inquiry.evaluate(facts: files, options: options)
  }

  /// Evaluates a checked program as running it would, but writes nothing.
  ///
  /// - Throws: ``FactError``, ``EvaluationError``, or what reading throws.
  public func evaluate(_ program: Program) throws {
    let files = FileFacts(readStandardInput: readStandardInput, host: host, read: readFacts)
    _ = try program.evaluate(facts: files, options: options)
  }
}
