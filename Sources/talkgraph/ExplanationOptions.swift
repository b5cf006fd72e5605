import ArgumentParser
import Datalog
import Foundation
import Workbench

/// What can be explained in place of being answered.
protocol Explainable {
  /// Says how it is run.
  func plan(_ format: ExplanationFormat, cancellation: Cancellation?) throws -> String

  /// Explains rows of it; says also what there is to warn of.
  func explain(
    _ asked: ExplanationRequest, cancellation: Cancellation?
  ) throws -> (explanation: Explanation, warnings: [String])
}

extension DatalogFiles: Explainable {}

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

  @Flag(help: "Evaluate, and say how each rule was run: its steps, in order, and what they read.")
  var explainPlan = false

  @Option(
    name: [.customShort("p", allowingJoined: true), .long],
    help: "Write what each rule took to this file, as JSON; '-' for a table on standard error.",
    completion: .file())
  var profile: String?

  @Option(help: "The form of explanations and plans.")
  var explainFormat = ExplanationFormat.text

  @Option(help: "Explain this many steps from the row; 0 for all.")
  var depth: Int?

  func validate() throws {
    if let depth, depth < 0 { throw ValidationError("--depth is a number of steps, 0 for all") }
    if explainFormat == .dot, !whyNot.isEmpty || !whyEmpty.isEmpty || explainPlan {
      throw ValidationError("only --explain has a picture; take text or json for the rest")
    }
    if profile != nil, isAsked { throw ValidationError("--profile is for a run that writes its answers") }
  }

  /// Whether something is to be explained in place of writing answers.
  private var isAsked: Bool { explainPlan || explainsRows }

  /// Whether rows are to be explained, which may be done without a query.
  var explainsRows: Bool { !explain.isEmpty || !whyNot.isEmpty || !whyEmpty.isEmpty }

  /// Prints what is asked for, if anything is; ends with code 1 if something does not hold.
  ///
  /// - Returns: whether there was anything.
  func run(_ subject: some Explainable, note: (String) -> Void) throws -> Bool {
    let request = ExplanationRequest(
      explained: explain, missing: whyNot, empty: whyEmpty, format: explainFormat, depth: depth)
    guard isAsked else { return false }
    let interrupt = Interrupt()
    if explainPlan {
      Terminal.print(try subject.plan(explainFormat, cancellation: interrupt.cancellation))
      if request.isEmpty { return true }
    }
    let (explanation, warnings) = try subject.explain(request, cancellation: interrupt.cancellation)
    for warning in warnings { note(warning) }
    Terminal.print(explanation.text)
    if !explanation.holds { throw ExitCode(1) }
    return true
  }

  /// What records a run, if that is wanted.
  var recorder: EvaluationRecorder? { profile.map { _ in EvaluationRecorder() } }

  /// Writes what a run took to where it is wanted.
  func write(_ recorder: EvaluationRecorder?) throws {
    guard let profile, let recorder else { return }
    if profile == "-" {
      Terminal.note(recorder.profile.rendered().trimmingCharacters(in: .newlines))
    } else {
      let file = try OutputFile(path: profile)
      try file.write(Array(recorder.profile.json().rendered().utf8))
      try file.finish()
    }
  }
}
