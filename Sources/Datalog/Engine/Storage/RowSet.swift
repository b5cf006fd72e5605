/// Finds rows of a buffer by their words.
///
/// The rows are shared out among parts by their hash, so that several threads can take rows in side by side, and so
/// that growing takes the memory of one part twice, not of all.
///
/// It is a class because it owns its memory.
final class RowSet<Word: UnsignedInteger & FixedWidthInteger & BitwiseCopyable> {
  let width: Int
  let parts: UnsafeMutablePointer<NumberSlots>
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt64 = 0

  init(width: Int) {
    self.width = width
    parts = .allocate(capacity: rowPartCount)
    for part in 0..<rowPartCount {
      (parts + part).initialize(to: NumberSlots(bits: 3, shareBits: rowPartBits))
    }
  }

  deinit {
    for part in 0..<rowPartCount { parts[part].deallocate() }
    parts.deallocate()
  }

  /// Bytes of memory held.
  var byteCount: Int { (0..<rowPartCount).reduce(0) { $0 + parts[$1].byteCount } }

  /// The number of an equal row, if there is one.
  @inline(__always)
  func find(_ row: UnsafePointer<Word>, in rows: UnsafePointer<Word>) -> Int? {
    let hash = hashed(row, width)
    let slots = parts[rowPart(of: hash)]
    return slots.number(at: slots.place(of: hash) { areEqual(row, rows + $0 * width, width) })
  }

  /// Notes a row under a number that is next, unless an equal one is known; says whether it is new.
  func insert(_ row: UnsafePointer<Word>, number: Int, in rows: UnsafePointer<Word>) -> Bool {
    let hash = hashed(row, width)
    reserve(1, in: rowPart(of: hash), rows, numbersBelow: number + 1)
    return insert(row, hash, number, rows)
  }

  /// Appends those of some rows to a buffer that are not there yet.
  ///
  /// All slots are read once before any is looked at, and the rows they hold likewise, so that the memory fetches
  /// them side by side.
  func appendNew(_ candidates: UnsafePointer<Word>, _ candidateCount: Int, to rows: RowBuffer<Word>) {
    rows.reserve(candidateCount)
    let known = rows.words
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: candidateCount + rowPartCount) { hashes in
      guard let hashes = hashes.baseAddress else { return }
      let counts = hashes + candidateCount
      counts.update(repeating: 0, count: rowPartCount)
      for index in 0..<candidateCount {
        hashes[index] = hashed(candidates + index * width, width)
        counts[rowPart(of: hashes[index])] += 1
      }
      for part in 0..<rowPartCount {
        reserve(Int(counts[part]), in: part, known, numbersBelow: rows.count + candidateCount)
      }
      var seen: UInt64 = 0
      for index in 0..<candidateCount {
        seen |= UInt64(parts[rowPart(of: hashes[index])].touch(hashes[index]))
      }
      for index in 0..<candidateCount {
        if let number = parts[rowPart(of: hashes[index])].likelyNumber(of: hashes[index]) {
          seen |= UInt64(known[number * width])
        }
      }
      touched = seen
      for index in 0..<candidateCount {
        let row = candidates + index * width
        if insert(row, hashes[index], rows.count, known) { rows.append(row: row) }
      }
    }
  }

  @inline(__always)
  private func insert(
    _ row: UnsafePointer<Word>, _ hash: UInt64, _ number: Int, _ rows: UnsafePointer<Word>
  ) -> Bool {
    let slots = parts + rowPart(of: hash)
    let place = slots.pointee.place(of: hash) { areEqual(row, rows + $0 * width, width) }
    guard slots.pointee.number(at: place) == nil else { return false }
    slots.pointee.put(number, hash, at: place)
    return true
  }

  /// Makes room in a part for more rows, whose numbers are less than a limit.
  func reserve(_ extra: Int, in part: Int, _ rows: UnsafePointer<Word>, numbersBelow limit: Int) {
    parts[part].reserve(extra, numbersBelow: limit) { hashed(rows + $0 * width, width) }
  }
}

private let rowPartBits = 3

/// The parts that a set shares its rows out among.
let rowPartCount = 1 << rowPartBits

/// The part that rows of a hash belong to; told by bits that no part places its rows by.
@inline(__always)
func rowPart(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & (rowPartCount - 1) }

/// Whether two rows have the same words.
@inline(__always)
func areEqual<Word: Equatable>(_ a: UnsafePointer<Word>, _ b: UnsafePointer<Word>, _ width: Int) -> Bool {
  var column = 0
  while column < width, a[column] == b[column] { column += 1 }
  return column == width
}

/// One hash of several words.
@inline(__always)
func hashed<Word: UnsignedInteger & FixedWidthInteger>(_ words: UnsafePointer<Word>, _ count: Int) -> UInt64 {
  var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
  var index = 0
  if Word.bitWidth == 32 {
    while index + 1 < count {
      hash = folded(hash, UInt64(words[index]) << 32 | UInt64(words[index + 1]))
      index += 2
    }
  }
  while index < count {
    hash = folded(hash, UInt64(words[index]))
    index += 1
  }
  return mixed(hash)
}

/// Multiplying to 128 bits and folding mixes every bit of a word into every bit of the hash (wyhash).
@inline(__always)
private func folded(_ hash: UInt64, _ word: UInt64) -> UInt64 {
  let product = (hash ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
  return product.high ^ product.low &+ 0xe703_7ed1_a0b4_28db
}
