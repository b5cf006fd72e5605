// MARK: Adding many pairs

extension PairSet {
  /// Adds pairs given as two columns; appends those that are new to a buffer.
  ///
  /// What the memory has to fetch for some pairs, it fetches side by side.
  func insertAll(
    _ firsts: UnsafePointer<UInt64>, _ seconds: UnsafePointer<UInt64>, _ pairCount: Int,
    into rows: RowBuffer<UInt64>
  ) {
    let new = rows.room(for: pairCount)
    // Pairs that come one by one are as well off in one table.
    if let sparse {
      let added = sparse.insertAll(firsts, seconds, pairCount, new: new)
      tally.count += added
      return rows.commit(added)
    }
    lookIntoForm(cameInGroups: false)
    let block = 64
    var added = 0
    withUnsafeTemporaryAllocation(of: Int.self, capacity: block) { numbers in
      guard let numbers = numbers.baseAddress else { return }
      for start in stride(from: 0, to: pairCount, by: block) {
        let size = min(pairCount - start, block)
        findGroups(firsts + start, seconds + start, size, into: numbers)
        added += insertBlock(firsts + start, seconds + start, size, numbers, new: new + added)
      }
    }
    rows.commit(added)
  }

  /// Finds the groups of some pairs, and reads what has to be read to find the pairs.
  @inline(__always)
  private func findGroups(
    _ firsts: UnsafePointer<UInt64>, _ seconds: UnsafePointer<UInt64>, _ pairCount: Int,
    into numbers: UnsafeMutablePointer<Int>
  ) {
    var seen: UInt32 = 0
    let (groups, limit, secondNumbers) = (groups, groupCapacity, secondNumbers)
    if let firstNumbers {
      for index in 0..<pairCount {
        seen &+= firstNumbers.pointee.touch(UInt32(truncatingIfNeeded: firsts[index]))
      }
    }
    for index in 0..<pairCount { numbers[index] = groupNumber(of: firsts[index]) }
    for index in 0..<pairCount where numbers[index] < limit {
      seen &+= groups[numbers[index]].touch(UInt32(truncatingIfNeeded: seconds[index]), secondNumbers)
    }
    touched = seen
  }

  /// Adds some pairs whose groups are known, and writes those that are new to `new`; returns how many they are.
  @inline(__always)
  private func insertBlock(
    _ firsts: UnsafePointer<UInt64>, _ seconds: UnsafePointer<UInt64>, _ pairCount: Int,
    _ numbers: UnsafePointer<Int>, new: UnsafeMutablePointer<UInt64>
  ) -> Int {
    var added = 0
    let firstNumbers = firstNumbers
    var (tally, groups, limit) = (tally, groups, groupCapacity)
    for index in 0..<pairCount {
      let pair = firsts[index] << 32 | seconds[index]
      let isNew: Bool
      if numbers[index] < limit, firstNumbers == self.firstNumbers {
        isNew = groups[numbers[index]].insert(UInt32(truncatingIfNeeded: pair), tally.numbering, &tally)
      } else {
        // A first column without a group may change where all of them are.
        self.tally = tally
        isNew = insert(pair)
        (tally, groups, limit) = (self.tally, self.groups, groupCapacity)
      }
      if isNew {
        new[added] = pair
        added += 1
      }
    }
    self.tally = tally
    return added
  }

  /// Adds pairs of one first column; appends those that are new to a buffer.
  func insertAll(
    _ first: UInt64, _ values: UnsafePointer<UInt32>, _ valueCount: Int, into rows: RowBuffer<UInt64>
  ) {
    lookIntoForm(cameInGroups: true)
    guard let group = groupNumber(adding: first, cameInGroups: true) else {
      for index in 0..<valueCount {
        let pair = first << 32 | UInt64(values[index])
        if insertSparsely(pair) { rows.append(pair) }
      }
      return
    }
    let new = rows.room(for: valueCount)
    var tally = tally
    rows.commit(groups[group].insertAll(values, valueCount, first: first, &tally, new: new))
    self.tally = tally
  }

  /// Adds pairs of one first column whose seconds are the bits of a bitmap, 64 a step; appends the new ones.
  ///
  /// A bit stands for the same value in the bitmap and in this set, to which the bitmap may belong.
  ///
  /// - Complexity: O(words + new pairs), and once O(pairs held) where a list or hash becomes a bitmap.
  func insertAll(_ first: UInt64, bitmap source: UnsafeBufferPointer<UInt64>, into rows: RowBuffer<UInt64>) {
    // Vacant words at the end would make the target as long.
    let source = source[..<((source.lastIndex { $0 != 0 } ?? -1) + 1)]
    guard let words = source.base.baseAddress, source.count > 0 else { return }
    let group = groupNumber(adding: first, keepingGroups: true)
    guard let group, let target = makeBitmap(group, words: source.count)?.baseAddress else {
      for (index, word) in source.enumerated() { insertBits(first, index, word, rows) }
      return
    }
    let before = rows.count
    let numbering = secondNumbers
    var index = 0
    // Eight words at a time are mostly found to bring nothing new.
    while index + 8 <= source.count {
      let new =
        UnsafeRawPointer(words + index).loadUnaligned(as: SIMD8<UInt64>.self)
        & ~UnsafeRawPointer(target + index).loadUnaligned(as: SIMD8<UInt64>.self)
      if new != .zero {
        for lane in 0..<8 {
          take(new[lane], first, index + lane, target, numbering, rows)
        }
      }
      index += 8
    }
    while index < source.count {
      take(words[index] & ~target[index], first, index, target, numbering, rows)
      index += 1
    }
    groups[group].note(rows.count - before, &tally)
  }

  @inline(__always)
  private func take(
    _ new: UInt64, _ first: UInt64, _ index: Int, _ target: UnsafeMutablePointer<UInt64>,
    _ numbering: ValueNumbering.Shared?, _ rows: RowBuffer<UInt64>
  ) {
    guard new != 0 else { return }
    target[index] |= new
    let room = rows.room(for: 64)
    let base = first << 32 | UInt64(index) << 6
    var count = 0
    var rest = new
    // Two loops, since the one without numbers is the hottest there is.
    if let numbering {
      while rest != 0 {
        let bit = index << 6 | rest.trailingZeroBitCount
        room[count] = first << 32 | UInt64(numbering.pointee.value(of: bit))
        count += 1
        rest &= rest - 1
      }
    } else {
      while rest != 0 {
        room[count] = base | UInt64(rest.trailingZeroBitCount)
        count += 1
        rest &= rest - 1
      }
    }
    rows.commit(count)
  }

  private func insertBits(_ first: UInt64, _ index: Int, _ word: UInt64, _ rows: RowBuffer<UInt64>) {
    var rest = word
    while rest != 0 {
      let bit = index << 6 | rest.trailingZeroBitCount
      let value = secondNumbers?.pointee.value(of: bit) ?? UInt32(truncatingIfNeeded: bit)
      if insert(first << 32 | UInt64(value)) { rows.append(first << 32 | UInt64(value)) }
      rest &= rest - 1
    }
  }

  private func makeBitmap(_ group: Int, words: Int) -> UnsafeMutableBufferPointer<UInt64>? {
    tally.universe = max(tally.universe, UInt32(clamping: words * 64 - 1))
    return groups[group].makeBitmap(words: words, &tally)
  }
}
