import Relations
import Testing

@testable import Datalog

/// Relations whose rows of earlier rounds are held as pairs alone.
@Suite struct ForgettingTests {
  private static let closure = """
    .decl e(x: number, y: number)
    .input e
    .decl p(x: number, y: number)
    p(x, y) :- e(x, y).
    p(x, y) :- e(x, z), p(z, y).
    .output p
    """

  /// All that is reached from each, found by going along the edges.
  private func reached(_ edges: [[UInt64]]) -> [[UInt64]] {
    var next: [UInt64: [UInt64]] = [:]
    for edge in edges { next[edge[0], default: []].append(edge[1]) }
    var pairs: [[UInt64]] = []
    for start in next.keys {
      var seen: Set<UInt64> = []
      var pending = next[start] ?? []
      while let node = pending.popLast() {
        if seen.insert(node).inserted { pending += next[node] ?? [] }
      }
      pairs += seen.map { [start, $0] }
    }
    return pairs.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test(arguments: [(1, RowOrder.words), (1, .values), (3, .words), (3, .values)])
  func `give all rows in order`(workers: Int, order: RowOrder) throws {
    // Dense and sparse numbers: lists, bitmaps and hashes of seconds, and pairs in one table.
    for (count, step) in [(12, 1), (300, 1), (300, 40), (200, 5_000_000)] as [(UInt64, UInt64)] {
      let edges =
        (0..<count).map { [$0 * step, ($0 * 7 + 3) % count * step] }
        + (0..<count / 5).map { [$0 * 5 * step, ($0 * 11 + 1) % count * step] }
      let facts = GivenFacts(["e": Relation(words: edges.flatMap { $0 }, arity: 2, count: edges.count)])
      var options = Options(rowOrder: order, workers: Workers(count: workers))
      options.rowsWorthSharing = 8
      let program = try Program(sources: [Source(name: "closure.dl", text: Self.closure)])
      let answer = try #require(try program.evaluate(facts: facts, options: options)["p"])
      let expected = reached(edges)
      #expect(answer.totalCount == expected.count)
      #expect(answer.map { row in row.map { value in number(value) } } == expected)
    }
  }

  private func number(_ value: Value) -> UInt64 {
    if case .number(let number) = value { UInt64(bitPattern: number) } else { .max }
  }

  @Test func `that a rule goes through whole keep their rows`() throws {
    let program = try Program(sources: [
      Source(
        name: "pairs.dl",
        text: """
          .decl p(x: number, y: number)
          p(1, 2). p(2, 3).
          p(x, w) :- p(x, _), p(_, w), x + w < 6.
          p(x, y + 1) :- p(x, y), y < 5.
          .output p
          """)
    ])
    let answer = try #require(try program.evaluate()["p"])
    #expect(answer.count == 8)
  }

  @Test func `a buffer forgets rows before a number`() {
    let rows = RowBuffer<UInt64>(width: 1)
    var kept = 0
    for number in 0..<100_000 {
      rows.append(UInt64(number))
      if number % 9_973 == 0 {
        kept = number / 2
        rows.forget(before: kept)
      }
    }
    #expect(rows.count == 100_000 && rows.firstKept == kept)
    #expect((kept..<rows.count).allSatisfy { rows.words[$0] == UInt64($0) })
    rows.forget(before: rows.count)
    #expect(rows.byteCount <= 1 << 17)
    rows.recall((0..<100_000).map { UInt64($0) })
    #expect((0..<rows.count).allSatisfy { rows.words[$0] == UInt64($0) } && rows.firstKept == 0)
  }
}
