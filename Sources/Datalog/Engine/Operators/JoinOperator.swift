/// Where the values of a lookup's key come from.
struct CompiledKey {
  enum Part: Equatable {
    case variable(Int)
    case constant(UInt64)
  }

  var parts: [Part]

  /// Writes the keys of a whole batch one after the other.
  func write(_ batch: Batch, to keys: UnsafeMutablePointer<UInt64>) {
    let width = parts.count
    for (column, part) in parts.enumerated() {
      switch part {
      case .variable(let variable):
        let words = batch.column(variable)
        for binding in 0..<batch.count { keys[binding * width + column] = words[binding] }
      case .constant(let word):
        for binding in 0..<batch.count { keys[binding * width + column] = word }
      }
    }
  }

  @inline(__always)
  func write(_ batch: Batch, _ binding: Int, to key: UnsafeMutablePointer<UInt64>) {
    for index in 0..<parts.count {
      switch parts[index] {
      case .variable(let variable): key[index] = batch.column(variable)[binding]
      case .constant(let word): key[index] = word
      }
    }
  }
}

/// Combines each binding with the rows that an index finds for it.
///
/// Values that the index itself holds go straight into the output's column; rows are fetched by number.
final class JoinOperator: Operator {
  private let table: Table
  private let view: Table.View
  private let index: PostingIndex
  private let key: CompiledKey
  private let arguments: CompiledArguments
  private let output: Batch
  private let carried: [Int]
  private let keyWords: UnsafeMutablePointer<UInt64>
  private let found = UnsafeMutablePointer<Int>.allocate(capacity: Batch.capacity)
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt64 = 0

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
    keyWords = .allocate(capacity: key.parts.count * Batch.capacity)
  }

  deinit {
    keyWords.deallocate()
    found.deallocate()
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let columns = carried.map { (from: batch.column($0), to: output.column($0)) }
    let isHeld = index.heldColumn != nil && arguments.constants.isEmpty
    let newColumn = isHeld ? arguments.outputs.first.map { output.column($0.variable) } : nil
    let isOld = view == .old
    let lists = index.view
    key.write(batch, to: keyWords)
    touched = index.find(keyWords, batch.count, into: found)
    var count = 0
    for binding in 0..<batch.count where found[binding] >= 0 {
      let (entries, end) = lists.entries(of: found[binding], isOld: isOld)
      var entry = 0
      while entry < end {
        if count == Batch.capacity {
          try flush(count, next, pipeline)
          count = 0
        }
        let start = count
        let taken = min(end - entry, Batch.capacity - start)
        if isHeld {
          if let newColumn {
            for offset in 0..<taken { newColumn[start + offset] = UInt64(entries[entry + offset]) }
          }
          count += taken
        } else {
          count = fetch(entries + entry, taken, after: count)
        }
        entry += taken
        for column in columns {
          let word = column.from[binding]
          for row in start..<count { column.to[row] = word }
        }
      }
    }
    try flush(count, next, pipeline)
  }

  private func flush(_ count: Int, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    output.count = count
    try pipeline.pass(output, to: next)
  }

  /// Writes the columns of wide rows after those there are; returns how many there are then.
  private func fetch(_ numbers: UnsafePointer<UInt32>, _ taken: Int, after start: Int) -> Int {
    let rows = table.look
    if arguments.checks.isEmpty {
      for (column, variable) in arguments.outputs {
        rows.copy(column, numbers, taken, to: output.column(variable) + start)
      }
      return start + taken
    }
    var count = start
    for offset in 0..<taken where arguments.admits(table, Int(numbers[offset])) {
      for (column, variable) in arguments.outputs {
        output.column(variable)[count] = rows.word(Int(numbers[offset]), column)
      }
      count += 1
    }
    return count
  }
}
