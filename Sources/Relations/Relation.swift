/// A set of rows of one width: sorted, distinct, immutable.
///
/// Rows of two 32-bit columns are packed into one 64-bit word each (first column high), which sorts and
/// compares at the machine's speed; rows of any other shape are stored row after row, a 64-bit word a column.
///
/// ```
/// pairs:  | a0:b0 | a1:b1 | …             wide:  | a0 | b0 | c0 | a1 | b1 | c1 | …
/// ```
public struct Relation: Sendable, Equatable {
  /// How the rows lie in memory.
  public enum Layout: Sendable, Equatable {
    /// Two 32-bit columns, packed.
    case pairs
    /// Any number of 64-bit columns.
    case wide
  }

  public let layout: Layout
  /// Columns a row.
  public let arity: Int
  /// How many rows there are; a relation of no columns has one row or none.
  public let count: Int
  /// The rows as they lie in memory.
  public let words: [UInt64]

  private init(layout: Layout, arity: Int, count: Int, words: [UInt64]) {
    self.layout = layout
    self.arity = arity
    self.count = count
    self.words = words
  }
}

// MARK: Making

extension Relation {
  /// Makes a relation of packed pairs, sorting them and dropping duplicates.
  ///
  /// - Complexity: O(*n*) if the pairs are sorted and distinct already, O(*n* log *n*) otherwise.
  public init(pairs: [UInt64]) {
    var words = pairs
    if !words.isStrictlyAscending {
      words.radixSort()
      words.dropRepeats()
    }
    self.init(layout: .pairs, arity: 2, count: words.count, words: words)
  }

  /// Makes a relation of rows laid one after the other, sorting them as unsigned words column by column.
  public init(arity: Int, rows: [UInt64]) {
    guard arity > 0 else {
      self.init(layout: .wide, arity: 0, count: rows.isEmpty ? 0 : 1, words: [])
      return
    }
    precondition(rows.count.isMultiple(of: arity), "a relation's words fill whole rows")
    let sorted = sortedDistinct(rows, arity: arity)
    self.init(layout: .wide, arity: arity, count: sorted.count / arity, words: sorted)
  }

  /// A relation without rows.
  public static func empty(arity: Int) -> Relation { Relation(arity: arity, rows: []) }

  /// Packs two columns into the word of a pair.
  @inlinable
  public static func pack(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  /// The same pairs, ordered by their second column.
  public var swapped: Relation {
    precondition(layout == .pairs, "only packed pairs can be swapped")
    return Relation(pairs: words.map { $0 << 32 | $0 >> 32 })
  }
}

// MARK: Reading

extension Relation {
  /// One column of one row.
  @inlinable
  public subscript(row: Int, column: Int) -> UInt64 {
    switch layout {
    case .pairs: column == 0 ? words[row] >> 32 : words[row] & 0xffff_ffff
    case .wide: words[row * arity + column]
    }
  }

  /// The rows of a pair relation whose first column is the given one.
  ///
  /// - Complexity: O(log *n*).
  public func rows(first: UInt32) -> Range<Int> {
    precondition(layout == .pairs, "only packed pairs are searched by their first column")
    return lowerBound(
      Relation.pack(first, 0))..<(first == .max ? count : lowerBound(Relation.pack(first + 1, 0)))
  }

  /// Whether a pair is in the relation.
  public func contains(_ first: UInt32, _ second: UInt32) -> Bool {
    let word = Relation.pack(first, second)
    let index = lowerBound(word)
    return index < count && words[index] == word
  }

  private func lowerBound(_ word: UInt64) -> Int {
    var low = 0
    var high = words.count
    while low < high {
      let middle = low + (high - low) / 2
      if words[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [UInt64] {
  fileprivate var isStrictlyAscending: Bool {
    for index in indices.dropFirst() where self[index - 1] >= self[index] { return false }
    return true
  }

  fileprivate mutating func dropRepeats() {
    guard var last = first else { return }
    var kept = 1
    for index in 1..<count where self[index] != last {
      last = self[index]
      self[kept] = last
      kept += 1
    }
    removeSubrange(kept...)
  }
}

private func sortedDistinct(_ rows: [UInt64], arity: Int) -> [UInt64] {
  if arity == 1 {
    guard !rows.isStrictlyAscending else { return rows }
    var words = rows
    words.radixSort()
    words.dropRepeats()
    return words
  }
  func isBefore(_ a: Int, _ b: Int) -> Bool {
    for column in 0..<arity where rows[a * arity + column] != rows[b * arity + column] {
      return rows[a * arity + column] < rows[b * arity + column]
    }
    return false
  }
  let count = rows.count / arity
  if (1..<max(1, count)).allSatisfy({ isBefore($0 - 1, $0) }) { return rows }
  let order = (0..<count).sorted(by: isBefore)
  var result: [UInt64] = []
  result.reserveCapacity(rows.count)
  var last: Int?
  for row in order where last.map({ isBefore($0, row) }) ?? true {
    result.append(contentsOf: rows[row * arity..<(row + 1) * arity])
    last = row
  }
  return result
}
