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
