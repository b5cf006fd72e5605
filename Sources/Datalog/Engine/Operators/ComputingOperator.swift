/// Lets pass the bindings for which some terms can be computed.
///
/// It is for those who ask a program that has run about bindings that it met in another order: one that divides by
/// zero was kept from it by another condition, or was of no consequence.
final class ComputingOperator: InPlaceOperator {
  private let terms: [TermProgram]
  private let selection = Selection()

  init(_ terms: [TermProgram]) { self.terms = terms }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    if try !canCompute(batch, pipeline.context) { try keepComputable(batch, pipeline.context) }
    try pipeline.pass(batch, to: next)
  }

  private func canCompute(_ batch: Batch, _ context: EvaluationContext) throws(Interruption) -> Bool {
    do throws(Interruption) {
      for term in terms { _ = try term.evaluate(batch, context) }
      return true
    } catch .ended(.failure) {
      return false
    } catch {
      throw error
    }
  }

  private func keepComputable(_ batch: Batch, _ context: EvaluationContext) throws(Interruption) {
    let single = Batch(live: batch.live, variableCount: batch.columns.count)
    single.count = 1
    var count = 0
    for binding in 0..<batch.count {
      for variable in batch.live { single.column(variable)[0] = batch.column(variable)[binding] }
      guard try canCompute(single, context) else { continue }
      selection.rows[count] = UInt16(binding)
      count += 1
    }
    batch.keep(selection.rows, count)
  }
}

extension PipelineCompiler {
  /// What leaves out the bindings for which a step could not be computed; nothing where that cannot be.
  func computing(_ step: RulePlan.Step) -> ComputingOperator? {
    let terms = step.terms.filter(\.canFail)
    return terms.isEmpty ? nil : ComputingOperator(terms.map { TermProgram($0, context) })
  }
}

extension RulePlan.Step {
  /// What it computes.
  fileprivate var terms: [Term] {
    switch self {
    case .compare(_, _, let left, let right): [left, right]
    case .test(_, let left, let right, _, _): [left, right]
    case .assign(_, let term): [term]
    case .range(_, _, let terms): terms
    case .scan, .join, .check, .exists, .absent, .aggregate, .never: []
    }
  }
}
