/// Gives a variable what an aggregate makes of the rows that belong to a binding.
///
/// Bindings for which `min`, `max` or `mean` find no row do not pass; `count` and `sum` give 0 for them.
final class AggregateOperator: Operator {
  private let aggregate: Aggregate
  private let table: Table
  private let index: PostingIndex?
  private let key: CompiledKey
  private let target: Int?
  private let keyWords: UnsafeMutablePointer<UInt64>
  private let selection = Selection()
  /// The result for bindings without a key, computed once: the relation is complete.
  private var whole: UInt64??

  init(_ aggregate: Aggregate, _ table: Table, _ index: PostingIndex?, _ key: CompiledKey) {
    self.aggregate = aggregate
    self.table = table
    self.index = index
    self.key = key
    target = aggregate.columns.firstIndex { if case .target = $0 { true } else { false } }
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
      let all = fold(context, 0..<table.range(of: .full).upperBound) { $0 }
      whole = .some(all)
      return all
    }
    key.write(batch, binding, to: keyWords)
    guard let index else { return fold(context, 0..<(table.contains(keyWords, .full) ? 1 : 0)) { $0 } }
    let found = index.find(keyWords)
    guard found >= 0 else { return fold(context, 0..<0) { $0 } }
    let list = index.lists[found]
    let entries = index.arena + list.start
    return fold(context, 0..<Int(list.count)) { Int(entries[$0]) }
  }

  /// Works through entries, which are row numbers, or with a packed pair's index the target itself.
  private func fold(_ context: EvaluationContext, _ entries: Range<Int>, _ entry: (Int) -> Int) -> UInt64? {
    guard aggregate.function != .count else { return UInt64(entries.count) }
    let isValue = table.isPacked && index != nil
    func word(_ position: Int) -> UInt64 {
      isValue ? UInt64(entry(position)) : table.word(entry(position), target ?? 0)
    }
    switch aggregate.function {
    case .count: return UInt64(entries.count)
    case .sum:
      if aggregate.kind == .float {
        return entries.reduce(0.0) { $0 + Double(bitPattern: word($1)) }.bitPattern
      }
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
          aggregate.function == .min
          ? context.precedes(other, best, aggregate.kind) : context.precedes(best, other, aggregate.kind)
        if isBetter { best = other }
      }
      return best
    }
  }

  private func double(_ word: UInt64) -> Double {
    switch aggregate.kind {
    case .float: Double(bitPattern: word)
    case .unsigned: Double(word)
    case .number, .symbol: Double(Int64(bitPattern: word))
    }
  }
}
