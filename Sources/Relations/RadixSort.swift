extension [UInt64] {
  /// Sorts by bytes from the lowest up, leaving out those that are the same in all words.
  ///
  /// Ids are dense, so of a packed pair's eight bytes mostly four to six differ.
  ///
  /// - Complexity: O(*n*) for each byte that differs; one copy of the words.
  package mutating func radixSort() {
    guard count > 512 else { return sort() }
    var counts = [Int](repeating: 0, count: 8 * 256)
    for word in self {
      for byte in 0..<8 { counts[byte << 8 | Int(word >> (8 * UInt64(byte)) & 0xff)] += 1 }
    }
    var scratch = [UInt64](repeating: 0, count: count)
    for byte in 0..<8 {
      let bins = counts[byte << 8..<(byte + 1) << 8]
      if bins.contains(count) { continue }
      scatter(bins, byte: byte, into: &scratch)
      swap(&self, &scratch)
    }
  }

  private func scatter(_ bins: ArraySlice<Int>, byte: Int, into target: inout [UInt64]) {
    var next: [Int] = []
    next.reserveCapacity(256)
    var start = 0
    for bin in bins {
      next.append(start)
      start += bin
    }
    let shift = UInt64(byte * 8)
    next.withUnsafeMutableBufferPointer { next in
      target.withUnsafeMutableBufferPointer { target in
        withUnsafeBufferPointer { words in
          for word in words {
            let bin = Int(word >> shift & 0xff)
            target[next[bin]] = word
            next[bin] += 1
          }
        }
      }
    }
  }
}
