/// Keeps, for each set of columns, the combinations of values that are taken.
///
/// It is a class because the table's check holds it while the table grows.
private final class ChoiceDomain {
  private let columns: [[Int]]
  private var taken: [Set<[UInt64]>]

  init(_ columns: [[Int]]) {
    self.columns = columns
    taken = Array(repeating: [], count: columns.count)
  }

  /// Whether all the row's combinations are free; takes them if so.
  func take(_ row: UnsafePointer<UInt64>) -> Bool {
    let keys = columns.map { columns in columns.map { row[$0] } }
    guard zip(taken, keys).allSatisfy({ !$0.contains($1) }) else { return false }
    for index in keys.indices { taken[index].insert(keys[index]) }
    return true
  }
}

extension Table {
  /// Lets in a row only if none of the column sets has its values already (`choice-domain`).
  ///
  /// Rows come in the order in which rules and rounds derive them, so the choice is the same at every run.
  func chooseFirst(_ columns: [[Int]]) {
    let domain = ChoiceDomain(columns)
    admits = { domain.take($0) }
  }
}
