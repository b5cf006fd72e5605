/// Finds the rows of a table by some of their columns; grows with the table.
///
/// For each key there is one list, which lies contiguous in an arena, in the order the rows came. The lists of a
/// packed pair's index hold the other column itself, those of wide rows hold row numbers. Each list remembers how
/// much of it is older than the newest round.
///
/// ```
/// key -> list { start, count, stable }      arena: … | entry | entry | entry | room | …
/// ```
///
/// It is a class because it owns its memory.
final class PostingIndex {
  struct List {
    var start = 0
    var count: UInt32 = 0
    /// Entries that are older than the newest round.
    var stable: UInt32 = 0
    var capacity: UInt32 = 0
  }

  /// The columns of the key, in ascending order.
  let columns: [Int]
  private let isPacked: Bool
  private let width: Int
  private(set) var arena = Memory<UInt32>()
  private(set) var lists = Memory<List>()
  /// Whether the one key column indexes the lists.
  private var isDense: Bool
  private var slots: [UInt32] = []
  private var keys = Memory<UInt64>()
  private var indexedCount = 0
  /// Rows before this one are marked as stable in their lists.
  private var stableRows = 0
  private static let vacant = UInt32.max

  /// Whether anyone asks for what is older than the newest round.
  var tracksStable = false

  init(columns: [Int], isPacked: Bool, width: Int) {
    self.columns = columns
    self.isPacked = isPacked
    self.width = width
    isDense = columns.count == 1
  }

  deinit {
    arena.deallocate()
    lists.deallocate()
    keys.deallocate()
  }

  /// Bytes of memory held.
  var byteCount: Int {
    arena.byteCount + lists.byteCount + slots.capacity * 4 + keys.byteCount
  }

  /// The list of a key, as an index into ``lists``, or a negative number if no row has it.
  @inline(__always)
  func find(_ key: UnsafePointer<UInt64>) -> Int {
    if isDense { return key[0] < UInt64(lists.count) ? Int(key[0]) : -1 }
    return findHashed(key)
  }

  private func findHashed(_ key: UnsafePointer<UInt64>) -> Int {
    guard !slots.isEmpty else { return -1 }
    let slot = slots[slot(of: key)]
    return slot == Self.vacant ? -1 : Int(slot)
  }

  private func slot(of key: UnsafePointer<UInt64>) -> Int {
    let size = columns.count
    return slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hashed(key, size)) & mask
      while slots[slot] != Self.vacant {
        let known = keys.base + Int(slots[slot]) * size
        var part = 0
        while part < size, known[part] == key[part] { part += 1 }
        if part == size { return slot }
        slot = (slot + 1) & mask
      }
      return slot
    }
  }
}

// MARK: Growing

extension PostingIndex {
  /// Takes in the rows that came since the last time; those before `stableCount` are older than the newest round.
  func update(_ rows: UnsafePointer<UInt64>, count: Int, stableCount: Int) {
    if indexedCount == 0, isDense { reserve(rows, count) }
    // The lists that grew in the last round are stable up to where that round's rows end now.
    advance(rows, from: indexedCount, to: min(stableCount, count))
    markStable(rows, before: min(stableCount, count))
    advance(rows, from: indexedCount, to: count)
  }

  private func advance(_ rows: UnsafePointer<UInt64>, from start: Int, to end: Int) {
    guard start < end else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: columns.count) { key in
      guard let base = key.baseAddress else { return }
      for row in start..<end {
        let entry = readKey(rows, row, into: base)
        append(entry, to: listIndex(UnsafePointer(base), rows))
      }
    }
    indexedCount = end
  }

  private func markStable(_ rows: UnsafePointer<UInt64>, before end: Int) {
    guard tracksStable, stableRows < end else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: columns.count) { key in
      guard let base = key.baseAddress else { return }
      for row in stableRows..<end {
        _ = readKey(rows, row, into: base)
        let list = find(base)
        if list >= 0 { lists.base[list].stable = lists[list].count }
      }
    }
    stableRows = end
  }

  /// Writes a row's key and returns what its list is to hold.
  @inline(__always)
  private func readKey(_ rows: UnsafePointer<UInt64>, _ row: Int, into key: UnsafeMutablePointer<UInt64>)
    -> UInt32
  {
    if isPacked {
      let word = rows[row]
      let isFirst = columns[0] == 0
      key[0] = isFirst ? word >> 32 : word & 0xffff_ffff
      return UInt32(truncatingIfNeeded: isFirst ? word : word >> 32)
    }
    for part in 0..<columns.count { key[part] = rows[row * width + columns[part]] }
    return UInt32(row)
  }

  @inline(__always)
  private func append(_ entry: UInt32, to number: Int) {
    let list = lists.base + number
    if list.pointee.count == list.pointee.capacity { relocate(list) }
    arena[list.pointee.start + Int(list.pointee.count)] = entry
    list.pointee.count += 1
  }

  private func relocate(_ list: UnsafeMutablePointer<List>) {
    let capacity = max(2, list.pointee.capacity * 2)
    let start = arena.extend(by: Int(capacity))
    (arena.base + start).update(from: arena.base + list.pointee.start, count: Int(list.pointee.count))
    list.pointee.start = start
    list.pointee.capacity = capacity
  }

  /// The list of a key, made if there is none.
  @inline(__always)
  private func listIndex(_ key: UnsafePointer<UInt64>, _ rows: UnsafePointer<UInt64>) -> Int {
    if isDense {
      if key[0] < UInt64(lists.count) { return Int(key[0]) }
      if key[0] < UInt64(max(1 << 16, 8 * indexedCount)) {
        let needed = max(Int(key[0]) + 1, lists.count * 3 / 2)
        lists.extend(to: needed, with: List())
        return Int(key[0])
      }
      becomeHashed()
    }
    return hashedListIndex(key)
  }

  private func hashedListIndex(_ key: UnsafePointer<UInt64>) -> Int {
    if (lists.count + 1) * 2 > slots.count { growSlots(to: max(1024, slots.count * 2)) }
    let slot = slot(of: key)
    if slots[slot] != Self.vacant { return Int(slots[slot]) }
    slots[slot] = UInt32(lists.count)
    for part in 0..<columns.count { keys.append(key[part]) }
    lists.append(List())
    return lists.count - 1
  }

  /// Keys turned out too sparse to index the lists: only the lists in use are kept, and found by hashing.
  private func becomeHashed() {
    isDense = false
    let old = lists
    lists = Memory()
    for key in 0..<old.count where old[key].count > 0 {
      keys.append(UInt64(key))
      lists.append(old[key])
    }
    old.deallocate()
    growSlots(to: max(1024, (lists.count * 4).nextPowerOfTwo))
  }

  private func growSlots(to capacity: Int) {
    slots = Array(repeating: Self.vacant, count: capacity)
    for list in 0..<lists.count {
      let place = slot(of: keys.base + list * columns.count)
      slots[place] = UInt32(list)
    }
  }

  /// Counts first, so that a table that is complete gets lists without any room left over.
  private func reserve(_ rows: UnsafePointer<UInt64>, _ count: Int) {
    guard count > 64 else { return }
    let column = columns[0]
    func key(_ row: Int) -> UInt64 {
      if isPacked { return column == 0 ? rows[row] >> 32 : rows[row] & 0xffff_ffff }
      return rows[row * width + column]
    }
    var largest: UInt64 = 0
    for row in 0..<count { largest = max(largest, key(row)) }
    guard largest < UInt64(max(1 << 16, 8 * count)) else {
      becomeHashed()
      return
    }
    lists.extend(to: Int(largest) + 1, with: List())
    for row in 0..<count { lists.base[Int(key(row))].capacity += 1 }
    var start = arena.extend(by: count)
    for index in 0..<lists.count {
      lists.base[index].start = start
      start += Int(lists[index].capacity)
    }
  }
}

extension Int {
  /// The least power of two that is not less.
  var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
