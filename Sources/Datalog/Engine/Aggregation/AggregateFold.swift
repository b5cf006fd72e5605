/// What an aggregate makes of some words that are not a table's rows.
struct AggregateFold {
  let function: AggregateFunction
  let kind: Kind

  /// Nothing where there are no words and the aggregate has no value for that.
  func result(_ context: EvaluationContext, _ entries: Range<Int>, _ word: (Int) -> UInt64) -> UInt64? {
    if function == .count { return UInt64(entries.count) }
    let accumulators = Accumulators(function, kind, context)
    var group: UInt32 = 0
    for entry in entries {
      var word = word(entry)
      accumulators.add(&group, &word, 1)
    }
    return accumulators.result(of: 0)
  }
}

extension Aggregate {
  /// The column whose values are summed up or compared; the first if there is none.
  var targetColumn: Int { foldedColumn ?? 0 }

  /// The column whose values are summed up or compared.
  var foldedColumn: Int? { columns.firstIndex { if case .target = $0 { true } else { false } } }
}
