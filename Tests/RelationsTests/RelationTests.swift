import Testing

@testable import Relations

@Suite("Relation")
struct RelationTests {
  @Test(
    "pairs come out sorted and distinct, whatever their number and size", arguments: [0, 1, 2, 600, 5000])
  func pairs(count: Int) {
    var state: UInt64 = 88_172_645_463_325_252
    func random() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    for mask: UInt64 in [0x3f_0000_003f, 0xffff_0000_ffff, .max] {
      let words = (0..<count).map { _ in random() & mask }
      #expect(Relation(pairs: words).words == Set(words).sorted())
    }
  }

  @Test("wide rows come out sorted column by column and distinct")
  func wideRows() {
    let relation = Relation(arity: 3, rows: [2, 1, 1, 1, 2, 3, 1, 2, 3, 1, 0, 9])
    #expect(relation.words == [1, 0, 9, 1, 2, 3, 2, 1, 1])
    #expect(relation.count == 3)
  }

  @Test("rows of one column are sorted by their words")
  func singleColumn() {
    let rows = (0..<2000).map { UInt64($0 * 7919 % 1000) }
    #expect(Relation(arity: 1, rows: rows).words == (0..<1000).map(UInt64.init))
  }

  @Test(arguments: [1, 2, 3], [1 as UInt64, 2, 3])
  func `many words are sorted as the library sorts them`(threads: Int, seed: UInt64) {
    var random = Xorshift(seed: seed)
    let workers = Workers(count: threads)
    for mask: UInt64 in [0, 1, 0xff, 0x1f_ffff_001f_ffff, 0xfff0_0000_0000_0fff, .max] {
      let words = (0..<150_000).map { _ in random.next() & mask }
      let sorted = Set(words).sorted()
      #expect(Relation(pairs: words, workers: workers).words == sorted, "seed \(seed), mask \(mask)")
      #expect(Relation(arity: 1, rows: words, workers: workers).words == sorted, "seed \(seed), mask \(mask)")
    }
  }

  @Test(arguments: [1, 2, 3])
  func `pairs whose first column ascends are sorted by their second`(threads: Int) {
    var random = Xorshift(seed: 7)
    for size in [3, 20, 1000, 100_000] {
      let words = (0..<200_000).map { UInt64($0 / size) << 32 | random.next() & 0xffff }
      #expect(Relation(pairs: words, workers: Workers(count: threads)).words == Set(words).sorted())
    }
  }

  @Test(arguments: [2, 3, 5], [2 as UInt64, 1000, 1 << 30, .max])
  func `wide rows are sorted whatever bits they differ in`(arity: Int, limit: UInt64) {
    var random = Xorshift(seed: UInt64(arity))
    let rows = (0..<3000).map { _ in
      (0..<arity).map { column in column == 1 ? 5 << 40 | random.next() & 3 : random.next() % limit }
    }
    let expected = Set(rows).sorted { $0.lexicographicallyPrecedes($1) }
    let relation = Relation(arity: arity, rows: rows.flatMap { $0 }, workers: Workers(count: 2))
    #expect(relation.words == expected.flatMap { $0 })
  }

  @Test("a pair is found by its first column and as a whole")
  func lookup() {
    let pairs: [(UInt32, UInt32)] = [(1, 5), (1, 9), (3, 2), (.max, 7)]
    let relation = Relation(pairs: pairs.map { Relation.pack($0, $1) })
    #expect(relation.rows(first: 1) == 0..<2)
    #expect(relation.rows(first: 2).isEmpty)
    #expect(relation.rows(first: .max) == 3..<4)
    #expect(relation.contains(3, 2))
    #expect(!relation.contains(3, 3))
    #expect(
      relation.swapped.words == [
        Relation.pack(2, 3), Relation.pack(5, 1), Relation.pack(7, .max), Relation.pack(9, 1),
      ])
  }

  @Test("a relation without columns has one row or none")
  func nullary() {
    #expect(Relation(arity: 0, rows: []).count == 0)
    #expect(Relation(arity: 0, rows: [1]).count == 1)
  }
}

@Suite("Symbol table")
struct SymbolTableTests {
  @Test("a string keeps its id, and every id its string")
  func roundTrip() {
    var table = SymbolTable()
    let words = (0..<3000).map { "word \($0 % 1500)" }
    let ids = words.map { table.intern($0) }
    #expect(table.count == 1500)
    #expect(zip(words, ids).allSatisfy { table[$1] == $0 })
    #expect(table.symbol("word 7") == ids[7])
    #expect(table.symbol("absent") == nil)
  }

  @Test func `texts that differ anywhere are told apart`() {
    var table = SymbolTable()
    let texts = (0...40).flatMap { length in
      (0...length).map { place in
        String(repeating: "a", count: place) + (place < length ? "b" : "")
          + String(repeating: "a", count: max(0, length - place - 1))
      }
    }
    let ids = texts.map { table.intern($0) }
    #expect(Set(ids).count == Set(texts).count)
    #expect(texts.allSatisfy { table.symbol($0).map { table[$0] } == $0 })
    #expect(table.symbol(String(repeating: "a", count: 41)) == nil)
  }

  @Test func `offsets go on where 32 bits end`() {
    var offsets = TextOffsets(limit: 100)
    let ends = Array(stride(from: 30, through: 3000, by: 30))
    for end in ends { offsets.append(end) }
    #expect(offsets.count == ends.count + 1)
    #expect((1...ends.count).map { offsets[$0] } == ends)
    #expect(offsets.withView { view in (1...ends.count).map { view.start($0) } } == ends)
  }

  @Test("a sorted base is found without hashing, and additions follow it")
  func base() {
    var table = SymbolTable(sortedText: Array("aabc".utf8), offsets: [0, 1, 3, 4])
    #expect(table.baseCount == 3)
    #expect(table.symbol("ab")?.rawValue == 1)
    #expect(table.intern("c").rawValue == 2)
    #expect(table.intern("z").rawValue == 3)
    #expect(table.baseSymbols(prefix: "a") == 0..<2)
  }
}

/// Numbers that are the same at every run.
private struct Xorshift {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
