/// Takes bindings in as rows of the head.
final class EmitOperator: Operator {
  private let table: Table
  private let key: CompiledKey
  private let row: UnsafeMutablePointer<UInt64>
  /// Takes the rows in the table's place while several workers derive.
  private let outbox: Outbox?

  init(_ table: Table, _ key: CompiledKey, outbox: Outbox?) {
    self.table = table
    self.outbox = outbox
    self.key = key
    row = .allocate(capacity: max(1, key.parts.count) * Batch.capacity)
  }

  deinit { row.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    if table.isPacked, table.arity == 2, case .variable(let first) = key.parts[0],
      case .variable(let second) = key.parts[1]
    {
      emitPairs(batch.column(first), batch.column(second), batch.count)
    } else if table.isPacked || table.arity == 0 {
      for binding in 0..<batch.count {
        key.write(batch, binding, to: row)
        try emit(row)
      }
    } else if table.layout == .narrow {
      emitNarrow(batch)
    } else {
      key.write(batch, to: row)
      if let outbox {
        outbox.add(wideRows: row, batch.count)
      } else {
        table.insert(wideRows: row, batch.count)
      }
    }
    if table.isOutgrown { throw .outgrown }
    if table.isFull { throw .found }
    try pipeline.context.checkBudget(table)
  }

  private func emit(_ row: UnsafePointer<UInt64>) throws(Interruption) {
    guard let outbox else {
      table.insert(row)
      return
    }
    guard row[0] < packLimit, table.arity == 1 || row[1] < packLimit else {
      _ = table.outgrow()
      throw .outgrown
    }
    outbox.add(packed: table.arity == 1 ? row[0] : row[0] << 32 | row[1])
  }

  /// Writes the batch's columns side by side in 32 bits each.
  private func emitNarrow(_ batch: Batch) {
    let width = key.parts.count
    let narrowed = UnsafeMutableRawPointer(row).assumingMemoryBound(to: UInt32.self)
    var largest: UInt64 = 0
    for (column, part) in key.parts.enumerated() {
      switch part {
      case .variable(let variable):
        let words = batch.column(variable)
        for binding in 0..<batch.count {
          largest = max(largest, words[binding])
          narrowed[binding * width + column] = UInt32(truncatingIfNeeded: words[binding])
        }
      case .constant(let word):
        largest = max(largest, word)
        for binding in 0..<batch.count {
          narrowed[binding * width + column] = UInt32(truncatingIfNeeded: word)
        }
      }
    }
    guard largest < packLimit else {
      _ = table.outgrow()
      return
    }
    if let outbox {
      outbox.add(narrowRows: narrowed, batch.count)
    } else {
      table.insert(narrowRows: narrowed, batch.count)
    }
  }

  private func emitPairs(_ first: UnsafePointer<UInt64>, _ second: UnsafePointer<UInt64>, _ count: Int) {
    var largest: UInt64 = 0
    for binding in 0..<count { largest = max(largest, first[binding], second[binding]) }
    guard largest < packLimit else {
      _ = table.outgrow()
      return
    }
    guard let outbox else { return table.insert(pairs: first, second, count) }
    outbox.add(pairs: first, second, count)
  }
}
