/// Numbers values of 32 bits in the order in which they come.
///
/// Sets of pairs use it where values are scattered among many others, as the few addresses among all variables of a
/// points-to analysis are: what is indexed by numbers is as long as there are values, not as the largest.
///
/// ```
/// directory: value -> number + 1, 0 for none      values: number -> value
/// ```
///
/// Values far above the others, for which the directory would be too long, are found by hash. Its owner frees the
/// memory.
struct ValueNumbering {
  /// Where those who use one numbering find it.
  typealias Shared = UnsafeMutablePointer<ValueNumbering>

  private var directory = Memory<UInt32>()
  private var values = Memory<UInt32>()
  private var outliers = NumberSlots(bits: 3)
  private var largest: UInt32 = 0

  /// Makes a numbering of no values yet.
  ///
  /// - Parameter universe: the directory has room for all values below it from the start.
  init(universe: Int = 0) { directory.extend(to: universe, with: 0) }

  /// Makes a numbering to be shared, which ``end(_:)`` frees.
  static func begin(universe: Int = 0) -> Shared {
    let numbers = Shared.allocate(capacity: 1)
    numbers.initialize(to: ValueNumbering(universe: universe))
    return numbers
  }

  /// Frees a shared numbering with all that it holds.
  static func end(_ numbers: Shared) {
    numbers.pointee.deallocate()
    numbers.deallocate()
  }

  func deallocate() {
    directory.deallocate()
    values.deallocate()
    outliers.deallocate()
  }

  /// Values that have a number.
  @inline(__always)
  var count: Int { values.count }

  /// Bytes of memory held.
  var byteCount: Int { directory.byteCount + values.byteCount + outliers.byteCount }

  /// The number of a value, or one larger than any if it has none.
  @inline(__always)
  func number(of value: UInt32) -> UInt32 {
    if value < UInt32(truncatingIfNeeded: directory.count) { return directory[Int(value)] &- 1 }
    return outliers.count == 0 ? .max : numberOfOutlier(value)
  }

  /// Reads what has to be read to find a value, so that the memory fetches it.
  @inline(__always)
  func touch(_ value: UInt32) -> UInt32 {
    if value < UInt32(truncatingIfNeeded: directory.count) { return directory[Int(value)] }
    return outliers.touch(Self.hash(value))
  }

  private func numberOfOutlier(_ value: UInt32) -> UInt32 {
    outliers.number(at: place(of: value)).map { UInt32(truncatingIfNeeded: $0) } ?? .max
  }

  /// The value of a number.
  @inline(__always)
  func value(of number: Int) -> UInt32 { values[number] }

  /// The number of a value, which it is given if it has none.
  @inline(__always)
  mutating func number(adding value: UInt32) -> UInt32 {
    let number = number(of: value)
    return number == .max ? add(value) : number
  }

  private mutating func add(_ value: UInt32) -> UInt32 {
    let number = values.count
    values.append(value)
    largest = max(largest, value)
    if value >= directory.count {
      guard Int(value) < max(1 << 16, 16 * values.count) else {
        let known = values
        outliers.reserve(1, numbersBelow: number + 1) { Self.hash(known[$0]) }
        let place = place(of: value)
        outliers.put(number, Self.hash(value), at: place)
        return UInt32(number)
      }
      extendDirectory(to: max(Int(value) + 1, directory.count * 3 / 2))
    }
    directory[Int(value)] = UInt32(number + 1)
    return UInt32(number)
  }

  /// Has a directory find all values, if that takes no more than so many entries.
  mutating func extendDirectory(ifWithin limit: Int) {
    if directory.count <= Int(largest), Int(largest) < limit { extendDirectory(to: Int(largest) + 1) }
  }

  /// Makes the directory longer; it takes over the values found by hash for which it is long enough now.
  private mutating func extendDirectory(to size: Int) {
    directory.extend(to: size, with: 0)
    guard outliers.count > 0 else { return }
    for number in 0..<values.count where values[number] < directory.count {
      directory[Int(values[number])] = UInt32(number + 1)
    }
  }

  private static func hash(_ value: UInt32) -> UInt64 { mixed(UInt64(value) &+ 0x9e37_79b9_7f4a_7c15) }

  private func place(of value: UInt32) -> Int {
    let known = values
    return outliers.place(of: Self.hash(value)) { known[$0] == value }
  }
}
