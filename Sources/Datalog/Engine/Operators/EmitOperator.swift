/// Takes bindings in as rows of the head.
final class EmitOperator: Operator {
  private let table: Table
  private let key: CompiledKey
  private let row: UnsafeMutablePointer<UInt64>

  init(_ table: Table, _ key: CompiledKey) {
    self.table = table
    self.key = key
    row = .allocate(capacity: max(1, key.parts.count))
  }

  deinit { row.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    if table.isPacked, table.arity == 2, case .variable(let first) = key.parts[0],
      case .variable(let second) = key.parts[1]
    {
      emitPairs(batch.column(first), batch.column(second), batch.count)
    } else {
      for binding in 0..<batch.count {
        key.write(batch, binding, to: row)
        table.insert(row)
      }
    }
    if table.isOutgrown { throw .outgrown }
    try pipeline.context.checkBudget(table)
  }

  private func emitPairs(_ first: UnsafePointer<UInt64>, _ second: UnsafePointer<UInt64>, _ count: Int) {
    for binding in 0..<count {
      let (high, low) = (first[binding], second[binding])
      guard high < packLimit, low < packLimit else {
        _ = table.outgrow()
        return
      }
      table.insert(packed: high << 32 | low)
    }
  }
}
