/// Finds rows of a buffer by their words: an open-addressed table of row numbers, each beside a part of its hash.
///
/// ```
/// slot:  | 32 bits of the hash | row number + 1 |      0: vacant
/// ```
///
/// A slot's place is the top of those bits, so growing copies slots in order without looking at a row, and most
/// rows that differ are told apart without fetching them. It is a class because it owns its memory.
final class RowSet {
  private let width: Int
  private var slots: UnsafeMutablePointer<UInt64>
  private var bits = 10
  private var count = 0
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt64 = 0

  init(width: Int) {
    self.width = width
    slots = .allocate(capacity: 1 << bits)
    slots.initialize(repeating: 0, count: 1 << bits)
  }

  deinit { slots.deallocate() }

  /// Bytes of memory held.
  var byteCount: Int { 8 << bits }

  /// The number of an equal row, if there is one.
  func find(_ row: UnsafePointer<UInt64>, in rows: UnsafePointer<UInt64>) -> Int? {
    let slot = slots[place(of: row, tag: tag(row), in: rows)]
    return slot == 0 ? nil : Int(slot & 0xffff_ffff) - 1
  }

  /// Notes a row under the number it will have, unless an equal one is known; says whether it is new.
  func insert(_ row: UnsafePointer<UInt64>, as number: Int, in rows: UnsafePointer<UInt64>) -> Bool {
    reserve(1)
    return insert(row, tag: tag(row), as: number, in: rows)
  }

  /// Appends those of some rows to a buffer that are not there yet.
  ///
  /// All slots are read once before any is looked at, so that the memory fetches them side by side.
  func appendNew(_ candidates: UnsafePointer<UInt64>, _ candidateCount: Int, to rows: RowBuffer) {
    reserve(candidateCount)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: candidateCount) { tags in
      guard let tags = tags.baseAddress else { return }
      let shift = 32 - UInt64(bits)
      var seen: UInt64 = 0
      for index in 0..<candidateCount { tags[index] = tag(candidates + index * width) }
      for index in 0..<candidateCount { seen |= slots[Int(tags[index] >> shift)] }
      touched = seen
      for index in 0..<candidateCount {
        let row = candidates + index * width
        if insert(row, tag: tags[index], as: rows.count, in: rows.words) { rows.append(row: row) }
      }
    }
  }

  @inline(__always)
  private func tag(_ row: UnsafePointer<UInt64>) -> UInt64 { hashed(row, width) >> 32 }

  @inline(__always)
  private func insert(
    _ row: UnsafePointer<UInt64>, tag: UInt64, as number: Int, in rows: UnsafePointer<UInt64>
  ) -> Bool {
    let place = place(of: row, tag: tag, in: rows)
    guard slots[place] == 0 else { return false }
    precondition(number < Int(UInt32.max), "a relation of wide rows holds fewer than 2^32 - 1 of them")
    slots[place] = tag << 32 | UInt64(number + 1)
    count += 1
    return true
  }

  @inline(__always)
  private func place(of row: UnsafePointer<UInt64>, tag: UInt64, in rows: UnsafePointer<UInt64>) -> Int {
    let mask = 1 << bits - 1
    var place = Int(tag >> (32 - UInt64(bits)))
    while slots[place] != 0 {
      if slots[place] >> 32 == tag {
        let other = rows + (Int(slots[place] & 0xffff_ffff) - 1) * width
        var column = 0
        while column < width, row[column] == other[column] { column += 1 }
        if column == width { return place }
      }
      place = (place + 1) & mask
    }
    return place
  }

  private func reserve(_ extra: Int) {
    var needed = bits
    while (count + extra) * 3 > 2 << needed { needed += 1 }
    if needed > bits { grow(to: needed) }
  }

  private func grow(to newBits: Int) {
    precondition(newBits <= 32, "a relation of wide rows holds fewer than 2^32 - 1 of them")
    let (old, oldCapacity) = (slots, 1 << bits)
    bits = newBits
    slots = .allocate(capacity: 1 << bits)
    slots.initialize(repeating: 0, count: 1 << bits)
    let mask = 1 << bits - 1
    for index in 0..<oldCapacity where old[index] != 0 {
      var place = Int(old[index] >> (64 - UInt64(bits)))
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = old[index]
    }
    old.deallocate()
  }
}

/// One hash of several words.
@inline(__always)
func hashed(_ words: UnsafePointer<UInt64>, _ count: Int) -> UInt64 {
  var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
  for index in 0..<count {
    // Multiplying to 128 bits and folding mixes every bit of a word into every bit of the hash (wyhash).
    let product = (hash ^ words[index]).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    hash = product.high ^ product.low &+ 0xe703_7ed1_a0b4_28db
  }
  return mixed(hash)
}
