import Relations
import Testing

@testable import Datalog

/// Rules run by several workers, slices being small enough that all have something to do.
@Suite struct ParallelTests {
  static let programs = [
    // Groups of a delta, bitmaps, lists that a last join finds.
    """
    .decl p(x: number, y: number)
    p(x, y) :- e(x, y).
    p(x, y) :- e(x, z), p(z, y).
    .output p
    """,
    """
    .decl p(x: number, y: number)
    p(x, y) :- e(x, y).
    p(x, y) :- p(x, z), p(z, y).
    .output p
    """,
    // Rows of three columns, told apart and known to be distinct; negation; one column.
    """
    .decl t(x: number, y: number, z: number)
    t(x, y, z) :- e(x, y), e(y, z), e(x, z).
    .decl u(x: number, y: number, z: number)
    u(x, y, z) :- e(x, y), e(y, w), e(w, z).
    u(y, z, x) :- t(x, y, z).
    .decl far(x: number)
    far(x) :- e(x, y), !e(y, x).
    .output t
    .output u
    .output far
    """,
    // What only has to exist, before and in a recursion, and what nothing is needed of any more.
    """
    .decl q(x: number, y: number)
    q(x, y) :- e(x, y), e(_, _), e(y, _).
    q(x, y) :- e(x, z), q(_, _), q(z, y).
    .decl s(x: number)
    s(x) :- e(y, z), e(z, y), e(x, _).
    .output q
    .output s
    """,
    // Wide rows, which the packed form cannot hold, and counts.
    """
    .decl n(x: number, y: number)
    n(x - 20, y) :- e(x, y).
    .decl c(x: number, n: number)
    c(x, k) :- n(x, _), k = count : { n(x, _) }.
    .output n
    .output c
    """,
  ]

  private func answers(_ program: String, _ seed: UInt64, threads: Int) throws -> [[UInt64]] {
    var random = SeededGenerator(seed: seed)
    let pairs = (0..<400).map { _ in
      Relation.pack(UInt32.random(in: 0..<80, using: &random), UInt32.random(in: 0..<80, using: &random))
    }
    let text = ".decl e(x: number, y: number)\n.input e\n" + program
    var options = Options(workers: Workers(count: threads))
    options.rowsWorthSharing = 4
    let found = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate(
      facts: GivenFacts(["e": Relation(pairs: pairs)]), options: options)
    return found.relations.map { relation in
      relation.indices.flatMap { row in relation.columns.indices.map { relation.word(row, $0) } }
    }
  }

  @Test(
    "any number of threads derives the same rows in the same order", arguments: programs,
    [1, 2, 3] as [UInt64])
  func sameRows(program: String, seed: UInt64) throws {
    let alone = try answers(program, seed, threads: 1)
    #expect(alone.contains { !$0.isEmpty })
    for threads in [2, 3, 8] {
      #expect(try answers(program, seed, threads: threads) == alone, "seed \(seed), \(threads) threads")
    }
  }

  @Test("a recursion is explained where there are workers for it")
  func explanation() throws {
    let text = ".decl n(x: number)\nn(0). n(x + 1) :- n(x), x < 100.\n.output n"
    let inquiry = try Inquiry(about: ["n(9)"], sources: [Source(name: "test.dl", text: text)])
    let explainer = try inquiry.evaluate(options: Options(workers: Workers(count: 2)))
    #expect(try explainer.proofs(of: explainer.subjects[0]).map(\.height) == [9])
  }

  @Test("what workers derive together stops at its limit too")
  func limit() throws {
    let text = """
      .decl n(x: number)
      n(x) :- x = range(0, 2000).
      .decl p(x: number, y: number, z: number)
      p(x, y, z) :- n(x), n(y), z = x * y.
      .output p
      """
    let options = Options(limits: Limits(rows: 100_000), workers: Workers(count: 2))
    #expect {
      _ = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate(options: options)
    } throws: { error in
      if case .limit(.rows, _, "p", _, let rows)? = error as? EvaluationError {
        rows < 400_000
      } else {
        false
      }
    }
  }

  @Test("a fault among slices is told as one worker tells it")
  func fault() throws {
    let text = """
      .decl n(x: number)
      n(x) :- x = range(0, 5000).
      .decl p(x: number)
      p(y) :- n(x), y = 100 / (x - 4000).
      .output p
      """
    func message(threads: Int) -> String {
      do {
        _ = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate(
          options: Options(workers: Workers(count: threads)))
        return "no fault"
      } catch { return "\(error)" }
    }
    #expect(message(threads: 1).contains("error"))
    #expect(message(threads: 2) == message(threads: 1))
  }
}
