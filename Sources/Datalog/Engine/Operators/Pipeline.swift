/// One link of a rule's chain: takes a batch of bindings, changes it in place or makes new ones, passes on.
protocol Operator: AnyObject {
  /// Works on a batch and hands what comes of it to the operators from `next` on.
  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption)

  /// Prepares for another run of the rule.
  func begin()
}

extension Operator {
  func begin() {}
}

/// An operator that lets pass bindings of a batch, or gives them another variable, and remembers nothing of them.
protocol InPlaceOperator: Operator {}

/// A rule as a chain of operators over batches; the last one takes in the rows of the head.
///
/// It is a class because operators hold on to their memory from run to run.
final class Pipeline {
  let operators: [any Operator]
  /// What must hold for a run to derive anything.
  let gates: [Gate]
  private let first: Batch
  private let start: [Int]
  let context: EvaluationContext

  init(
    operators: [any Operator], first: Batch, start: [Int], context: EvaluationContext, gates: [Gate] = []
  ) {
    self.operators = operators
    self.gates = gates
    self.first = first
    self.start = start
    self.context = context
  }

  /// Runs the rule once, with values for the variables that are known beforehand.
  func run(_ words: [UInt64] = []) throws(Interruption) {
    if try isOpen() { try runOpened(words) }
  }

  /// Whether a run can derive anything; asked once a run, since what is newest is so once.
  func isOpen() throws(Interruption) -> Bool {
    if gates.isEmpty { return true }
    if let sliced = operators.first as? any SlicedOperator, sliced.rowCount == 0 { return false }
    for gate in gates { guard try gate.isOpen() else { return false } }
    return true
  }

  /// Runs the rule once, its gates being open.
  func runOpened(_ words: [UInt64] = []) throws(Interruption) {
    for (variable, word) in zip(start, words) { first.columns[variable]?[0] = word }
    first.count = 1
    for link in operators { link.begin() }
    try passAll()
  }

  /// Goes on with a run over some of the rows of an operator that goes by slices.
  func run(slice: Range<Int>, of sliced: any SlicedOperator) throws(Interruption) {
    sliced.slice = slice
    first.count = 1
    try passAll()
  }

  private func passAll() throws(Interruption) {
    do throws(Interruption) {
      try pass(first, to: 0)
    } catch .found {
    } catch {
      throw error
    }
  }

  @inline(__always)
  func pass(_ batch: Batch, to next: Int) throws(Interruption) {
    guard batch.count > 0 else { return }
    context.effort &+= batch.count
    try operators[next].process(batch, next + 1, self)
  }
}
