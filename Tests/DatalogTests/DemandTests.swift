import Testing

@testable import Datalog

@Suite("Demand")
struct DemandTests {
  /// A chain of 300 edges, whose closure has 45,150 rows, and what is given besides.
  private static func chain(_ rest: String, qualifier: String = "") -> String {
    """
    .decl edge(x: number, y: number)
    edge(x, x + 1) :- x = range(0, 300).
    .decl path(x: number, y: number) \(qualifier)
    path(x, y) :- edge(x, y).
    \(rest)

    """
  }

  private static let forms = [
    "path(x, z) :- edge(x, y), path(y, z).", "path(x, z) :- path(x, y), edge(y, z).",
    "path(x, z) :- path(x, y), path(y, z).",
  ]

  private func evaluate(_ text: String, demand: Bool = true, rows: Int? = nil) throws -> Answers {
    try Program(sources: [Source(name: "test.dl", text: text)])
      .evaluate(options: Options(limits: Limits(rows: rows), demand: demand))
  }

  private func values(_ answers: Answers) -> [[String]] {
    answers.relations.map { relation in relation.map { $0.map(\.description).joined(separator: " ") } }
  }

  /// Whether a program ends within so many rows with demand, and gives the same as without.
  private func isRestricted(_ text: String, to rows: Int) throws -> Bool {
    let whole = try values(evaluate(text, demand: false))
    do {
      #expect(try values(evaluate(text, rows: rows)) == whole)
      return true
    } catch is EvaluationError {
      #expect(try values(evaluate(text)) == whole)
      return false
    }
  }

  @Test(
    "only paths from or to the node asked for are derived, whatever the form of the rule", arguments: forms)
  func pathsOfOneNode(rule: String) throws {
    for question in ["?- path(7, x).", "?- path(x, 290).", "?- path(7, 9)."] {
      #expect(try isRestricted(Self.chain(rule + "\n" + question), to: 2500), "\(question)")
    }
  }

  @Test("one question from each side needs two copies, and none is whole", arguments: forms)
  func bothSides(rule: String) throws {
    #expect(try isRestricted(Self.chain(rule + "\n?- path(7, x), path(x, 290)."), to: 5000))
  }

  @Test("a relation that is wanted whole is derived whole and once")
  func wholeRelation() throws {
    let text = Self.chain(Self.forms[0] + "\n.output path\n?- path(7, x).")
    let program = try Program(sources: [Source(name: "test.dl", text: text)]).stratified
    #expect(program.demanded(inputSizes: [:]).map(\.allowance) == nil)
  }

  @Test("no_magic and the pragma that leaves relations out are heeded")
  func leftOut() throws {
    let question = Self.forms[0] + "\n?- path(7, x)."
    #expect(try !isRestricted(Self.chain(question, qualifier: "no_magic"), to: 5000))
    let excluded = ".pragma \"magic-transform-exclude\" \"edge,path\"\n"
    #expect(try !isRestricted(excluded + Self.chain(question), to: 5000))
  }

  @Test("the qualifier and the pragma restrict also where it is not sure to pay")
  func asked() throws {
    let join = Self.forms[0] + "\n.decl found(x: number)\nfound(y) :- edge(x, y), edge(y, 9), path(x, 9).\n"
    #expect(try !isRestricted(Self.chain(join + ".output found", qualifier: "no_magic"), to: 6000))
    #expect(try isRestricted(Self.chain(join + ".output found", qualifier: "magic"), to: 6000))
    let pragma = ".pragma \"magic-transform\" \"*\"\n"
    #expect(try isRestricted(pragma + Self.chain(join + ".output found"), to: 6000))
  }

  @Test("a relation of few rows asks a recursive one")
  func fewRows() throws {
    let rest = """
      .decl start(x: number)
      start(290). start(295).
      .decl reached(y: number)
      reached(y) :- start(x), path(x, y).
      .output reached
      """
    #expect(try isRestricted(Self.chain(Self.forms[0] + "\n" + rest), to: 2000))
  }

  @Test("what is negated and counted is asked for, too")
  func negationAndAggregates() throws {
    #expect(try isRestricted(Self.chain(Self.forms[0] + "\n?- edge(x, y), x < 5, !path(290, x)."), to: 3000))
    #expect(try isRestricted(Self.chain(Self.forms[1] + "\n?- n = count : { path(290, _) }."), to: 3000))
  }

  @Test("a question that would make a negation depend on itself leaves what is negated whole")
  func stratification() throws {
    let text = """
      .decl e(x: number, y: number)
      e(1, 2). e(2, 3). e(3, 4). e(4, 2).
      .decl s(x: number, y: number)
      s(x, y) :- e(x, y).
      s(x, z) :- s(x, y), e(y, z).
      .decl n(x: number)
      n(x) :- s(x, 4), e(_, x).
      .decl h(x: number)
      h(1).
      h(z) :- h(y), s(y, z), !n(z).
      .output h
      """
    #expect(try values(evaluate(text)) == values(evaluate(text, demand: false)))
    #expect(try values(evaluate(text)) == [["1"]])
  }

  @Test("asking for what is computed of what was asked ends")
  func endless() throws {
    let text = """
      .decl even(n: number)
      even(0).
      even(n) :- even(m), n = m + 2, m = n - 2, n < 100.
      .decl found(n: number)
      found(n) :- n = 51, even(n).
      .output found
      """
    #expect(try values(evaluate(text, rows: 1000)) == [[]])
  }

  @Test("a failing calculation is not met for what is only asked")
  func failures() throws {
    let text = """
      .decl q(x: number)
      q(1). q(2).
      .decl p(x: number, y: number)
      p(x, y) :- q(x), y = 10 / x.
      .decl asks(x: number)
      asks(0). asks(2).
      .decl found(y: number)
      found(y) :- asks(x), p(x, y).
      .output found
      """
    #expect(try values(evaluate(text)) == [["5"]])
  }

  @Test("a division that fails is met, asked for or not", arguments: ["x / y", "x / 2 / y", "7 % x % y"])
  func divisions(value: String) throws {
    let text = """
      .decl a(x: number, y: number)
      a(8, 0). a(8, 2).
      .decl q(x: number, z: number)
      q(x, \(value)) :- a(x, y).
      ?- q(9, z).
      """
    for demand in [false, true] {
      #expect(throws: EvaluationError.self) { try evaluate(text, demand: demand) }
    }
  }

  @Test(
    "floats are divided and summed up only for what is asked",
    arguments: [
      "half(x, itof(y) / 2.0) :- path(x, y).",
      "half(x, t) :- edge(x, _), t = sum itof(y) / 2.0 : { path(x, y) }.",
    ])
  func floats(rule: String) throws {
    let text = Self.chain(Self.forms[0] + "\n.decl half(x: number, y: float)\n\(rule)\n?- half(7, y).")
    #expect(try isRestricted(text, to: 2500))
  }

  @Test("doubles that are equal but not the same are found")
  func doubles() throws {
    let text = """
      .decl q(x: float, y: float)
      q(0.0, 1.0). q(1.0, 2.0).
      .decl p(x: float, y: float)
      p(x, y) :- q(z, y), x = z * -1.0.
      ?- p(x, y), x = 0.0.
      """
    #expect(try values(evaluate(text)) == values(evaluate(text, demand: false)))
  }

  @Test("the same generation of one person needs the ancestors' rows only")
  func sameGeneration() throws {
    let text = """
      .decl parent(p: number, c: number)
      parent(p, 2 * p), parent(p, 2 * p + 1) :- p = range(1, 256).
      .decl sg(x: number, y: number)
      sg(x, y) :- parent(p, x), parent(p, y), x != y.
      sg(x, y) :- parent(a, x), sg(a, b), parent(b, y), x != y.
      ?- sg(300, y).
      """
    #expect(try isRestricted(text, to: 3000))
  }

  @Test("demand that spreads to nearly everything is given up, and the relation derived whole")
  func givenUp() throws {
    let text = """
      .decl edge(x: number, y: number)
      edge(x, (x * 7 + k) % 500) :- x = range(0, 500), k = range(0, 3).
      .decl linked(x: number, y: number)
      linked(x, y) :- edge(x, y).
      linked(y, x) :- linked(x, y).
      linked(x, z) :- linked(x, y), linked(y, z).
      .decl found(y: number)
      found(y) :- linked(1, y).
      .output found
      """
    let program = try Program(sources: [Source(name: "test.dl", text: text)]).stratified
    let demanded = try #require(program.demanded(inputSizes: [:]))
    #expect(demanded.allowance == 10_000)
    #expect(try values(evaluate(text)) == values(evaluate(text, demand: false)))
    let error = #expect(throws: EvaluationError.self) { try evaluate(text, rows: 100_000) }
    guard case .limit(.rows, "100000", _, _, _) = error else {
      Issue.record("expected the limit given, got \(String(describing: error))")
      return
    }
  }

  @Test("a proof shows the rules as they are written")
  func proofs() throws {
    let answers = try evaluate(Self.chain(Self.forms[0] + "\n?- path(297, x)."))
    let proof = try #require(try answers.proof(of: "path", row: [.number(297), .number(299)]))
    guard case .derived(let rule, _, let premises) = proof.reason else {
      Issue.record("expected a rule")
      return
    }
    #expect(rule == "path(x, z) :- edge(x, y), path(y, z).")
    #expect(premises.count == 2 && proof.height == 3)
  }

  @Test("what depends on the order of rows is left as it is")
  func orders() throws {
    let text = Self.chain(
      Self.forms[0] + """

        .decl one(x: number, y: number) choice-domain x
        one(x, y) :- path(x, y).
        .decl numbered(x: number, n: number)
        numbered(y, autoinc()) :- path(295, y).
        .decl some(x: number)
        some(y) :- path(7, y).
        .limitsize some(n=5)
        .output numbered
        .output some
        ?- one(7, y).
        """)
    #expect(try values(evaluate(text)) == values(evaluate(text, demand: false)))
  }
}
