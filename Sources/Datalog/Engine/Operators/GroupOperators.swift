/// Brings the newest round's pairs together by one column: a binding is a key with a group of values.
///
/// Where a rule hands a column of its delta straight to the head's second column, what the rest of the body finds for
/// a key holds for all values that go with it: `path(x, y) :- edge(x, z), path(z, y)` looks up `z` once, and adds the
/// whole group of `y` to each `x`. Later operators carry the number of the group as if it were a value.
final class GroupScanOperator: SlicedOperator {
  private let table: Table
  private let key: Int
  private let group: Int
  private(set) var groups: DeltaGroups
  var slice: Range<Int>?
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
    let range = slice ?? 0..<prepareSlices()
    let (keys, keyColumn, groupColumn) = (groups.keys.base, output.columns[key], output.columns[group])
    for first in stride(from: range.lowerBound, to: range.upperBound, by: Batch.capacity) {
      output.count = min(Batch.capacity, range.upperBound - first)
      for index in 0..<output.count {
        keyColumn?[index] = UInt64(keys[first + index])
        groupColumn?[index] = UInt64(first + index)
      }
      try pipeline.pass(output, to: next)
    }
    if slice == nil { finishSlices() }
  }

  func finishSlices() { groups.release() }

  var rowCount: Int { table.range(of: .delta).count }

  func prepareSlices() -> Int {
    let range = table.range(of: .delta)
    groups.group(UnsafeBufferPointer(start: table.rows.words + range.lowerBound, count: range.count))
    return groups.count
  }

  func share(_ other: any SlicedOperator) {
    if let other = other as? GroupScanOperator { groups = other.groups }
  }
}

/// Adds to the head, for each binding, the pairs of a value with all of a group.
final class GroupEmitOperator: Operator {
  private let first: CompiledKey
  private let group: Int
  /// Holds the groups.
  private let scan: GroupScanOperator
  private let target: Table
  private let outbox: Outbox?
  private let bits = GroupBits()
  /// Pairs with groups of one value, which come in together.
  private let singles = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * Batch.capacity)

  init(first: CompiledKey, group: Int, scan: GroupScanOperator, target: Table, outbox: Outbox?) {
    self.first = first
    self.group = group
    self.scan = scan
    self.target = target
    self.outbox = outbox
  }

  deinit { singles.deallocate() }

  func begin() { bits.forget() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    guard let pairs = target.pairs else { preconditionFailure("packed rows are derived into a set of pairs") }
    let (rows, groups) = (target.rows, scan.groups)
    if outbox == nil { pairs.lookIntoForm(cameInGroups: true) }
    let (singles, numbers) = (singles, batch.column(group))
    var singleCount = 0
    var unchecked = 0
    var word: UInt64 = 0
    for binding in 0..<batch.count {
      first.write(batch, binding, to: &word)
      guard word < packLimit else {
        _ = target.outgrow()
        throw .outgrown
      }
      let number = Int(numbers[binding])
      let values = groups.values(of: number)
      if values.count == 1, outbox == nil {
        singles[singleCount] = word
        singles[Batch.capacity + singleCount] = UInt64(values[0])
        singleCount += 1
      } else if let bitmap = bits.bitmap(of: number, groups, for: pairs, isAlone: outbox == nil) {
        if let outbox {
          outbox.add(word, bitmap: bitmap)
        } else {
          pairs.insertAll(word, bitmap: bitmap, into: rows)
        }
        unchecked += bitmap.count
      } else if let base = values.baseAddress {
        if let outbox {
          outbox.add(word, base, values.count)
        } else {
          pairs.insertAll(word, base, values.count, into: rows)
        }
        unchecked += values.count
      }
      if unchecked > Batch.capacity * 16 {
        try pipeline.context.checkBudget(target)
        unchecked = 0
      }
    }
    pairs.insertAll(singles, singles + Batch.capacity, singleCount, into: rows)
    try pipeline.context.checkBudget(target)
  }
}
