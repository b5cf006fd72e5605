/// The last join of a rule whose head is a packed pair, straight into the head's table.
final class JoinEmitOperator: Operator {
  private let view: Table.View
  /// The joined table if its first column is the key, whose groups may be bitmaps.
  private let source: Table?
  private let index: PostingIndex
  private let key: CompiledKey
  private let other: CompiledKey
  private let isSwapped: Bool
  private let target: Table
  private let outbox: Outbox?
  private let words: UnsafeMutablePointer<UInt64>

  /// Emits (other, new), or (new, other) if swapped, `new` being what the index finds.
  init(
    _ table: Table, _ view: Table.View, _ index: PostingIndex, _ key: CompiledKey, other: CompiledKey,
    isSwapped: Bool, target: Table, outbox: Outbox?
  ) {
    self.outbox = outbox
    self.view = view
    source = index.columns == [0] && !isSwapped ? table : nil
    self.index = index
    self.key = key
    self.other = other
    self.isSwapped = isSwapped
    self.target = target
    words = .allocate(capacity: 2)
  }

  deinit { words.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let (lists, isOld) = (index.view, view == .old)
    guard let pairs = target.pairs else { preconditionFailure("packed rows are derived into a set of pairs") }
    if outbox == nil { pairs.lookIntoForm(cameInGroups: true) }
    let rows = target.rows
    let sourcePairs = source?.pairs
    var (unchecked, effort) = (0, 0)
    for binding in 0..<batch.count {
      key.write(batch, binding, to: words)
      let found = index.find(words)
      guard found >= 0 else { continue }
      let (values, count) = lists.entries(of: found, isOld: isOld)
      guard count > 0 else { continue }
      other.write(batch, binding, to: words + 1)
      guard words[1] < packLimit else {
        _ = target.outgrow()
        throw .outgrown
      }
      if let outbox {
        send(count, values, sourcePairs, pairs, to: outbox)
      } else if isSwapped {
        for position in 0..<count { target.insert(packed: UInt64(values[position]) << 32 | words[1]) }
      } else if count > 64, let bitmap = sourcePairs?.bitmap(of: words[0], for: pairs) {
        // Its rows of the round being derived come along, which is sound.
        if sourcePairs !== pairs || words[0] != words[1] {
          pairs.insertAll(words[1], bitmap: bitmap, into: rows)
        }
      } else {
        pairs.insertAll(words[1], values, count, into: rows)
      }
      unchecked += count
      effort += count
      if unchecked > Batch.capacity * 16 {
        try pipeline.context.checkBudget(target)
        unchecked = 0
      }
    }
    pipeline.context.effort += effort
    try pipeline.context.checkBudget(target)
  }

  @inline(__always)
  private func send(
    _ count: Int, _ values: UnsafePointer<UInt32>, _ sourcePairs: PairSet?, _ pairs: PairSet,
    to outbox: Outbox
  ) {
    if isSwapped {
      for position in 0..<count { outbox.add(packed: UInt64(values[position]) << 32 | words[1]) }
    } else if count > 64, let bitmap = sourcePairs?.bitmap(of: words[0], for: pairs) {
      if sourcePairs !== pairs || words[0] != words[1] { outbox.add(words[1], bitmap: bitmap) }
    } else {
      outbox.add(words[1], values, count)
    }
  }
}
