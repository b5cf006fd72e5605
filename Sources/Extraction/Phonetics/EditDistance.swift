/// How many letters must be inserted, removed, replaced or swapped with a neighbour to make one word of another.
///
/// Damerau's measure with adjacent swaps, each letter touched once (CACM 7, 1964).
enum EditDistance {
  /// - Complexity: O(*n* · *m*).
  static func between(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var current = last
    for i in 1...a.count {
      current[0] = i
      for j in 1...b.count {
        let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var best = min(replaced, last[j] + 1, current[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, beforeLast[j - 2] + 1)
        }
        current[j] = best
      }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[b.count]
  }

  /// 1 for the same word, 0 for words without a letter in common at its place.
  static func similarity(_ a: [UInt8], _ b: [UInt8]) -> Double {
    let longest = max(a.count, b.count)
    return longest == 0 ? 1 : 1 - Double(between(a, b)) / Double(longest)
  }
}
