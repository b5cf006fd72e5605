/// Lets pass the bindings whose row is in a relation, or is not.
final class CheckOperator: InPlaceOperator {
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

/// Lets pass the bindings for which a relation has any row, or has none.
final class ExistsOperator: InPlaceOperator {
  private let table: Table
  private let view: Table.View
  private let index: PostingIndex?
  private let key: CompiledKey
  let isNegated: Bool
  private let keyWords: UnsafeMutablePointer<UInt64>
  private let selection = Selection()

  /// Without an index, any row of the relation will do; of the newest round's rows, only if there were none before.
  init(_ table: Table, _ view: Table.View, _ index: PostingIndex?, _ key: CompiledKey, isNegated: Bool) {
    self.table = table
    self.view = view
    self.index = index
    self.key = key
    self.isNegated = isNegated
    keyWords = .allocate(capacity: max(1, key.parts.count))
  }

  deinit { keyWords.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    guard let index else {
      if hasRows != isNegated { try pipeline.pass(batch, to: next) }
      return
    }
    var count = 0
    for binding in 0..<batch.count {
      key.write(batch, binding, to: keyWords)
      let found = index.find(keyWords)
      let hasAny = found >= 0 && index.view.entries(of: found, isOld: view == .old).count > 0
      if hasAny != isNegated {
        selection.rows[count] = UInt16(binding)
        count += 1
      }
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }

  private var hasRows: Bool {
    !table.range(of: view).isEmpty && (view != .delta || table.range(of: .old).isEmpty)
  }
}
