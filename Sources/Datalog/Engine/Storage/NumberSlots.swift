/// Finds numbered things by hash: open addressing, a slot being 32 bits, at most two thirds full.
///
/// ```
/// slot:  | what is left of the hash's low half | number + 1, as many bits as the table has |      0: vacant
/// ```
///
/// A slot's place is the top of the hash, so the two parts tell most things apart without fetching them. Numbers
/// are dense: what is held is 0 ..< ``count``. Its owner frees the memory.
struct NumberSlots {
  private var slots: UnsafeMutablePointer<UInt32>
  private var bits: UInt64
  private(set) var count = 0

  init(bits: Int = 6) {
    self.bits = UInt64(bits)
    slots = zeroedMemory(UInt32.self, capacity: 1 << bits)
  }

  func deallocate() { freeMemory(slots) }

  /// Bytes of memory held.
  var byteCount: Int { 4 << Int(bits) }

  private var mask: UInt32 { UInt32(truncatingIfNeeded: (1 << bits) - 1) }

  /// Where a thing of a hash is, or would be put; `isEqual` says whether the thing of a number is the one looked for.
  @inline(__always)
  func place(of hash: UInt64, isEqual: (Int) -> Bool) -> Int {
    let mask = mask
    let tag = UInt32(truncatingIfNeeded: hash) & ~mask
    var place = Int(hash >> (64 - bits))
    while case let slot = slots[place], slot != 0 {
      if slot & ~mask == tag, isEqual(Int(slot & mask) - 1) { return place }
      place = (place + 1) & Int(mask)
    }
    return place
  }

  /// The number at a place; nothing if the place is vacant.
  @inline(__always)
  func number(at place: Int) -> Int? {
    let slot = slots[place]
    return slot == 0 ? nil : Int(slot & mask) - 1
  }

  /// The number that a hash's first slot holds if its tag is right, so that it can be fetched beforehand.
  @inline(__always)
  func likelyNumber(of hash: UInt64) -> Int? {
    let slot = slots[Int(hash >> (64 - bits))]
    return slot != 0 && slot & ~mask == UInt32(truncatingIfNeeded: hash) & ~mask ? Int(slot & mask) - 1 : nil
  }

  /// Reads a hash's first slot, so that the memory fetches it.
  @inline(__always)
  func touch(_ hash: UInt64) -> UInt32 { slots[Int(hash >> (64 - bits))] }

  /// Puts the next number at a vacant place that ``place(of:isEqual:)`` gave for its hash.
  @inline(__always)
  mutating func putNext(_ hash: UInt64, at place: Int) {
    let mask = mask
    count += 1
    slots[place] = UInt32(truncatingIfNeeded: hash) & ~mask | UInt32(truncatingIfNeeded: count)
  }

  /// Makes room for more numbers; `hash` gives the hash of what has a number.
  @inline(__always)
  mutating func reserve(_ extra: Int, hash: (Int) -> UInt64) {
    guard (count + extra) * 3 > 2 << Int(bits) else { return }
    while (count + extra) * 3 > 2 << Int(bits) { bits += 1 }
    precondition(bits <= 32, "a table of wide rows holds fewer than 2^32 - 1 of them")
    freeMemory(slots)
    slots = zeroedMemory(UInt32.self, capacity: 1 << Int(bits))
    let total = count
    count = 0
    for number in 0..<total {
      let hash = hash(number)
      putNext(hash, at: place(of: hash) { _ in false })
    }
  }
}
