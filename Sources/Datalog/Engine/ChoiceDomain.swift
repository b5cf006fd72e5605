/// Lets in a row only if none of some sets of columns has its values already (`choice-domain`).
///
/// Rows come in the order in which rules and rounds derive them, so the choice is the same at every run. Each row that
/// is let in takes one combination of every set, so the numbers of combinations are the numbers of rows. It is a class
/// because its table holds it while rules add to it.
final class ChoiceDomain: RowKeeper {
  private let sets: [[Int]]
  private var taken: [KeyNumbering]
  private let keyWords: UnsafeMutablePointer<UInt64>

  init(_ sets: [[Int]]) {
    self.sets = sets
    taken = sets.map { KeyNumbering(width: $0.count) }
    keyWords = .allocate(capacity: max(1, sets.map(\.count).max() ?? 0))
  }

  deinit {
    for numbering in taken { numbering.deallocate() }
    keyWords.deallocate()
  }

  var byteCount: Int { taken.reduce(0) { $0 + $1.byteCount } }

  /// Whether all the row's combinations are free; takes them if so.
  func take(_ row: UnsafePointer<UInt64>) -> Bool {
    for (index, columns) in sets.enumerated() {
      gather(columns, row)
      if taken[index].number(of: keyWords) != nil { return false }
    }
    for (index, columns) in sets.enumerated() {
      gather(columns, row)
      _ = taken[index].number(adding: keyWords)
    }
    return true
  }

  func take(_ rows: UnsafePointer<UInt64>, _ rowCount: Int, into table: Table) -> Bool {
    var hasTaken = false
    for number in 0..<rowCount where take(rows + number * table.arity) {
      table.rows.append(row: rows + number * table.arity)
      hasTaken = true
    }
    return hasTaken
  }

  func contains(_ row: UnsafePointer<UInt64>, _ view: Table.View, of table: Table) -> Bool {
    gather(sets[0], row)
    guard let number = taken[0].number(of: keyWords), table.range(of: view).contains(number) else {
      return false
    }
    return (0..<table.arity).allSatisfy { table.rows.words[number * table.arity + $0] == row[$0] }
  }

  func completeRound(of table: Table) { table.setRounds(delta: table.deltaEnd..<table.rows.count) }

  func restartRounds(of table: Table) { table.setRounds(delta: 0..<table.rows.count) }

  func finish(_ table: Table) {}

  private func gather(_ columns: [Int], _ row: UnsafePointer<UInt64>) {
    for (part, column) in columns.enumerated() { keyWords[part] = row[column] }
  }
}
