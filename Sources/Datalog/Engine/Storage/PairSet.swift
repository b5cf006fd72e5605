import Relations

/// A set of packed pairs, made for finding out fast whether a pair is new.
///
/// Pairs are grouped by their first column, which indexes a directory; each group keeps its second columns in the
/// form that suits them, as Roaring bitmaps do (Lemire et al. 2016). First columns too sparse for a directory put the
/// whole set into one hash table of pairs. It is a class because it owns its memory.
final class PairSet {
  private var groups: UnsafeMutablePointer<PairGroup>
  private var groupCapacity = 0
  private var sparse: WordSet?
  private var tally = PairGroup.Tally()
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt32 = 0

  init() { groups = growMemory(nil, capacity: 0) }

  deinit {
    for index in 0..<groupCapacity { groups[index].deallocate() }
    freeMemory(groups)
  }

  /// Pairs held.
  var count: Int { tally.count }

  /// Bytes of memory held.
  var byteCount: Int {
    tally.bytes + groupCapacity * MemoryLayout<PairGroup>.stride + (sparse?.byteCount ?? 0)
  }

  @inline(__always)
  func contains(_ pair: UInt64) -> Bool {
    let first = Int(pair >> 32)
    guard first < groupCapacity else { return sparse?.contains(pair) ?? false }
    return groups[first].contains(UInt32(truncatingIfNeeded: pair))
  }

  /// Reads what has to be read to find a pair, so that the memory fetches it.
  @inline(__always)
  func touch(_ pair: UInt64) -> UInt64 {
    let first = Int(pair >> 32)
    guard first < groupCapacity else { return sparse?.touch(pair) ?? 0 }
    return UInt64(groups[first].touch(UInt32(truncatingIfNeeded: pair)))
  }

  /// What goes with a first column, good until the set changes; nothing if the pairs are not kept in groups.
  @inline(__always)
  func group(of first: UInt64) -> PairGroup? {
    guard first < UInt64(groupCapacity) else { return sparse == nil ? PairGroup() : nil }
    return groups[Int(first)]
  }

  /// The seconds of a group as a bitmap, if that is how the group keeps them; good until the group changes.
  @inline(__always)
  func bitmap(of first: UInt64) -> UnsafeBufferPointer<UInt64>? {
    guard first < UInt64(groupCapacity), let bitmap = groups[Int(first)].bitmap else { return nil }
    return UnsafeBufferPointer(bitmap)
  }
}

// MARK: Going through

extension PairSet {
  /// Whether a group is a bitmap.
  var hasBitmaps: Bool { (0..<groupCapacity).contains { groups[$0].bitmap != nil } }
}

extension PairSet {
  /// All pairs in ascending order.
  func sortedPairs(_ workers: Workers) -> [UInt64] {
    if let sparse {
      var words = sparse.words
      words.radixSort(workers: workers)
      return words
    }
    var words = [UInt64](unsafeUninitializedCapacity: count) { words, filled in
      guard let base = words.baseAddress else { return }
      for first in 0..<groupCapacity {
        groups[first].forEachValue { value in
          base[filled] = UInt64(first) << 32 | UInt64(value)
          filled += 1
        }
      }
    }
    if !words.isStrictlyAscending { _ = words.sortWithinUpperHalves(workers: workers) }
    return words
  }
}

// MARK: Adding

extension PairSet {
  /// Adds a pair; says whether it is new.
  @inline(__always)
  func insert(_ pair: UInt64) -> Bool {
    let first = Int(pair >> 32)
    guard first < groupCapacity || makeDirectory(for: first) else { return insertSparsely(pair) }
    return groups[first].insert(UInt32(truncatingIfNeeded: pair), &tally)
  }

  /// Adds words that are kept apart by what part of the set they belong to, the parts side by side.
  ///
  /// - Parameters:
  ///   - boxes: several lists a part; those that are new come to the front of each.
  ///   - partCount: how many parts there are; a group's pairs are all in one.
  ///   - workers: share out the parts.
  /// - Returns: How many of each list are new.
  func keepNew(
    _ boxes: [[UnsafeMutableBufferPointer<UInt64>]], partCount: Int, _ workers: Workers
  ) -> [[Int]] {
    var kept = boxes.map { $0.map { _ in 0 } }
    let largest = Self.largestFirst(boxes, partCount, workers)
    let waiting = boxes.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
    guard largest < groupCapacity || makeDirectory(for: largest, expecting: waiting) else {
      guard let sparse else { preconditionFailure("pairs without groups are in one table") }
      for (box, parts) in boxes.enumerated() {
        for (part, words) in parts.enumerated() {
          kept[box][part] = sparse.keepNew(words)
          tally.count += kept[box][part]
        }
      }
      return kept
    }
    let (groups, universe) = (groups, tally.universe)
    var tallies = Array(repeating: PairGroup.Tally(universe: universe, count: 0, bytes: 0), count: partCount)
    tallies.withUnsafeMutableBufferPointer { tallies in
      nonisolated(unsafe) let tallies = tallies
      let counts = UnsafeMutablePointer<Int>.allocate(capacity: boxes.count * partCount)
      defer { counts.deallocate() }
      workers.run(tasks: partCount) { part, _ in
        var tally = tallies[part]
        for box in boxes.indices {
          counts[box * partCount + part] = Self.compact(boxes[box][part]) { word in
            groups[Int(word >> 32)].insert(UInt32(truncatingIfNeeded: word), &tally)
          }
        }
        tallies[part] = tally
      }
      for box in boxes.indices {
        for part in 0..<partCount { kept[box][part] = counts[box * partCount + part] }
      }
    }
    for part in tallies {
      tally.universe = max(tally.universe, part.universe)
      tally.count += part.count
      tally.bytes += part.bytes
    }
    return kept
  }

  /// The largest first column, or 0 if there are no pairs.
  private static func largestFirst(
    _ boxes: [[UnsafeMutableBufferPointer<UInt64>]], _ partCount: Int, _ workers: Workers
  ) -> Int {
    var largest = Array(repeating: UInt64(0), count: partCount)
    largest.withUnsafeMutableBufferPointer { largest in
      nonisolated(unsafe) let largest = largest
      workers.run(tasks: partCount) { part, _ in
        var word: UInt64 = 0
        for box in boxes { for candidate in box[part] { word = max(word, candidate) } }
        largest[part] = word
      }
    }
    return largest.reduce(0) { max($0, Int($1 >> 32)) }
  }

  /// Brings the words that are new to the front; returns how many they are.
  @inline(__always)
  private static func compact(
    _ words: UnsafeMutableBufferPointer<UInt64>, _ isNew: (UInt64) -> Bool
  ) -> Int {
    var count = 0
    for index in words.indices where isNew(words[index]) {
      words[count] = words[index]
      count += 1
    }
    return count
  }

  /// Adds pairs given as two columns; appends those that are new to a buffer.
  ///
  /// What the memory has to fetch for some pairs, it fetches side by side.
  func insertAll(
    _ firsts: UnsafePointer<UInt64>, _ seconds: UnsafePointer<UInt64>, _ pairCount: Int,
    into rows: RowBuffer<UInt64>
  ) {
    let new = rows.room(for: pairCount)
    if let sparse {
      let added = sparse.insertAll(firsts, seconds, pairCount, new: new)
      tally.count += added
      return rows.commit(added)
    }
    var tally = tally
    var added = 0
    var seen: UInt32 = 0
    for start in stride(from: 0, to: pairCount, by: 64) {
      let end = min(pairCount, start + 64)
      for index in start..<end where firsts[index] < UInt64(groupCapacity) {
        seen &+= groups[Int(firsts[index])].touch(UInt32(truncatingIfNeeded: seconds[index]))
      }
      for index in start..<end {
        let pair = firsts[index] << 32 | seconds[index]
        let isNew: Bool
        if firsts[index] < UInt64(groupCapacity) {
          isNew = groups[Int(firsts[index])].insert(UInt32(truncatingIfNeeded: pair), &tally)
        } else {
          self.tally = tally
          isNew = insert(pair)
          tally = self.tally
        }
        if isNew {
          new[added] = pair
          added += 1
        }
      }
    }
    self.tally = tally
    touched = seen
    rows.commit(added)
  }

  /// Adds pairs of one first column; appends those that are new to a buffer.
  func insertAll(
    _ first: UInt64, _ values: UnsafePointer<UInt32>, _ valueCount: Int, into rows: RowBuffer<UInt64>
  ) {
    guard first < UInt64(groupCapacity) || makeDirectory(for: Int(first)) else {
      for index in 0..<valueCount {
        let pair = first << 32 | UInt64(values[index])
        if insertSparsely(pair) { rows.append(pair) }
      }
      return
    }
    let new = rows.room(for: valueCount)
    var tally = tally
    rows.commit(groups[Int(first)].insertAll(values, valueCount, first: first, &tally, new: new))
    self.tally = tally
  }

  /// Adds pairs of one first column whose seconds are the bits of a bitmap, 64 a step; appends the new ones.
  ///
  /// - Complexity: O(words + new pairs).
  func insertAll(_ first: UInt64, bitmap source: UnsafeBufferPointer<UInt64>, into rows: RowBuffer<UInt64>) {
    guard let words = source.baseAddress,
      let target = makeBitmap(first, words: source.count)?.baseAddress
    else {
      for (index, word) in source.enumerated() { insertBits(first, index, word, rows) }
      return
    }
    let before = rows.count
    var index = 0
    // Eight words at a time are mostly found to bring nothing new.
    while index + 8 <= source.count {
      let new =
        UnsafeRawPointer(words + index).loadUnaligned(as: SIMD8<UInt64>.self)
        & ~UnsafeRawPointer(target + index).loadUnaligned(as: SIMD8<UInt64>.self)
      if new != .zero {
        for lane in 0..<8 {
          take(new[lane], first << 32 | UInt64(index + lane) << 6, target + index + lane, rows)
        }
      }
      index += 8
    }
    while index < source.count {
      take(words[index] & ~target[index], first << 32 | UInt64(index) << 6, target + index, rows)
      index += 1
    }
    groups[Int(first)].note(rows.count - before, &tally)
  }

  @inline(__always)
  private func take(
    _ new: UInt64, _ base: UInt64, _ target: UnsafeMutablePointer<UInt64>, _ rows: RowBuffer<UInt64>
  ) {
    guard new != 0 else { return }
    target.pointee |= new
    let room = rows.room(for: 64)
    var count = 0
    var rest = new
    while rest != 0 {
      room[count] = base | UInt64(rest.trailingZeroBitCount)
      count += 1
      rest &= rest - 1
    }
    rows.commit(count)
  }

  private func insertBits(_ first: UInt64, _ index: Int, _ word: UInt64, _ rows: RowBuffer<UInt64>) {
    var rest = word
    while rest != 0 {
      let pair = first << 32 | UInt64(index) << 6 | UInt64(rest.trailingZeroBitCount)
      if insert(pair) { rows.append(pair) }
      rest &= rest - 1
    }
  }

  private func makeBitmap(_ first: UInt64, words: Int) -> UnsafeMutableBufferPointer<UInt64>? {
    guard words > 0, first < UInt64(groupCapacity) || makeDirectory(for: Int(first)) else { return nil }
    tally.universe = max(tally.universe, UInt32(clamping: words * 64 - 1))
    return groups[Int(first)].makeBitmap(words: words, &tally)
  }

  /// Sees to it that a first column has a group; if that is not worth its memory for the pairs held and those that are
  /// about to come, all go into one table.
  private func makeDirectory(for first: Int, expecting coming: Int = 0) -> Bool {
    guard sparse == nil else { return false }
    guard first < max(1 << 16, 8 * (count + coming)) else {
      becomeSparse()
      return false
    }
    let capacity = max(first + 1, groupCapacity + groupCapacity / 4, 64)
    groups = growMemory(groups, capacity: capacity)
    (groups + groupCapacity).initialize(repeating: PairGroup(), count: capacity - groupCapacity)
    groupCapacity = capacity
    return true
  }

  private func insertSparsely(_ pair: UInt64) -> Bool {
    guard let sparse, sparse.insert(pair) else { return false }
    tally.count += 1
    return true
  }

  private func becomeSparse() {
    let words = WordSet()
    for first in 0..<groupCapacity {
      groups[first].forEachValue { _ = words.insert(UInt64(first) << 32 | UInt64($0)) }
      groups[first].deallocate()
    }
    freeMemory(groups)
    groups = growMemory(nil, capacity: 0)
    groupCapacity = 0
    tally.bytes = 0
    sparse = words
  }
}

extension UInt32 {
  /// The least power of two that is not less.
  var nextPowerOfTwo: UInt32 { self <= 1 ? 1 : 1 << (32 - UInt32((self - 1).leadingZeroBitCount)) }
}
