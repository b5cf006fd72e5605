/// The second columns of all pairs with one first column, in the form that suits them.
///
/// ```
/// up to 16 values    list      | v | v | v | vacant …       compared four at a time
/// dense values       bitmap    | 64 bits | 64 bits | …      one bit test, mostly in cache
/// otherwise          hash      | v | vacant | v | …         open addressing, at most three quarters full
/// ```
///
/// Its set frees the memory.
struct PairGroup {
  private var storage: UnsafeMutableRawPointer?
  private(set) var count: UInt32 = 0
  /// Values a list or hash holds, or the words of a bitmap with ``bitmapFlag`` added.
  private var capacity: UInt32 = 0

  private static let bitmapFlag: UInt32 = 0x8000_0000
  private static let listLimit: UInt32 = 16
  private static let vacant = UInt32.max

  /// What a set knows of all its groups together; whoever changes some groups changes a copy, and adds it up.
  struct Tally {
    /// One more than the largest value met.
    var universe: UInt32 = 0
    /// Pairs held.
    var count = 0
    /// Memory held.
    var bytes = 0
  }

  init() {}

  func deallocate() { storage?.deallocate() }

  /// The values as a bitmap, if that is how they are kept; good until the group changes.
  @inline(__always)
  var bitmap: UnsafeMutableBufferPointer<UInt64>? {
    guard capacity & Self.bitmapFlag != 0, let storage else { return nil }
    return UnsafeMutableBufferPointer(
      start: storage.assumingMemoryBound(to: UInt64.self), count: Int(capacity & ~Self.bitmapFlag))
  }

  private var byteCount: Int {
    if storage == nil { return 0 }
    return capacity & Self.bitmapFlag != 0 ? Int(capacity & ~Self.bitmapFlag) * 8 : Int(capacity) * 4
  }
}

// MARK: Asking

extension PairGroup {
  @inline(__always)
  func contains(_ value: UInt32) -> Bool {
    guard let storage else { return false }
    if capacity & Self.bitmapFlag != 0 {
      guard value >> 6 < capacity & ~Self.bitmapFlag else { return false }
      return storage.assumingMemoryBound(to: UInt64.self)[Int(value >> 6)] & 1 << UInt64(value & 63) != 0
    }
    let values = storage.assumingMemoryBound(to: UInt32.self)
    if capacity <= Self.listLimit { return Self.list(values, capacity, contains: value) }
    return values[Self.slot(of: value, in: values, capacity)] == value
  }

  /// Reads what has to be read to find a value, so that the memory fetches it.
  @inline(__always)
  func touch(_ value: UInt32) -> UInt32 {
    guard let storage else { return 0 }
    let words = storage.assumingMemoryBound(to: UInt32.self)
    if capacity & Self.bitmapFlag != 0 {
      return value >> 6 < capacity & ~Self.bitmapFlag ? words[Int(value >> 5)] : 0
    }
    return capacity <= Self.listLimit ? words[0] : words[Self.firstSlot(of: value, capacity)]
  }

  @inline(__always)
  private static func list(_ values: UnsafePointer<UInt32>, _ capacity: UInt32, contains value: UInt32)
    -> Bool
  {
    let wanted = SIMD4(repeating: value)
    var found = SIMDMask<SIMD4<Int32>>(repeating: false)
    for four in stride(from: 0, to: Int(capacity), by: 4) {
      found .|= UnsafeRawPointer(values + four).loadUnaligned(as: SIMD4<UInt32>.self) .== wanted
    }
    return any(found)
  }

  @inline(__always)
  private static func firstSlot(of value: UInt32, _ capacity: UInt32) -> Int {
    Int((value &* 0x9e37_79b1) &>> UInt32(truncatingIfNeeded: 32 &- capacity.trailingZeroBitCount))
  }

  @inline(__always)
  private static func slot(of value: UInt32, in values: UnsafePointer<UInt32>, _ capacity: UInt32) -> Int {
    let mask = Int(capacity) - 1
    var slot = firstSlot(of: value, capacity)
    while values[slot] != vacant, values[slot] != value { slot = (slot + 1) & mask }
    return slot
  }

  func forEachValue(_ body: (UInt32) -> Void) {
    guard let storage else { return }
    if let bitmap {
      for (index, word) in bitmap.enumerated() {
        var word = word
        while word != 0 {
          body(UInt32(index * 64 + word.trailingZeroBitCount))
          word &= word - 1
        }
      }
      return
    }
    let values = storage.assumingMemoryBound(to: UInt32.self)
    for index in 0..<Int(capacity) where values[index] != Self.vacant { body(values[index]) }
  }
}

// MARK: Adding

extension PairGroup {
  /// Adds a value; says whether it is new.
  @inline(__always)
  mutating func insert(_ value: UInt32, _ tally: inout Tally) -> Bool {
    if capacity & Self.bitmapFlag != 0, value >> 6 < capacity & ~Self.bitmapFlag, let storage {
      let word = storage.assumingMemoryBound(to: UInt64.self) + Int(value >> 6)
      let bit: UInt64 = 1 << UInt64(value & 63)
      guard word.pointee & bit == 0 else { return false }
      word.pointee |= bit
      count += 1
      tally.count += 1
      return true
    }
    return insertOutsideBitmap(value, &tally)
  }

  private mutating func insertOutsideBitmap(_ value: UInt32, _ tally: inout Tally) -> Bool {
    if let storage, capacity & Self.bitmapFlag == 0 {
      let values = storage.assumingMemoryBound(to: UInt32.self)
      let place: Int
      if capacity <= Self.listLimit {
        if Self.list(values, capacity, contains: value) { return false }
        place = count < capacity ? Int(count) : -1
      } else {
        let slot = Self.slot(of: value, in: values, capacity)
        if values[slot] == value { return false }
        place = count * 4 < capacity * 3 ? slot : -1
      }
      if place >= 0 {
        values[place] = value
        count += 1
        tally.count += 1
        tally.universe = max(tally.universe, value + 1)
        return true
      }
    }
    tally.universe = max(tally.universe, value + 1)
    makeRoom(&tally)
    place(value)
    tally.count += 1
    return true
  }

  /// Adds values; those that are new are written to `new`, which has room for all.
  ///
  /// - Returns: How many are new.
  @inline(__always)
  mutating func insertAll(
    _ values: UnsafePointer<UInt32>, _ valueCount: Int, first: UInt64, _ tally: inout Tally,
    new: UnsafeMutablePointer<UInt64>
  ) -> Int {
    var added = 0
    for index in 0..<valueCount where insert(values[index], &tally) {
      new[added] = first << 32 | UInt64(values[index])
      added += 1
    }
    return added
  }

  private mutating func place(_ value: UInt32) {
    guard let storage else { return }
    if let bitmap {
      bitmap[Int(value >> 6)] |= 1 << UInt64(value & 63)
    } else {
      let values = storage.assumingMemoryBound(to: UInt32.self)
      values[capacity <= Self.listLimit ? Int(count) : Self.slot(of: value, in: values, capacity)] = value
    }
    count += 1
  }

  /// Sees to it that one more value, which is within the universe, can be placed, changing the form if another
  /// suits the values better now.
  private mutating func makeRoom(_ tally: inout Tally) {
    if bitmap == nil, capacity < Self.listLimit { return rebuild(capacity: max(4, capacity * 2), &tally) }
    let words = UInt32((UInt64(tally.universe) + 63) / 64)
    if bitmap != nil || UInt64(words) <= UInt64(count) * 2 {
      rebuild(capacity: min(words + words / 4, Self.vacant >> 6) | Self.bitmapFlag, &tally)
    } else {
      rebuild(capacity: max(32, (count * 2).nextPowerOfTwo), &tally)
    }
  }

  /// Makes the group a bitmap of at least so many words, because it is about to take many values.
  ///
  /// - Returns: Nothing if that would be too large.
  mutating func makeBitmap(words: Int, _ tally: inout Tally) -> UnsafeMutableBufferPointer<UInt64>? {
    if let bitmap, bitmap.count >= words { return bitmap }
    var needed = max(words, bitmap?.count ?? 0)
    if bitmap == nil { forEachValue { needed = max(needed, Int($0 >> 6) + 1) } }
    guard needed < Int(Self.vacant >> 6) else { return nil }
    rebuild(capacity: UInt32(needed) | Self.bitmapFlag, &tally)
    return bitmap
  }

  /// Counts values that were put into the bitmap.
  mutating func note(_ added: Int, _ tally: inout Tally) {
    count += UInt32(added)
    tally.count += added
  }

  private mutating func rebuild(capacity newCapacity: UInt32, _ tally: inout Tally) {
    let old = self
    capacity = newCapacity
    count = 0
    let bytes =
      newCapacity & Self.bitmapFlag != 0 ? Int(newCapacity & ~Self.bitmapFlag) * 8 : Int(newCapacity) * 4
    let grown = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 8)
    // Vacant values and vacant bits differ.
    grown.initializeMemory(
      as: UInt8.self, repeating: newCapacity & Self.bitmapFlag != 0 ? 0 : 0xff, count: bytes)
    storage = grown
    old.forEachValue { place($0) }
    tally.bytes += bytes - old.byteCount
    old.deallocate()
  }
}
