/// A growing run of plain values whose memory its owner frees: an array without checks, for the hot loops.
///
/// Only the classes of this folder hold one, each freeing it when it ends.
struct Memory<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element> = growMemory(nil, capacity: 0)
  private(set) var count = 0
  private(set) var capacity = 0

  /// Bytes of memory held.
  var byteCount: Int { capacity * MemoryLayout<Element>.stride }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { reserve(count + 1) }
    base[count] = element
    count += 1
  }

  /// Adds copies of an element until there are so many.
  mutating func extend(to newCount: Int, with element: Element) {
    guard newCount > count else { return }
    reserve(newCount)
    (base + count).initialize(repeating: element, count: newCount - count)
    count = newCount
  }

  /// Adds elements whose values do not matter yet; returns where they begin.
  mutating func extend(by extra: Int) -> Int {
    reserve(count + extra)
    defer { count += extra }
    return count
  }

  mutating func removeAll() { count = 0 }

  /// Forgets all elements but the first so many.
  mutating func keep(first newCount: Int) { count = newCount }

  /// Sees to it that there is room for so many elements.
  mutating func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    capacity = max(needed, capacity + capacity / 2, 64)
    base = growMemory(base, capacity: capacity)
  }

  /// Forgets all elements, and gives their memory back.
  mutating func release() {
    deallocate()
    self = Memory()
  }

  func deallocate() { freeMemory(base) }
}
