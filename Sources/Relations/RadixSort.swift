/// Something that is sorted by a 64-bit key.
protocol RadixSortable: BitwiseCopyable {
  var radixKey: UInt64 { get }
}

extension UInt64: RadixSortable {
  @inline(__always)
  var radixKey: UInt64 { self }
}

extension [UInt64] {
  /// Sorts by digits of the bits that differ, leaving out those that are the same in all words.
  ///
  /// Workers that may stop leave the words in any order, some of them lost for others.
  ///
  /// - Complexity: O(*n*) for each digit; one copy of the words.
  package mutating func radixSort(workers: Workers = Workers(count: 1)) {
    withUnsafeMutableBufferPointer { sortByKeys($0, workers: workers) }
  }
}

/// Sorts by keys; what has the same key keeps its order.
///
/// Large inputs are first parted by the highest digit in which their keys differ, so that each part is sorted within
/// the caches, and by whichever thread is free.
func sortByKeys<Element: RadixSortable>(
  _ elements: UnsafeMutableBufferPointer<Element>, workers: Workers
) {
  guard elements.count > 1, let base = elements.baseAddress else { return }
  let scratch = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
  defer { scratch.deallocate() }
  var run = RadixRun(base, scratch, count: elements.count)
  run.sort(workers: workers)
}

/// One sorting of a run of elements, with a second run for scratch.
private struct RadixRun<Element: RadixSortable> {
  private let elements: UnsafeMutablePointer<Element>
  private let scratch: UnsafeMutablePointer<Element>
  private let count: Int

  /// So many fit into a core's own cache together with their scratch.
  private static var cached: Int { 1 << 15 }
  /// How many elements are parted as one task.
  private static var piece: Int { 1 << 17 }

  init(_ elements: UnsafeMutablePointer<Element>, _ scratch: UnsafeMutablePointer<Element>, count: Int) {
    self.elements = elements
    self.scratch = scratch
    self.count = count
  }

  mutating func sort(workers: Workers) {
    let differing = differingBits()
    guard differing != 0 else { return }
    guard count > Self.cached else {
      sortPart(elements, scratch, count, differing, isScratch: false)
      return
    }
    let top = 63 - differing.leadingZeroBitCount
    let shift = UInt64(max(0, top - 7))
    let bounds = part(shift: shift, workers: workers)
    let rest = differing & ((1 << shift) - 1)
    let (elements, scratch) = (elements, scratch)
    nonisolated(unsafe) let own = elements
    nonisolated(unsafe) let other = scratch
    workers.run(tasks: 256) { bucket, _ in
      // All elements are in scratch now, and as many, if not the right ones, are where the sorted ones belong.
      guard !workers.mayStop else { return }
      let (start, end) = (bounds[bucket], bounds[bucket + 1])
      Self.sortBucket(other + start, own + start, end - start, rest)
    }
  }

  private func differingBits() -> UInt64 {
    let first = elements[0].radixKey
    var differing: UInt64 = 0
    for index in 1..<count { differing |= elements[index].radixKey ^ first }
    return differing
  }

  /// Moves all elements into scratch, by a digit; returns where each digit's elements begin, and the end.
  private func part(shift: UInt64, workers: Workers) -> [Int] {
    let pieces = (count + Self.piece - 1) / Self.piece
    let counts = UnsafeMutablePointer<Int>.allocate(capacity: pieces * 256)
    counts.initialize(repeating: 0, count: pieces * 256)
    defer { counts.deallocate() }
    nonisolated(unsafe) let (elements, scratch, next) = (elements, scratch, counts)
    let count = count
    workers.run(tasks: pieces) { piece, _ in
      let bins = next + piece * 256
      for index in piece * Self.piece..<min(count, (piece + 1) * Self.piece) {
        bins[Int(elements[index].radixKey &>> shift & 0xff)] &+= 1
      }
    }
    var bounds: [Int] = []
    var start = 0
    for digit in 0..<256 {
      bounds.append(start)
      for piece in 0..<pieces {
        let here = counts[piece * 256 + digit]
        counts[piece * 256 + digit] = start
        start += here
      }
    }
    bounds.append(start)
    workers.run(tasks: pieces) { piece, _ in
      let bins = next + piece * 256
      for index in piece * Self.piece..<min(count, (piece + 1) * Self.piece) {
        let digit = Int(elements[index].radixKey &>> shift & 0xff)
        scratch[bins[digit]] = elements[index]
        bins[digit] &+= 1
      }
    }
    return bounds
  }

  /// Sorts a bucket that lies in scratch into its place.
  private static func sortBucket(
    _ source: UnsafeMutablePointer<Element>, _ target: UnsafeMutablePointer<Element>, _ count: Int,
    _ differing: UInt64
  ) {
    guard count > 0 else { return }
    sortPart(source, target, count, differing, isScratch: true)
  }
}

/// Sorts a run digit by digit from the lowest; it ends in `other` if it is in scratch memory itself.
private func sortPart<Element: RadixSortable>(
  _ run: UnsafeMutablePointer<Element>, _ other: UnsafeMutablePointer<Element>, _ count: Int,
  _ differing: UInt64, isScratch: Bool
) {
  if count <= 32 {
    insertionSort(run, count)
    if isScratch { other.update(from: run, count: count) }
    return
  }
  let width = count > 1 << 12 ? 11 : 8
  var (from, to) = (run, other)
  var left = differing
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << width) { bins in
    while left != 0 {
      let shift = UInt64(left.trailingZeroBitCount)
      let mask = UInt64(1 << width) &- 1
      scatter(from, to, count, shift, mask, bins)
      swap(&from, &to)
      left &= shift >= 64 - UInt64(width) ? 0 : ~(mask &<< shift)
    }
  }
  let target = isScratch ? other : run
  if from != target { target.update(from: from, count: count) }
}

/// Moves a run by one digit, keeping the order of what has the same.
@inline(__always)
private func scatter<Element: RadixSortable>(
  _ from: UnsafeMutablePointer<Element>, _ to: UnsafeMutablePointer<Element>, _ count: Int, _ shift: UInt64,
  _ mask: UInt64, _ bins: UnsafeMutableBufferPointer<Int>
) {
  guard let bins = bins.baseAddress else { return }
  bins.initialize(repeating: 0, count: Int(mask) + 1)
  for index in 0..<count { bins[Int(from[index].radixKey &>> shift & mask)] &+= 1 }
  var start = 0
  for digit in 0...Int(mask) {
    let here = bins[digit]
    bins[digit] = start
    start &+= here
  }
  for index in 0..<count {
    let digit = Int(from[index].radixKey &>> shift & mask)
    to[bins[digit]] = from[index]
    bins[digit] &+= 1
  }
}

@inline(__always)
private func insertionSort<Element: RadixSortable>(_ run: UnsafeMutablePointer<Element>, _ count: Int) {
  for index in stride(from: 1, to: count, by: 1) {
    let element = run[index]
    let key = element.radixKey
    var hole = index
    while hole > 0, run[hole &- 1].radixKey > key {
      run[hole] = run[hole &- 1]
      hole &-= 1
    }
    run[hole] = element
  }
}

// MARK: Almost sorted words

extension [UInt64] {
  /// Sorts words whose upper halves ascend already, by sorting what has the same upper half; says whether they did.
  ///
  /// Facts are often written in the order of their first column, with the others as they came.
  package mutating func sortWithinUpperHalves(workers: Workers) -> Bool {
    let count = count
    return withUnsafeMutableBufferPointer { words in
      guard let base = words.baseAddress, ascends(base, count) else { return false }
      nonisolated(unsafe) let words = base
      // A piece begins where a group begins, and goes on to the end of its last group.
      let piece = 1 << 16
      let bounds = (0...(count + piece - 1) / piece).map {
        groupEnd(words, Swift.min($0 * piece, count), count)
      }
      workers.run(tasks: bounds.count - 1) { task, _ in
        guard !workers.mayStop else { return }
        var start = bounds[task]
        while start < bounds[task + 1] {
          let end = groupEnd(words, start + 1, count)
          if end - start > 32 {
            sortByKeys(
              UnsafeMutableBufferPointer(start: words + start, count: end - start), workers: Workers(count: 1)
            )
          } else {
            insertionSort(words + start, end - start)
          }
          start = end
        }
      }
      return true
    }
  }
}

private func ascends(_ words: UnsafeMutablePointer<UInt64>, _ count: Int) -> Bool {
  for index in stride(from: 1, to: count, by: 1) where words[index] &>> 32 < words[index &- 1] &>> 32 {
    return false
  }
  return true
}

/// The first position from a given one on where no group goes on.
@inline(__always)
private func groupEnd(_ words: UnsafeMutablePointer<UInt64>, _ start: Int, _ count: Int) -> Int {
  var end = start
  while end > 0, end < count, words[end] &>> 32 == words[end &- 1] &>> 32 { end &+= 1 }
  return end
}
