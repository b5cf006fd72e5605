import Relations

/// Packed pairs brought together by one of their columns, for rules that treat all that goes with a key alike.
///
/// ```
/// group -> key, start          values: … | v | v | v | v | …
/// ```
///
/// It is a class because it owns its memory, which is used again for round after round unless it is much.
final class DeltaGroups {
  /// Which of the two columns is the key.
  private let keyColumn: Int
  private(set) var keys = Memory<UInt32>()
  private var starts = Memory<UInt32>()
  private var values = Memory<UInt32>()
  /// How many rows each key has; all zero between uses.
  private var counts = Memory<UInt32>()
  /// One more than the largest value.
  private(set) var universe = 0

  init(keyColumn: Int) { self.keyColumn = keyColumn }

  deinit {
    keys.deallocate()
    starts.deallocate()
    values.deallocate()
    counts.deallocate()
  }

  /// Forgets all groups, and gives their memory back if it is much.
  func release() {
    guard values.byteCount > 1 << 16 else { return }
    keys.release()
    starts.release()
    values.release()
  }

  /// How many groups there are.
  var count: Int { keys.count }

  /// Groups some packed pairs, in place of those grouped before.
  ///
  /// - Complexity: O(pairs), and O(largest key) memory unless keys are sparse, when the pairs are sorted.
  func group(_ pairs: UnsafeBufferPointer<UInt64>) {
    keys.removeAll()
    starts.removeAll()
    values.removeAll()
    _ = values.extend(by: pairs.count)
    let (keyShift, valueShift): (UInt64, UInt64) = keyColumn == 0 ? (32, 0) : (0, 32)
    var (largestKey, largestValue): (UInt32, UInt32) = (0, 0)
    for pair in pairs {
      largestKey = max(largestKey, UInt32(truncatingIfNeeded: pair >> keyShift))
      largestValue = max(largestValue, UInt32(truncatingIfNeeded: pair >> valueShift))
    }
    universe = pairs.isEmpty ? 0 : Int(largestValue) + 1
    if Int(largestKey) < max(1 << 16, 64 * pairs.count) {
      counts.extend(to: Int(largestKey) + 1, with: 0)
      distribute(pairs, keyShift, valueShift)
    } else {
      sort(pairs, keyShift, valueShift)
    }
  }

  private func distribute(_ pairs: UnsafeBufferPointer<UInt64>, _ keyShift: UInt64, _ valueShift: UInt64) {
    // Plain pointers: the compiler need not watch over them in the loops.
    let (counts, values) = (counts.base, values.base)
    keys.reserve(pairs.count)
    starts.reserve(pairs.count + 1)
    let (keys, starts) = (keys.base, starts.base)
    var groupCount = 0
    for pair in pairs {
      let key = UInt32(truncatingIfNeeded: pair >> keyShift)
      if counts[Int(key)] == 0 {
        keys[groupCount] = key
        groupCount += 1
      }
      counts[Int(key)] += 1
    }
    var start: UInt32 = 0
    for group in 0..<groupCount {
      let key = Int(keys[group])
      starts[group] = start
      start += counts[key]
      counts[key] = starts[group]
    }
    starts[groupCount] = start
    for pair in pairs {
      let key = Int(UInt32(truncatingIfNeeded: pair >> keyShift))
      values[Int(counts[key])] = UInt32(truncatingIfNeeded: pair >> valueShift)
      counts[key] += 1
    }
    for group in 0..<groupCount { counts[Int(keys[group])] = 0 }
    _ = self.keys.extend(by: groupCount)
    _ = self.starts.extend(by: groupCount + 1)
  }

  private func sort(_ pairs: UnsafeBufferPointer<UInt64>, _ keyShift: UInt64, _ valueShift: UInt64) {
    var words = keyShift == 32 ? Array(pairs) : pairs.map { $0 << 32 | $0 >> 32 }
    words.radixSort()
    for (index, word) in words.enumerated() {
      let key = UInt32(truncatingIfNeeded: word >> 32)
      if index == 0 || keys[keys.count - 1] != key {
        keys.append(key)
        starts.append(UInt32(index))
      }
      values[index] = UInt32(truncatingIfNeeded: word)
    }
    starts.append(UInt32(words.count))
  }

  /// The values of a group, in the order the pairs came.
  @inline(__always)
  func values(of group: Int) -> UnsafeBufferPointer<UInt32> {
    let start = Int(starts[group])
    return UnsafeBufferPointer(start: values.base + start, count: Int(starts[group + 1]) - start)
  }
}

/// The values of one group at a time as a bitmap.
///
/// It is a class because it owns its memory.
final class GroupBits {
  private var bits = Memory<UInt64>()
  /// The group whose bitmap it is.
  private var group = -1
  /// What the bits stood for when they were set, as the set they are added to counts it.
  private var version = 0

  deinit { bits.deallocate() }

  /// Forgets whose bitmap it has: groups are others now.
  func forget() { group = -1 }

  /// The values of a group as a bitmap that can be added to a set.
  ///
  /// - Parameters:
  ///   - group: its number.
  ///   - groups: hold it.
  ///   - pairs: says which bit stands for which value.
  ///   - isAlone: whether nobody else uses the set meanwhile, so that it can number values.
  /// - Returns: The bitmap, good until the next call; nothing if the values alone are shorter.
  @inline(__always)
  func bitmap(
    of group: Int, _ groups: DeltaGroups, for pairs: PairSet, isAlone: Bool
  ) -> UnsafeBufferPointer<UInt64>? {
    let values = groups.values(of: group)
    guard values.count > 32 else { return nil }
    if group != self.group || version != pairs.numberingVersion {
      (self.group, version) = (group, pairs.numberingVersion)
      if let numbering = pairs.secondNumbers {
        fill(values, numbering, pairs, isAlone: isAlone)
      } else {
        fill(values, universe: groups.universe)
      }
    }
    return bits.count == 0 ? nil : UnsafeBufferPointer(start: bits.base, count: bits.count)
  }

  /// Makes a bitmap of values, or none if it would not be short.
  private func fill(_ values: UnsafeBufferPointer<UInt32>, universe: Int) {
    bits.removeAll()
    let words = (universe + 63) / 64
    guard values.count * 2 >= words else { return }
    bits.extend(to: words, with: 0)
    let base = bits.base
    for value in values { base[Int(value >> 6)] |= 1 << UInt64(value & 63) }
  }

  /// Makes a bitmap of numbers, or none if it would not be short or values have no number and can get none.
  private func fill(
    _ values: UnsafeBufferPointer<UInt32>, _ numbering: ValueNumbering.Shared, _ pairs: PairSet, isAlone: Bool
  ) {
    bits.removeAll()
    if isAlone { for value in values { _ = pairs.tally.meet(value) } }
    let words = (numbering.pointee.count + 63) / 64
    guard values.count * 2 >= words else { return }
    bits.extend(to: words, with: 0)
    let base = bits.base
    for value in values {
      let bit = numbering.pointee.number(of: value)
      guard bit < .max else { return bits.removeAll() }
      base[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
    }
  }
}
