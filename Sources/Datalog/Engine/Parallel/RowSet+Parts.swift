import Relations

/// Rows of one worker that wait to be taken in, by the part of the set that they belong to.
struct WaitingRows<Word: UnsignedInteger & FixedWidthInteger & BitwiseCopyable> {
  private let width: Int
  /// Whether there are parts; rows that need not be told apart all wait in the first.
  private let isParted: Bool
  let parts: [RowBuffer<Word>]
  private(set) var count = 0

  init(width: Int, isParted: Bool) {
    self.width = width
    self.isParted = isParted
    parts = (0..<(isParted ? rowPartCount : 1)).map { _ in RowBuffer(width: width) }
  }

  /// Bytes of memory held.
  var byteCount: Int { parts.reduce(0) { $0 + $1.byteCount } }

  /// Takes in rows that lie one after the other.
  mutating func append(rows: UnsafePointer<Word>, _ rowCount: Int) {
    count += rowCount
    guard isParted else { return parts[0].append(rows: rows, rowCount) }
    // Counted first, so that the buffers are asked once for all rows that each takes.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: rowCount) { numbers in
      withUnsafeTemporaryAllocation(of: Share.self, capacity: rowPartCount) { shares in
        guard let numbers = numbers.baseAddress, let shares = shares.baseAddress else { return }
        shares.initialize(repeating: Share(), count: rowPartCount)
        let width = width
        for row in 0..<rowCount {
          let number = rowPart(of: hashed(rows + row * width, width))
          numbers[row] = UInt8(truncatingIfNeeded: number)
          shares[number].count += 1
        }
        for (number, buffer) in parts.enumerated() {
          shares[number].place = buffer.room(for: shares[number].count)
          buffer.commit(shares[number].count)
        }
        for row in 0..<rowCount {
          let share = shares + Int(numbers[row])
          guard let place = share.pointee.place else { continue }
          let source = rows + row * width
          for column in 0..<width { place[column] = source[column] }
          share.pointee.place = place + width
        }
      }
    }
  }

  /// What of some rows goes into one part: how many, and where the next one is put.
  private struct Share {
    var count = 0
    var place: UnsafeMutablePointer<Word>?
  }

  mutating func removeAll() {
    for part in parts { part.removeAll() }
    count = 0
  }
}

extension RowSet {
  /// Appends those of the rows that wait with several workers to a buffer that are not there yet.
  ///
  /// Each part is filled by one worker, as if all rows of the parts before it were new:
  ///
  /// ```
  /// buffer: | rows before | new of part 0 | gap | new of part 1 | gap | …
  /// ```
  ///
  /// Then the gaps are closed and the numbers put right.
  func appendNew(_ waiting: [WaitingRows<Word>], to rows: RowBuffer<Word>, _ workers: Workers) {
    var starts: [Int] = []
    var total = 0
    for part in 0..<rowPartCount {
      starts.append(total)
      total += waiting.reduce(0) { $0 + $1.parts[part].count }
    }
    guard total > 0 else { return }
    let room = rows.room(for: total)
    let fills = starts.map { start in
      PartFill(
        known: rows.words, room: room + start * width, firstNumber: rows.count + start,
        numberLimit: rows.count + total)
    }
    workers.run(tasks: rowPartCount) { part, _ in
      fills[part].take(waiting.map { $0.parts[part] }, self, self.parts + part)
    }
    var end = 0
    for (start, fill) in zip(starts, fills) {
      fill.shift = start - end
      if fill.shift > 0 {
        (room + end * width).update(from: room + start * width, count: fill.places.count * width)
      }
      end += fill.places.count
    }
    rows.commit(end)
    workers.run(tasks: rowPartCount) { part, _ in fills[part].lowerNumbers(self.parts[part]) }
  }
}

/// The filling of one part of a set with rows that wait for it.
///
/// It is a class because it owns its memory.
private final class PartFill<Word: UnsignedInteger & FixedWidthInteger & BitwiseCopyable> {
  private static var block: Int { 256 }

  /// The buffer's rows, and behind them the room for this part's.
  private let known: UnsafePointer<Word>
  private let room: UnsafeMutablePointer<Word>
  private let firstNumber: Int
  private let numberLimit: Int
  /// Where the new rows' numbers were put.
  private(set) var places = Memory<UInt32>()
  /// By how much the numbers turned out too large.
  var shift = 0
  /// Takes what was read ahead, so that the reading is not thought useless and left out.
  private var touched: UInt64 = 0

  init(known: UnsafePointer<Word>, room: UnsafeMutablePointer<Word>, firstNumber: Int, numberLimit: Int) {
    self.known = known
    self.room = room
    self.firstNumber = firstNumber
    self.numberLimit = numberLimit
  }

  deinit { places.deallocate() }

  /// Takes in what waits with the workers.
  func take(_ waiting: [RowBuffer<Word>], _ set: RowSet<Word>, _ target: UnsafeMutablePointer<NumberSlots>) {
    let (width, known) = (set.width, known)
    let total = waiting.reduce(0) { $0 + $1.count }
    // The part grows beforehand, so that the places noted stay what they are.
    target.pointee.reserve(total, numbersBelow: numberLimit) { hashed(known + $0 * width, width) }
    // Copies: the loop need not ask whether someone else changes them.
    var (slots, places) = (target.pointee, places)
    places.reserve(total)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.block) { hashes in
      guard let hashes = hashes.baseAddress else { return }
      for rows in waiting {
        for start in stride(from: 0, to: rows.count, by: Self.block) {
          let taken = min(Self.block, rows.count - start)
          take(rows.words + start * width, taken, width, &slots, &places, hashes)
        }
      }
    }
    target.pointee = slots
    self.places = places
  }

  /// Reads all slots of a block once before any is looked at, and the rows they hold likewise.
  @inline(__always)
  private func take(
    _ rows: UnsafePointer<Word>, _ rowCount: Int, _ width: Int, _ slots: inout NumberSlots,
    _ places: inout Memory<UInt32>, _ hashes: UnsafeMutablePointer<UInt64>
  ) {
    let (known, room, firstNumber) = (known, room, firstNumber)
    var seen: UInt64 = 0
    for index in 0..<rowCount { hashes[index] = hashed(rows + index * width, width) }
    for index in 0..<rowCount { seen |= UInt64(slots.touch(hashes[index])) }
    for index in 0..<rowCount {
      if let number = slots.likelyNumber(of: hashes[index]) { seen |= UInt64(known[number * width]) }
    }
    touched = seen
    var count = places.count
    for index in 0..<rowCount {
      let row = rows + index * width
      let place = slots.place(of: hashes[index]) { areEqual(row, known + $0 * width, width) }
      guard slots.number(at: place) == nil else { continue }
      slots.put(firstNumber + count, hashes[index], at: place)
      (room + count * width).update(from: row, count: width)
      places.append(UInt32(truncatingIfNeeded: place))
      count += 1
    }
  }

  /// Puts right the numbers of the new rows.
  func lowerNumbers(_ slots: NumberSlots) {
    guard shift > 0 else { return }
    for index in 0..<places.count { slots.lowerNumber(at: Int(places[index]), by: shift) }
  }
}
