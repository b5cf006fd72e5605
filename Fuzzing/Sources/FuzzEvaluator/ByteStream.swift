/// Takes choices from bytes, one a choice, so that a fuzzer that changes a byte changes a choice.
///
/// The bytes at an end give way to a fixed sequence.
struct ByteStream: RandomNumberGenerator {
  private let bytes: [UInt8]
  private var position = 0
  private var rest: UInt64

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = Array(bytes)
    rest = UInt64(bytes.count)
  }

  mutating func next() -> UInt64 {
    rest &+= 0x9e37_79b9_7f4a_7c15
    let mixed = (rest ^ rest >> 29) &* 0xbf58_476d_1ce4_e5b9
    guard position < bytes.count else { return mixed ^ mixed >> 32 }
    position += 1
    return UInt64(bytes[position - 1]) << 56 | mixed >> 8
  }
}
