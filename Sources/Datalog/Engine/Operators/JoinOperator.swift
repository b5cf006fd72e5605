/// Where the values of a lookup's key come from.
struct CompiledKey {
  enum Part {
    case variable(Int)
    case constant(UInt64)
  }

  var parts: [Part]

  @inline(__always)
  func write(_ batch: Batch, _ binding: Int, to key: UnsafeMutablePointer<UInt64>) {
    for (index, part) in parts.enumerated() {
      switch part {
      case .variable(let variable): key[index] = batch.column(variable)[binding]
      case .constant(let word): key[index] = word
      }
    }
  }
}

/// Combines each binding with the rows that an index finds for it.
///
/// Values that a packed pair's index holds go straight into the output's column; wide rows are fetched by number.
final class JoinOperator: Operator {
  private let table: Table
  private let view: Table.View
  private let index: PostingIndex
  private let key: CompiledKey
  private let arguments: CompiledArguments
  private let output: Batch
  private let carried: [Int]
  private let keyWords: UnsafeMutablePointer<UInt64>

  init(
    _ table: Table, _ view: Table.View, _ index: PostingIndex, _ key: CompiledKey,
    _ arguments: CompiledArguments,
    output: Batch, carried: [Int]
  ) {
    self.table = table
    self.view = view
    self.index = index
    self.key = key
    self.arguments = arguments
    self.output = output
    self.carried = carried
    keyWords = .allocate(capacity: max(1, key.parts.count))
  }

  deinit { keyWords.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    output.count = 0
    let newColumn = arguments.outputs.first.map { output.column($0.variable) }
    for binding in 0..<batch.count {
      key.write(batch, binding, to: keyWords)
      let found = index.find(keyWords)
      guard found >= 0 else { continue }
      let list = index.lists[found]
      var entry = list.start
      let end = entry + Int(view == .old ? list.stable : list.count)
      while entry < end {
        if output.count == Batch.capacity { try flush(next, pipeline) }
        let start = output.count
        let taken = min(end - entry, Batch.capacity - start)
        if table.isPacked {
          if let newColumn {
            let values = index.arena + entry
            for offset in 0..<taken { newColumn[start + offset] = UInt64(values[offset]) }
          }
          output.count += taken
        } else {
          fetch(entry, taken)
        }
        entry += taken
        for variable in carried {
          let column = output.column(variable)
          let word = batch.column(variable)[binding]
          for row in start..<output.count { column[row] = word }
        }
      }
    }
    try flush(next, pipeline)
  }

  private func flush(_ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    try pipeline.pass(output, to: next)
    output.count = 0
  }

  private func fetch(_ entry: Int, _ taken: Int) {
    var count = output.count
    for offset in 0..<taken {
      let row = Int(index.arena[entry + offset])
      guard arguments.checks.isEmpty || arguments.admits(table, row) else { continue }
      for (column, variable) in arguments.outputs { output.column(variable)[count] = table.word(row, column) }
      count += 1
    }
    output.count = count
  }
}

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
