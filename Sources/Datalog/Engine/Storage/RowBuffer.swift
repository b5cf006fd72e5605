import Relations

/// Rows one after the other: either lent by a relation, as they lie there, or its own and growing.
///
/// Rows that are looked up elsewhere are lent once somebody wants to go through them all.
///
/// It is a class because it owns its memory.
final class RowBuffer<Word: BitwiseCopyable> {
  /// Words a row.
  let width: Int
  /// Rows held.
  private(set) var count: Int
  private var capacity: Int
  /// Where the row of number 0 lies, or would lie if it had not been forgotten.
  private var storage: UnsafeMutablePointer<Word>
  /// The first row that is still here.
  private(set) var firstKept = 0
  /// Keeps lent rows alive; `storage` points into it and is never written.
  private let lent: [Word]?
  /// Lends the rows when they are first asked for.
  private let pending: PendingRows?

  /// Makes an empty, growing buffer.
  init(width: Int) {
    self.width = width
    count = 0
    capacity = 0
    storage = growMemory(nil, capacity: 0)
    lent = nil
    pending = nil
  }

  /// Takes rows of 64-bit words as they lie when they are first asked for.
  init(pending rows: PendingRows, width: Int, count: Int) {
    self.width = width
    self.count = count
    capacity = count
    storage = growMemory(nil, capacity: 0)
    lent = nil
    pending = rows
  }

  /// Takes rows as they lie.
  init(lent words: [Word], width: Int, count: Int) {
    self.width = width
    self.count = count
    capacity = count
    lent = words
    pending = nil
    // The array is held for this object's whole life and never mutated, so its storage stays where it is.
    storage = words.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map(UnsafeMutablePointer.init(mutating:)) ?? growMemory(nil, capacity: 0)
    }
  }

  deinit { if lent == nil { freeMemory(memory) } }

  private var memory: UnsafeMutablePointer<Word> { storage + firstKept * width }

  /// The rows; no longer good once a row is appended.
  var words: UnsafePointer<Word> {
    guard let pending else { return UnsafePointer(storage) }
    return UnsafeRawPointer(pending.words).assumingMemoryBound(to: Word.self)
  }

  /// Whether the rows belong to someone else.
  var isLent: Bool { lent != nil || pending != nil }

  /// Bytes of its own.
  var byteCount: Int { !isLent ? (capacity - firstKept) * width * MemoryLayout<Word>.stride : 0 }

  @inline(__always)
  func append(_ word: Word) {
    if count == capacity { grow() }
    storage[count] = word
    count += 1
  }

  @inline(__always)
  func append(row: UnsafePointer<Word>) {
    if count == capacity { grow() }
    (storage + count * width).update(from: row, count: width)
    count += 1
  }

  func removeAll() { count = 0 }

  /// Forgets all rows but the first so many.
  func keep(first newCount: Int) { count = newCount }

  /// Puts a row, which may be one of the buffer's, in the place of another.
  func overwrite(_ number: Int, with row: UnsafePointer<Word>) {
    (storage + number * width).update(from: row, count: width)
  }

  /// Appends rows that lie one after the other.
  func append(rows: UnsafePointer<Word>, _ rowCount: Int) {
    reserve(rowCount)
    (storage + count * width).update(from: rows, count: rowCount * width)
    count += rowCount
  }

  /// Makes room for more rows.
  func reserve(_ extra: Int) { if count + extra > capacity { grow(atLeast: count + extra) } }

  /// Where the next words go, with room for so many; what was written counts once it is committed.
  @inline(__always)
  func room(for extra: Int) -> UnsafeMutablePointer<Word> {
    if count + extra > capacity { grow(atLeast: count + extra) }
    return storage + count * width
  }

  /// Counts rows that were written to the room.
  @inline(__always)
  func commit(_ added: Int) { count += added }

  private func grow(atLeast needed: Int = 0) {
    precondition(!isLent, "lent rows do not grow")
    let held = capacity - firstKept
    resize(to: max(256, held + held / 2, needed - firstKept))
  }

  private func resize(to held: Int) {
    storage = growMemory(memory, capacity: held * width) - firstKept * width
    capacity = firstKept + held
  }

  /// Puts all rows, forgotten ones among them, in the place of those here.
  func recall(_ words: [Word]) {
    precondition(words.count == count * width, "what comes back is as much as was there")
    let memory = memory
    firstKept = 0
    capacity = 0
    storage = memory
    count = 0
    words.withUnsafeBufferPointer { words in
      if let base = words.baseAddress { append(rows: base, words.count / width) }
    }
  }

  /// Frees the memory of the rows before a number; the others keep theirs.
  func forget(before number: Int) {
    guard number > firstKept else { return }
    let (memory, kept) = (memory, count - number)
    memory.update(from: storage + number * width, count: kept * width)
    capacity += number - firstKept
    storage = memory - number * width
    firstKept = number
    // A little room saves growing again in the next round.
    if capacity - number > max(1 << 14, 2 * kept) { resize(to: max(1 << 14, 2 * kept)) }
  }
}

/// How a table's rows lie in memory.
enum RowLayout {
  /// One or two columns of 32 bits in one word, the first column high.
  case packed
  /// 32 bits a column.
  case narrow
  /// 64 bits a column.
  case wide
}

/// A look at a table's rows, good until a row is added.
struct RowView {
  let layout: RowLayout
  /// Columns a row.
  let arity: Int
  let base: UnsafeRawPointer

  /// One column of one row.
  @inline(__always)
  func word(_ row: Int, _ column: Int) -> UInt64 {
    switch layout {
    case .packed:
      let word = base.assumingMemoryBound(to: UInt64.self)[row]
      return arity == 2 && column == 0 ? word >> 32 : word & 0xffff_ffff
    case .narrow: return UInt64(base.assumingMemoryBound(to: UInt32.self)[row * arity + column])
    case .wide: return base.assumingMemoryBound(to: UInt64.self)[row * arity + column]
    }
  }

  /// Writes one column of some rows in a row.
  @inline(__always)
  func copy(_ column: Int, _ rows: Range<Int>, to target: UnsafeMutablePointer<UInt64>) {
    switch layout {
    case .packed: for row in rows { target[row - rows.lowerBound] = word(row, column) }
    case .narrow:
      let words = base.assumingMemoryBound(to: UInt32.self) + column
      for row in rows { target[row - rows.lowerBound] = UInt64(words[row * arity]) }
    case .wide:
      let words = base.assumingMemoryBound(to: UInt64.self) + column
      for row in rows { target[row - rows.lowerBound] = words[row * arity] }
    }
  }

  /// Writes one column of the rows of some numbers.
  @inline(__always)
  func copy(
    _ column: Int, _ numbers: UnsafePointer<UInt32>, _ count: Int, to target: UnsafeMutablePointer<UInt64>
  ) {
    switch layout {
    case .packed: for index in 0..<count { target[index] = word(Int(numbers[index]), column) }
    case .narrow:
      let words = base.assumingMemoryBound(to: UInt32.self) + column
      for index in 0..<count { target[index] = UInt64(words[Int(numbers[index]) * arity]) }
    case .wide:
      let words = base.assumingMemoryBound(to: UInt64.self) + column
      for index in 0..<count { target[index] = words[Int(numbers[index]) * arity] }
    }
  }
}
