/// How many insertions, deletions, replacements and swaps of neighbours turn one text into another.
///
/// The restricted Damerau–Levenshtein distance, computed only within a band around the diagonal (Ukkonen 1985):
/// what lies outside costs more than the limit.
public struct EditDistance: Sendable {
  private let pattern: [UInt32]
  private var older: [Int]
  private var previous: [Int]
  private var current: [Int]

  /// Prepares for distances from one text, given as Unicode scalars or any other units.
  public init(from pattern: [UInt32]) {
    self.pattern = pattern
    older = Array(repeating: 0, count: pattern.count + 1)
    previous = older
    current = older
  }

  /// The distance to another text, or nil if it is greater than the limit.
  ///
  /// - Complexity: O(limit · *n*).
  public mutating func distance(to text: [UInt32], limit: Int) -> Int? {
    guard abs(text.count - pattern.count) <= limit else { return nil }
    let beyond = limit + 1
    for column in previous.indices { previous[column] = min(column, beyond) }
    for row in 1..<text.count + 1 {
      let band = max(1, row - limit)..<min(pattern.count, row + limit) + 1
      var least = row <= limit ? row : beyond
      current[band.lowerBound - 1] = band.lowerBound == 1 ? min(row, beyond) : beyond
      for column in band {
        current[column] = cost(row: row, column: column, text: text, limit: limit)
        least = min(least, current[column])
      }
      if band.upperBound <= pattern.count { current[band.upperBound] = beyond }
      guard least <= limit else { return nil }
      (older, previous, current) = (previous, current, older)
    }
    return previous[pattern.count] <= limit ? previous[pattern.count] : nil
  }

  private func cost(row: Int, column: Int, text: [UInt32], limit: Int) -> Int {
    let isSame = text[row - 1] == pattern[column - 1]
    var cost = min(
      previous[column - 1] + (isSame ? 0 : 1), previous[column] + 1, current[column - 1] + 1)
    if row > 1, column > 1, text[row - 1] == pattern[column - 2], text[row - 2] == pattern[column - 1] {
      cost = min(cost, older[column - 2] + 1)
    }
    return min(cost, limit + 1)
  }
}
