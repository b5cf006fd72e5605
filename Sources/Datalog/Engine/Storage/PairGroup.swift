/// The second columns of all pairs with one first column, in the form that suits them.
///
/// ```
/// up to 16 values    list      | v | v | v | vacant …       compared four at a time
/// dense values       bitmap    | 64 bits | 64 bits | …      one bit test, mostly in cache
/// otherwise          hash      | v | vacant | v | …         open addressing, at most three quarters full
/// ```
///
/// Its set frees the memory, and says which bit stands for which value: by a numbering that all its groups share, or,
/// if there is none, bit *n* for the value *n*.
struct PairGroup {
  var storage: UnsafeMutableRawPointer?
  var count: UInt32 = 0
  /// Values a list or hash holds, or the words of a bitmap with ``bitmapFlag`` added.
  var capacity: UInt32 = 0

  static let bitmapFlag: UInt32 = 0x8000_0000
  static let listLimit: UInt32 = 16
  static let vacant = UInt32.max
  /// Words of the longest bitmap, whose bits all have numbers of 32 bits.
  static let longestBitmap = UInt32.max >> 6

  /// What a set knows of all its groups together; whoever changes some groups changes a copy, and adds it up.
  struct Tally {
    /// More than the bit of any value met.
    var universe: UInt32 = 0
    /// Pairs held.
    var count = 0
    /// Memory held.
    var bytes = 0
    /// The numbers of values, if bits stand for numbers.
    var numbering: ValueNumbering.Shared?

    /// Makes sure that the universe has a value, and returns the value's bit.
    @inline(__always)
    mutating func meet(_ value: UInt32) -> UInt32 {
      let bit = numbering?.pointee.number(adding: value) ?? value
      universe = max(universe, bit + 1)
      return bit
    }
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

  var byteCount: Int {
    if storage == nil { return 0 }
    return capacity & Self.bitmapFlag != 0 ? Int(capacity & ~Self.bitmapFlag) * 8 : Int(capacity) * 4
  }
}

// MARK: Asking

extension PairGroup {
  @inline(__always)
  func contains(_ value: UInt32, _ numbering: ValueNumbering.Shared?) -> Bool {
    guard let storage else { return false }
    if capacity & Self.bitmapFlag != 0 {
      let bit = Self.bit(of: value, numbering)
      guard bit >> 6 < capacity & ~Self.bitmapFlag else { return false }
      return storage.assumingMemoryBound(to: UInt64.self)[Int(bit >> 6)] & 1 << UInt64(bit & 63) != 0
    }
    let values = storage.assumingMemoryBound(to: UInt32.self)
    if capacity <= Self.listLimit { return Self.list(values, capacity, contains: value) }
    return values[Self.slot(of: value, in: values, capacity)] == value
  }

  /// Goes through those of some values that are not there.
  @inline(__always)
  func forEachMissing(
    _ values: UnsafePointer<UInt32>, _ valueCount: Int, _ numbering: ValueNumbering.Shared?,
    _ body: (UInt32) -> Void
  ) {
    // One loop a form, so that none asks again and again which it is.
    if let bitmap {
      let limit = UInt32(truncatingIfNeeded: bitmap.count) &<< 6
      for index in 0..<valueCount {
        let bit = Self.bit(of: values[index], numbering)
        if bit < limit, bitmap[Int(bit &>> 6)] & 1 &<< UInt64(bit & 63) != 0 { continue }
        body(values[index])
      }
    } else if capacity > Self.listLimit, let slots = storage?.assumingMemoryBound(to: UInt32.self) {
      let capacity = capacity
      for index in 0..<valueCount {
        let value = values[index]
        if slots[Self.slot(of: value, in: slots, capacity)] != value { body(value) }
      }
    } else {
      for index in 0..<valueCount where !contains(values[index], numbering) { body(values[index]) }
    }
  }

  /// Reads what has to be read to find a value, so that the memory fetches it.
  @inline(__always)
  func touch(_ value: UInt32, _ numbering: ValueNumbering.Shared?) -> UInt32 {
    guard let storage else { return 0 }
    let words = storage.assumingMemoryBound(to: UInt32.self)
    if capacity & Self.bitmapFlag != 0 {
      let bit = Self.bit(of: value, numbering)
      return bit >> 6 < capacity & ~Self.bitmapFlag ? words[Int(bit >> 5)] : 0
    }
    return capacity <= Self.listLimit ? words[0] : words[Self.firstSlot(of: value, capacity)]
  }

  /// The bit of a value, or one larger than any if it has none.
  @inline(__always)
  static func bit(of value: UInt32, _ numbering: ValueNumbering.Shared?) -> UInt32 {
    numbering?.pointee.number(of: value) ?? value
  }

  @inline(__always)
  static func list(_ values: UnsafePointer<UInt32>, _ capacity: UInt32, contains value: UInt32)
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
  static func slot(of value: UInt32, in values: UnsafePointer<UInt32>, _ capacity: UInt32) -> Int {
    let mask = Int(capacity) - 1
    var slot = firstSlot(of: value, capacity)
    while values[slot] != vacant, values[slot] != value { slot = (slot + 1) & mask }
    return slot
  }

  /// Goes through the values in no particular order.
  func forEachValue(_ numbering: ValueNumbering.Shared?, _ body: (UInt32) -> Void) {
    guard let storage else { return }
    if let bitmap {
      for (index, word) in bitmap.enumerated() {
        var word = word
        while word != 0 {
          let bit = index * 64 + word.trailingZeroBitCount
          body(numbering?.pointee.value(of: bit) ?? UInt32(bit))
          word &= word - 1
        }
      }
      return
    }
    let values = storage.assumingMemoryBound(to: UInt32.self)
    for index in 0..<Int(capacity) where values[index] != Self.vacant { body(values[index]) }
  }
}
