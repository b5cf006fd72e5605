import Datalog
import Relations

extension ReplSession {
  /// Shows how rules are run: those of a relation, those that a question needs, or all of the session's own.
  ///
  /// Plans depend on how many rows there are, so what is asked about is evaluated; if that ends early, what was begun
  /// is shown all the same.
  func showPlan(_ text: String, _ cancellation: Cancellation, _ output: ReplOutput) throws {
    let recorder = EvaluationRecorder()
    let isRelation = checked.columns(of: text) != nil
    func show() {
      let plan = isRelation ? recorder.plan.rules(of: text) : recorder.plan
      if plan.strata.isEmpty {
        output.note(isRelation ? "'\(text)' has no rules to run" : "no rules to run")
      }
      output.answer(plan.rendered())
    }
    let asked: String
    if isRelation {
      asked = ".output \(text)\n"
    } else if text.isEmpty {
      asked = ownRelations.filter { !checked.isInlined($0) }.map { ".output \($0)\n" }.joined()
    } else {
      asked = try question(text)
    }
    let whole = try check(program, adding: Source(name: "<plan>", text: asked))
    do {
      _ = try evaluate(whole, cancellation, recorder)
    } catch {
      show()
      throw error
    }
    show()
  }

  /// The relations that were declared in the session.
  private var ownRelations: [String] {
    let own = program.names(of: [.declaration, .instance])
    return checked.relationNames.filter { own.contains(String($0.prefix { $0 != "." })) || own.contains($0) }
  }

  /// What is asked as a program writes it.
  private func question(_ text: String) throws(WorkbenchError) -> String {
    if text.allSatisfy({ $0.isLetter || $0.isNumber || "_.".contains($0) }) {
      let hint = NearestNames.suggestion(for: text, among: checked.relationNames)
      throw .mistakes(["no relation is called \"\(text)\"\(hint)"])
    }
    var body = text[...]
    if body.hasPrefix("?-") { body = body.dropFirst(2) }
    while let last = body.last, last.isWhitespace || last == "." || last == "?" { body.removeLast() }
    return "?- \(body.trimmed).\n"
  }
}
