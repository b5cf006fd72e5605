import Relations

/// A set of packed pairs, made for finding out fast whether a pair is new.
///
/// Pairs are grouped by their first column; each group keeps its second columns in the form that suits them, as Roaring
/// bitmaps do (Lemire et al. 2016). What comes decides how they are found, and the set goes from one to the other:
///
/// ```
/// first columns      dense        a directory of groups
///                    scattered    numbered, and a directory by number, if groups are large; else one table of pairs
/// second columns     dense        a bitmap's bit n stands for the value n
///                    scattered    for the value of number n
/// ```
///
/// It is a class because it owns its memory.
final class PairSet {
  var groups: UnsafeMutablePointer<PairGroup>
  var groupCapacity = 0
  /// All pairs, where groups would be too small.
  var sparse: WordSet?
  var tally = PairGroup.Tally()
  /// The numbers of the groups, if first columns do not index them.
  var firstNumbers: ValueNumbering.Shared?
  /// The numbers for which bits stand, as the tally has them too; nothing if bits stand for values themselves.
  ///
  /// Asked for each pair, which would take half as long again if it had to be made sure that nobody changes the tally.
  var secondNumbers: ValueNumbering.Shared? {
    didSet {
      tally.numbering = secondNumbers
      numberingVersion += 1
    }
  }
  /// How often bits have come to stand for something else.
  private(set) var numberingVersion = 0
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  var touched: UInt32 = 0
  /// How many pairs there are when the set next looks into its form.
  var nextLook = 1 << 14

  init() { groups = growMemory(nil, capacity: 0) }

  deinit {
    dropGroups()
    freeMemory(groups)
  }

  /// Pairs held.
  var count: Int { tally.count }

  /// Bytes of memory held.
  var byteCount: Int {
    tally.bytes + groupCapacity * MemoryLayout<PairGroup>.stride + (sparse?.byteCount ?? 0)
      + (firstNumbers?.pointee.byteCount ?? 0) + (secondNumbers?.pointee.byteCount ?? 0)
  }

  /// The number of the group of a first column, or one that no group has.
  @inline(__always)
  func groupNumber(of first: UInt64) -> Int {
    guard let firstNumbers else { return Int(truncatingIfNeeded: first) }
    return Int(firstNumbers.pointee.number(of: UInt32(truncatingIfNeeded: first)))
  }

  @inline(__always)
  func contains(_ pair: UInt64) -> Bool {
    let group = groupNumber(of: pair >> 32)
    guard group < groupCapacity else { return sparse?.contains(pair) ?? false }
    return groups[group].contains(UInt32(truncatingIfNeeded: pair), secondNumbers)
  }

  /// Reads what has to be read to find a pair, so that the memory fetches it.
  @inline(__always)
  func touch(_ pair: UInt64) -> UInt64 {
    let group = groupNumber(of: pair >> 32)
    guard group < groupCapacity else { return sparse?.touch(pair) ?? 0 }
    return UInt64(groups[group].touch(UInt32(truncatingIfNeeded: pair), secondNumbers))
  }

  /// What goes with a first column, good until the set changes; nothing if the pairs are not kept in groups.
  @inline(__always)
  func group(of first: UInt64) -> PairGroup? {
    let group = groupNumber(of: first)
    guard group < groupCapacity else { return sparse == nil ? PairGroup() : nil }
    return groups[group]
  }

  /// The seconds of a group as a bitmap that can be added to another set, if that is how the group keeps them; good
  /// until the group changes.
  @inline(__always)
  func bitmap(of first: UInt64, for other: PairSet) -> UnsafeBufferPointer<UInt64>? {
    let group = groupNumber(of: first)
    guard group < groupCapacity, let bitmap = groups[group].bitmap else { return nil }
    return secondNumbers == other.secondNumbers ? UnsafeBufferPointer(bitmap) : nil
  }

  /// Whether a group is a bitmap that can be added to other sets.
  var hasBitmapsForOthers: Bool { secondNumbers == nil && hasBitmaps }

  /// Whether a group is a bitmap.
  var hasBitmaps: Bool { (0..<groupCapacity).contains { groups[$0].bitmap != nil } }

  /// Adds a pair; says whether it is new.
  @inline(__always)
  func insert(_ pair: UInt64) -> Bool {
    var group = groupNumber(of: pair >> 32)
    if group >= groupCapacity {
      guard let made = makeGroup(for: pair >> 32) else { return insertSparsely(pair) }
      group = made
    }
    return groups[group].insert(UInt32(truncatingIfNeeded: pair), secondNumbers, &tally)
  }

  func insertSparsely(_ pair: UInt64) -> Bool {
    guard let sparse, sparse.insert(pair) else { return false }
    tally.count += 1
    return true
  }

  /// All pairs in ascending order.
  func sortedPairs(_ workers: Workers) -> [UInt64] {
    if let sparse {
      var words = sparse.words
      words.radixSort(workers: workers)
      return words
    }
    var words = [UInt64](unsafeUninitializedCapacity: count) { words, filled in
      guard let base = words.baseAddress else { return }
      forEachGroup { first, group in
        group.forEachValue(secondNumbers) { value in
          base[filled] = UInt64(first) << 32 | UInt64(value)
          filled += 1
        }
      }
    }
    if !words.isStrictlyAscending { _ = words.sortWithinUpperHalves(workers: workers) }
    return words
  }

  /// Goes through the groups in the order of their first columns.
  func forEachGroup(_ body: (_ first: UInt32, PairGroup) -> Void) {
    guard let firstNumbers else {
      for group in 0..<groupCapacity { body(UInt32(group), groups[group]) }
      return
    }
    var firsts = (0..<firstNumbers.pointee.count).map {
      UInt64(firstNumbers.pointee.value(of: $0)) << 32 | UInt64($0)
    }
    firsts.radixSort()
    for word in firsts { body(UInt32(word >> 32), groups[Int(word & 0xffff_ffff)]) }
  }
}

extension UInt32 {
  /// The least power of two that is not less.
  var nextPowerOfTwo: UInt32 { self <= 1 ? 1 : 1 << (32 - UInt32((self - 1).leadingZeroBitCount)) }
}
