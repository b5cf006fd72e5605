import Datalog

/// Statements: checked, kept, and their questions answered.
extension ReplSession {
  /// Checks a program with what the graph adds to it.
  func check(_ program: SessionProgram, adding source: Source? = nil) throws(ProgramError) -> Program {
    try Program(
      sources: program.sources + [source].compactMap(\.self), environment: environment(of: program))
  }

  /// What the host adds to a program: the graph's prelude, and the values of the parameters that it declares.
  private func environment(of program: SessionProgram) -> Environment {
    let declared = program.names(of: [.parameter])
    return environment(parameters.filter { declared.contains($0.key) })
  }

  /// What the host adds to the session's program.
  var programEnvironment: Environment { environment(of: program) }

  /// Checks the session anew, after something it depends on has changed.
  mutating func recheck() throws(ProgramError) { checked = try check(program) }

  func environment(_ parameters: [String: String]) -> Environment {
    ReplSession.environment(graph: graph, data: data, parameters: parameters)
  }

  static func environment(
    graph: OpenGraph?, data: ProgramData, parameters: [String: String]
  ) -> Environment {
    graph.map { GraphQuery(graph: $0, data: data).environment(parameters: parameters) }
      ?? Environment(parameters: parameters, includes: GraphQuery.include)
  }

  /// Takes a piece into the session, if it is sound, and answers what it asks.
  ///
  /// - Returns: Whether it was sound.
  @discardableResult
  mutating func accept(
    _ piece: SessionProgram.Piece, _ cancellation: Cancellation, _ output: ReplOutput
  ) -> Bool {
    let start = ContinuousClock.now
    do {
      let whole = try check(program.appendingWhole(piece))
      let asked = piece.statements.filter(\.kind.isForOnce)
      program.append(piece)
      // A program with questions knows relations that nobody declared: their answers'.
      checked = asked.isEmpty ? whole : try check(program)
      show(whole.warnings, output) { asked.isEmpty ? piece.holds($0) : true }
      if !asked.isEmpty { answer(whole, asking: asked, since: start, cancellation, output) }
      return true
    } catch {
      fail(error, output)
      hint(about: piece, output)
      return false
    }
  }

  /// Checks the statements that wait, all at once; those that are wrong are taken out until the others are right.
  mutating func settleWaiting(_ output: ReplOutput) {
    var pieces = waiting
    waiting = []
    while !pieces.isEmpty {
      do {
        let whole = program.appending(pieces)
        checked = try check(whole)
        program = whole
        let first = pieces[0].firstLine
        show(checked.warnings, output) { $0?.file == SessionProgram.typed && ($0?.line ?? 0) >= first }
        return
      } catch {
        let errors = error.diagnostics.filter { $0.severity == .error }
        let lines = Set(errors.compactMap { $0.place?.file == SessionProgram.typed ? $0.place?.line : nil })
        let faulty = Set(pieces.indices.filter { pieces[$0].lines.contains(where: lines.contains) })
        guard !faulty.isEmpty else {
          // What clashes stands elsewhere: one at a time, the piece that brings it shows.
          for piece in pieces { accept(piece, Cancellation(), output) }
          return
        }
        // What the others bring along, such as included files, shows when their turn comes.
        fail(errors.filter { $0.place?.file == SessionProgram.typed }, output)
        pieces = pieces.indices.filter { !faulty.contains($0) }.map { pieces[$0] }
      }
    }
  }

  /// Shows the warnings about certain places, each once in a session.
  private mutating func show(
    _ warnings: [Diagnostic], _ output: ReplOutput, where isShown: (Place?) -> Bool
  ) {
    for warning in warnings where isShown(warning.place) {
      let text = warning.rendered()
      if shownWarnings.insert(text).inserted { output.error(text.withoutLineEnd) }
    }
  }

  /// How to go on where a name is taken.
  private func hint(about piece: SessionProgram.Piece, _ output: ReplOutput) {
    let declaring: Set<Statement.Kind> = [
      .declaration, .type, .lattice, .component, .instance, .parameter,
    ]
    var others = program
    others.remove(file: piece.file)
    let taken = others.names(of: declaring)
    let again = piece.statements.filter { declaring.contains($0.kind) }.flatMap(\.names)
    guard let name = again.first(where: taken.contains) else { return }
    output.error("help: ':forget \(name)' makes room for another '\(name)'")
  }
}
