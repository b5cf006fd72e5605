import Testing

@testable import Datalog

/// Numbering keys, beside a dictionary that does the same.
@Suite struct KeyNumberingTests {
  /// How the first words of keys are spread.
  enum Spread: UInt64, CaseIterable {
    case dense = 300
    case sparse = 0xffff_ffff
  }

  /// A numbering and the dictionary that it has to agree with.
  private struct Twins {
    var numbering: KeyNumbering
    var expected: [[UInt64]: Int] = [:]

    mutating func add(_ keys: [[UInt64]]) {
      let words = keys.flatMap { $0 }
      var numbers = [UInt32](repeating: 0, count: keys.count)
      numbering.number(adding: words, keys.count, stride: numbering.width, into: &numbers)
      for (key, number) in zip(keys, numbers) {
        let wanted = expected[key] ?? expected.count
        expected[key] = wanted
        #expect(Int(number) == wanted)
      }
      #expect(numbering.count == expected.count)
    }

    /// Looks some keys up, all but each `skipped`th one.
    func find(_ keys: [[UInt64]], skipping skipped: Int) {
      var found = [Int](repeating: -7, count: keys.count)
      _ = numbering.find(keys.flatMap { $0 }, keys.count, stride: numbering.width, into: &found) {
        $0 % skipped != 0
      }
      for (index, key) in keys.enumerated() {
        #expect(found[index] == (index % skipped == 0 ? -7 : expected[key] ?? -1))
        let single = key.withUnsafeBufferPointer { $0.baseAddress.flatMap(numbering.number(of:)) }
        #expect(single == expected[key])
      }
    }
  }

  @Test(arguments: [1, 2, 3], Spread.allCases)
  func `keys are numbered in the order in which they come`(width: Int, spread: Spread) {
    var generator = SeededGenerator(seed: UInt64(width) &+ spread.rawValue)
    func key() -> [UInt64] {
      (0..<width).map { $0 == 0 ? generator.next() % spread.rawValue : generator.next() % 3 }
    }
    var twins = Twins(numbering: KeyNumbering(width: width))
    defer { twins.numbering.deallocate() }
    for round in 0..<40 {
      let fresh = (0..<generator.next() % 300).map { _ in key() }
      // Keys that follow equal ones are numbered without a look.
      let repeated = fresh.flatMap { Array(repeating: $0, count: Int(generator.next() % 3)) }
      twins.add(repeated)
      let known = twins.expected.sorted { $0.value < $1.value }.map(\.key)
      // In the order they were numbered, with gaps, twice each, backwards, and some that are not there.
      twins.find(known, skipping: 5)
      twins.find(known.enumerated().filter { $0.offset % 7 != 3 }.map(\.element), skipping: 1_000_000)
      twins.find(known.flatMap { [$0, $0] }, skipping: 3)
      twins.find(known.reversed() + (0..<20).map { _ in key() }, skipping: round + 2)
    }
  }

  @Test func `a numbering that is emptied begins anew`() {
    var twins = Twins(numbering: KeyNumbering(width: 2))
    defer { twins.numbering.deallocate() }
    twins.add((0..<100).map { [$0, $0 << 40] })
    twins.numbering.removeAll()
    twins.expected = [:]
    twins.find([[3, 3 << 40]], skipping: 2)
    twins.add((0..<100).map { [$0 + 50, ($0 + 50) << 40] })
  }
}
