import Relations

/// Packed pairs are held twice: as rows in the order they came, and as a set. Where nobody goes through all rows by
/// their numbers while they are derived, the set is enough for those of earlier rounds.
extension Table {
  /// From now on keeps the rows of earlier rounds only as pairs, if nobody goes through them by their numbers.
  func forgetRows() { forgetsRows = pairs != nil && arity == 2 && !isScanned && !rows.isLent }

  /// Forgets all rows but how many they are: nobody will ask for them.
  func forgetAll() {
    guard keeper == nil, arity > 0, !rows.isLent else { return }
    indexes = []
    rows.forget(before: rows.count)
    narrowRows.forget(before: narrowRows.count)
    dropSets()
  }

  /// Sees to it that all rows can be gone through by their numbers.
  func prepareScan() {
    isScanned = true
    (keeper as? Survivors)?.isScanned = true
  }

  /// Has all rows again, in the order of their words, as those of one round.
  func recallRows() {
    guard forgetsRows, let pairs else { return }
    forgetsRows = false
    rows.recall(pairs.sortedPairs(Workers(count: 1)))
  }

  /// The packed pairs in ascending order.
  func sortedPairs(_ workers: Workers) -> [UInt64] {
    if forgetsRows, let pairs { return pairs.sortedPairs(workers) }
    var words = Array(UnsafeBufferPointer(start: rows.words, count: count))
    if !words.isStrictlyAscending { words.radixSort(workers: workers) }
    return words
  }
}
