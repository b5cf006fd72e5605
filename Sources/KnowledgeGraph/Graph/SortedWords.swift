extension [UInt64] {
  /// Whether each word is greater than the one before; one pass without early exit, which vectorizes.
  var isStrictlyAscending: Bool {
    var faults = 0
    for index in 1..<Swift.max(1, count) { faults &+= self[index - 1] < self[index] ? 0 : 1 }
    return faults == 0
  }
}

extension [UInt32] {
  /// Whether no word is less than the one before; one pass without early exit, which vectorizes.
  var isAscending: Bool {
    var faults = 0
    for index in 1..<Swift.max(1, count) { faults &+= self[index - 1] <= self[index] ? 0 : 1 }
    return faults == 0
  }

  /// Whether every word is less than the limit.
  func allBelow(_ limit: Int) -> Bool {
    var greatest: UInt32 = 0
    for word in self { greatest = Swift.max(greatest, word) }
    return isEmpty || Int(greatest) < limit
  }

  /// Whether every word is less than the limit, or the one that stands for none.
  func allBelow(_ limit: Int, or none: UInt32) -> Bool {
    var faults = 0
    for word in self { faults &+= Int(word) < limit || word == none ? 0 : 1 }
    return faults == 0
  }

  /// Where a word stands in an ascending array.
  func binaryIndex(of word: UInt32) -> Int? {
    let index = partitionPoint(count) { self[$0] < word }
    return index < count && self[index] == word ? index : nil
  }
}

/// The first index for which a condition no longer holds that holds for those before and not for those after.
///
/// - Complexity: O(log *count*) calls.
func partitionPoint<Failure: Error>(
  _ indices: Range<Int>, _ holds: (Int) throws(Failure) -> Bool
) throws(Failure) -> Int {
  var low = indices.lowerBound
  var high = indices.upperBound
  while low < high {
    let middle = low + (high - low) / 2
    if try holds(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}

func partitionPoint<Failure: Error>(
  _ count: Int, _ holds: (Int) throws(Failure) -> Bool
) throws(Failure) -> Int {
  try partitionPoint(0..<count, holds)
}
