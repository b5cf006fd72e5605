/// A thousand bindings of a rule's variables, a column a variable.
///
/// It is a class because it owns its memory, which operators reuse for batch after batch.
final class Batch {
  static let capacity = 1024

  /// Where each variable's values are; nothing for variables that are not bound, or not needed any more.
  let columns: [UnsafeMutablePointer<UInt64>?]
  /// The variables that have a column.
  let live: [Int]
  var count = 0

  init(live: [Int], variableCount: Int) {
    self.live = live
    var columns: [UnsafeMutablePointer<UInt64>?] = Array(repeating: nil, count: variableCount)
    for variable in live { columns[variable] = .allocate(capacity: Self.capacity) }
    self.columns = columns
  }

  deinit { for column in columns { column?.deallocate() } }

  /// A variable's values; asking for one without a column is a fault of the planner.
  @inline(__always)
  func column(_ variable: Int) -> UnsafeMutablePointer<UInt64> {
    guard let column = columns[variable] else { preconditionFailure("a bound variable has a column") }
    return column
  }

  /// Keeps the rows of the given numbers, which ascend.
  func keep(_ selected: UnsafePointer<UInt16>, _ selectedCount: Int) {
    if selectedCount < count {
      for variable in live {
        let column = column(variable)
        for index in 0..<selectedCount { column[index] = column[Int(selected[index])] }
      }
    }
    count = selectedCount
  }
}

/// Room for the numbers of the rows that a filter lets pass.
///
/// It is a class because it owns its memory.
final class Selection {
  let rows = UnsafeMutablePointer<UInt16>.allocate(capacity: Batch.capacity)
  deinit { rows.deallocate() }
}
