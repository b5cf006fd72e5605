/// Gives a variable what an aggregate makes of a complete equivalence relation, or of one class of it.
final class ClassAggregateOperator: Operator {
  private let aggregate: Aggregate
  private let table: Table
  private let classes: EquivalenceClasses
  private let key: CompiledKey
  private let fold: AggregateFold
  private let keyWords = UnsafeMutablePointer<UInt64>.allocate(capacity: 2)
  private let selection = Selection()
  /// The result for bindings without a key, computed once.
  private var whole: UInt64??

  init(_ aggregate: Aggregate, _ table: Table, _ classes: EquivalenceClasses, _ key: CompiledKey) {
    self.aggregate = aggregate
    self.table = table
    self.classes = classes
    self.key = key
    fold = AggregateFold(function: aggregate.function, kind: aggregate.kind)
  }

  deinit { keyWords.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    var count = 0
    let column = batch.columns[aggregate.result]
    for binding in 0..<batch.count {
      key.write(batch, binding, to: keyWords)
      guard let word = result(pipeline.context) else { continue }
      column?[binding] = word
      selection.rows[count] = UInt16(binding)
      count += 1
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }

  private func result(_ context: EvaluationContext) -> UInt64? {
    switch key.parts.count {
    case 0:
      if let whole { return whole }
      let all = overall(context)
      whole = .some(all)
      return all
    case 1:
      guard let (home, place) = classes.find(keyWords[0]) else {
        return fold.result(context, 0..<0) { _ in 0 }
      }
      let members = classes.partners(home, place, .full).before
      // A target that is the key itself has one value in all rows.
      if isKeyTarget { return fold.result(context, members) { _ in keyWords[0] } }
      return fold.result(context, members) { classes.arena[$0] }
    default:
      let isThere = classes.contains(keyWords, .full, of: table)
      return fold.result(context, 0..<(isThere ? 1 : 0)) { _ in keyWords[aggregate.targetColumn] }
    }
  }

  private var isKeyTarget: Bool {
    switch aggregate.columns[aggregate.targetColumn] {
    case .key, .constant: true
    case .target, .free: false
    }
  }

  /// The result over all pairs, in each column of which a member stands as often as its class has members.
  private func overall(_ context: EvaluationContext) -> UInt64? {
    switch aggregate.function {
    case .count: return UInt64(classes.pairCount)
    case .min, .max:
      return fold.result(context, 0..<classes.numbering.count) { classes.numbering.keys[$0] }
    case .sum, .mean:
      var (home, place, left) = (-1, 0, 0)
      return fold.result(context, 0..<classes.pairCount) { _ in
        if left == 0 {
          place += 1
          while home < 0 || place >= Int(classes.classes[home].count) { (home, place) = (home + 1, 0) }
          left = Int(classes.classes[home].count)
        }
        left -= 1
        return classes.arena[classes.classes[home].start + place]
      }
    }
  }
}
