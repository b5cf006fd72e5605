/// Gives a variable what an aggregate makes of the rows that belong to a binding.
///
/// Bindings for which `min`, `max` or `mean` find no row do not pass; `count` and `sum` give 0 for them.
final class AggregateOperator: Operator {
  private let aggregate: Aggregate
  private let fold: GroupFold
  private let key: CompiledKey
  private let keyWords: UnsafeMutablePointer<UInt64>
  private let results = UnsafeMutablePointer<UInt64>.allocate(capacity: Batch.capacity)
  private let hasResult = UnsafeMutablePointer<Bool>.allocate(capacity: Batch.capacity)
  private let selection = Selection()
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt64 = 0

  init(_ aggregate: Aggregate, _ fold: GroupFold, _ key: CompiledKey) {
    self.aggregate = aggregate
    self.fold = fold
    self.key = key
    keyWords = .allocate(capacity: max(1, key.parts.count * Batch.capacity))
  }

  deinit {
    keyWords.deallocate()
    results.deallocate()
    hasResult.deallocate()
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    key.write(batch, to: keyWords)
    touched = fold.find(keyWords, batch.count, into: results, hasResult)
    if let column = batch.columns[aggregate.result] { column.update(from: results, count: batch.count) }
    var count = 0
    for binding in 0..<batch.count {
      selection.rows[count] = UInt16(binding)
      count += hasResult[binding] ? 1 : 0
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }
}

/// Counts whole rows, of which there is one or none.
final class PresenceOperator: Operator {
  private let result: Int
  private let table: Table
  private let key: CompiledKey
  private let keyWords: UnsafeMutablePointer<UInt64>

  init(result: Int, _ table: Table, _ key: CompiledKey) {
    self.result = result
    self.table = table
    self.key = key
    keyWords = .allocate(capacity: max(1, key.parts.count))
  }

  deinit { keyWords.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    if let column = batch.columns[result] {
      for binding in 0..<batch.count {
        key.write(batch, binding, to: keyWords)
        column[binding] = table.contains(keyWords, .full) ? 1 : 0
      }
    }
    try pipeline.pass(batch, to: next)
  }
}

/// Gives a variable what an aggregate makes of rows that are searched for each binding anew.
final class SearchAggregateOperator: Operator {
  private let aggregate: Aggregate
  private let rows: Table
  private let pipelines: [Pipeline]
  private let selection = Selection()
  /// Results by the values of the keys.
  private var known: [[UInt64]: UInt64?] = [:]

  init(_ aggregate: Aggregate, _ rows: Table, _ pipelines: [Pipeline]) {
    self.aggregate = aggregate
    self.rows = rows
    self.pipelines = pipelines
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    var count = 0
    let column = batch.columns[aggregate.result]
    for binding in 0..<batch.count {
      let key = aggregate.keys.map { batch.column($0)[binding] }
      guard let word = try result(key, pipeline.context) else { continue }
      column?[binding] = word
      selection.rows[count] = UInt16(binding)
      count += 1
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }

  private func result(_ key: [UInt64], _ context: EvaluationContext) throws(Interruption) -> UInt64? {
    if let result = known[key] { return result }
    rows.removeAll()
    for pipeline in pipelines { try pipeline.run(key) }
    let fold = AggregateFold(function: aggregate.function, kind: aggregate.kind)
    let result = fold.result(context, 0..<rows.count) { rows.word($0, aggregate.targetColumn) }
    known[key] = .some(result)
    return result
  }
}

extension Table {
  /// What an aggregate makes of the rows, found if this is the first to ask for it; only for complete tables.
  func fold(_ shape: GroupFold.Shape, _ context: EvaluationContext) -> GroupFold {
    if let known = folds.first(where: { $0.shape == shape }) { return known }
    let fold = GroupFold(self, shape, context)
    folds.append(fold)
    return fold
  }
}
