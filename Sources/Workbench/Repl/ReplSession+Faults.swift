import Datalog

/// What is wrong, in words.
extension ReplSession {
  /// Says what is wrong and remembers that something was.
  mutating func fail(_ error: any Error, _ output: ReplOutput) {
    switch error {
    case let program as ProgramError:
      fail(program.diagnostics, output)
    case let ending as EvaluationError:
      if case .failure(let diagnostic) = ending {
        hasMistakes = true
        output.error(diagnostic.rendered().withoutLineEnd)
      } else {
        hasReachedLimit = true
        complain(ending.description, output)
      }
    case let facts as FactError:
      hasMistakes = true
      output.error(facts.description.withoutLineEnd)
    default:
      hasMistakes = true
      complain("\(error)", output)
    }
  }

  /// Shows faults, and beside them those warnings that were not shown before.
  mutating func fail(_ diagnostics: [Diagnostic], _ output: ReplOutput) {
    hasMistakes = true
    let fresh = diagnostics.filter { diagnostic in
      diagnostic.severity == .error || shownWarnings.insert(diagnostic.rendered()).inserted
    }
    let shown = fresh.prefix(20).map { $0.rendered().withoutLineEnd }
    output.error(shown.joined(separator: "\n"))
    if fresh.count > shown.count { output.error("and \(fresh.count - shown.count) more") }
  }

  /// Says what is wrong with a command, of which a fault in a fact or a file does not tell the line.
  mutating func fail(_ error: any Error, of command: CommandLineWords, _ output: ReplOutput) {
    if !isInteractive, error is ProgramError || error is FactError {
      output.error("\(SessionProgram.typed):\(lineCount): in '\(command.text)':")
    }
    fail(error, output)
  }

  /// Says what is wrong with a line, naming the line where nobody sees it.
  private func complain(_ message: String, _ output: ReplOutput) {
    output.error((isInteractive ? "" : "\(SessionProgram.typed):\(lineCount): ") + "error: \(message)")
  }

  /// Notes a fault of a line that no statement has.
  mutating func mistake(_ message: String, _ output: ReplOutput) {
    fail(WorkbenchError.mistakes([message]), output)
  }
}

extension String {
  var withoutLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
