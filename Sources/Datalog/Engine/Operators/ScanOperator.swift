/// Combines each binding with every row of a view that has the right constants and repetitions.
final class ScanOperator: SlicedOperator {
  private let table: Table
  private let view: Table.View
  private let arguments: CompiledArguments
  private let output: Batch
  private let carried: [Int]
  var slice: Range<Int>?

  init(_ table: Table, _ view: Table.View, _ arguments: CompiledArguments, output: Batch, carried: [Int]) {
    self.table = table
    self.view = view
    self.arguments = arguments
    self.output = output
    self.carried = carried
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    for binding in 0..<batch.count {
      var range = table.range(of: view)
      if let slice { range = range.lowerBound + slice.lowerBound..<range.lowerBound + slice.upperBound }
      var row = range.lowerBound
      while row < range.upperBound {
        output.count = 0
        row = fill(from: row, to: range.upperBound)
        for variable in carried {
          output.column(variable).update(repeating: batch.column(variable)[binding], count: output.count)
        }
        try pipeline.pass(output, to: next)
      }
    }
  }

  var rowCount: Int { table.range(of: view).count }

  func prepareSlices() -> Int { rowCount }

  func finishSlices() {}

  func share(_ other: any SlicedOperator) {}

  /// Takes rows until the batch is full; returns the first row not looked at.
  private func fill(from start: Int, to end: Int) -> Int {
    if arguments.checks.isEmpty, arguments.constants.isEmpty {
      let stop = min(end, start + Batch.capacity)
      let rows = table.look
      for (column, variable) in arguments.outputs {
        rows.copy(column, start..<stop, to: output.column(variable))
      }
      output.count = stop - start
      return stop
    }
    var row = start
    var count = 0
    while row < end, count < Batch.capacity {
      if arguments.admits(table, row) {
        for (column, variable) in arguments.outputs {
          output.column(variable)[count] = table.word(row, column)
        }
        count += 1
      }
      row += 1
    }
    output.count = count
    return row
  }
}

/// An atom's arguments, seen from a row of its relation.
struct CompiledArguments {
  /// Columns whose value becomes a variable's.
  var outputs: [(column: Int, variable: Int)] = []
  /// Columns that must have the same value as an earlier one.
  var checks: [(column: Int, earlier: Int)] = []
  /// Columns that must have a certain value.
  var constants: [(column: Int, word: UInt64)] = []

  @inline(__always)
  func admits(_ table: Table, _ row: Int) -> Bool {
    for (column, word) in constants where table.word(row, column) != word { return false }
    for (column, earlier) in checks where table.word(row, column) != table.word(row, earlier) { return false }
    return true
  }
}
