/// Lets one binding pass in a run, where all that matters is whether there are any.
final class OnceOperator: Operator {
  /// Whether the chain may be left then, nothing that comes before being of any consequence.
  private let endsRun: Bool
  private var hasPassed = false

  init(endsRun: Bool) { self.endsRun = endsRun }

  func begin() { hasPassed = false }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    guard !hasPassed, batch.count > 0 else { return }
    hasPassed = true
    batch.count = 1
    try pipeline.pass(batch, to: next)
    if endsRun { throw .found }
  }
}

/// Lets pass the bindings whose row the head does not have yet, where the row is known before all conditions are met.
///
/// What the rest of the body would find of the others is of no consequence. Where few are left out, it stops asking
/// until the next run.
final class NewHeadOperator: InPlaceOperator {
  private let table: Table
  private let key: CompiledKey
  private let keyWords: UnsafeMutablePointer<UInt64>
  private let selection = Selection()
  private var asked = 0
  private var kept = 0

  init(_ table: Table, _ key: CompiledKey) {
    self.table = table
    self.key = key
    keyWords = .allocate(capacity: max(1, key.parts.count))
  }

  deinit { keyWords.deallocate() }

  func begin() { (asked, kept) = (0, 0) }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    if asked > 1 << 13, kept * 4 > asked * 3 { return try pipeline.pass(batch, to: next) }
    var count = 0
    for binding in 0..<batch.count {
      key.write(batch, binding, to: keyWords)
      guard !table.hasTaken(keyWords) else { continue }
      selection.rows[count] = UInt16(binding)
      count += 1
    }
    asked += batch.count
    kept += count
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }
}

extension Table {
  /// Whether a row is there or has come in the round that is being derived.
  @inline(__always)
  fileprivate func hasTaken(_ row: UnsafePointer<UInt64>) -> Bool {
    isPacked ? contains(row, .full) : number(of: row) != nil
  }
}

extension PipelineCompiler {
  /// What leaves out the bindings whose row is known to the head, if they need not be gone through any further.
  func newHead(
    before rest: ArraySlice<RulePlan.Step>, _ head: CompiledKey, _ bound: Set<Int>, _ target: Table
  ) -> NewHeadOperator? {
    guard target.canTakeOutboxes, !target.isDistinct, bound.isSuperset(of: head.variables),
      let step = rest.first, step.looksUp, rest.allSatisfy(\.isQuiet)
    else { return nil }
    return NewHeadOperator(target, head)
  }
}

extension RulePlan.Step {
  /// Whether it costs about as much as looking a row up, or more.
  fileprivate var looksUp: Bool {
    switch self {
    case .scan, .join, .check, .exists, .absent, .aggregate, .range: true
    case .compare, .test, .assign, .never: false
    }
  }

  /// Whether nothing of it can fail or makes symbols and records.
  fileprivate var isQuiet: Bool {
    switch self {
    case .scan, .join, .check, .exists, .absent, .never: true
    case .compare(_, _, let left, let right), .test(_, let left, let right, _, _):
      left.isQuiet && right.isQuiet
    case .assign(_, let term): term.isQuiet
    case .aggregate(let aggregate): aggregate.search == nil
    case .range(_, _, let terms): terms.allSatisfy(\.isQuiet)
    }
  }
}
