/// A set of 64-bit words by open addressing, at most half full.
///
/// It is a class because it owns its memory.
final class WordSet {
  private static let vacant = UInt64.max
  private var slots: UnsafeMutablePointer<UInt64>
  private var capacity: Int
  private var count = 0
  /// The word that marks vacancy is kept apart.
  private var hasVacantWord = false

  init() {
    capacity = 1024
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Self.vacant, count: capacity)
  }

  deinit { slots.deallocate() }

  /// Bytes of memory held.
  var byteCount: Int { capacity * 8 }

  /// The words in no particular order.
  var words: [UInt64] {
    var words = hasVacantWord ? [Self.vacant] : []
    words.reserveCapacity(count + 1)
    for slot in 0..<capacity where slots[slot] != Self.vacant { words.append(slots[slot]) }
    return words
  }

  func contains(_ word: UInt64) -> Bool {
    word == Self.vacant ? hasVacantWord : slots[slot(of: word)] == word
  }

  /// Adds a word; says whether it is new.
  func insert(_ word: UInt64) -> Bool {
    guard word != Self.vacant else {
      defer { hasVacantWord = true }
      return !hasVacantWord
    }
    let found = slot(of: word)
    if slots[found] == word { return false }
    slots[found] = word
    count += 1
    if count * 2 > capacity { grow() }
    return true
  }

  @inline(__always)
  private func slot(of word: UInt64) -> Int {
    let mask = capacity - 1
    var slot = Int(truncatingIfNeeded: mixed(word) >> 20) & mask
    while slots[slot] != Self.vacant, slots[slot] != word { slot = (slot + 1) & mask }
    return slot
  }

  private func grow() {
    let (old, oldCapacity) = (slots, capacity)
    capacity *= 2
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Self.vacant, count: capacity)
    for index in 0..<oldCapacity where old[index] != Self.vacant { slots[slot(of: old[index])] = old[index] }
    old.deallocate()
  }
}

/// Spreads a word's bits over the whole word (the finisher of MurmurHash3).
@inline(__always)
func mixed(_ word: UInt64) -> UInt64 {
  var hash = word
  hash ^= hash >> 33
  hash = hash &* 0xff51_afd7_ed55_8ccd
  hash ^= hash >> 33
  hash = hash &* 0xc4ce_b9fe_1a85_ec53
  return hash ^ hash >> 33
}
