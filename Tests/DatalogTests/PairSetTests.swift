import Relations
import Testing

@testable import Datalog

/// Sets of pairs in all their forms, beside a set of words that does the same.
@Suite struct PairSetTests {
  /// How the values of a column are spread.
  enum Spread: CaseIterable {
    /// All the same.
    case single
    case dense
    /// A few among many others.
    case scattered
    /// A few far above all others.
    case far
    /// Dense, and later one that is far above.
    case outlier
    /// Nearly all different.
    case wide

    func value(_ random: UInt64, isLate: Bool) -> UInt32 {
      switch self {
      case .single: 0
      case .dense: UInt32(random % 150)
      case .scattered: UInt32(random % 150) &* 7919 % 1_000_003
      case .far: 4_000_000_000 + UInt32(random % 150) * 1009
      case .outlier: isLate && random % 50 == 0 ? 3_999_999_999 : UInt32(random % 150)
      case .wide: UInt32(random % 0xffff_ffff)
      }
    }
  }

  /// A set of pairs and the set of words that it has to agree with.
  private struct Twins {
    let set = PairSet()
    var expected: Set<UInt64> = []
    let rows = RowBuffer<UInt64>(width: 1)

    init() { set.nextLook = 64 }

    /// Notes what came; only what is new may have been appended, and each once.
    mutating func take(_ words: [UInt64], after before: Int) {
      let new = (before..<rows.count).map { rows.words[$0] }
      #expect(Set(new).count == new.count)
      #expect(Set(new) == Set(words).subtracting(expected))
      expected.formUnion(words)
      #expect(set.count == expected.count)
    }

    mutating func add(singly words: [UInt64]) {
      let before = rows.count
      for word in words where set.insert(word) { rows.append(word) }
      take(words, after: before)
    }

    mutating func add(columns words: [UInt64]) {
      let before = rows.count
      set.insertAll(words.map { $0 >> 32 }, words.map { $0 & 0xffff_ffff }, words.count, into: rows)
      take(words, after: before)
    }

    mutating func add(_ first: UInt64, values: [UInt32]) {
      let before = rows.count
      set.insertAll(first, values, values.count, into: rows)
      take(values.map { first << 32 | UInt64($0) }, after: before)
    }

    /// Gives a first column all that goes with another, as a join does.
    mutating func add(_ first: UInt64, allOf other: UInt64) {
      guard first != other, let bitmap = set.bitmap(of: other, for: set) else { return }
      let before = rows.count
      let words = expected.filter { $0 >> 32 == other }.map { first << 32 | $0 & 0xffff_ffff }
      set.insertAll(first, bitmap: bitmap, into: rows)
      take(words, after: before)
    }

    mutating func add(inParts words: [UInt64], workers: Int) {
      let before = rows.count
      var boxes: [[[UInt64]]] = Array(repeating: Array(repeating: [], count: 8), count: 2)
      for (index, word) in words.enumerated() { boxes[index % 2][Outbox.part(of: word)].append(word) }
      let lent = boxes.map { parts in
        parts.map { words in
          let lent = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: words.count)
          _ = lent.initialize(from: words)
          return lent
        }
      }
      defer { for parts in lent { for part in parts { part.deallocate() } } }
      let kept = set.keepNew(lent, partCount: 8, Workers(count: workers))
      for (parts, counts) in zip(lent, kept) {
        for (part, count) in zip(parts, counts) { for word in part.prefix(count) { rows.append(word) } }
      }
      take(words, after: before)
    }

    func check() {
      #expect(set.sortedPairs(Workers(count: 2)) == expected.sorted())
      for word in expected.prefix(2000) {
        #expect(set.contains(word))
        #expect(set.contains(word ^ 1) == expected.contains(word ^ 1))
        #expect(set.contains(word ^ 1 << 32) == expected.contains(word ^ 1 << 32))
        if let group = set.group(of: word >> 32) {
          #expect(group.contains(UInt32(truncatingIfNeeded: word), set.secondNumbers))
        }
      }
    }
  }

  @Test(arguments: Spread.allCases, Spread.allCases)
  func `pairs are told apart in every form`(firsts: Spread, seconds: Spread) {
    for seed in 0..<3 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var twins = Twins()
      for round in 0..<60 {
        func first() -> UInt64 { UInt64(firsts.value(generator.next(), isLate: round > 30)) }
        func second() -> UInt64 { UInt64(seconds.value(generator.next(), isLate: round > 30)) }
        let words = (0..<generator.next() % 200).map { _ in first() << 32 | second() }
        switch generator.next() % 5 {
        case 0: twins.add(singly: words)
        case 1: twins.add(columns: words)
        case 2: twins.add(first(), values: words.map { UInt32(truncatingIfNeeded: $0) })
        case 3: twins.add(inParts: words, workers: round % 3 + 1)
        default: twins.add(first(), allOf: words.first.map { $0 >> 32 } ?? 0)
        }
      }
      twins.check()
    }
  }

  @Test func `scattered columns of large groups are numbered`() {
    for (firsts, seconds) in [(Spread.scattered, Spread.scattered), (.far, .far), (.dense, .scattered)] {
      var generator = SeededGenerator(seed: 5)
      var twins = Twins()
      for _ in 0..<300 {
        let first = UInt64(firsts.value(generator.next(), isLate: false))
        twins.add(first, values: (0..<40).map { _ in seconds.value(generator.next(), isLate: false) })
      }
      twins.check()
      #expect((twins.set.firstNumbers == nil) == (firsts == .dense))
      #expect(twins.set.secondNumbers?.pointee.count == 150)
      #expect(twins.set.hasBitmaps)
      // Little more than bitmaps of 150 bits take.
      #expect(twins.set.tally.bytes < 150 * 48)
    }
  }

  @Test func `small groups of scattered columns go into one table`() {
    var generator = SeededGenerator(seed: 6)
    var twins = Twins()
    for _ in 0..<20 {
      twins.add(columns: (0..<500).map { _ in generator.next() % 0xffff_ffff << 32 | generator.next() % 9 })
    }
    twins.check()
    #expect(twins.set.sparse != nil)
  }

  @Test func `a value far above the others does not make bitmaps of its length`() {
    var twins = Twins()
    for first in 0..<100 as Range<UInt64> { twins.add(first, values: Array(0..<2000)) }
    #expect(twins.set.hasBitmaps)
    twins.add(singly: (0..<100).map { $0 << 32 | 4_000_000_000 })
    // Lists and hashes that have it take in the bitmaps of others.
    twins.add(500, values: Array(0..<64))
    for first in 200..<240 as Range<UInt64> {
      twins.add(first, values: [4_000_000_000] + (0..<UInt32(first % 40)).map { $0 * 3 })
      twins.add(first, allOf: 500)
    }
    twins.check()
    #expect(twins.set.byteCount < 140 * 20_000)
  }

  @Test func `a directory of few first columns is left`() {
    var twins = Twins()
    for number in 0..<40_000 as Range<UInt64> { twins.add(number * 8, values: [7]) }
    twins.check()
    #expect(twins.set.byteCount < 40_000 * 32)
  }

  @Test func `a group's bitmap is made anew when bits stand for something else`() throws {
    var twins = Twins()
    let values = (0..<150 as Range<UInt32>).map { $0 * 100 }
    for number in 0..<40 as Range<UInt64> { twins.add(4_000_000_000 + number * 1009, values: values) }
    #expect(twins.set.secondNumbers != nil)
    let groups = DeltaGroups(keyColumn: 0)
    values.map { UInt64(5) << 32 | UInt64($0) }.withUnsafeBufferPointer(groups.group)
    let bits = GroupBits()
    let before = try #require(bits.bitmap(of: 0, groups, for: twins.set, isAlone: true))
    #expect(before.reduce(0) { $0 + $1.nonzeroBitCount } == 150)
    for block in 0..<60 as Range<UInt64> {
      twins.add(columns: (0..<1000).map { (1_000_000_000 + block * 1000 + $0) << 32 | $0 })
    }
    #expect(twins.set.sparse != nil)
    #expect(twins.set.secondNumbers == nil)
    let after = try #require(bits.bitmap(of: 0, groups, for: twins.set, isAlone: true))
    for value in values { #expect(after[Int(value >> 6)] & 1 << UInt64(value & 63) != 0) }
  }
}

/// Numbering values, beside a dictionary that does the same.
@Suite struct ValueNumberingTests {
  @Test(arguments: PairSetTests.Spread.allCases)
  func `values are numbered in the order in which they come`(spread: PairSetTests.Spread) {
    var generator = SeededGenerator(seed: 1)
    var numbering = ValueNumbering()
    defer { numbering.deallocate() }
    var expected: [UInt32: UInt32] = [:]
    for index in 0..<20_000 {
      // Values found by hash get into the reach of the directory as it grows.
      let value = index % 2 == 0 ? spread.value(generator.next(), isLate: index > 9000) : UInt32(index) * 13
      let wanted = expected[value] ?? UInt32(expected.count)
      #expect(numbering.number(of: value) == expected[value] ?? .max)
      #expect(numbering.number(adding: value) == wanted)
      expected[value] = wanted
    }
    #expect(numbering.count == expected.count)
    for (value, number) in expected {
      #expect(numbering.number(of: value) == number)
      #expect(numbering.value(of: Int(number)) == value)
    }
  }
}
