/// Lets pass the bindings whose row is in a relation, or is not.
final class CheckOperator: Operator {
  private let table: Table
  private let view: Table.View
  private let key: CompiledKey
  private let isNegated: Bool
  private let keyWords: UnsafeMutablePointer<UInt64>
  private let selection = Selection()

  init(_ table: Table, _ view: Table.View, _ key: CompiledKey, isNegated: Bool) {
    self.table = table
    self.view = view
    self.key = key
    self.isNegated = isNegated
    keyWords = .allocate(capacity: max(1, key.parts.count))
  }

  deinit { keyWords.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    var count = 0
    for binding in 0..<batch.count {
      key.write(batch, binding, to: keyWords)
      if table.contains(keyWords, view) != isNegated {
        selection.rows[count] = UInt16(binding)
        count += 1
      }
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }
}

/// Lets pass the bindings for which a relation has no row.
final class AbsentOperator: Operator {
  private let table: Table
  private let index: PostingIndex?
  private let key: CompiledKey
  private let keyWords: UnsafeMutablePointer<UInt64>
  private let selection = Selection()

  /// Without an index, no row at all may be there.
  init(_ table: Table, _ index: PostingIndex?, _ key: CompiledKey) {
    self.table = table
    self.index = index
    self.key = key
    keyWords = .allocate(capacity: max(1, key.parts.count))
  }

  deinit { keyWords.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    var count = 0
    for binding in 0..<batch.count {
      var isAbsent = table.range(of: .full).isEmpty
      if let index {
        key.write(batch, binding, to: keyWords)
        let found = index.find(keyWords)
        isAbsent = found < 0 || index.lists[found].count == 0
      }
      if isAbsent {
        selection.rows[count] = UInt16(binding)
        count += 1
      }
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }
}
