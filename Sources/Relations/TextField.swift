/// Where the text of a field lies, with its first bytes at hand.
///
/// Most fields are compared and hashed by these sixteen bytes alone.
package struct TextField {
  /// Where it begins, counted from the start of the bytes it is read from.
  package var start: UInt32
  /// How many bytes it has.
  package var length: UInt32
  /// Its first eight bytes, the first one lowest, zeros where it is shorter.
  package var head: UInt64

  @inlinable
  package init(start: UInt32, length: UInt32, head: UInt64) {
    self.start = start
    self.length = length
    self.head = head
  }
}

/// Text by its address, as ``TextField`` describes it.
struct Text {
  let bytes: UnsafeRawPointer
  let length: Int
  let head: UInt64

  @inline(__always)
  init(_ field: TextField, in bytes: UnsafeRawPointer) {
    self.bytes = bytes + Int(field.start)
    length = Int(field.length)
    head = field.head
  }

  /// Reads the head itself, in parts that overlap where there are fewer than eight bytes.
  @inline(__always)
  init(_ bytes: UnsafeRawPointer, length: Int) {
    self.bytes = bytes
    self.length = length
    switch length {
    case 8...: head = word(bytes, 0)
    case 4...: head = Self.head(bytes, length, of: UInt32.self, 4)
    case 2...: head = Self.head(bytes, length, of: UInt16.self, 2)
    case 1: head = UInt64(bytes.load(as: UInt8.self))
    default: head = 0
    }
  }

  @inline(__always)
  private static func head<Part: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawPointer, _ length: Int, of part: Part.Type, _ size: Int
  ) -> UInt64 {
    let low = Part(littleEndian: bytes.loadUnaligned(as: part))
    let high = Part(littleEndian: bytes.loadUnaligned(fromByteOffset: length &- size, as: part))
    return UInt64(low) | UInt64(high) &<< UInt64(8 &* (length &- size))
  }

  /// Whether two texts are the same.
  @inline(__always)
  func equals(_ other: Text) -> Bool {
    length == other.length && head == other.head && tailEquals(other.bytes)
  }

  /// Copies the text, and maybe up to eight bytes more, which are overwritten by what follows.
  @inline(__always)
  func copy(to target: UnsafeMutableRawPointer) {
    if length <= 8 {
      target.storeBytes(of: head.littleEndian, as: UInt64.self)
    } else if length <= 16 {
      target.storeBytes(of: head.littleEndian, as: UInt64.self)
      target.storeBytes(of: word(bytes, length &- 8).littleEndian, toByteOffset: length &- 8, as: UInt64.self)
    } else {
      target.copyMemory(from: bytes, byteCount: length)
    }
  }

  /// Whether what follows the head is the same in both; they are of the same length.
  @inline(__always)
  func tailEquals(_ other: UnsafeRawPointer) -> Bool {
    guard length > 8 else { return true }
    return longTailEquals(other)
  }

  private func longTailEquals(_ other: UnsafeRawPointer) -> Bool {
    var index = 8
    while index &+ 8 <= length {
      if word(bytes, index) != word(other, index) { return false }
      index &+= 8
    }
    // The last eight bytes overlap what was compared before, which costs less than going byte by byte.
    return word(bytes, length &- 8) == word(other, length &- 8)
  }
}

/// Eight bytes at an address, the first one lowest.
@inline(__always)
func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
  UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// Hashes text by folded products of its words, after Wang Yi's wyhash.
///
/// The key is drawn anew in each process, so that no file can be made whose texts all fall together. Nothing that
/// is printed or stored depends on a hash.
struct TextHash {
  private let key: UInt64
  private static let processKey = UInt64.random(in: .min ... .max)

  init() { key = Self.processKey }

  /// The hash of a text; its upper bits say where it goes, all of them tell texts apart.
  @inline(__always)
  func callAsFunction(_ text: Text) -> UInt32 {
    var state = Self.fold(text.head ^ key, 0x9e37_79b9_7f4a_7c15 ^ UInt64(truncatingIfNeeded: text.length))
    if text.length > 8 { state = long(text, state) }
    return UInt32(truncatingIfNeeded: Self.fold(state ^ 0xa076_1d64_78bd_642f, key | 1) &>> 32)
  }

  @inline(__always)
  private func long(_ text: Text, _ start: UInt64) -> UInt64 {
    var state = start
    var index = 8
    while index &+ 8 < text.length {
      state = Self.fold(state ^ word(text.bytes, index), 0xe703_7ed1_a0b4_28db ^ key)
      index &+= 8
    }
    return Self.fold(state ^ word(text.bytes, text.length &- 8), 0x8ebc_6af0_9c88_c6e3 ^ key)
  }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
