/// A set of packed pairs, made for finding out fast whether a pair is new.
///
/// Pairs are grouped by their first column, which indexes a directory; each group keeps its second columns in the
/// form that suits them, as Roaring bitmaps do (Lemire et al. 2016):
///
/// ```
/// up to 16 values    list      | v | v | v | …              scanned
/// dense values       bitmap    | 64 bits | 64 bits | …      one bit test, mostly in cache
/// otherwise          hash      | v | empty | v | …          open addressing, at most half full
/// ```
///
/// First columns too sparse for a directory put the whole set into one hash table of pairs. It is a class because it
/// owns its memory.
final class PairSet {
  private struct Group {
    var storage: UnsafeMutableRawPointer?
    var count: UInt32
    /// Values a list or hash holds, or the words of a bitmap with ``bitmapFlag`` added.
    var capacity: UInt32
  }

  private static let bitmapFlag: UInt32 = 0x8000_0000
  private static let listLimit: UInt32 = 16
  private static let vacant = UInt32.max

  private var groups: UnsafeMutablePointer<Group>
  private var groupCapacity = 0
  private var sparse: WordSet?
  /// One more than the largest second column met.
  private var universe: UInt32 = 0
  private(set) var count = 0
  /// Memory held by the groups' values.
  private var valueBytes = 0

  init() { groups = .allocate(capacity: 0) }

  deinit {
    for index in 0..<groupCapacity { groups[index].storage?.deallocate() }
    groups.deallocate()
  }

  /// Bytes of memory held.
  var byteCount: Int { valueBytes + groupCapacity * MemoryLayout<Group>.stride + (sparse?.byteCount ?? 0) }
}

// MARK: Asking

extension PairSet {
  @inline(__always)
  func contains(_ pair: UInt64) -> Bool {
    let first = Int(pair >> 32)
    guard first < groupCapacity else { return sparse?.contains(pair) ?? false }
    let group = groups[first]
    let value = UInt32(truncatingIfNeeded: pair)
    if group.capacity & Self.bitmapFlag != 0, let storage = group.storage {
      guard value >> 6 < group.capacity & ~Self.bitmapFlag else { return false }
      return storage.assumingMemoryBound(to: UInt64.self)[Int(value >> 6)] & (1 << UInt64(value & 63)) != 0
    }
    return contains(value, in: group)
  }

  private func contains(_ value: UInt32, in group: Group) -> Bool {
    guard let storage = group.storage else { return false }
    if group.capacity & Self.bitmapFlag != 0 {
      let word = value >> 6
      guard word < group.capacity & ~Self.bitmapFlag else { return false }
      return storage.assumingMemoryBound(to: UInt64.self)[Int(word)] & (1 << UInt64(value & 63)) != 0
    }
    let values = storage.assumingMemoryBound(to: UInt32.self)
    if group.capacity <= Self.listLimit {
      for index in 0..<Int(group.count) where values[index] == value { return true }
      return false
    }
    return values[Self.slot(of: value, in: values, group.capacity)] == value
  }

  @inline(__always)
  private static func slot(of value: UInt32, in values: UnsafeMutablePointer<UInt32>, _ capacity: UInt32)
    -> Int
  {
    let mask = capacity - 1
    var slot = (value &* 0x9e37_79b1) >> UInt32(truncatingIfNeeded: 32 - capacity.trailingZeroBitCount) & mask
    while values[Int(slot)] != vacant, values[Int(slot)] != value { slot = (slot + 1) & mask }
    return Int(slot)
  }
}

// MARK: Adding

extension PairSet {
  /// Adds a pair; says whether it is new.
  @inline(__always)
  func insert(_ pair: UInt64) -> Bool {
    let first = Int(pair >> 32)
    if first < groupCapacity {
      let group = groups + first
      if group.pointee.capacity & Self.bitmapFlag != 0, let storage = group.pointee.storage {
        let value = UInt32(truncatingIfNeeded: pair)
        let word = value >> 6
        if word < group.pointee.capacity & ~Self.bitmapFlag {
          let bits = storage.assumingMemoryBound(to: UInt64.self) + Int(word)
          let bit: UInt64 = 1 << UInt64(value & 63)
          if bits.pointee & bit != 0 { return false }
          bits.pointee |= bit
          group.pointee.count += 1
          count += 1
          return true
        }
      }
    }
    return insertSlowly(pair)
  }

  /// Adds pairs of one first column; appends those that are new to a buffer.
  func insertAll(
    _ first: UInt64, _ values: UnsafePointer<UInt32>, _ valueCount: Int, into rows: RowBuffer<UInt64>
  ) {
    var next = 0
    while next < valueCount {
      next = insertIntoBitmap(first, values, next, valueCount, rows)
      guard next < valueCount else { return }
      let pair = first << 32 | UInt64(values[next])
      if insertSlowly(pair) { rows.append(pair) }
      next += 1
    }
  }

  /// Adds pairs as long as the group is a bitmap with room for them; returns how far it came.
  @inline(__always)
  private func insertIntoBitmap(
    _ first: UInt64, _ values: UnsafePointer<UInt32>, _ start: Int, _ end: Int, _ rows: RowBuffer<UInt64>
  ) -> Int {
    guard first < UInt64(groupCapacity) else { return start }
    let group = groups + Int(first)
    guard group.pointee.capacity & Self.bitmapFlag != 0, let storage = group.pointee.storage else {
      return start
    }
    let words = storage.assumingMemoryBound(to: UInt64.self)
    let wordCount = group.pointee.capacity & ~Self.bitmapFlag
    let before = rows.count
    var next = start
    rows.reserve(end - start)
    while next < end {
      let value = values[next]
      guard value >> 6 < wordCount else { break }
      let bit: UInt64 = 1 << UInt64(value & 63)
      let word = words[Int(value >> 6)]
      if word & bit == 0 {
        words[Int(value >> 6)] = word | bit
        rows.appendReserved(first << 32 | UInt64(value))
      }
      next += 1
    }
    let added = rows.count - before
    group.pointee.count += UInt32(added)
    count += added
    return next
  }

  private func insertSlowly(_ pair: UInt64) -> Bool {
    if let sparse {
      let isNew = sparse.insert(pair)
      if isNew { count += 1 }
      return isNew
    }
    let first = Int(pair >> 32)
    if first >= groupCapacity {
      guard first < max(1 << 16, 8 * count) else {
        becomeSparse()
        return insertSlowly(pair)
      }
      growDirectory(to: first + 1)
    }
    let value = UInt32(truncatingIfNeeded: pair)
    let group = groups + first
    if contains(value, in: group.pointee) { return false }
    universe = max(universe, value + 1)
    makeRoom(for: value, in: group)
    place(value, in: group)
    count += 1
    return true
  }

  private func growDirectory(to needed: Int) {
    let capacity = max(needed, groupCapacity * 2, 64)
    let grown = UnsafeMutablePointer<Group>.allocate(capacity: capacity)
    grown.update(from: groups, count: groupCapacity)
    let empty = Group(storage: nil, count: 0, capacity: 0)
    (grown + groupCapacity).initialize(repeating: empty, count: capacity - groupCapacity)
    groups.deallocate()
    groups = grown
    groupCapacity = capacity
  }

  private func place(_ value: UInt32, in group: UnsafeMutablePointer<Group>) {
    guard let storage = group.pointee.storage else { return }
    if group.pointee.capacity & Self.bitmapFlag != 0 {
      storage.assumingMemoryBound(to: UInt64.self)[Int(value >> 6)] |= 1 << UInt64(value & 63)
    } else {
      let values = storage.assumingMemoryBound(to: UInt32.self)
      let isList = group.pointee.capacity <= Self.listLimit
      let slot = isList ? Int(group.pointee.count) : Self.slot(of: value, in: values, group.pointee.capacity)
      values[slot] = value
    }
    group.pointee.count += 1
  }

  /// Sees to it that a new value can be placed, changing the group's form if another suits it better now.
  private func makeRoom(for value: UInt32, in group: UnsafeMutablePointer<Group>) {
    let (count, capacity) = (group.pointee.count, group.pointee.capacity)
    if capacity & Self.bitmapFlag != 0 {
      guard value >> 6 >= capacity & ~Self.bitmapFlag else { return }
    } else if capacity <= Self.listLimit {
      guard count == capacity else { return }
      if capacity < Self.listLimit { return rebuild(group, capacity: max(4, capacity * 2)) }
    } else {
      guard count * 2 >= capacity else { return }
    }
    let words = UInt32((UInt64(universe) + 63) / 64)
    if UInt64(words) <= UInt64(count) * 2 {
      rebuild(group, capacity: min(words + words / 4, (Self.vacant >> 6)) | Self.bitmapFlag)
    } else {
      rebuild(group, capacity: max(64, (count * 4).nextPowerOfTwo))
    }
  }

  private func rebuild(_ group: UnsafeMutablePointer<Group>, capacity: UInt32) {
    var old = group.pointee
    let isBitmap = capacity & Self.bitmapFlag != 0
    let bytes = isBitmap ? Int(capacity & ~Self.bitmapFlag) * 8 : Int(capacity) * 4
    let storage = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 8)
    if isBitmap {
      storage.initializeMemory(as: UInt64.self, repeating: 0, count: bytes / 8)
    } else {
      storage.initializeMemory(as: UInt32.self, repeating: Self.vacant, count: bytes / 4)
    }
    group.pointee = Group(storage: storage, count: 0, capacity: capacity)
    forEachValue(of: old) { place($0, in: group) }
    valueBytes += bytes - Self.byteCount(of: old)
    old.storage?.deallocate()
    old.storage = nil
  }

  private static func byteCount(of group: Group) -> Int {
    if group.storage == nil { return 0 }
    return group.capacity & bitmapFlag != 0 ? Int(group.capacity & ~bitmapFlag) * 8 : Int(group.capacity) * 4
  }

  private func forEachValue(of group: Group, _ body: (UInt32) -> Void) {
    guard let storage = group.storage else { return }
    if group.capacity & Self.bitmapFlag != 0 {
      let words = storage.assumingMemoryBound(to: UInt64.self)
      for index in 0..<Int(group.capacity & ~Self.bitmapFlag) {
        var word = words[index]
        while word != 0 {
          body(UInt32(index * 64 + word.trailingZeroBitCount))
          word &= word - 1
        }
      }
      return
    }
    let values = storage.assumingMemoryBound(to: UInt32.self)
    if group.capacity <= Self.listLimit {
      for index in 0..<Int(group.count) { body(values[index]) }
    } else {
      for index in 0..<Int(group.capacity) where values[index] != Self.vacant { body(values[index]) }
    }
  }

  private func becomeSparse() {
    let words = WordSet()
    for first in 0..<groupCapacity {
      forEachValue(of: groups[first]) { _ = words.insert(UInt64(first) << 32 | UInt64($0)) }
      groups[first].storage?.deallocate()
    }
    groups.deallocate()
    groups = .allocate(capacity: 0)
    groupCapacity = 0
    valueBytes = 0
    sparse = words
  }
}

extension UInt32 {
  /// The least power of two that is not less.
  var nextPowerOfTwo: UInt32 { self <= 1 ? 1 : 1 << (32 - UInt32((self - 1).leadingZeroBitCount)) }
}
