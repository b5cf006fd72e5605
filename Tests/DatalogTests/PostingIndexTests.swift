import Testing

@testable import Datalog

@Suite struct PostingIndexTests {
  /// What an index should hold of a column's value: the other column's values in the order the rows came.
  private func twin(_ rows: [(UInt64, UInt64)], column: Int) -> [UInt64: [UInt32]] {
    var lists: [UInt64: [UInt32]] = [:]
    for (first, second) in rows {
      lists[column == 0 ? first : second, default: []].append(UInt32(column == 0 ? second : first))
    }
    return lists
  }

  private func entries(_ index: PostingIndex, _ key: UInt64, isOld: Bool = false) -> [UInt32] {
    var key = key
    let found = index.find(&key)
    guard found >= 0 else { return [] }
    let (base, count) = index.view.entries(of: found, isOld: isOld)
    return Array(UnsafeBufferPointer(start: base, count: count))
  }

  private func table(_ rows: [(UInt64, UInt64)]) -> Table {
    let table = Table(arity: 2, isPacked: true)
    for (first, second) in rows { table.insert(packed: first << 32 | second) }
    table.completeRound()
    return table
  }

  private func randomRows(_ count: Int, below limit: UInt64, seed: UInt64) -> [(UInt64, UInt64)] {
    var state = seed
    var seen: Set<UInt64> = []
    var rows: [(UInt64, UInt64)] = []
    while rows.count < count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let (first, second) = ((state >> 20) % limit, (state >> 40) % limit)
      if seen.insert(first << 32 | second).inserted { rows.append((first, second)) }
    }
    return rows
  }

  @Test(arguments: [0, 1], [100, 1 << 31])
  func `hold the same whether the table is complete or grows`(column: Int, limit: UInt64) {
    let rows = randomRows(3000, below: limit, seed: 7)
    let expected = twin(rows, column: column)
    let complete = table(rows)
    complete.completeRound()
    let packed = complete.index(on: [column], tracksStable: true)
    let growing = table(Array(rows[..<100]))
    let grown = growing.index(on: [column], tracksStable: true)
    for row in rows[100...] {
      growing.insert(packed: row.0 << 32 | row.1)
      if row.1 % 7 == 0 { growing.completeRound() }
    }
    growing.completeRound()
    #expect(packed.byteCount < grown.byteCount)
    for (key, list) in expected {
      #expect(entries(packed, key) == list)
      #expect(entries(packed, key, isOld: true) == list)
      #expect(entries(grown, key) == list)
    }
    #expect(entries(packed, limit + 1).isEmpty)
  }

  @Test func `of a complete table take in rows that come after all`() {
    let rows = randomRows(2000, below: 50, seed: 3)
    let table = table(Array(rows[..<1000]))
    table.completeRound()
    let index = table.index(on: [0], tracksStable: true)
    for row in rows[1000...] { table.insert(packed: row.0 << 32 | row.1) }
    table.completeRound()
    let (old, all) = (twin(Array(rows[..<1000]), column: 0), twin(rows, column: 0))
    for (key, list) in all {
      #expect(entries(index, key) == list)
      #expect(entries(index, key, isOld: true) == old[key] ?? [])
    }
    table.restartRounds()
    for (key, list) in all { #expect(entries(index, key) == list) }
  }

  @Test func `hold the same when lists have moved together`() {
    let rows = randomRows(60000, below: 300, seed: 11)
    let table = table([])
    let index = table.index(on: [0], tracksStable: false)
    for (number, row) in rows.enumerated() {
      table.insert(packed: row.0 << 32 | row.1)
      if number % 1000 == 0 { table.completeRound() }
    }
    table.completeRound()
    for (key, list) in twin(rows, column: 0) { #expect(entries(index, key) == list) }
    #expect(index.byteCount < 3 * 4 * rows.count)
  }

  @Test func `of a complete table forget what is old when rounds begin anew`() {
    let rows = randomRows(500, below: 40, seed: 5)
    let table = table(rows)
    table.completeRound()
    let index = table.index(on: [1], tracksStable: true)
    table.restartRounds()
    for (key, list) in twin(rows, column: 1) {
      #expect(entries(index, key) == list)
      #expect(entries(index, key, isOld: true).isEmpty)
    }
  }
}
