/// A set of 64-bit words by open addressing, at most five eighths full.
///
/// It is a class because it owns its memory.
final class WordSet {
  private static let vacant = UInt64.max
  private var slots: UnsafeMutablePointer<UInt64>
  private var capacity: Int
  private var count = 0
  /// The word that marks vacancy is kept apart.
  private var hasVacantWord = false
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt64 = 0

  init() {
    capacity = 1024
    slots = tableMemory(UInt64.self, capacity: capacity)
    slots.initialize(repeating: Self.vacant, count: capacity)
  }

  deinit { freeMemory(slots) }

  /// Bytes of memory held.
  var byteCount: Int { capacity * 8 }

  /// The words in no particular order.
  var words: [UInt64] {
    var words = hasVacantWord ? [Self.vacant] : []
    words.reserveCapacity(count + 1)
    for slot in 0..<capacity where slots[slot] != Self.vacant { words.append(slots[slot]) }
    return words
  }

  /// About so many of the words, each as likely as any other.
  func sample(_ wanted: Int) -> [UInt64] {
    // Words lie in the order of their hashes.
    Array(UnsafeBufferPointer(start: slots, count: capacity).lazy.filter { $0 != Self.vacant }.prefix(wanted))
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
    if count * 8 > capacity * 5 { grow() }
    return true
  }

  /// Adds pairs given as two columns, and writes those that are new to `new`; returns how many they are.
  ///
  /// What the memory has to fetch for some pairs, it fetches side by side.
  func insertAll(
    _ firsts: UnsafePointer<UInt64>, _ seconds: UnsafePointer<UInt64>, _ pairCount: Int,
    new: UnsafeMutablePointer<UInt64>
  ) -> Int {
    var added = 0
    var seen: UInt64 = 0
    for start in stride(from: 0, to: pairCount, by: 64) {
      let end = min(pairCount, start + 64)
      for index in start..<end { seen &+= touch(firsts[index] << 32 | seconds[index]) }
      for index in start..<end {
        let pair = firsts[index] << 32 | seconds[index]
        if insert(pair) {
          new[added] = pair
          added += 1
        }
      }
    }
    touched = seen
    return added
  }

  /// Adds words; brings those that are new to the front, and returns how many they are.
  func keepNew(_ words: UnsafeMutableBufferPointer<UInt64>) -> Int {
    var kept = 0
    var seen: UInt64 = 0
    for start in stride(from: 0, to: words.count, by: 64) {
      let end = min(words.count, start + 64)
      for index in start..<end { seen &+= touch(words[index]) }
      for index in start..<end where insert(words[index]) {
        words[kept] = words[index]
        kept += 1
      }
    }
    touched = seen
    return kept
  }

  /// Reads a word's first slot, so that the memory fetches it.
  @inline(__always)
  func touch(_ word: UInt64) -> UInt64 { slots[firstSlot(of: word)] }

  @inline(__always)
  private func firstSlot(of word: UInt64) -> Int {
    Int(truncatingIfNeeded: mixed(word) >> 20) & (capacity &- 1)
  }

  @inline(__always)
  private func slot(of word: UInt64) -> Int {
    let mask = capacity &- 1
    var slot = firstSlot(of: word)
    while slots[slot] != Self.vacant, slots[slot] != word { slot = (slot &+ 1) & mask }
    return slot
  }

  private func grow() {
    let (old, oldCapacity) = (slots, capacity)
    capacity *= 2
    slots = tableMemory(UInt64.self, capacity: capacity)
    slots.initialize(repeating: Self.vacant, count: capacity)
    for index in 0..<oldCapacity where old[index] != Self.vacant { slots[slot(of: old[index])] = old[index] }
    freeMemory(old)
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
