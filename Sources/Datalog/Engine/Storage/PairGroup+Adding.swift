// MARK: Adding

extension PairGroup {
  /// Adds a value.
  ///
  /// - Parameters:
  ///   - value: the value.
  ///   - numbering: that of the tally, which a loop need not fetch again and again.
  ///   - tally: what the set knows of all groups.
  /// - Returns: Whether it is new.
  @inline(__always)
  mutating func insert(_ value: UInt32, _ numbering: ValueNumbering.Shared?, _ tally: inout Tally) -> Bool {
    if capacity & Self.bitmapFlag != 0, let storage {
      let bit = Self.bit(of: value, numbering)
      if bit >> 6 < capacity & ~Self.bitmapFlag {
        let word = storage.assumingMemoryBound(to: UInt64.self) + Int(bit >> 6)
        let mask: UInt64 = 1 << UInt64(bit & 63)
        guard word.pointee & mask == 0 else { return false }
        word.pointee |= mask
        count += 1
        tally.count += 1
        return true
      }
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
        _ = tally.meet(value)
        return true
      }
    }
    let bit = tally.meet(value)
    // A value without a number may get one for which the bitmap has a bit.
    if (bitmap?.count ?? 0) <= Int(bit >> 6) { makeRoom(&tally) }
    place(value, tally.numbering)
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
    var (index, added) = (0, 0)
    while index < valueCount {
      // As long as there is room, the form stays the same.
      if bitmap != nil {
        index = putIntoBitmap(values, index, valueCount, first, &tally, new, &added)
      } else if capacity > Self.listLimit {
        index = putIntoHash(values, index, valueCount, first, &tally, new, &added)
      }
      guard index < valueCount else { break }
      if insertOutsideBitmap(values[index], &tally) {
        new[added] = first << 32 | UInt64(values[index])
        added += 1
      }
      index += 1
    }
    return added
  }

  /// Adds values as long as the bitmap has bits for them; returns how far it came.
  @inline(__always)
  private mutating func putIntoBitmap(
    _ values: UnsafePointer<UInt32>, _ start: Int, _ end: Int, _ first: UInt64, _ tally: inout Tally,
    _ new: UnsafeMutablePointer<UInt64>, _ added: inout Int
  ) -> Int {
    guard let bitmap, let words = bitmap.baseAddress else { return start }
    let (limit, numbering, before) = (UInt32(truncatingIfNeeded: bitmap.count) &<< 6, tally.numbering, added)
    var index = start
    while index < end, case let bit = Self.bit(of: values[index], numbering), bit < limit {
      let (word, mask) = (words + Int(bit &>> 6), 1 &<< UInt64(bit & 63) as UInt64)
      if word.pointee & mask == 0 {
        word.pointee |= mask
        new[added] = first << 32 | UInt64(values[index])
        added &+= 1
      }
      index &+= 1
    }
    note(added - before, &tally)
    return index
  }

  /// Adds values as long as the hash has room for one more; returns how far it came.
  @inline(__always)
  private mutating func putIntoHash(
    _ values: UnsafePointer<UInt32>, _ start: Int, _ end: Int, _ first: UInt64, _ tally: inout Tally,
    _ new: UnsafeMutablePointer<UInt64>, _ added: inout Int
  ) -> Int {
    guard let slots = storage?.assumingMemoryBound(to: UInt32.self) else { return start }
    let (capacity, before) = (capacity, added)
    var (index, room) = (start, Int(capacity) / 4 * 3 - Int(count))
    while index < end, room > 0 {
      let value = values[index]
      let slot = Self.slot(of: value, in: slots, capacity)
      if slots[slot] != value {
        slots[slot] = value
        _ = tally.meet(value)
        new[added] = first << 32 | UInt64(value)
        added &+= 1
        room &-= 1
      }
      index &+= 1
    }
    note(added - before, &tally)
    return index
  }

  private mutating func place(_ value: UInt32, _ numbering: ValueNumbering.Shared?) {
    guard let storage else { return }
    if let bitmap {
      let bit = Self.bit(of: value, numbering)
      bitmap[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
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
    let words = Self.words(tally.universe)
    // A bitmap stays one unless it would be far too long; none has bits for the very largest values.
    if words < UInt64(Self.longestBitmap), words <= UInt64(count) * (bitmap == nil ? 2 : 8) {
      rebuild(capacity: Self.bitmapCapacity(words), &tally)
    } else {
      rebuild(capacity: max(32, (count * 2).nextPowerOfTwo), &tally)
    }
  }

  private static func words(_ universe: UInt32) -> UInt64 { (UInt64(universe) + 63) / 64 }

  private static func bitmapCapacity(_ words: UInt64) -> UInt32 {
    min(UInt32(words + words / 4), longestBitmap) | bitmapFlag
  }

  /// Changes what bits stand for; values are kept as a bitmap if that suits them now.
  mutating func renumber(from old: ValueNumbering.Shared?, _ tally: inout Tally) {
    guard capacity > Self.listLimit else { return }
    let words = Self.words(tally.universe)
    let isShort = words < UInt64(Self.longestBitmap) && words <= UInt64(count) * 2
    guard isShort || bitmap != nil else { return }
    rebuild(
      capacity: isShort
        ? Self.bitmapCapacity(words) : max(32, (count * 2).nextPowerOfTwo), from: old,
      &tally)
  }

  /// Makes the group a bitmap of at least so many words, because it is about to take many values.
  ///
  /// - Returns: Nothing if that would be too large.
  mutating func makeBitmap(words: Int, _ tally: inout Tally) -> UnsafeMutableBufferPointer<UInt64>? {
    if let bitmap, bitmap.count >= words { return bitmap }
    var needed = max(words, bitmap?.count ?? 0)
    if bitmap == nil {
      forEachValue(tally.numbering) { needed = max(needed, Int(tally.meet($0) >> 6) + 1) }
    }
    // A far value of its own would make it long.
    guard needed <= max(words, 8 * Int(count)), needed < Int(Self.longestBitmap) else { return nil }
    rebuild(
      capacity: bitmap == nil
        ? UInt32(needed) | Self.bitmapFlag : Self.bitmapCapacity(UInt64(needed)), &tally)
    return bitmap
  }

  /// Counts values that were put into the bitmap.
  mutating func note(_ added: Int, _ tally: inout Tally) {
    count += UInt32(added)
    tally.count += added
  }

  private mutating func rebuild(capacity newCapacity: UInt32, _ tally: inout Tally) {
    rebuild(capacity: newCapacity, from: tally.numbering, &tally)
  }

  private mutating func rebuild(
    capacity newCapacity: UInt32, from oldNumbering: ValueNumbering.Shared?, _ tally: inout Tally
  ) {
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
    if let bits = old.bitmap, let bitmap, oldNumbering == tally.numbering {
      for index in 0..<min(bits.count, bitmap.count) { bitmap[index] = bits[index] }
      count = old.count
    } else {
      old.forEachValue(oldNumbering) { place($0, tally.numbering) }
    }
    tally.bytes += bytes - old.byteCount
    old.deallocate()
  }
}
