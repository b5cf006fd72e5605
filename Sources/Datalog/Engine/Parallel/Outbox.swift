import Relations

/// Rows that one worker derived and that are not in their table yet.
///
/// While several workers derive, the table is only read. Packed rows that it has already are left out; the others
/// wait here by the part of the table they belong to, so that parts can be filled side by side.
///
/// It is a class because operators fill it while the rule's run empties it.
final class Outbox {
  /// Parts of a table of packed rows.
  static let partCount = 8

  let table: Table
  /// The table's pairs, whose references threads do not count: they would all write to one place for each row.
  private let pairs: Unmanaged<PairSet>?
  private(set) var packed: [UnsafeMutablePointer<Memory<UInt64>>]
  private(set) var wide: WaitingRows<UInt64>
  private(set) var narrow: WaitingRows<UInt32>
  private(set) var packedCount = 0
  /// Whether some packed pairs came together with others of the same first column.
  private(set) var cameInGroups = false
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt64 = 0

  init(_ table: Table) {
    self.table = table
    pairs = table.pairs.map(Unmanaged.passUnretained)
    packed = (0..<Self.partCount).map { _ in
      let part = UnsafeMutablePointer<Memory<UInt64>>.allocate(capacity: 1)
      part.initialize(to: Memory())
      return part
    }
    wide = WaitingRows(width: table.arity, isParted: table.layout == .wide && !table.isDistinct)
    narrow = WaitingRows(width: table.arity, isParted: table.layout == .narrow && !table.isDistinct)
  }

  deinit {
    for part in packed {
      part.pointee.deallocate()
      part.deallocate()
    }
  }

  /// How many rows wait.
  var count: Int { packedCount + wide.count + narrow.count }

  /// Bytes of memory held.
  var byteCount: Int {
    packed.reduce(wide.byteCount + narrow.byteCount) { $0 + $1.pointee.byteCount }
  }

  /// The part that a packed row belongs to: neighbouring groups, which mostly share memory, are in one part.
  @inline(__always)
  static func part(of word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 36) & (partCount - 1) }

  @inline(__always)
  private func contains(_ word: UInt64) -> Bool {
    pairs?._withUnsafeGuaranteedRef { $0.contains(word) } ?? false
  }

  /// What the table has of a first column; nothing if it does not keep pairs in groups.
  @inline(__always)
  private func group(of first: UInt64) -> PairGroup? {
    pairs?._withUnsafeGuaranteedRef { $0.group(of: first) }
  }

  /// The numbers for which the table's bits stand, if they stand for numbers.
  @inline(__always)
  private var numbering: ValueNumbering.Shared? { pairs?._withUnsafeGuaranteedRef { $0.secondNumbers } }

  /// Takes wide rows in that lie one after the other.
  func add(wideRows: UnsafePointer<UInt64>, _ count: Int) { wide.append(rows: wideRows, count) }

  /// Takes narrow rows in that lie one after the other.
  func add(narrowRows: UnsafePointer<UInt32>, _ count: Int) { narrow.append(rows: narrowRows, count) }

  /// Takes a packed row in, unless the table has it.
  @inline(__always)
  func add(packed word: UInt64) {
    if contains(word) { return }
    packed[Self.part(of: word)].pointee.append(word)
    packedCount += 1
  }

  /// Takes in those packed pairs, given as two columns, that the table does not have.
  func add(pairs firsts: UnsafePointer<UInt64>, _ seconds: UnsafePointer<UInt64>, _ count: Int) {
    for start in stride(from: 0, to: count, by: 128) {
      let end = min(count, start + 128)
      // Read once before any is looked at, so that what the memory has to fetch, it fetches side by side.
      touched =
        pairs?._withUnsafeGuaranteedRef { pairs in
          (start..<end).reduce(into: 0) { $0 &+= pairs.touch(firsts[$1] << 32 | seconds[$1]) }
        } ?? 0
      for index in start..<end { add(packed: firsts[index] << 32 | seconds[index]) }
    }
  }

  /// Takes in the pairs of one first column.
  func add(_ first: UInt64, _ values: UnsafePointer<UInt32>, _ count: Int) {
    cameInGroups = true
    let part = packed[Self.part(of: first << 32)]
    let before = part.pointee.count
    if let group = group(of: first) {
      group.forEachMissing(values, count, numbering) { part.pointee.append(first << 32 | UInt64($0)) }
    } else {
      for index in 0..<count {
        let word = first << 32 | UInt64(values[index])
        if !contains(word) { part.pointee.append(word) }
      }
    }
    packedCount += part.pointee.count - before
  }

  /// Takes in the pairs of one first column whose seconds are the bits of a bitmap, which stand for the same values in
  /// the table's set.
  func add(_ first: UInt64, bitmap: UnsafeBufferPointer<UInt64>) {
    cameInGroups = true
    let part = packed[Self.part(of: first << 32)]
    let (known, numbering) = (group(of: first)?.bitmap, numbering)
    let before = part.pointee.count
    for (index, word) in bitmap.enumerated() where word != 0 {
      var rest = word
      if let known, index < known.count { rest &= ~known[index] }
      while rest != 0 {
        let bit = index * 64 + rest.trailingZeroBitCount
        let pair = first << 32 | UInt64(numbering?.pointee.value(of: bit) ?? UInt32(truncatingIfNeeded: bit))
        if known != nil || !contains(pair) { part.pointee.append(pair) }
        rest &= rest - 1
      }
    }
    packedCount += part.pointee.count - before
  }

  /// Gives the memory back: each rule has boxes of its own, of which one rule's at a time are needed.
  func release() { for part in packed { part.pointee.release() } }

  /// Forgets all rows, which the table has taken in.
  func removeAll() {
    for part in packed { part.pointee.removeAll() }
    packedCount = 0
    cameInGroups = false
    wide.removeAll()
    narrow.removeAll()
  }
}

extension Table {
  /// Takes in what workers derived, in parts side by side.
  func take(_ outboxes: [Outbox], _ workers: Workers) {
    switch layout {
    case .packed: takePacked(outboxes, workers)
    case .narrow: take(outboxes.map(\.narrow), narrowRows, narrowSet, workers)
    case .wide: take(outboxes.map(\.wide), rows, wideSet, workers)
    }
    for box in outboxes { box.removeAll() }
  }

  private func take<Word>(
    _ waiting: [WaitingRows<Word>], _ rows: RowBuffer<Word>, _ set: RowSet<Word>?, _ workers: Workers
  ) {
    if let set { return set.appendNew(waiting, to: rows, workers) }
    for box in waiting { for part in box.parts { rows.append(rows: part.words, part.count) } }
  }

  private func takePacked(_ outboxes: [Outbox], _ workers: Workers) {
    let parts = outboxes.map { box in
      box.packed.map { UnsafeMutableBufferPointer(start: $0.pointee.base, count: $0.pointee.count) }
    }
    var kept = parts.map { $0.map(\.count) }
    if let pairs {
      kept = pairs.keepNew(
        parts, partCount: Outbox.partCount, cameInGroups: outboxes.contains(where: \.cameInGroups), workers)
    }
    for part in 0..<Outbox.partCount {
      for (box, counts) in zip(parts, kept) {
        if let base = box[part].baseAddress { rows.append(rows: base, counts[part]) }
      }
    }
  }
}
