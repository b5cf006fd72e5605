/// Combines each binding with the values that several packed pairs all have for it.
///
/// The shortest of the lists is gone through and looked up in the other relations, so a binding costs as much as
/// its rarest value is frequent. This is what makes triangles cheap (Ngo, Porat, Ré & Rudra 2012).
final class IntersectOperator: Operator {
  /// One of the atoms: a relation of packed pairs with one column known.
  struct Side {
    let table: Table
    let view: Table.View
    let index: PostingIndex
    let key: CompiledKey
    /// Whether the known column is the first.
    let isForward: Bool
  }

  private let sides: [Side]
  private let new: Int
  private let output: Batch
  private let carried: [Int]
  private let keyWords: UnsafeMutablePointer<UInt64>

  /// Binds `new` to the values that all sides have.
  init(_ sides: [Side], new: Int, output: Batch, carried: [Int]) {
    self.sides = sides
    self.new = new
    self.output = output
    self.carried = carried
    keyWords = .allocate(capacity: sides.count)
    for side in sides { side.table.prepareLookup() }
  }

  deinit { keyWords.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    output.count = 0
    for binding in 0..<batch.count {
      guard let (shortest, entries, end) = shortestList(batch, binding) else { continue }
      var entry = 0
      while entry < end {
        if output.count == Batch.capacity { try flush(next, pipeline) }
        let before = output.count
        entry = gather(entries, entry, end, from: shortest)
        for variable in carried {
          let word = batch.column(variable)[binding]
          (output.column(variable) + before).update(repeating: word, count: output.count - before)
        }
      }
    }
    try flush(next, pipeline)
  }

  private func flush(_ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    try pipeline.pass(output, to: next)
    output.count = 0
  }

  /// The side with the fewest entries for a binding, and these; nothing if a side has none.
  @inline(__always)
  private func shortestList(
    _ batch: Batch, _ binding: Int
  ) -> (side: Int, entries: UnsafePointer<UInt32>, count: Int)? {
    var best: (side: Int, entries: UnsafePointer<UInt32>, count: Int)?
    for side in 0..<sides.count {
      sides[side].key.write(batch, binding, to: keyWords + side)
      let found = sides[side].index.find(keyWords + side)
      guard found >= 0 else { return nil }
      let (entries, count) = sides[side].index.view.entries(of: found, isOld: sides[side].view == .old)
      if count < best?.count ?? .max { best = (side, entries, count) }
    }
    return best
  }

  /// Takes entries that the other sides have until the batch is full; returns how far it came.
  private func gather(_ entries: UnsafePointer<UInt32>, _ start: Int, _ end: Int, from shortest: Int) -> Int {
    let stop = min(end, start + Batch.capacity - output.count)
    guard let column = output.columns[new] else { preconditionFailure("an intersection's values are needed") }
    let first = output.count
    for entry in start..<stop { column[first + entry - start] = UInt64(entries[entry]) }
    var count = first + stop - start
    for side in 0..<sides.count where side != shortest {
      guard let pairs = sides[side].table.pairs else {
        preconditionFailure("a packed table is looked up in pairs")
      }
      let (known, isForward) = (keyWords[side], sides[side].isForward)
      guard known < packLimit else { return stop }
      var kept = first
      for row in first..<count {
        let value = column[row]
        if pairs.contains(isForward ? known << 32 | value : value << 32 | known) {
          column[kept] = value
          kept += 1
        }
      }
      count = kept
    }
    output.count = count
    return stop
  }
}

/// Lets pass only bindings that were not met before, where what follows depends on no more than two variables.
///
/// Rules like `p(x, z) :- a(x, y), p(y, w), p(w, z)` meet the same `x` and `w` by way of many `y`; all that follows
/// from them follows from the first. This also holds from round to round: what joins them later is the newest
/// round's in another of the rule's plans, which meets them again from its side. If few bindings come twice, the
/// operator steps aside.
final class MemoOperator: Operator {
  private let first: Int
  private let second: Int?
  private let forgets: Bool
  private var seen: PairSet? = PairSet()
  private var asked = 0
  private var kept = 0
  private let selection = Selection()

  /// Remembers one or two variables, from run to run unless told to forget.
  init(_ first: Int, _ second: Int?, forgets: Bool) {
    self.first = first
    self.second = second
    self.forgets = forgets
  }

  func begin() {
    if forgets, let seen, seen.count > 0 { self.seen = PairSet() }
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    guard let seen else { return try pipeline.pass(batch, to: next) }
    let high = batch.column(first)
    let low = second.map { batch.column($0) }
    var count = 0
    for row in 0..<batch.count {
      let (a, b) = (high[row], low?[row] ?? 0)
      if a >= packLimit || b >= packLimit || seen.insert(a << 32 | b) {
        selection.rows[count] = UInt16(row)
        count += 1
      }
    }
    asked += batch.count
    kept += count
    if asked > 1 << 14, kept * 3 > asked * 2 { self.seen = nil }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }
}
