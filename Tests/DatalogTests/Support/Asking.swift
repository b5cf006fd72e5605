import Relations
import Testing

@testable import Datalog

/// The rows of the outputs of a program, each as its values joined by blanks, by output.
func answers(_ text: String, environment: Environment = Environment()) throws -> [String: [String]] {
  let program = try Program(sources: [Source(name: "test.dl", text: text)], environment: environment)
  let answers = try program.evaluate()
  var result: [String: [String]] = [:]
  for relation in answers.relations {
    result[relation.name] = relation.map { row in row.map(\.description).joined(separator: " ") }
  }
  return result
}

/// The rows of the only output of a program.
func rows(_ text: String, environment: Environment = Environment()) throws -> [String] {
  let all = try answers(text, environment: environment)
  return try #require(all.values.first)
}

/// What is said about a program, each message with its line and column before it.
func complaints(
  _ text: String, environment: Environment = Environment(), withNotes: Bool = false
) -> [String] {
  var diagnostics: [Diagnostic]
  do {
    diagnostics = try Program(sources: [Source(name: "test.dl", text: text)], environment: environment)
      .warnings
  } catch {
    diagnostics = error.diagnostics
  }
  func placed(_ message: String, _ place: Place?) -> String {
    place.map { "\($0.line):\($0.column): \(message)" } ?? message
  }
  return diagnostics.flatMap { diagnostic in
    let label = diagnostic.severity == .warning ? "warning: " : ""
    let notes = withNotes ? diagnostic.notes.map { "note: " + placed($0.message, $0.place) } : []
    return [placed(label + diagnostic.message, diagnostic.place)] + notes
  }
}
