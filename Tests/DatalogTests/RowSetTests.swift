import Relations
import Testing

@testable import Datalog

/// Finding rows by their words: the slots, and taking rows in from several threads.
@Suite struct RowSetTests {
  @Test(arguments: [0, 3]) func `slots find what they hold, however they grew`(shareBits: Int) {
    var generator = SeededGenerator(seed: 7)
    for isCrowded in [false, true] {
      var slots = NumberSlots(bits: 2, shareBits: shareBits)
      defer { slots.deallocate() }
      var hashes: [UInt64] = []
      for number in 0..<20_000 {
        // Hashes that begin alike are put far from their first place.
        let hash = isCrowded ? UInt64(number % 600) << 50 | generator.next() >> 40 : generator.next()
        // Now and then room is asked for many that do not come.
        slots.reserve(1, numbersBelow: number % 1000 == 7 ? 4 * number : number + 1) { hashes[$0] }
        slots.put(number, hash, at: slots.place(of: hash) { _ in false })
        hashes.append(hash)
      }
      #expect(slots.count == hashes.count)
      for (number, hash) in hashes.enumerated() {
        #expect(slots.number(at: slots.place(of: hash) { $0 == number }) == number)
      }
      #expect(slots.number(at: slots.place(of: 12_345) { _ in false }) == nil)
    }
  }

  @Test func `numbers larger than what is held find room in the slots`() {
    var slots = NumberSlots(bits: 2)
    defer { slots.deallocate() }
    let numbers = [3, 900, 70_000, 1 << 27, 1 << 30, Int(UInt32.max) - 1]
    func hash(_ number: Int) -> UInt64 { mixed(UInt64(number)) }
    for number in numbers {
      slots.reserve(1, numbersBelow: number + 1, hash: hash)
      slots.put(number, hash(number), at: slots.place(of: hash(number)) { _ in false })
    }
    for number in numbers {
      #expect(slots.number(at: slots.place(of: hash(number)) { $0 == number }) == number)
    }
  }

  @Test(arguments: 1...3) func `rows that wait with several workers come in once`(workers: Int) {
    var generator = SeededGenerator(seed: 11)
    let rows = RowBuffer<UInt32>(width: 3)
    let set = RowSet<UInt32>(width: 3)
    var expected: Set<[UInt32]> = []
    for _ in 0..<20 {
      let waiting = (0..<3).map { _ in
        var box = WaitingRows<UInt32>(width: 3, isParted: true)
        for _ in 0..<generator.next() % 3_000 {
          let row = (0..<3).map { _ in UInt32(generator.next() % 40) }
          expected.insert(row)
          box.append(rows: row, 1)
        }
        return box
      }
      set.appendNew(waiting, to: rows, Workers(count: workers))
      #expect(rows.count == expected.count)
    }
    for number in 0..<rows.count {
      let row = (0..<3).map { rows.words[number * 3 + $0] }
      #expect(expected.contains(row))
      #expect(set.find(row, in: rows.words) == number)
    }
  }

  @Test func `pairs that come in at once are kept in groups if there are enough of them`() {
    func set(of count: Int) -> PairSet {
      let set = PairSet()
      var words = (0..<count).map { UInt64(120_000 - $0) << 32 | 7 }
      words.withUnsafeMutableBufferPointer { words in
        #expect(set.keepNew([[words]], partCount: 1, Workers(count: 1)) == [[count]])
      }
      for number in 0..<count { #expect(set.contains(UInt64(120_000 - number) << 32 | 7)) }
      return set
    }
    #expect(set(of: 20_000).group(of: 120_000)?.count == 1)
    #expect(set(of: 2_000).group(of: 120_000)?.count == nil)
  }
}
