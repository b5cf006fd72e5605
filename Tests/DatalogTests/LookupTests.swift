import Relations
import Synchronization
import Testing

@testable import Datalog

/// Rows that are looked up where they lie answer as rows in memory do.
@Suite struct LookupTests {
  static let programs = [
    // By either column, by constants, by both.
    """
    .decl p(x: number, y: number)
    p(x, z) :- e(x, y), f(y, z).
    .decl q(x: number, y: number)
    q(x, z) :- e(y, x), f(z, y).
    .decl r(x: number)
    r(y) :- e(3, y).
    r(x) :- f(x, 5).
    r(x) :- e(x, y), f(x, y), e(7, 7).
    .decl s(x: number, y: number)
    s(x, y) :- e(x, y), f(x, y).
    s(x, x) :- e(x, x).
    .output p, q, r, s
    """,
    // Where all rows are gone through, counted, or found missing.
    """
    .decl none(x: number)
    none(x) :- e(x, _), !f(_, x).
    .decl other(x: number, y: number)
    other(x, y) :- e(x, y), !f(x, y).
    .decl many(x: number, n: number)
    many(x, n) :- e(x, _), n = count : { f(x, _) }.
    .decl has(x: number)
    has(x) :- e(x, _), 1 <= count : { f(x, x) }.
    .output none, other, many, has, e
    """,
    // In recursion, and where rules add to what is given.
    """
    .decl t(x: number, y: number)
    t(x, y) :- e(x, y).
    t(x, z) :- t(x, y), e(y, z).
    .decl near(x: number)
    near(1).
    near(y) :- near(x), e(x, y), f(y, _).
    f(x, y) :- e(x, y), x < 4.
    .output t, near, f
    """,
    // Patterns that close.
    """
    .decl c(x: number, y: number, z: number)
    c(x, y, z) :- e(x, y), f(y, z), e(x, z).
    .output c
    """,
  ]

  static let declarations = """
    .decl e(x: number, y: number)
    .decl f(x: number, y: number)
    .input e, f

    """

  @Test("lookups answer as relations do", arguments: programs, [3, 60, 1200])
  func twins(program: String, rowCount: Int) throws {
    for seed in 0..<3 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let given = ["e": Self.relation(rowCount, &random), "f": Self.relation(rowCount, &random)]
      let program = try Program(sources: [Source(name: "test.dl", text: Self.declarations + program)])
      let expected = try Self.text(of: program.evaluate(facts: GivenFacts(given)))
      for workers in 1...3 {
        for demand in [true, false] {
          var options = Options(workers: Workers(count: workers), demand: demand)
          options.rowsWorthSharing = 8
          let answers = try program.evaluate(facts: LookedUpFacts(given), options: options)
          #expect(Self.text(of: answers) == expected, "seed \(seed), \(rowCount) rows, \(workers) workers")
        }
      }
    }
  }

  @Test("a question about one value looks up a few rows and reads no relation")
  func point() throws {
    var random = SeededGenerator(seed: 1)
    let facts = LookedUpFacts([
      "e": Self.relation(3000, &random), "f": Self.relation(3000, &random),
    ])
    let text = "?- e(x, 3), f(x, y)."
    let program = try Program(sources: [Source(name: "test.dl", text: Self.declarations + text)])
    _ = try program.evaluate(facts: facts)
    #expect(facts.readings == 0)
  }

  @Test("first words far apart are found among those that share a place")
  func sparse() {
    let pairs = (0..<500 as Range<UInt32>).flatMap { number in
      [Relation.pack(number * 7_000_003, 1), Relation.pack(number * 7_000_003, number)]
    }
    let relation = Relation(pairs: pairs)
    let run = SortedRun(relation)
    for first in [0, 1, 7_000_003, 7_000_004, 3_493_001_497, 4_294_967_294] as [UInt32] {
      #expect(run.rows(of: UInt64(first)).count == relation.rows(first: first).count)
      #expect(run.contains(UInt64(first), 1) == relation.contains(first, 1))
    }
    #expect(SortedRun(.init(pairs: [])).rows(of: 0).isEmpty)
  }

  private static func relation(_ count: Int, _ random: inout SeededGenerator) -> Relation {
    let limit = UInt32(max(4, count / 20))
    return Relation(
      pairs: (0..<count).map { _ in
        Relation.pack(.random(in: 0..<limit, using: &random), .random(in: 0..<limit, using: &random))
      })
  }

  private static func text(of answers: Answers) -> [String] {
    answers.relations.map { "\($0.name): " + $0.map { "\($0)" }.joined(separator: " ") }
  }
}

/// Relations that are only looked up, and count how often one is read whole.
private final class LookedUpFacts: FactSource, Sendable {
  private let relations: [String: Relation]
  private let counter = Counter()

  private final class Counter: Sendable {
    let readings = Atomic<Int>(0)
  }

  private struct Pairs: SortedPairs {
    let ordered: Relation
    let swapped: Relation
    let counter: Counter

    var count: Int { ordered.count }

    func relation(leading column: Int) -> Relation {
      counter.readings.add(1, ordering: .relaxed)
      return column == 0 ? ordered : swapped
    }

    func seconds(of word: UInt32, leading column: Int) -> [UInt32] {
      let relation = column == 0 ? ordered : swapped
      return relation.words[relation.rows(first: word)].map { UInt32(truncatingIfNeeded: $0) }
    }
  }

  init(_ relations: [String: Relation]) { self.relations = relations }

  var readings: Int { counter.readings.load(ordering: .relaxed) }

  func rows(for input: Input, symbols: inout SymbolTable) -> Relation? { relations[input.relation] }

  func pairs(for input: Input) -> (any SortedPairs)? {
    relations[input.relation].map { Pairs(ordered: $0, swapped: $0.swapped, counter: counter) }
  }
}
