/// Texts that a frozen table did not hold, in the order they came and as often.
///
/// They lie where they were read, which must outlive this.
package struct NewTexts: @unchecked Sendable {
  private(set) var texts: [Text] = []
  private(set) var hashes: [UInt32] = []
  /// The numbers of texts, shard by shard, in their order within each.
  private(set) var order: [UInt32] = []
  /// Where each shard begins, and the last one's end.
  private(set) var bounds: [Int] = []

  /// Texts are shared out by the upper bits of their hashes, and so by where in the table they go.
  static let shardBits = 4

  /// No texts yet.
  package init() {}

  var count: Int { hashes.count }

  mutating func append(_ texts: UnsafePointer<Text>, _ hashes: UnsafePointer<UInt32>, count: Int) {
    self.texts.append(contentsOf: UnsafeBufferPointer(start: texts, count: count))
    self.hashes.append(contentsOf: UnsafeBufferPointer(start: hashes, count: count))
  }

  /// Keeps the memory for others.
  mutating func removeAll() {
    texts.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  /// Sorts the numbers by shards.
  mutating func part() {
    let shards = 1 << Self.shardBits
    let shift = UInt32(32 - Self.shardBits)
    var next = [Int](repeating: 0, count: shards + 1)
    for hash in hashes { next[Int(hash &>> shift) + 1] += 1 }
    for shard in 0..<shards { next[shard + 1] += next[shard] }
    bounds = next
    order = [UInt32](unsafeUninitializedCapacity: count) { order, filled in
      next.withUnsafeMutableBufferPointer { next in
        for (number, hash) in hashes.enumerated() {
          let shard = Int(hash &>> shift)
          order[next[shard]] = UInt32(truncatingIfNeeded: number)
          next[shard] &+= 1
        }
      }
      filled = count
    }
  }
}

extension SymbolTable {
  /// Adds the texts of pieces that were read while the table was frozen, as if they came one after the other.
  ///
  /// - Returns: for each piece the ids of its texts.
  package mutating func adopt(_ pieces: [NewTexts], workers: Workers) -> [[UInt32]] {
    let total = pieces.reduce(0) { $0 + $1.count }
    guard total > 0 else { return pieces.map { _ in [] } }
    precondition(count + total < Int(UInt32.max), "a symbol table holds fewer than 2^32 - 1 strings")
    let adoption = Adoption(pieces, by: added, firstID: UInt32(baseCount))
    added.reserve(total)
    adoption.claimSlots(of: &added, workers: workers)
    return adoption.addTexts(to: &added, workers: workers)
  }
}
