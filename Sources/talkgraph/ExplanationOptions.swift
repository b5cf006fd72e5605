import ArgumentParser
import Datalog
import Workbench

/// What is to be explained of a program's rows in place of its answers.
struct ExplanationOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: "Say why a row is there, such as 'path(1, 3)', or the first rows of 'path(1, x)'; may be repeated.")
  var explain: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Say why a row is not there: what each rule lacks for it; may be repeated.")
  var whyNot: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Say why a relation is empty: how many bindings each atom leaves; may be repeated.")
  var whyEmpty: [String] = []

  @Option(help: "text, json or dot.")
  var explainFormat = ExplanationFormat.text

  @Option(help: "Explain this many steps from the row; 0 for all.")
  var depth: Int?

  func validate() throws {
    if let depth, depth < 0 { throw ValidationError("--depth is a number of steps, 0 for all") }
    if explainFormat == .dot, !whyNot.isEmpty || !whyEmpty.isEmpty {
      throw ValidationError("--why-not and --why-empty have no picture; take text or json")
    }
  }

  /// Prints what is asked for, if anything is; ends with code 1 if something does not hold.
  ///
  /// - Returns: whether there was anything.
  func run(_ files: DatalogFiles, note: (String) -> Void) throws -> Bool {
    let request = ExplanationRequest(
      explained: explain, missing: whyNot, empty: whyEmpty, format: explainFormat, depth: depth)
    guard !request.isEmpty else { return false }
    let interrupt = Interrupt()
    let (explanation, warnings) = try files.explain(request, cancellation: interrupt.cancellation)
    for warning in warnings { note(warning) }
    Terminal.print(explanation.text)
    if !explanation.holds { throw ExitCode(1) }
    return true
  }
}
