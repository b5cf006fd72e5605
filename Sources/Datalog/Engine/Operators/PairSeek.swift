/// Looks up rows of a pair relation by one column's value, a binding at a time.
///
/// It is a class because it frees its scratch word; as a value held by its operator, whose exclusive use is checked for
/// every binding, it took 1.4 times as long.
final class PairSeek {
  private let order: PairLookup.Order
  private let key: CompiledKey
  private let keyWord: UnsafeMutablePointer<UInt64>
  /// The rows in memory, once they were looked up so often where they lie that they are worth holding.
  private(set) var run: SortedRun?

  init(_ order: PairLookup.Order, _ key: CompiledKey) {
    self.order = order
    self.key = key
    keyWord = .allocate(capacity: 1)
  }

  deinit { keyWord.deallocate() }

  /// The word by which a binding looks rows up; nothing if none can have it.
  @inline(__always)
  func word(_ batch: Batch, _ binding: Int) -> UInt64? {
    key.write(batch, binding, to: keyWord)
    guard keyWord[0] < packLimit else { return nil }
    if run == nil { run = order.run() }
    return keyWord[0]
  }

  /// The other column's values beside a word, read where they lie.
  func seconds(of word: UInt64) -> [UInt32] { order.seconds(of: UInt32(word)) }
}
