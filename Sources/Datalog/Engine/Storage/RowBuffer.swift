import Relations

/// Rows one after the other: either lent by a relation, as they lie there, or its own and growing.
///
/// It is a class because it owns its memory.
final class RowBuffer {
  /// Words a row.
  let width: Int
  /// Rows held.
  private(set) var count: Int
  private var capacity: Int
  private var storage: UnsafeMutablePointer<UInt64>
  /// Keeps lent rows alive; `storage` points into it and is never written.
  private let lent: [UInt64]?

  /// Makes an empty, growing buffer.
  init(width: Int) {
    self.width = width
    count = 0
    capacity = 0
    storage = growMemory(nil, capacity: 0)
    lent = nil
  }

  /// Takes rows as they lie.
  init(lent words: [UInt64], width: Int, count: Int) {
    self.width = width
    self.count = count
    capacity = count
    lent = words
    // The array is held for this object's whole life and never mutated, so its storage stays where it is.
    storage = words.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map(UnsafeMutablePointer.init(mutating:)) ?? growMemory(nil, capacity: 0)
    }
  }

  deinit { if lent == nil { freeMemory(storage) } }

  /// The rows; no longer good once a row is appended.
  var words: UnsafePointer<UInt64> { UnsafePointer(storage) }

  /// Bytes of its own.
  var byteCount: Int { lent == nil ? capacity * width * 8 : 0 }

  @inline(__always)
  func append(_ word: UInt64) {
    if count == capacity { grow() }
    storage[count] = word
    count += 1
  }

  @inline(__always)
  func append(row: UnsafePointer<UInt64>) {
    if count == capacity { grow() }
    (storage + count * width).update(from: row, count: width)
    count += 1
  }

  func removeAll() { count = 0 }

  /// Makes room for more rows.
  func reserve(_ extra: Int) { if count + extra > capacity { grow(atLeast: count + extra) } }

  /// Appends a word that room was made for.
  @inline(__always)
  func appendReserved(_ word: UInt64) {
    storage[count] = word
    count += 1
  }

  private func grow(atLeast needed: Int = 0) {
    precondition(lent == nil, "lent rows do not grow")
    capacity = max(256, capacity + capacity / 2, needed)
    storage = growMemory(storage, capacity: capacity * width)
  }

  /// A copy of all words.
  var copied: [UInt64] { lent ?? Array(UnsafeBufferPointer(start: storage, count: count * width)) }
}
