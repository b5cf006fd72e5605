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
  /// - Complexity: O(*n*), and no memory if the pairs are sorted and nobody else holds them.
  public init(pairs: consuming [UInt64]) { self.init(pairs: pairs, workers: Workers(count: 1)) }

  /// Takes packed pairs that the caller knows to ascend strictly.
  package init(ascending pairs: consuming [UInt64]) {
    let count = pairs.count
    self.init(layout: .pairs, arity: 2, count: count, words: pairs)
  }

  /// Makes a relation of packed pairs with the help of several threads.
  package init(pairs: consuming [UInt64], workers: Workers) {
    var words = pairs
    if !words.isStrictlyAscending {
      if !words.sortWithinUpperHalves(workers: workers) { words.radixSort(workers: workers) }
      words.dropRepeats()
    }
    self.init(layout: .pairs, arity: 2, count: words.count, words: words)
  }

  /// Makes a relation of rows laid one after the other, sorting them as unsigned words column by column.
  ///
  /// - Complexity: O(*n*) for rows whose columns differ in 64 bits together, and for each 64 bits more.
  public init(arity: Int, rows: consuming [UInt64]) {
    self.init(arity: arity, rows: rows, workers: Workers(count: 1))
  }

  /// Makes a relation of rows laid one after the other with the help of several threads.
  package init(arity: Int, rows: consuming [UInt64], workers: Workers) {
    guard arity > 0 else {
      self.init(layout: .wide, arity: 0, count: rows.isEmpty ? 0 : 1, words: [])
      return
    }
    var words = rows
    precondition(words.count.isMultiple(of: arity), "a relation's words fill whole rows")
    if arity > 1 {
      words = WideRows(words, arity: arity).sortedDistinct(workers: workers)
    } else if !words.isStrictlyAscending {
      words.radixSort(workers: workers)
      words.dropRepeats()
    }
    self.init(layout: .wide, arity: arity, count: words.count / arity, words: words)
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
