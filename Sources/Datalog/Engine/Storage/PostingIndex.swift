/// Finds the rows of a table by some of their columns; grows with the table.
///
/// For each key there is one list, which lies contiguous, in the order the rows came. Where the key leaves out one
/// column of 32 bits, the lists hold that column itself, otherwise row numbers. Each list remembers how much of it is
/// older than the newest round; where all of it is, when the index is made, the lists are packed.
///
/// It is a class because it owns its memory.
final class PostingIndex {
  /// The columns of the key, in ascending order.
  let columns: [Int]
  /// The column that the lists hold; nothing if they hold row numbers.
  let heldColumn: Int?
  private let layout: RowLayout
  var lists = EntryLists()
  /// Whether the one key column indexes the lists.
  private(set) var isDense: Bool
  /// The numbers of the keys' lists, where the key does not index them.
  private var numbering: KeyNumbering
  private var indexedCount = 0
  /// Rows before this one are marked as stable in their lists.
  private var stableRows = 0

  /// Whether anyone asks for what is older than the newest round.
  var tracksStable = false

  init(columns: [Int], layout: RowLayout, arity: Int) {
    self.columns = columns
    self.layout = layout
    let others = (0..<arity).filter { !columns.contains($0) }
    heldColumn = others.count == 1 && layout != .wide ? others[0] : nil
    isDense = columns.count == 1
    numbering = KeyNumbering(width: columns.count, hasDirectory: false)
  }

  deinit {
    lists.deallocate()
    numbering.deallocate()
  }

  /// Bytes of memory held.
  var byteCount: Int { lists.byteCount + numbering.byteCount }

  /// The lists, good until a row is taken in.
  var view: EntryLists.View { lists.view }

  /// The number of a key's list, or a negative number if no row has it.
  @inline(__always)
  func find(_ key: UnsafePointer<UInt64>) -> Int {
    if isDense { return key[0] < UInt64(lists.count) ? Int(key[0]) : -1 }
    return numbering.number(of: key) ?? -1
  }

  /// Finds the lists of some keys that lie one after the other.
  ///
  /// - Returns: a word that shows that what the memory has to fetch was read side by side.
  func find(
    _ keys: UnsafePointer<UInt64>, _ keyCount: Int, into found: UnsafeMutablePointer<Int>
  ) -> UInt64 {
    guard isDense else {
      return numbering.find(keys, keyCount, stride: columns.count, into: found) { _ in true }
    }
    var seen: UInt64 = 0
    let (limit, view) = (UInt64(lists.count), view)
    for index in 0..<keyCount {
      found[index] = keys[index] < limit ? Int(keys[index]) : -1
      if found[index] >= 0 { seen |= UInt64(view.touch(found[index])) }
    }
    return seen
  }
}

// MARK: Growing

extension PostingIndex {
  /// Takes the rows from a number on for rows yet to come; no list holds them any more.
  func keep(first rowCount: Int) { indexedCount = min(indexedCount, rowCount) }

  /// Forgets all rows, to be told of them anew.
  func reset() {
    lists.removeAll()
    numbering.removeAll()
    isDense = columns.count == 1
    indexedCount = 0
    stableRows = 0
  }

  /// Takes in the rows that came since the last time; those before `stableCount` are older than the newest round.
  func update(_ rows: RowView, count: Int, stableCount: Int) {
    // Packed lists have nothing that is not old.
    if lists.isPacked, stableCount < indexedCount { reset() }
    if indexedCount == 0, count > 64 {
      build(rows, count, isPacked: stableCount >= count)
      if !lists.isPacked { markStable(rows, before: 0, stableCount) }
      return
    }
    if indexedCount < count { lists.loosen() }
    // The lists that grew in the last round are stable up to where that round's rows end now.
    advance(rows, to: min(stableCount, count))
    markStable(rows, before: min(stableCount, count), nil)
    advance(rows, to: count)
  }

  private func advance(_ rows: RowView, to end: Int) {
    guard indexedCount < end else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: columns.count) { key in
      guard let base = key.baseAddress else { return }
      let newCount = end - indexedCount
      if isDense, newCount > max(1 << 12, indexedCount / 32, lists.count / 8) {
        makeRoom(rows, indexedCount..<end)
      }
      // A copy of the pointers: the loop need not ask whether someone else changes the lists.
      var known = lists
      for row in indexedCount..<end {
        readKey(rows, row, into: base)
        let entry = entry(rows, row)
        if isDense, base[0] < UInt64(known.count), known.append(entry, to: Int(base[0])) { continue }
        indexedCount = row
        append(entry, to: listIndex(UnsafePointer(base)))
        known = lists
      }
      indexedCount = end
    }
  }

  /// Gives the lists room for many rows at once.
  private func makeRoom(_ rows: RowView, _ new: Range<Int>) {
    var added = Memory<UInt32>()
    defer { added.deallocate() }
    added.extend(to: lists.count, with: 0)
    let column = columns[0]
    for row in new {
      var key = rows.word(row, column)
      if key < UInt64(added.count) {
        added[Int(key)] += 1
        continue
      }
      let list = listIndex(&key)
      guard isDense else { return }
      added.extend(to: lists.count, with: 0)
      added[list] += 1
    }
    lists.makeRoom(for: added)
  }

  /// Marks what the lists hold of the rows before a number as stable; of some of the rows just built, if told so.
  private func markStable(_ rows: RowView, before end: Int, _ builtStable: Int?) {
    guard tracksStable else { return }
    // Copies: the loops need not ask whether someone else changes them.
    let lists = lists
    if let builtStable {
      forEachList(of: rows, 0..<builtStable) { lists[$0].pointee.stable += 1 }
      stableRows = builtStable
    } else if stableRows < end {
      forEachList(of: rows, stableRows..<end) { lists[$0].pointee.stable = lists[$0].pointee.count }
      stableRows = end
    }
  }

  /// Goes through the numbers of the lists in which some rows are.
  @inline(__always)
  private func forEachList(of rows: RowView, _ range: Range<Int>, _ body: (Int) -> Void) {
    if isDense {
      let (column, limit) = (columns[0], UInt64(lists.count))
      for row in range {
        let key = rows.word(row, column)
        if key < limit { body(Int(key)) }
      }
      return
    }
    let numbering = numbering
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: columns.count) { key in
      guard let base = key.baseAddress else { return }
      for row in range {
        readKey(rows, row, into: base)
        if let list = numbering.number(of: base) { body(list) }
      }
    }
  }

  /// Writes a row's key.
  @inline(__always)
  private func readKey(_ rows: RowView, _ row: Int, into key: UnsafeMutablePointer<UInt64>) {
    for part in 0..<columns.count { key[part] = rows.word(row, columns[part]) }
  }

  /// What a row's list is to hold.
  @inline(__always)
  private func entry(_ rows: RowView, _ row: Int) -> UInt32 {
    guard let heldColumn else { return UInt32(row) }
    return UInt32(truncatingIfNeeded: rows.word(row, heldColumn))
  }

  @inline(__always)
  private func append(_ entry: UInt32, to number: Int) {
    while !lists.append(entry, to: number) { lists.makeRoom(in: number) }
  }

  /// The list of a key, made if there is none.
  @inline(__always)
  private func listIndex(_ key: UnsafePointer<UInt64>) -> Int {
    if isDense {
      if key[0] < UInt64(lists.count) { return Int(key[0]) }
      if isDenseEnough(key[0], indexedCount) {
        lists.addLists(upTo: max(Int(key[0]) + 1, lists.count * 3 / 2))
        return Int(key[0])
      }
      becomeHashed()
    }
    return hashedListIndex(key)
  }

  /// Whether a directory of so large a key is worth its memory.
  private func isDenseEnough(_ key: UInt64, _ rowCount: Int) -> Bool {
    key < UInt64(max(1 << 16, min(1 << 20, 64 * rowCount), 8 * rowCount))
  }

  private func hashedListIndex(_ key: UnsafePointer<UInt64>) -> Int {
    let list = numbering.number(adding: key)
    if list == lists.count { lists.addList() }
    return list
  }

  /// Keys turned out too sparse to index the lists: only the lists in use are kept, and found by hashing.
  private func becomeHashed() {
    isDense = false
    let old = lists.takeLists()
    for key in 0..<old.count where old[key].count > 0 {
      var word = UInt64(key)
      let list = hashedListIndex(&word)
      lists.put(old[key], at: list)
    }
    old.deallocate()
  }

  /// Counts first, so that the lists lie one after the other without any room left over.
  private func build(_ rows: RowView, _ count: Int, isPacked: Bool) {
    if isDense { buildDense(rows, count, isPacked) }
    if !isDense { buildHashed(rows, count, isPacked) }
    indexedCount = count
    if isPacked { stableRows = count }
  }

  private func buildDense(_ rows: RowView, _ count: Int, _ isPacked: Bool) {
    let column = columns[0]
    var largest: UInt64 = 0
    for row in 0..<count { largest = max(largest, rows.word(row, column)) }
    guard isDenseEnough(largest, count) else {
      isDense = false
      return
    }
    lists.begin(count: Int(largest) + 1, isPacked: isPacked)
    for row in 0..<count { lists.announce(Int(rows.word(row, column))) }
    lists.layOut(count)
    fill(rows, count) { Int(rows.word($0, column)) }
  }

  /// Puts all rows into lists that are laid out for them.
  @inline(__always)
  private func fill(_ rows: RowView, _ count: Int, _ number: (_ row: Int) -> Int) {
    if lists.isPacked {
      for row in stride(from: count - 1, through: 0, by: -1) {
        lists.putBefore(entry(rows, row), number(row))
      }
    } else {
      for row in 0..<count { append(entry(rows, row), to: number(row)) }
    }
  }

  private func buildHashed(_ rows: RowView, _ count: Int, _ isPacked: Bool) {
    let (size, block) = (columns.count, 512)
    let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
    let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: block * size)
    defer {
      numbers.deallocate()
      keys.deallocate()
    }
    lists.begin(count: 0, isPacked: isPacked)
    // Copies: the loop need not ask whether someone else changes them.
    var (numbering, lists) = (numbering, lists)
    for first in stride(from: 0, to: count, by: block) {
      let taken = min(block, count - first)
      for index in 0..<taken { readKey(rows, first + index, into: keys + index * size) }
      numbering.number(adding: keys, taken, stride: size, into: numbers + first)
      while lists.count < numbering.count { lists.addList() }
      for index in 0..<taken { lists.announce(Int(numbers[first + index])) }
    }
    (self.numbering, self.lists) = (numbering, lists)
    self.lists.layOut(count)
    fill(rows, count) { Int(numbers[$0]) }
  }
}
