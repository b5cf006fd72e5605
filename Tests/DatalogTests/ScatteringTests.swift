import Relations
import Testing

@testable import Datalog

/// Answers do not depend on how far apart values are, though sets of pairs change their form with it.
@Suite struct ScatteringTests {
  static let programs = [
    // Groups of a delta go to many first columns.
    """
    p(x, y) :- e(x, y).
    p(x, y) :- e(x, z), p(z, y).
    """,
    // All that goes with one first column goes to others.
    """
    p(x, y) :- e(x, y).
    p(x, y) :- p(x, z), p(z, y).
    """,
    """
    p(x, y) :- e(x, y).
    p(x, y) :- p(x, z), e(z, y).
    """,
    // Few values among many first columns, as in a points-to analysis.
    """
    p(x, y) :- e(x, y), n(y, k), k % 3 = 0.
    p(x, y) :- e(x, z), p(z, y).
    p(x, y) :- e(x, z), p(z, w), p(w, y), n(x, k), k % 3 = 1.
    p(w, y) :- e(x, z), p(x, w), p(z, y), n(x, k), k % 3 = 2.
    """,
  ]

  private func rows(_ rules: String, step: UInt64, start: UInt64, threads: Int) throws -> [[UInt64]] {
    var random = SeededGenerator(seed: 9)
    let nodes = (0..<280).map { start + $0 * step }
    let edges = (0..<700).flatMap { _ in (0..<2).map { _ in nodes[Int(random.next() % 280)] } }
    let numbers = nodes.enumerated().flatMap { [$0.element, UInt64($0.offset)] }
    let text = """
      .decl e(x: number, y: number)
      .decl n(x: number, y: number)
      .input e, n
      .decl p(x: number, y: number)
      \(rules)
      .output p
      """
    var options = Options(workers: Workers(count: threads))
    options.rowsWorthSharing = 64
    let facts = GivenFacts([
      "e": Relation(words: edges, arity: 2, count: 700), "n": Relation(words: numbers, arity: 2, count: 280),
    ])
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate(
      facts: facts, options: options)
    return answers.relations[0].indices.map { row in
      (0..<2).map { (answers.relations[0].word(row, $0) - start) / step }
    }
  }

  @Test(arguments: programs, [1, 2, 3])
  func `the same rows come of dense, scattered and far values`(rules: String, threads: Int) throws {
    let dense = try rows(rules, step: 1, start: 0, threads: threads)
    #expect(dense.count > 1 << 14)
    for (step, start) in [(40, 0), (7919, 12), (5, 4_000_000_000)] as [(UInt64, UInt64)] {
      #expect(try rows(rules, step: step, start: start, threads: threads) == dense)
    }
  }
}
