import Synchronization

/// Rows that are fetched when they are first asked for, by any of several threads.
///
/// It is a class because those who ask share what was fetched.
final class PendingRows: Sendable {
  private let fetch: @Sendable () -> [UInt64]
  private let fetched = Mutex<[UInt64]?>(nil)
  /// The address of the rows, for those who come later.
  private let address = Atomic<UInt>(0)

  init(_ fetch: @escaping @Sendable () -> [UInt64]) { self.fetch = fetch }

  /// The rows, which stay where they are as long as this object lives.
  var words: UnsafePointer<UInt64> {
    if let known = UnsafePointer<UInt64>(bitPattern: address.load(ordering: .acquiring)) { return known }
    let bits = fetched.withLock { fetched in
      let rows = fetched ?? fetch()
      // The array is held for this object's whole life and never mutated, so its storage stays where it is.
      fetched = rows
      return rows.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
    address.store(bits, ordering: .releasing)
    guard let words = UnsafePointer<UInt64>(bitPattern: bits) else {
      preconditionFailure("an array's storage has an address")
    }
    return words
  }
}
