import Relations
import Synchronization

/// A rule that several workers run over slices of an atom's rows: the first one's, or where that has few rows which
/// are combined with all of the next one's, those of the next.
///
/// A run goes through phases. In each the workers take slices and derive into their outboxes until those hold enough;
/// then the table takes the rows in. Which rows come is the same as with one worker; their order is not, so rules
/// whose results depend on the order are not run so (``CheckedProgram/dependsOnOrder``).
///
/// It is a class because the workers' operators keep their memory from run to run.
final class ParallelRule {
  private static let enough = 1 << 16

  private let direct: Pipeline
  let target: Table
  /// Its number among what is recorded of the stratum.
  let recordNumber: Int?
  private let context: EvaluationContext
  private let makePipeline: (EvaluationContext, Outbox) -> Pipeline
  private var pipelines: [Pipeline] = []
  private var outboxes: [Outbox] = []
  /// The bindings that came of a row of the first atom when the rule was last run.
  private var effortPerRow: Double?

  /// Runs `direct` where little is to be done, and what `makePipeline` gives where there is much.
  init(
    _ direct: Pipeline, into target: Table, _ context: EvaluationContext, recordNumber: Int?,
    makePipeline: @escaping (EvaluationContext, Outbox) -> Pipeline
  ) {
    self.direct = direct
    self.target = target
    self.context = context
    self.recordNumber = recordNumber
    self.makePipeline = makePipeline
  }

  /// How many rows its first atom reads, if it reads rows.
  var rowCount: Int? { (direct.operators.first as? any SlicedOperator)?.rowCount }

  func run() throws(Interruption) {
    guard try direct.isOpen() else { return }
    let effort = context.effort
    defer { effortPerRow = Double(context.effort - effort) / Double(max(1, rowCount ?? 1)) }
    guard context.ruleWorkers.count > 1, target.canTakeOutboxes, isWorthSharing,
      let number = slicedOperator
    else { return try direct.runOpened() }
    prepare()
    let sliced = pipelines.compactMap { $0.operators[number] as? any SlicedOperator }
    let rowCount = sliced[0].prepareSlices()
    let sliceSize = max(1, context.rowsWorthSharing / 4)
    for operation in sliced { operation.share(sliced[0]) }
    let next = Atomic<Int>(0)
    let fault = Mutex<(slice: Int, interruption: Interruption)?>(nil)
    while next.load(ordering: .relaxed) * sliceSize < rowCount {
      context.ruleWorkers.run(tasks: pipelines.count) { task, _ in
        let pipeline = pipelines[task]
        while outboxes[task].count < Self.enough {
          let slice = next.add(1, ordering: .relaxed).oldValue
          let start = slice * sliceSize
          guard start < rowCount else { return }
          do throws(Interruption) {
            try pipeline.run(slice: start..<min(start + sliceSize, rowCount), of: sliced[task])
          } catch {
            fault.withLock { if $0.map({ slice < $0.slice }) ?? true { $0 = (slice, error) } }
            next.store(rowCount, ordering: .relaxed)
            return
          }
        }
      }
      for pipeline in pipelines {
        context.effort += pipeline.context.effort
        pipeline.context.effort = 0
      }
      if let fault = fault.withLock({ $0 }) { throw fault.interruption }
      target.take(outboxes, context.ruleWorkers)
      try context.checkBudget(target, isThorough: true)
    }
    for box in outboxes { box.release() }
    sliced[0].finishSlices()
  }

  /// Whether there is enough to do, as far as the last run tells.
  ///
  /// In each phase threads wait for one another, and what they derive is taken up twice. Bindings with whole groups of
  /// values count once, as the group comes in as a whole.
  private var isWorthSharing: Bool {
    guard let effortPerRow, let rowCount else { return true }
    return effortPerRow * Double(rowCount) >= 32 * Double(context.rowsWorthSharing)
  }

  /// The operator whose rows are worth sharing out; those before it are gone through for each slice again.
  private var slicedOperator: Int? {
    var repeated = 1
    for (number, link) in direct.operators.enumerated() where !(link is any InPlaceOperator) {
      guard let link = link as? any SlicedOperator, repeated <= 4 else { return nil }
      if link.rowCount >= context.rowsWorthSharing { return number }
      repeated *= max(1, link.rowCount)
    }
    return nil
  }

  private func prepare() {
    if pipelines.isEmpty {
      for _ in 0..<context.ruleWorkers.count {
        let outbox = Outbox(target)
        outboxes.append(outbox)
        pipelines.append(makePipeline(context.forked(outbox), outbox))
      }
    }
    for pipeline in pipelines {
      pipeline.context.follow(context)
      for link in pipeline.operators {
        (link as? any SlicedOperator)?.slice = nil
        link.begin()
      }
    }
  }
}

/// An operator whose rows can be gone through in slices.
protocol SlicedOperator: Operator {
  /// How many rows there are.
  var rowCount: Int { get }
  /// Gets ready for slices; says how many rows they part.
  func prepareSlices() -> Int
  /// Gives back what slices needed.
  func finishSlices()
  /// Uses what another operator of the same kind got ready.
  func share(_ other: any SlicedOperator)
  /// The rows to go through next; all of them if there are no slices.
  var slice: Range<Int>? { get set }
}

extension Table {
  /// Whether rows may come from several workers: nothing depends on which comes first.
  var canTakeOutboxes: Bool { arity > 0 && keeper == nil && admits == nil }
}

extension CheckedProgram {
  /// Whether what it derives depends on the order in which rows come: because symbols, records or numbers of the
  /// counter are made on the way, or some rows keep others out.
  var dependsOnOrder: Bool {
    !dominations.isEmpty
      || relations.contains { !$0.choices.isEmpty || $0.sizeLimit != nil || $0.isEquivalence }
      || clauses.contains { $0.countsUp || $0.makesSymbols }
  }
}

extension Clause {
  fileprivate var makesSymbols: Bool {
    arguments.contains(where: \.makesSymbols) || body.contains(where: \.makesSymbols)
  }
}

extension Literal {
  fileprivate var makesSymbols: Bool {
    switch self {
    case .atom, .negation, .falsehood: false
    case .record: true
    case .comparison(_, _, let left, let right, _), .test(_, let left, let right, _, _):
      left.makesSymbols || right.makesSymbols
    case .range(_, _, let terms, _): terms.contains(where: \.makesSymbols)
    // What an aggregate searches may make symbols.
    case .aggregate(let aggregate): aggregate.search != nil
    }
  }
}

extension Term {
  fileprivate var makesSymbols: Bool {
    guard case .call(let operation, let arguments, _) = self else { return false }
    return [.symbol, .record].contains(operation.result) || arguments.contains(where: \.makesSymbols)
  }
}
