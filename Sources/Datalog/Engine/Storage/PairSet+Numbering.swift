// MARK: Numbering second columns

extension PairSet {
  /// Has bits stand for numbers of values if that makes for much shorter bitmaps.
  func considerNumberingSeconds() {
    let universe = Int(tally.universe)
    guard secondNumbers == nil, sparse == nil, universe > 1 << 12 else { return }
    let isNarrow = universe <= 16 * count
    // A sample of a quarter as many pairs as the universe has values: if most come again and again, the values are few.
    let step = isNarrow ? 4 * count / universe : 8
    if step > 1 {
      let sample = countSeconds(step: step, isNarrow)
      guard sample.distinct * 4 <= universe, sample.distinct * 8 <= sample.pairs * 5 else { return }
    }
    let distinct = countSeconds(step: 1, isNarrow).distinct
    guard distinct * 4 <= min(universe, count), pairCount(inGroupsOf: max(17, distinct / 128)) * 2 >= count
    else { return }
    numberSeconds(distinct)
  }

  /// How many different second columns there are in one group of each `step`, and how many pairs; `isNarrow` if a bitmap
  /// of the universe is worth its memory.
  private func countSeconds(step: Int, _ isNarrow: Bool) -> (distinct: Int, pairs: Int) {
    var pairs = 0
    guard isNarrow else {
      let seen = WordSet()
      var distinct = 0
      for group in stride(from: 0, to: groupCapacity, by: step) {
        pairs += Int(groups[group].count)
        groups[group].forEachValue(nil) { if seen.insert(UInt64($0)) { distinct += 1 } }
      }
      return (distinct, pairs)
    }
    let wordCount = Int(tally.universe) / 64 + 1
    let seen = zeroedMemory(UInt64.self, capacity: wordCount)
    defer { freeMemory(seen) }
    for group in stride(from: 0, to: groupCapacity, by: step) {
      pairs += Int(groups[group].count)
      if let bitmap = groups[group].bitmap {
        for index in 0..<min(bitmap.count, wordCount) { seen[index] |= bitmap[index] }
      } else {
        groups[group].forEachValue(nil) { seen[Int($0 >> 6)] |= 1 << UInt64($0 & 63) }
      }
    }
    return ((0..<wordCount).reduce(0) { $0 + seen[$1].nonzeroBitCount }, pairs)
  }

  /// Pairs in groups of at least so many.
  private func pairCount(inGroupsOf least: Int) -> Int {
    (0..<groupCapacity).reduce(0) { $0 + (groups[$1].count >= least ? Int(groups[$1].count) : 0) }
  }

  private func numberSeconds(_ distinct: Int) {
    let universe = Int(tally.universe)
    let numbers = ValueNumbering.begin(universe: universe <= max(16 * distinct, 2 * count) ? universe : 0)
    for group in 0..<groupCapacity {
      groups[group].forEachValue(nil) { _ = numbers.pointee.number(adding: $0) }
    }
    secondNumbers = numbers
    tally.universe = UInt32(numbers.pointee.count)
    for group in 0..<groupCapacity { groups[group].renumber(from: nil, &tally) }
  }
}
