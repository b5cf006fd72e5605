/// Finds numbered things by hash: open addressing, a slot being 32 bits, at most two thirds full.
///
/// ```
/// slot:  | the hash's next bits | how far from its first place | number + 1, as many bits as the largest may need |
/// ```
///
/// A slot of 0 is vacant. The first place of a thing is the top of its hash, so a slot tells most things apart without
/// fetching them, and tells where its thing goes when there are more slots. Its owner frees the memory.
struct NumberSlots {
  /// Bits that tell how far a thing is from its first place; the largest value stands for all that is farther.
  private static let distanceBits: UInt64 = 4
  private static let far: UInt32 = 15

  private var slots: UnsafeMutablePointer<UInt32>
  private var bits: UInt64
  private var numberBits: UInt64
  /// Bits that numbers have beyond those of places, as what is held is a share of what has numbers.
  private let shareBits: UInt64
  /// How many things are held.
  private(set) var count = 0

  /// Makes vacant slots.
  ///
  /// - Parameters:
  ///   - bits: binary logarithm of how many.
  ///   - shareBits: binary logarithm of how many such structures share the numbers among them.
  init(bits: Int = 6, shareBits: Int = 0) {
    self.bits = UInt64(bits)
    self.shareBits = UInt64(shareBits)
    numberBits = UInt64(bits + shareBits)
    slots = zeroedMemory(UInt32.self, capacity: 1 << bits)
  }

  func deallocate() { freeMemory(slots) }

  /// Bytes of memory held.
  var byteCount: Int { 4 << Int(bits) }

  @inline(__always)
  private var numberMask: UInt32 { UInt32(truncatingIfNeeded: (1 &<< numberBits) &- 1) }

  /// Whether a slot has room to tell how far its thing is from its first place; slots of very many numbers have not.
  @inline(__always)
  private var hasDistance: Bool { numberBits <= 32 - Self.distanceBits }

  /// The bits of a slot that tell the number and the distance.
  @inline(__always)
  private var takenMask: UInt32 {
    UInt32(truncatingIfNeeded: (1 &<< (hasDistance ? numberBits &+ Self.distanceBits : numberBits)) &- 1)
  }

  /// What is added to a slot of a thing that is one place farther; nothing if slots do not tell.
  @inline(__always)
  private var distanceStep: UInt32 { hasDistance ? 1 &<< UInt32(truncatingIfNeeded: numberBits) : 0 }

  /// Where a thing of a hash is put if that is vacant.
  @inline(__always)
  private func firstPlace(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> (64 &- bits)) }

  /// The number of the last slot, which is also the mask of places.
  @inline(__always)
  private var lastPlace: Int { (1 &<< Int(truncatingIfNeeded: bits)) &- 1 }

  /// The slot of a thing of a hash, but for the number, at its first place.
  @inline(__always)
  private func tag(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: (hash &<< bits) &>> 32) & ~takenMask
  }

  /// Where a thing of a hash is, or would be put; `isEqual` says whether the thing of a number is the one looked for.
  @inline(__always)
  func place(of hash: UInt64, isEqual: (Int) -> Bool) -> Int {
    let (numberMask, last, step) = (numberMask, lastPlace, distanceStep)
    var tag = tag(hash)
    var place = firstPlace(hash)
    let farthest = tag &+ Self.far &* step
    while case let slot = slots[place], slot != 0 {
      if slot & ~numberMask == tag, isEqual(Int(slot & numberMask) &- 1) { return place }
      place = (place &+ 1) & last
      if tag != farthest { tag &+= step }
    }
    return place
  }

  /// The number at a place; nothing if the place is vacant.
  @inline(__always)
  func number(at place: Int) -> Int? {
    let slot = slots[place]
    return slot == 0 ? nil : Int(slot & numberMask) - 1
  }

  /// The number that a hash's first slot holds if its tag is right, so that it can be fetched beforehand.
  @inline(__always)
  func likelyNumber(of hash: UInt64) -> Int? {
    let (slot, mask) = (slots[firstPlace(hash)], numberMask)
    return slot != 0 && slot & ~mask == tag(hash) ? Int(slot & mask) &- 1 : nil
  }

  /// Reads a hash's first slot, so that the memory fetches it.
  @inline(__always)
  func touch(_ hash: UInt64) -> UInt32 { slots[firstPlace(hash)] }

  /// Puts the next number at a vacant place that ``place(of:isEqual:)`` gave for its hash.
  @inline(__always)
  mutating func putNext(_ hash: UInt64, at place: Int) { put(count, hash, at: place) }

  /// Puts a number, for which there is room, at a vacant place that ``place(of:isEqual:)`` gave for its hash.
  @inline(__always)
  mutating func put(_ number: Int, _ hash: UInt64, at place: Int) {
    let distance = (place - firstPlace(hash)) & lastPlace
    let tag = tag(hash) &+ min(Self.far, UInt32(truncatingIfNeeded: distance)) &* distanceStep
    slots[place] = tag | UInt32(truncatingIfNeeded: number + 1)
    count += 1
  }

  /// Makes the number at a place less.
  @inline(__always)
  func lowerNumber(at place: Int, by difference: Int) {
    slots[place] -= UInt32(truncatingIfNeeded: difference)
  }

  /// Makes room for more things, whose numbers are less than a limit; `hash` gives the hash of what has a number.
  ///
  /// What is held is gone through in the order of its places, which is about that of the new ones; mostly few things
  /// have to be fetched for their hash. Time O(slots).
  @inline(__always)
  mutating func reserve(_ extra: Int, numbersBelow limit: Int = 0, hash: (Int) -> UInt64) {
    guard (count + extra) * 3 > 2 << Int(bits) || limit >= 1 << Int(numberBits) else { return }
    let old = self
    while (count + extra) * 3 > 2 << Int(bits) { bits += 1 }
    numberBits = max(numberBits, min(32, bits + shareBits))
    while limit >= 1 << Int(numberBits) { numberBits += 1 }
    precondition(bits <= 32 && numberBits <= 32, "a table of wide rows holds fewer than 2^32 - 1 of them")
    slots = zeroedMemory(UInt32.self, capacity: 1 << Int(bits))
    count = 0
    let knowsEnough = knownBits <= old.knownBits
    for place in 0..<1 << Int(old.bits) {
      guard let number = old.number(at: place) else { continue }
      let hash = (knowsEnough ? old.knownHash(at: place) : nil) ?? hash(number)
      put(number, hash, at: self.place(of: hash) { _ in false })
    }
    old.deallocate()
  }

  /// How many bits of a hash a slot and its place tell.
  private var knownBits: UInt64 { bits + 32 - numberBits - (hasDistance ? Self.distanceBits : 0) }

  /// What is known of the hash of what is at a place, with zeros for the rest; nothing if it is too far away to tell.
  @inline(__always)
  private func knownHash(at place: Int) -> UInt64? {
    guard hasDistance else { return nil }
    let distance = slots[place] >> UInt32(numberBits) & Self.far
    guard distance < Self.far else { return nil }
    let first = (place - Int(distance)) & lastPlace
    let taken = numberBits + Self.distanceBits
    let next = (UInt64(slots[place]) >> taken) << (32 + taken)
    return UInt64(first) << (64 - bits) | next >> bits
  }
}
