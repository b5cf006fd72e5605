/// Distinct texts in the order they came, found by their hashes.
///
/// ```
/// text:     | t0s0 | p2893 | t0s1 | …          one after the other
/// offsets:  | 0 | 4 | 9 | 13 | …
/// slots:    | hash:index + 1 | 0 | …           0 where there is none
/// ```
///
/// A slot's place is given by the upper bits of its hash, and the whole hash stands in it: a probe looks at text only
/// where all 32 bits agree, and a table is made larger by going through the slots in order, without any text.
struct SymbolStore: Sendable {
  var text: [UInt8] = []
  var offsets = TextOffsets()
  var slots: [UInt64] = []

  /// How many texts there are.
  var count: Int { offsets.count - 1 }

  /// Lends the bytes of a text.
  @inline(__always)
  func withUTF8<Result>(
    of index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let range = offsets[index]..<offsets[index + 1]
    return try text.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Lends all of it for finding.
  @inline(__always)
  func withView<Result>(_ body: (SymbolView) -> Result) -> Result {
    text.withUnsafeBytes { text in
      slots.withUnsafeBufferPointer { slots in
        offsets.withView { offsets in
          body(SymbolView(text: text, offsets: offsets, slots: slots))
        }
      }
    }
  }

  /// Where a text of a hash is, if it is here.
  func index(of text: Text, hash: UInt32) -> Int? { withView { $0.index(of: text, hash: hash) } }

  /// Where a text of a hash is, added if it was not here.
  mutating func intern(_ text: Text, hash: UInt32) -> Int {
    if let index = index(of: text, hash: hash) { return index }
    let index = UInt32(truncatingIfNeeded: count)
    withUnsafePointer(to: text) { text in
      withUnsafePointer(to: hash) { hash in
        var found = index
        internAll(text, hashes: hash, count: 1, found: &found)
      }
    }
    return Int(index)
  }

  /// Finds or adds texts, in their order; what they add is measured and copied once for all.
  ///
  /// - Parameters:
  ///   - texts: the texts; those that are new are copied.
  ///   - hashes: their hashes.
  ///   - textsCount: how many there are.
  ///   - found: receives where each is.
  mutating func internAll(
    _ texts: UnsafePointer<Text>, hashes: UnsafePointer<UInt32>, count textsCount: Int,
    found: UnsafeMutablePointer<UInt32>
  ) {
    reserve(textsCount)
    let start = count
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * textsCount) { memory in
      guard let added = memory.baseAddress else { return }
      let firsts = added + textsCount
      let new = slots.withUnsafeMutableBufferPointer { slots in
        text.withUnsafeBytes { text in
          offsets.withView { offsets in
            let view = SymbolView(text: text, offsets: offsets, slots: UnsafeBufferPointer(slots))
            for number in 0..<textsCount { firsts[number] = view.first(hashes[number]) }
            var new = 0
            for number in 0..<textsCount {
              let (text, hash) = (texts[number], hashes[number])
              var slot = view.home(of: hash)
              if firsts[number] != 0 || slots[slot] != 0 {
                // What was added just now has no text here yet, and is compared with where it came from.
                slot = view.slot(of: hash) { index in
                  index < start
                    ? view.matches(index, text) : text.equals(texts[Int(added[index &- start])])
                }
              }
              if slots[slot] == 0 {
                slots[slot] = UInt64(hash) << 32 | UInt64(start + new + 1)
                added[new] = UInt64(number)
                new += 1
              }
              found[number] = UInt32(truncatingIfNeeded: slots[slot]) &- 1
            }
            return new
          }
        }
      }
      append(texts, added, count: new)
    }
  }

  /// Adds the text and offsets of new entries whose slots are taken already.
  private mutating func append(
    _ texts: UnsafePointer<Text>, _ added: UnsafePointer<UInt64>, count new: Int
  ) {
    guard new > 0 else { return }
    var length = 0
    for index in 0..<new { length += texts[Int(added[index])].length }
    withUnsafeTemporaryAllocation(byteCount: length + 16, alignment: 8) { bytes in
      guard let base = bytes.baseAddress else { return }
      var end = 0
      for index in 0..<new {
        let text = texts[Int(added[index])]
        text.copy(to: base + end)
        end += text.length
        offsets.append(self.text.count + end)
      }
      text.append(contentsOf: UnsafeRawBufferPointer(start: base, count: length))
    }
  }

  /// Sees to it that slots do not move while so many texts are added.
  @inline(__always)
  mutating func reserve(_ added: Int) {
    while (count + added) * 4 > slots.count * 3 { grow() }
  }

  private mutating func grow() {
    let old = slots
    // The first steps are larger, as a table that has begun to fill mostly goes on.
    let slotCount = max(64, old.count * (old.count < 1 << 14 ? 4 : 2))
    slots = [UInt64](unsafeUninitializedCapacity: slotCount) { slots, filled in
      slots.initialize(repeating: 0)
      let shift = UInt64(64 &- slotCount.trailingZeroBitCount)
      for entry in old where entry != 0 {
        var slot = Int(truncatingIfNeeded: entry &>> shift)
        while slots[slot] != 0 { slot = (slot &+ 1) & (slotCount &- 1) }
        slots[slot] = entry
      }
      filled = slotCount
    }
  }
}

/// A store lent for finding.
struct SymbolView {
  private let text: UnsafeRawPointer?
  /// Up to where eight bytes can be read at once.
  private let lastHead: Int
  private let offsets: TextOffsets.View
  private let slots: UnsafePointer<UInt64>?
  private let slotCount: Int
  private let shift: UInt32

  @inline(__always)
  init(
    text: UnsafeRawBufferPointer, offsets: TextOffsets.View, slots: UnsafeBufferPointer<UInt64>
  ) {
    self.text = text.baseAddress
    lastHead = text.count - 8
    self.offsets = offsets
    self.slots = slots.isEmpty ? nil : slots.baseAddress
    slotCount = slots.count
    shift = slots.isEmpty ? 0 : UInt32(32 - slots.count.trailingZeroBitCount)
  }

  /// How many texts there are.
  @inline(__always)
  var count: Int { offsets.count &- 1 }

  /// Where the search for a hash begins.
  @inline(__always)
  func home(of hash: UInt32) -> Int { Int(hash &>> shift) }

  /// What is in the slot where the search for a hash begins; reading many at once hides what memory costs.
  @inline(__always)
  func first(_ hash: UInt32) -> UInt64 { slots.map { $0[home(of: hash)] } ?? 0 }

  /// Whether the text of an index is the given one.
  @inline(__always)
  func matches(_ index: Int, _ other: Text) -> Bool {
    guard let text else { return other.length == 0 }
    let start = offsets.start(index)
    guard offsets.start(index &+ 1) &- start == other.length else { return false }
    guard start <= lastHead else {
      let own = Text(text + start, length: other.length)
      return own.head == other.head && own.tailEquals(other.bytes)
    }
    let head = word(text, start)
    if other.length >= 8 { return head == other.head && other.tailEquals(text + start) }
    return (head ^ other.head) & ((1 &<< UInt64(8 &* other.length)) &- 1) == 0
  }

  /// Where a text of a hash is, if it is here.
  @inline(__always)
  func index(of text: Text, hash: UInt32) -> Int? {
    guard let slots else { return nil }
    let entry = slots[slot(of: hash) { matches($0, text) }]
    return entry == 0 ? nil : Int(UInt32(truncatingIfNeeded: entry)) &- 1
  }

  /// The slot of a hash whose entry is the one looked for, as `isMatch` says of its index, or the free one where it
  /// would go.
  @inline(__always)
  func slot(of hash: UInt32, isMatch: (Int) -> Bool) -> Int {
    guard let slots else { preconditionFailure("a table of symbols has slots before it is searched") }
    var slot = home(of: hash)
    while case let entry = slots[slot], entry != 0 {
      if UInt32(truncatingIfNeeded: entry &>> 32) == hash,
        isMatch(Int(UInt32(truncatingIfNeeded: entry)) &- 1)
      {
        return slot
      }
      slot = (slot &+ 1) & (slotCount &- 1)
    }
    return slot
  }
}

/// Where texts begin: in 32 bits each until the text outgrows them.
struct TextOffsets: Sendable {
  private var narrow: [UInt32] = [0]
  private var wide: [Int] = []
  private let limit: Int

  /// - Parameter limit: up to where offsets are narrow; less than 2^32.
  init(limit: Int = Int(UInt32.max)) { self.limit = limit }

  var count: Int { narrow.count + wide.count }

  @inline(__always)
  subscript(index: Int) -> Int { wide.isEmpty ? Int(narrow[index]) : wide[index] }

  /// Appends offsets that follow those here by so many bytes.
  mutating func append(_ ends: [UInt32], after start: Int) {
    if wide.isEmpty, start + Int(ends.last ?? 0) <= limit {
      let start = UInt32(truncatingIfNeeded: start)
      narrow.append(contentsOf: ends.lazy.map { $0 &+ start })
    } else {
      for end in ends { append(start + Int(end)) }
    }
  }

  @inline(__always)
  mutating func append(_ offset: Int) {
    if wide.isEmpty, offset <= limit {
      narrow.append(UInt32(truncatingIfNeeded: offset))
    } else {
      appendWide(offset)
    }
  }

  private mutating func appendWide(_ offset: Int) {
    if wide.isEmpty {
      wide = narrow.map(Int.init)
      narrow = []
    }
    wide.append(offset)
  }

  struct View {
    fileprivate let narrow: UnsafePointer<UInt32>?
    fileprivate let wide: UnsafePointer<Int>?
    let count: Int

    @inline(__always)
    func start(_ index: Int) -> Int {
      if let narrow { return Int(narrow[index]) }
      return wide.map { $0[index] } ?? 0
    }
  }

  @inline(__always)
  func withView<Result>(_ body: (View) -> Result) -> Result {
    narrow.withUnsafeBufferPointer { narrow in
      wide.withUnsafeBufferPointer { wide in
        body(
          View(
            narrow: wide.isEmpty ? narrow.baseAddress : nil, wide: wide.baseAddress, count: count))
      }
    }
  }
}
