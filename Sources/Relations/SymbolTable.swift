/// Strings and their dense ids, in both directions.
///
/// A table stands on an optional *base*: distinct strings in ascending byte order, taken as one blob with
/// offsets just as a graph file stores them. The base is never parsed or hashed, so opening a graph of millions
/// of terms costs nothing; a lookup in it is a binary search, and its ids order as its strings do. A base may also be
/// lent by whoever reads it only as far as it is asked for. Strings added later are hashed and follow the base.
///
/// ```
/// id:     0 .. base.count-1      base.count ..
///         sorted blob            additions, in the order they were interned
/// ```
public struct SymbolTable: Sendable {
  private let baseText: [UInt8]
  private let baseOffsets: [UInt32]
  /// Stands for text and offsets if the base is lent.
  private let lent: (any SortedTexts)?
  /// How many of the strings are in the sorted base.
  public let baseCount: Int
  var added = SymbolStore()

  /// Makes an empty table.
  public init() {
    baseText = []
    baseOffsets = [0]
    lent = nil
    baseCount = 0
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
    lent = nil
    baseCount = offsets.count - 1
  }

  /// Makes a table over sorted strings that are read when they are asked for.
  package init(lent texts: any SortedTexts) {
    baseText = []
    baseOffsets = [0]
    lent = texts
    baseCount = texts.count
  }

  /// How many strings have an id.
  public var count: Int { baseCount + added.count }
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
    guard id < baseCount else { return try added.withUTF8(of: id - baseCount, body) }
    if let lent { return try lent.withUTF8(of: id, body) }
    let range = Int(baseOffsets[id])..<Int(baseOffsets[id + 1])
    return try baseText.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
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
    return withText(of: utf8) { text in
      added.index(of: text, hash: TextHash()(text)).map { Symbol(rawValue: UInt32(baseCount + $0)) }
    }
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

  func baseSymbol(_ utf8: UnsafeBufferPointer<UInt8>) -> Symbol? {
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
    return withText(of: utf8) { text in
      let index = added.intern(text, hash: TextHash()(text))
      precondition(count < Int(UInt32.max), "a symbol table holds fewer than 2^32 - 1 strings")
      return Symbol(rawValue: UInt32(baseCount + index))
    }
  }
}

@inline(__always)
private func withText<Result>(of utf8: UnsafeBufferPointer<UInt8>, _ body: (Text) -> Result) -> Result {
  if let bytes = utf8.baseAddress { return body(Text(bytes, length: utf8.count)) }
  return withUnsafePointer(to: 0 as UInt8) { body(Text($0, length: 0)) }
}

/// Compares byte strings: negative, zero or positive as `a` sorts before, with or after `b`.
private func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
  let shared = min(a.count, b.count)
  for index in 0..<shared where a[index] != b[index] {
    return Int(a[index]) - Int(b[index])
  }
  return a.count - b.count
}
