/// Gives a variable what an aggregate makes of the rows that belong to a binding.
///
/// Bindings for which `min`, `max` or `mean` find no row do not pass; `count` and `sum` give 0 for them.
final class AggregateOperator: Operator {
  private let aggregate: Aggregate
  private let table: Table
  private let index: PostingIndex?
  private let key: CompiledKey
  private let target: Int
  private let fold: AggregateFold
  private let keyWords: UnsafeMutablePointer<UInt64>
  private let selection = Selection()
  /// The result for bindings without a key, computed once: the relation is complete.
  private var whole: UInt64??

  init(_ aggregate: Aggregate, _ table: Table, _ index: PostingIndex?, _ key: CompiledKey) {
    self.aggregate = aggregate
    self.table = table
    self.index = index
    self.key = key
    target = aggregate.targetColumn
    fold = AggregateFold(function: aggregate.function, kind: aggregate.kind)
    keyWords = .allocate(capacity: max(1, key.parts.count))
  }

  deinit { keyWords.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    var count = 0
    let column = batch.columns[aggregate.result]
    for binding in 0..<batch.count {
      guard let word = result(batch, binding, pipeline.context) else { continue }
      column?[binding] = word
      selection.rows[count] = UInt16(binding)
      count += 1
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }

  private func result(_ batch: Batch, _ binding: Int, _ context: EvaluationContext) -> UInt64? {
    guard !key.parts.isEmpty else {
      if let whole { return whole }
      let all = fold.result(context, 0..<table.range(of: .full).upperBound) { table.word($0, target) }
      whole = .some(all)
      return all
    }
    key.write(batch, binding, to: keyWords)
    guard let index else {
      return fold.result(context, 0..<(table.contains(keyWords, .full) ? 1 : 0)) { _ in 0 }
    }
    let found = index.find(keyWords)
    guard found >= 0 else { return fold.result(context, 0..<0) { _ in 0 } }
    let list = index.lists[found]
    let entries = index.arena.base + list.start
    if index.heldColumn == target {
      // The index holds the target itself.
      return fold.result(context, 0..<Int(list.count)) { UInt64(entries[$0]) }
    }
    return fold.result(context, 0..<Int(list.count)) { table.word(Int(entries[$0]), target) }
  }
}

/// Gives a variable what an aggregate makes of rows that are searched for each binding anew.
final class SearchAggregateOperator: Operator {
  private let aggregate: Aggregate
  private let rows: Table
  private let pipelines: [Pipeline]
  private let target: Int
  private let selection = Selection()
  /// Results by the values of the keys.
  private var known: [[UInt64]: UInt64?] = [:]

  init(_ aggregate: Aggregate, _ rows: Table, _ pipelines: [Pipeline]) {
    self.aggregate = aggregate
    self.rows = rows
    self.pipelines = pipelines
    target = aggregate.targetColumn
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
    let result = fold.result(context, 0..<rows.count) { rows.word($0, target) }
    known[key] = .some(result)
    return result
  }
}

extension Aggregate {
  /// The column whose values are summed up or compared; the first if there is none.
  var targetColumn: Int {
    columns.firstIndex { if case .target = $0 { true } else { false } } ?? 0
  }
}

/// What an aggregate makes of a row of words.
struct AggregateFold {
  let function: AggregateFunction
  let kind: Kind

  /// Nothing where there are no words and the aggregate has no value for that.
  @inline(__always)
  func result(_ context: EvaluationContext, _ entries: Range<Int>, _ word: (Int) -> UInt64) -> UInt64? {
    switch function {
    case .count: return UInt64(entries.count)
    case .sum:
      if kind == .float { return entries.reduce(0.0) { $0 + Double(bitPattern: word($1)) }.bitPattern }
      return entries.reduce(0) { $0 &+ word($1) }
    case .mean:
      guard !entries.isEmpty else { return nil }
      let sum = entries.reduce(0.0) { $0 + double(word($1)) }
      return (sum / Double(entries.count)).bitPattern
    case .min, .max:
      guard var best = entries.first.map(word) else { return nil }
      for position in entries.dropFirst() {
        let other = word(position)
        let isBetter =
          function == .min ? context.precedes(other, best, kind) : context.precedes(best, other, kind)
        if isBetter { best = other }
      }
      return best
    }
  }

  private func double(_ word: UInt64) -> Double {
    switch kind {
    case .float: Double(bitPattern: word)
    case .unsigned: Double(word)
    case .number, .symbol, .record: Double(Int64(bitPattern: word))
    }
  }
}
