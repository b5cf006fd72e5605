import Testing

@testable import Datalog

@Suite("Equivalence relations")
struct EquivalenceTests {
  /// Ways to read an equivalence relation, some of which feed it again.
  static let readers = [
    "out(x, y) :- same(x, y).",
    "out(x, x) :- same(x, x).",
    "out(x, 1) :- same(x, _).",
    "out(2, y) :- same(_, y).",
    "out(x, 3) :- same(3, x).",
    "out(4, x) :- same(x, 1).",
    "out(5, 5) :- same(1, 2).",
    "out(6, 6) :- same(_, _).",
    "out(x, y) :- base(x, y), same(x, y).",
    "out(x, z) :- base(x, y), same(y, z).",
    "out(x, z) :- same(x, y), base(y, z).",
    "out(x, y) :- base(x, y), !same(x, y).",
    "out(x, 7) :- base(x, _), !same(x, _).",
    "out(x, 8) :- base(x, _), !same(_, x).",
    "out(x, n) :- base(x, _), n = count : { same(x, _) }.",
    "out(9, n) :- n = count : { same(_, _) }.",
    "out(x, n) :- base(_, x), n = sum y : { same(x, y) }.",
    "out(10, n) :- n = sum y : { same(_, y) }.",
    "out(11, n) :- n = max y : { same(y, _) }.",
    "out(x, n) :- base(x, y), n = count : { same(x, y) }.",
    "out(x, n) :- base(x, _), n = min y : { same(y, x) }.",
    "out(12, n) :- n = count : { same(x, x) }.",
    "same(x, y) :- same(x, z), more(z, y).",
    "same(x, y) :- more(x, y), same(y, y).",
    "same(x, y) :- same(x, 2), same(3, y).",
    "same(x + 1, y + 1) :- same(x, y), x < y, y < 7.",
    "same(x, z) :- more(x, y), more(y, z), same(x, _), same(_, y).",
    "more(x, y) :- same(x, y), base(y, _).",
    "more(y, 1) :- same(x, y), same(y, z), base(x, z).",
    "more(x, 0) :- same(x, 5).",
  ]

  @Test("every way to read one gives the pairs that rules of closure give", arguments: 0..<10)
  func againstRules(block: Int) throws {
    for seed in UInt64(block * 20)..<UInt64(block * 20 + 20) {
      var random = SeededGenerator(seed: seed)
      var text = """
        .decl base(a: number, b: number)
        .decl more(a: number, b: number)
        .decl out(a: number, b: number)
        .output out
        .output same
        .output more
        same(x, y) :- base(x, y), x != 4.

        """
      for relation in ["base", "base", "more"] {
        for _ in 0..<Int.random(in: 1..<6, using: &random) {
          let (a, b) = (Int.random(in: 0..<9, using: &random), Int.random(in: 0..<9, using: &random))
          text += "\(relation)(\(a), \(b)).\n"
        }
      }
      for reader in Self.readers where Int.random(in: 0..<3, using: &random) == 0 { text += reader + "\n" }
      let closed = """
        .decl same(a: number, b: number)
        same(y, x) :- same(x, y).
        same(x, z) :- same(x, y), same(y, z).

        """
      let found = try answers(".decl same(a: number, b: number) eqrel\n" + text)
      #expect(try found == answers(closed + text), "seed \(seed)\n\(text)")
    }
  }

  @Test("what is old and what is new after each round is what sets of pairs say", arguments: 0..<20)
  func rounds(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let table = Table(arity: 2, layout: .wide, isDistinct: true)
    let classes = EquivalenceClasses()
    table.keeper = classes
    var (known, before) = (Twin(), Twin())
    for round in 0..<6 {
      for _ in 0..<Int.random(in: 0..<8, using: &random) {
        let pair = (0..<2).map { _ in UInt64.random(in: 0..<24, using: &random) << (seed % 3 * 20) }
        #expect(table.insert(pair) == known.insert(pair[0], pair[1]))
      }
      table.completeRound()
      if round == 3 {
        table.restartRounds()
        before = Twin()
      }
      for (view, expected) in [
        (Table.View.full, known.pairs), (.old, before.pairs), (.delta, known.pairs.subtracting(before.pairs)),
      ] {
        #expect(table.range(of: view).count == expected.count)
        #expect(pairs(classes, view) == expected.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) })
        for a in UInt64(0)..<24 {
          for b in UInt64(0)..<24 {
            let pair = [a << (seed % 3 * 20), b << (seed % 3 * 20)]
            #expect(table.contains(pair, view) == expected.contains(pair))
          }
        }
      }
      before = known
    }
  }

  private func pairs(_ classes: EquivalenceClasses, _ view: Table.View) -> [[UInt64]] {
    var found: [[UInt64]] = []
    for home in 0..<classes.knownCount {
      let own = classes.classes[home]
      for place in 0..<Int(own.count) {
        let (first, second) = classes.partners(home, place, view)
        for other in Array(first) + Array(second) {
          found.append([classes.arena[own.start + place], classes.arena[other]])
        }
      }
    }
    return found.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
  }

  /// An equivalence relation as a set of pairs, closed by trying everything.
  private struct Twin {
    private(set) var pairs: Set<[UInt64]> = []

    mutating func insert(_ a: UInt64, _ b: UInt64) -> Bool {
      guard !pairs.contains([a, b]) else { return false }
      let left = pairs.filter { $0[0] == a }.map { $0[1] } + [a]
      let right = pairs.filter { $0[0] == b }.map { $0[1] } + [b]
      for x in left + right { for y in left + right { pairs.insert([x, y]) } }
      return true
    }
  }

  @Test("a class of a hundred thousand is counted and asked without writing out its pairs")
  func largeClass() throws {
    let text = """
      .decl same(a: number, b: number) eqrel
      same(n, n + 1) :- n = range(0, 99999).
      same(200000, 200001).
      .decl asked(a: number, b: number)
      asked(5, 99999). asked(5, 200000). asked(200001, 200000). asked(7, 100000).
      .decl found(a: number, b: number)
      found(a, b) :- asked(a, b), same(a, b).
      .decl members(n: number)
      members(n) :- n = count : { same(17, _) }.
      .decl all(n: number)
      all(n) :- n = count : { same(_, _) }.
      .output found
      .output members
      .output all
      .printsize same
      """
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let answers = try program.evaluate(options: Options(limits: Limits(memory: 50_000_000)))
    #expect(answers["found"]?.map { $0.map(\.description) } == [["5", "99999"], ["200001", "200000"]])
    #expect(answers["members"]?.map { $0 } == [[.number(100_000)]])
    #expect(answers["all"]?.map { $0 } == [[.number(10_000_000_004)]])
    #expect(answers["same"]?.totalCount == 10_000_000_004)
  }

  @Test("pairs that do not fit into memory are not written out")
  func memory() throws {
    let text = """
      .decl same(a: number, b: number) eqrel
      same(n, n + 1) :- n = range(0, 9999).
      .output same
      """
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let error = #expect(throws: EvaluationError.self) {
      try program.evaluate(options: Options(limits: Limits(memory: 50_000_000)))
    }
    #expect(
      error?.description
        == "the memory limit of 50000000 bytes was reached in 'same', round 0, at 100000000 rows")
  }

  @Test("going through pairs that no rule keeps ends at the time limit")
  func time() throws {
    let text = """
      .decl same(a: number, b: number) eqrel
      same(n, n + 1) :- n = range(0, 99999).
      .decl none(a: number)
      none(a) :- same(a, b), a + b < 0.
      .output none
      """
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let error = #expect(throws: EvaluationError.self) {
      try program.evaluate(options: Options(limits: Limits(time: .milliseconds(300))))
    }
    #expect(error?.description.hasPrefix("the time limit of 0.3 seconds was reached in") == true)
  }

  @Test("a pair is explained by the pairs that join its values")
  func proof() throws {
    let text = """
      .decl link(a: symbol, b: symbol)
      link("a", "b"). link("c", "b").
      .decl same(a: symbol, b: symbol) eqrel
      same(x, y) :- link(x, y).
      .output same
      """
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate()
    #expect(answers["same"]?.count == 9)
    let proof = try #require(try answers.proof(of: "same", row: [.symbol("a"), .symbol("c")]))
    #expect(proof.height == 4)
  }

  @Test("an equivalence relation keeps all that is equivalent")
  func faults() {
    #expect(
      complaints(
        """
        .decl e(a: number, b: number) eqrel choice-domain a
        .decl f(a: number, b: number) eqrel
        e(1, 2). f(1, 2).
        f(a, b) <= f(a, c) :- c < b.
        .output e
        .output f
        """) == [
          "1:1: an 'eqrel' relation cannot have a 'choice-domain'",
          "4:1: rows of the 'eqrel' relation 'f' cannot give way to others",
        ])
  }
}
