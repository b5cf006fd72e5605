/// Combines each binding with the rows of a pair relation that are looked up by one column's value.
///
/// The rows are looked up where they lie; once that has happened often, they are found in memory.
final class SeekOperator: Operator {
  private let order: PairLookup.Order
  private let key: CompiledKey
  /// The variable that the other column gives a value, if it is needed.
  private let new: Int?
  private let output: Batch
  private let carried: [Int]
  private let keyWord: UnsafeMutablePointer<UInt64>
  private var run: SortedRun?

  init(_ order: PairLookup.Order, _ key: CompiledKey, new: Int?, output: Batch, carried: [Int]) {
    self.order = order
    self.key = key
    self.new = new
    self.output = output
    self.carried = carried
    keyWord = .allocate(capacity: 1)
  }

  deinit { keyWord.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let columns = carried.map { (from: batch.column($0), to: output.column($0)) }
    let newColumn = new.map { output.column($0) }
    var count = 0
    for binding in 0..<batch.count {
      key.write(batch, binding, to: keyWord)
      guard keyWord[0] < packLimit else { continue }
      if run == nil { run = order.run() }
      var looked: [UInt32] = []
      var rows = 0..<0
      if let run {
        rows = run.rows(of: keyWord[0])
      } else {
        looked = order.seconds(of: UInt32(keyWord[0]))
        rows = looked.indices
      }
      while !rows.isEmpty {
        if count == Batch.capacity {
          try flush(count, next, pipeline)
          count = 0
        }
        let taken = rows.prefix(Batch.capacity - count)
        if let newColumn {
          if let words = run?.words {
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
  private let order: PairLookup.Order
  private let key: CompiledKey
  let isNegated: Bool
  private let keyWord: UnsafeMutablePointer<UInt64>
  private let selection = Selection()
  private var run: SortedRun?

  init(_ order: PairLookup.Order, _ key: CompiledKey, isNegated: Bool) {
    self.order = order
    self.key = key
    self.isNegated = isNegated
    keyWord = .allocate(capacity: 1)
  }

  deinit { keyWord.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    var count = 0
    for binding in 0..<batch.count {
      key.write(batch, binding, to: keyWord)
      if hasRows(keyWord[0]) != isNegated {
        selection.rows[count] = UInt16(binding)
        count += 1
      }
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }

  private func hasRows(_ word: UInt64) -> Bool {
    guard word < packLimit else { return false }
    if run == nil { run = order.run() }
    if let run { return !run.rows(of: word).isEmpty }
    return !order.seconds(of: UInt32(word)).isEmpty
  }
}
