import Relations
import Synchronization

/// Finds rows of two columns by either of them: where they lie as long as few are asked for, then in memory.
///
/// It is a class because tables and operators share it.
final class PairLookup: Sendable {
  /// Rows ordered by one of the columns.
  final class Order: Sendable {
    let source: any SortedPairs
    private let column: Int
    private let lookups = Atomic<Int>(0)
    private let held = Mutex<SortedRun?>(nil)

    init(_ source: any SortedPairs, leading column: Int) {
      self.source = source
      self.column = column
    }

    /// The rows in memory, once so many were looked up that going through them all costs less; counts one lookup.
    func run() -> SortedRun? {
      let earlier = lookups.add(1, ordering: .relaxed).oldValue
      guard earlier >= max(256, source.count / 1024) else { return nil }
      return held.withLock { held in
        let run = held ?? SortedRun(source.relation(leading: column))
        held = run
        return run
      }
    }

    /// The other column's values beside a value.
    func seconds(of word: UInt32) -> [UInt32] { source.seconds(of: word, leading: column) }
  }

  private let source: any SortedPairs
  private let orders: [Order]

  init(_ source: any SortedPairs) {
    self.source = source
    orders = [Order(source, leading: 0), Order(source, leading: 1)]
  }

  func order(leading column: Int) -> Order { orders[column] }

  /// The words of all rows, the first column high.
  var allWords: [UInt64] { source.relation(leading: 0).words }

  /// Whether a row is there.
  func contains(_ first: UInt64, _ second: UInt64) -> Bool {
    guard first < packLimit, second < packLimit else { return false }
    if let run = orders[0].run() { return run.contains(first, second) }
    return orders[0].seconds(of: UInt32(first)).contains(UInt32(second))
  }
}

/// Sorted pairs with a directory of where their first words begin, which costs one pass and few bytes a row.
///
/// ```
/// words:      | 7:1 | 7:4 | 8:2 | 10:1 | …      directory (of first words from 7 on):  | 0 | 2 | 3 | 3 | …
/// ```
///
/// Where first words are sparse, several share an entry, and the place is found among them by halving.
///
/// It is a class because it points into its own array.
final class SortedRun: @unchecked Sendable {
  private let held: [UInt64]
  /// Points into the array, which is held for this object's whole life and never mutated.
  let words: UnsafePointer<UInt64>?
  private let least: UInt64
  private let most: UInt64
  private let shift: UInt64
  private let directory: [UInt32]

  /// Takes a relation of pairs as it lies.
  ///
  /// - Complexity: O(*n*).
  init(_ relation: Relation) {
    held = relation.words
    let words = held.withUnsafeBufferPointer(\.baseAddress)
    let count = held.count
    self.words = words
    let least = (held.first ?? 0) >> 32
    most = (held.last ?? 0) >> 32
    var shift: UInt64 = 0
    while (most - least) >> shift > UInt64(2 * count + 64) { shift += 1 }
    self.least = least
    self.shift = shift
    let size = Int((most - least) >> shift) + 1
    directory = [UInt32](unsafeUninitializedCapacity: size + 1) { directory, filled in
      var next = 0
      for row in 0..<count {
        let place = Int(((words?[row] ?? 0) >> 32 &- least) >> shift)
        while next <= place {
          directory[next] = UInt32(truncatingIfNeeded: row)
          next += 1
        }
      }
      while next <= size {
        directory[next] = UInt32(truncatingIfNeeded: count)
        next += 1
      }
      filled = size + 1
    }
  }

  /// The rows whose first word is the given one.
  @inline(__always)
  func rows(of first: UInt64) -> Range<Int> {
    guard first >= least, first <= most else { return 0..<0 }
    let place = Int((first - least) >> shift)
    let range = Int(directory[place])..<Int(directory[place + 1])
    if shift == 0 { return range }
    let start = lowerBound(first << 32, range)
    return start..<lowerBound((first + 1) << 32, start..<range.upperBound)
  }

  func contains(_ first: UInt64, _ second: UInt64) -> Bool {
    let range = rows(of: first)
    let row = lowerBound(first << 32 | second, range)
    return row < range.upperBound && held[row] == first << 32 | second
  }

  private func lowerBound(_ word: UInt64, _ range: Range<Int>) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if held[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
