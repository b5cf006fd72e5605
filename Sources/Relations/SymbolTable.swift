/// Strings and their dense ids, in both directions.
///
/// A table stands on an optional *base*: distinct strings in ascending byte order, taken as one blob with
/// offsets just as a graph file stores them. The base is never parsed or hashed, so opening a graph of millions
/// of terms costs nothing; a lookup in it is a binary search, and its ids order as its strings do. Strings added
/// later are hashed and follow the base.
///
/// ```
/// id:     0 .. base.count-1      base.count ..
///         sorted blob            additions, in the order they were interned
/// ```
public struct SymbolTable: Sendable {
  private let baseText: [UInt8]
  private let baseOffsets: [UInt32]
  private var addedText: [UInt8] = []
  private var addedOffsets: [Int] = [0]
  private var slots: [UInt32] = []

  /// Makes an empty table.
  public init() {
    baseText = []
    baseOffsets = [0]
  }

  /// Makes a table over strings that are sorted already.
  ///
  /// - Parameters:
  ///   - sortedText: the strings' UTF-8 bytes, one after the other, in ascending byte order, distinct.
  ///   - offsets: where each begins; one more than there are strings, the last being the text's length.
  public init(sortedText: [UInt8], offsets: [UInt32]) {
    precondition(
      offsets.first == 0 && offsets.last.map(Int.init) == sortedText.count,
      "the offsets of a symbol table span its text")
    baseText = sortedText
    baseOffsets = offsets
  }

  /// How many strings have an id.
  public var count: Int { baseCount + addedCount }

  /// How many of them are in the sorted base.
  public var baseCount: Int { baseOffsets.count - 1 }

  private var addedCount: Int { addedOffsets.count - 1 }
}

// MARK: Reading

extension SymbolTable {
  /// The string of an id.
  public subscript(symbol: Symbol) -> String {
    withUTF8(of: symbol) { String(decoding: $0, as: UTF8.self) }
  }

  /// Lends the bytes of a string without copying them.
  @inline(__always)
  public func withUTF8<Result>(
    of symbol: Symbol, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let id = Int(symbol.rawValue)
    precondition(id < count, "a symbol is read through the table that made it")
    if id < baseCount {
      let range = Int(baseOffsets[id])..<Int(baseOffsets[id + 1])
      return try baseText.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
    let range = addedOffsets[id - baseCount]..<addedOffsets[id - baseCount + 1]
    return try addedText.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// The id of a string, if it has one.
  ///
  /// - Complexity: O(log *n*) comparisons in the base, then one hash probe.
  public func symbol(_ string: String) -> Symbol? {
    var string = string
    return string.withUTF8 { symbol(utf8: $0) }
  }

  /// The id of a string given as UTF-8, if it has one.
  public func symbol(utf8: UnsafeBufferPointer<UInt8>) -> Symbol? {
    if let symbol = baseSymbol(utf8) { return symbol }
    guard !slots.isEmpty else { return nil }
    let id = slots[slot(of: utf8)]
    return id == Self.vacant ? nil : Symbol(rawValue: id)
  }

  /// The ids of the base whose strings begin with the given bytes, as one range.
  public func baseSymbols(prefix: String) -> Range<UInt32> {
    var prefix = prefix
    return prefix.withUTF8 { prefix in
      let low = partition { compare($0, prefix) < 0 }
      let high = partition { bytes in
        compare(UnsafeBufferPointer(rebasing: bytes.prefix(prefix.count)), prefix) <= 0
      }
      return UInt32(low)..<UInt32(max(low, high))
    }
  }

  private func baseSymbol(_ utf8: UnsafeBufferPointer<UInt8>) -> Symbol? {
    guard baseCount > 0 else { return nil }
    let index = partition { compare($0, utf8) < 0 }
    guard index < baseCount else { return nil }
    let candidate = Symbol(rawValue: UInt32(index))
    return withUTF8(of: candidate) { compare($0, utf8) == 0 } ? candidate : nil
  }

  /// The first index of the base for which `isBefore` no longer holds.
  private func partition(_ isBefore: (UnsafeBufferPointer<UInt8>) -> Bool) -> Int {
    var low = 0
    var high = baseCount
    while low < high {
      let middle = low + (high - low) / 2
      if withUTF8(of: Symbol(rawValue: UInt32(middle)), isBefore) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

// MARK: Adding

extension SymbolTable {
  private static var vacant: UInt32 { .max }

  /// The id of a string, giving it one if it has none.
  @discardableResult
  public mutating func intern(_ string: String) -> Symbol {
    var string = string
    return string.withUTF8 { intern(utf8: $0) }
  }

  /// The id of a string given as UTF-8, giving it one if it has none.
  @discardableResult
  public mutating func intern(utf8: UnsafeBufferPointer<UInt8>) -> Symbol {
    if let symbol = baseSymbol(utf8) { return symbol }
    if (addedCount + 1) * 2 > slots.count { grow() }
    let slot = slot(of: utf8)
    if slots[slot] != Self.vacant { return Symbol(rawValue: slots[slot]) }
    precondition(count < Int(UInt32.max), "a symbol table holds fewer than 2^32 - 1 strings")
    let id = UInt32(count)
    addedText.append(contentsOf: utf8)
    addedOffsets.append(addedText.count)
    slots[slot] = id
    return Symbol(rawValue: id)
  }

  private mutating func grow() {
    slots = Array(repeating: Self.vacant, count: max(64, slots.count * 2))
    for id in baseCount..<count {
      let symbol = Symbol(rawValue: UInt32(id))
      let slot = withUTF8(of: symbol) { self.slot(of: $0) }
      slots[slot] = symbol.rawValue
    }
  }

  /// Where a string is, or would be put, in the open-addressed table.
  private func slot(of utf8: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(utf8)) & mask
    while slots[slot] != Self.vacant {
      if withUTF8(of: Symbol(rawValue: slots[slot]), { compare($0, utf8) == 0 }) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }
}

/// Compares byte strings: negative, zero or positive as `a` sorts before, with or after `b`.
private func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
  let shared = min(a.count, b.count)
  for index in 0..<shared where a[index] != b[index] {
    return Int(a[index]) - Int(b[index])
  }
  return a.count - b.count
}

/// FNV-1a with a final mix, so that the low bits serve as a table index.
private func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
  hash ^= hash >> 32
  return hash &* 0x9e37_79b9_7f4a_7c15 >> 16
}
