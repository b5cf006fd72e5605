/// Combines each binding with the rows of a pair relation that are looked up by one column's value.
///
/// The rows are looked up where they lie; once that has happened often, they are found in memory.
final class SeekOperator: Operator {
  private let seek: PairSeek
  /// The variable that the other column gives a value, if it is needed.
  private let new: Int?
  private let output: Batch
  private let carried: [Int]

  init(_ order: PairLookup.Order, _ key: CompiledKey, new: Int?, output: Batch, carried: [Int]) {
    seek = PairSeek(order, key)
    self.new = new
    self.output = output
    self.carried = carried
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let columns = carried.map { (from: batch.column($0), to: output.column($0)) }
    let newColumn = new.map { output.column($0) }
    var count = 0
    for binding in 0..<batch.count {
      guard let word = seek.word(batch, binding) else { continue }
      var looked: [UInt32] = []
      var rows = 0..<0
      if let run = seek.run {
        rows = run.rows(of: word)
      } else {
        looked = seek.seconds(of: word)
        rows = looked.indices
      }
      while !rows.isEmpty {
        if count == Batch.capacity {
          try flush(count, next, pipeline)
          count = 0
        }
        let taken = rows.prefix(Batch.capacity - count)
        if let newColumn {
          if let words = seek.run?.words {
            for row in taken { newColumn[count + row - taken.lowerBound] = words[row] & 0xffff_ffff }
          } else {
            for row in taken { newColumn[count + row - taken.lowerBound] = UInt64(looked[row]) }
          }
        }
        for column in columns {
          let word = column.from[binding]
          for row in count..<count + taken.count { column.to[row] = word }
        }
        count += taken.count
        rows = taken.upperBound..<rows.upperBound
      }
    }
    try flush(count, next, pipeline)
  }

  private func flush(_ count: Int, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    output.count = count
    try pipeline.pass(output, to: next)
  }
}

/// Lets pass the bindings for which a pair relation has rows, or has none, with one column's value.
final class SeekAnyOperator: Operator {
  private let seek: PairSeek
  let isNegated: Bool
  private let selection = Selection()

  init(_ order: PairLookup.Order, _ key: CompiledKey, isNegated: Bool) {
    seek = PairSeek(order, key)
    self.isNegated = isNegated
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    var count = 0
    for binding in 0..<batch.count {
      if hasRows(batch, binding) != isNegated {
        selection.rows[count] = UInt16(binding)
        count += 1
      }
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }

  private func hasRows(_ batch: Batch, _ binding: Int) -> Bool {
    guard let word = seek.word(batch, binding) else { return false }
    if let run = seek.run { return !run.rows(of: word).isEmpty }
    return !seek.seconds(of: word).isEmpty
  }
}
