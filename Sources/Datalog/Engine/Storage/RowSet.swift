/// Finds rows of a buffer by their words.
///
/// It is a class because it owns its memory.
final class RowSet<Word: UnsignedInteger & FixedWidthInteger & BitwiseCopyable> {
  private let width: Int
  private var slots = NumberSlots()
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt64 = 0

  init(width: Int) { self.width = width }

  deinit { slots.deallocate() }

  /// Bytes of memory held.
  var byteCount: Int { slots.byteCount }

  /// The number of an equal row, if there is one.
  @inline(__always)
  func find(_ row: UnsafePointer<Word>, in rows: UnsafePointer<Word>) -> Int? {
    slots.number(at: slots.place(of: hashed(row, width)) { isEqual(row, rows + $0 * width) })
  }

  /// Notes a row under the next number, unless an equal one is known; says whether it is new.
  func insert(_ row: UnsafePointer<Word>, in rows: UnsafePointer<Word>) -> Bool {
    reserve(1, rows)
    return insert(row, hashed(row, width), rows)
  }

  /// Appends those of some rows to a buffer that are not there yet.
  ///
  /// All slots are read once before any is looked at, and the rows they hold likewise, so that the memory fetches
  /// them side by side.
  func appendNew(_ candidates: UnsafePointer<Word>, _ candidateCount: Int, to rows: RowBuffer<Word>) {
    reserve(candidateCount, rows.words)
    rows.reserve(candidateCount)
    let known = rows.words
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: candidateCount) { hashes in
      guard let hashes = hashes.baseAddress else { return }
      var seen: UInt64 = 0
      for index in 0..<candidateCount { hashes[index] = hashed(candidates + index * width, width) }
      for index in 0..<candidateCount { seen |= UInt64(slots.touch(hashes[index])) }
      for index in 0..<candidateCount {
        if let number = slots.likelyNumber(of: hashes[index]) { seen |= UInt64(known[number * width]) }
      }
      touched = seen
      for index in 0..<candidateCount {
        let row = candidates + index * width
        if insert(row, hashes[index], known) { rows.append(row: row) }
      }
    }
  }

  @inline(__always)
  private func insert(_ row: UnsafePointer<Word>, _ hash: UInt64, _ rows: UnsafePointer<Word>) -> Bool {
    let place = slots.place(of: hash) { isEqual(row, rows + $0 * width) }
    guard slots.number(at: place) == nil else { return false }
    slots.putNext(hash, at: place)
    return true
  }

  @inline(__always)
  private func isEqual(_ a: UnsafePointer<Word>, _ b: UnsafePointer<Word>) -> Bool {
    var column = 0
    while column < width, a[column] == b[column] { column += 1 }
    return column == width
  }

  private func reserve(_ extra: Int, _ rows: UnsafePointer<Word>) {
    slots.reserve(extra) { hashed(rows + $0 * width, width) }
  }
}

/// One hash of several words.
@inline(__always)
func hashed<Word: UnsignedInteger & FixedWidthInteger>(_ words: UnsafePointer<Word>, _ count: Int) -> UInt64 {
  var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
  var index = 0
  if Word.bitWidth == 32 {
    while index + 1 < count {
      hash = folded(hash, UInt64(words[index]) << 32 | UInt64(words[index + 1]))
      index += 2
    }
  }
  while index < count {
    hash = folded(hash, UInt64(words[index]))
    index += 1
  }
  return mixed(hash)
}

/// Multiplying to 128 bits and folding mixes every bit of a word into every bit of the hash (wyhash).
@inline(__always)
private func folded(_ hash: UInt64, _ word: UInt64) -> UInt64 {
  let product = (hash ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
  return product.high ^ product.low &+ 0xe703_7ed1_a0b4_28db
}
