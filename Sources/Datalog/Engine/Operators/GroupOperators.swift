/// Brings the newest round's pairs together by one column: a binding is a key with a group of values.
///
/// Where a rule hands a column of its delta straight to the head's second column, what the rest of the body finds for
/// a key holds for all values that go with it: `path(x, y) :- edge(x, z), path(z, y)` looks up `z` once, and adds the
/// whole group of `y` to each `x`. Later operators carry the number of the group as if it were a value.
final class GroupScanOperator: Operator {
  private let table: Table
  private let key: Int
  private let group: Int
  private let groups: DeltaGroups
  private let output: Batch

  /// Binds `key` to the keys, if anyone needs them, and `group` to the numbers of the groups.
  init(_ table: Table, key: Int, group: Int, groups: DeltaGroups, output: Batch) {
    self.table = table
    self.key = key
    self.group = group
    self.groups = groups
    self.output = output
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let range = table.range(of: .delta)
    groups.group(UnsafeBufferPointer(start: table.rows.words + range.lowerBound, count: range.count))
    let (keyColumn, groupColumn) = (output.columns[key], output.columns[group])
    for first in stride(from: 0, to: groups.count, by: Batch.capacity) {
      output.count = min(Batch.capacity, groups.count - first)
      for index in 0..<output.count {
        keyColumn?[index] = UInt64(groups.keys[first + index])
        groupColumn?[index] = UInt64(first + index)
      }
      try pipeline.pass(output, to: next)
    }
  }
}

/// Adds to the head, for each binding, the pairs of a value with all of a group.
final class GroupEmitOperator: Operator {
  private let first: CompiledKey
  private let group: Int
  private let groups: DeltaGroups
  private let target: Table

  init(first: CompiledKey, group: Int, groups: DeltaGroups, target: Table) {
    self.first = first
    self.group = group
    self.groups = groups
    self.target = target
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    guard let pairs = target.pairs else { preconditionFailure("packed rows are derived into a set of pairs") }
    let rows = target.rows
    let numbers = batch.column(group)
    var unchecked = 0
    var word: UInt64 = 0
    for binding in 0..<batch.count {
      first.write(batch, binding, to: &word)
      guard word < packLimit else {
        _ = target.outgrow()
        throw .outgrown
      }
      let number = Int(numbers[binding])
      if let bitmap = groups.bitmap(of: number) {
        pairs.insertAll(word, bitmap: bitmap, into: rows)
        unchecked += bitmap.count
      } else {
        let values = groups.values(of: number)
        if let base = values.baseAddress { pairs.insertAll(word, base, values.count, into: rows) }
        unchecked += values.count
      }
      if unchecked > Batch.capacity * 16 {
        try pipeline.context.checkBudget(target)
        unchecked = 0
      }
    }
    try pipeline.context.checkBudget(target)
  }
}
