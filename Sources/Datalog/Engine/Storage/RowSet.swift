/// Finds rows of a buffer by their words: an open-addressed table of row numbers.
///
/// It is a class because it owns its memory.
final class RowSet {
  private static let vacant = UInt32.max
  private let width: Int
  private var slots: [UInt32]
  private var count = 0

  init(width: Int) {
    self.width = width
    slots = Array(repeating: Self.vacant, count: 1024)
  }

  /// Bytes of memory held.
  var byteCount: Int { slots.count * 4 }

  /// The number of an equal row, if there is one.
  func find(_ row: UnsafePointer<UInt64>, in rows: UnsafePointer<UInt64>) -> Int? {
    let number = slots[slot(of: row, in: rows)]
    return number == Self.vacant ? nil : Int(number)
  }

  /// Notes a row under the number it will have, unless an equal one is known; says whether it is new.
  func insert(_ row: UnsafePointer<UInt64>, as number: Int, in rows: UnsafePointer<UInt64>) -> Bool {
    if (count + 1) * 2 > slots.count { grow(rows) }
    let slot = slot(of: row, in: rows)
    guard slots[slot] == Self.vacant else { return false }
    precondition(number < Int(Self.vacant), "a relation of wide rows holds fewer than 2^32 - 1 of them")
    slots[slot] = UInt32(number)
    count += 1
    return true
  }

  private func slot(of row: UnsafePointer<UInt64>, in rows: UnsafePointer<UInt64>) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hashed(row, width) >> 20) & mask
      while slots[slot] != Self.vacant {
        let other = rows + Int(slots[slot]) * width
        var column = 0
        while column < width, row[column] == other[column] { column += 1 }
        if column == width { return slot }
        slot = (slot + 1) & mask
      }
      return slot
    }
  }

  private func grow(_ rows: UnsafePointer<UInt64>) {
    let old = slots
    slots = Array(repeating: Self.vacant, count: old.count * 2)
    for number in old where number != Self.vacant {
      slots[slot(of: rows + Int(number) * width, in: rows)] = number
    }
  }
}

/// One hash of several words.
@inline(__always)
func hashed(_ words: UnsafePointer<UInt64>, _ count: Int) -> UInt64 {
  var hash: UInt64 = 0
  for index in 0..<count { hash = mixed(hash &+ words[index] &+ 0x9e37_79b9_7f4a_7c15) }
  return hash
}
