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

  /// Makes a numbering of no values yet.
  ///
  /// - Parameter universe: the directory has room for all values below it from the start.
  init(universe: Int = 0) { directory.extend(to: universe, with: 0) }

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
    if value >= directory.count {
      guard Int(value) < max(1 << 16, 16 * values.count) else {
        let known = values
        outliers.reserve(1, numbersBelow: number + 1) { Self.hash(known[$0]) }
        let place = place(of: value)
        outliers.put(number, Self.hash(value), at: place)
        return UInt32(number)
      }
      makeDirectory(for: Int(value))
    }
    directory[Int(value)] = UInt32(number + 1)
    return UInt32(number)
  }

  /// Makes the directory longer; it takes over the values found by hash for which it is long enough now.
  private mutating func makeDirectory(for value: Int) {
    directory.extend(to: max(value + 1, directory.count * 3 / 2), with: 0)
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
