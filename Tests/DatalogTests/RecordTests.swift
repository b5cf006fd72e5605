import Relations
import Testing

@testable import Datalog

@Suite("Records and algebraic types")
struct RecordTests {
  @Test("a record is put together of known values and taken apart into new ones")
  func packing() throws {
    let found = try answers(
      """
      .type Pair = [a: number, b: symbol]
      .decl p(x: Pair)
      p([1, "one"]). p([2, "two"]). p(nil).
      .decl first(n: number)
      first(n) :- p([n, _]).
      .decl swapped(x: symbol, y: Pair)
      swapped(s, r) :- p(q), q = [n, s], r = [n + 10, s].
      .decl same(x: Pair)
      same(r) :- p(r), r = [2, _].
      .output p
      .output first
      .output swapped
      .output same
      """)
    #expect(found["p"] == ["nil", "[1, one]", "[2, two]"])
    #expect(found["first"] == ["1", "2"])
    #expect(found["swapped"] == ["one [11, one]", "two [12, two]"])
    #expect(found["same"] == ["[2, two]"])
  }

  @Test("records nest, and lists grow in recursion")
  func lists() throws {
    let found = try answers(
      """
      .type List = [head: number, tail: List]
      .decl list(l: List, n: number)
      list(nil, 0).
      list([n + 1, l], n + 1) :- list(l, n), n < 3.
      .decl second(n: number)
      second(n) :- list([_, [n, _]], _).
      .decl long(l: List)
      long(l) :- list(l, 3).
      .output second
      .output long
      """)
    #expect(found == ["second": ["1", "2"], "long": ["[3, [2, [1, nil]]]"]])
  }

  @Test("constructors of an algebraic type match only their own values")
  func constructors() throws {
    let found = try answers(
      """
      .type Shape = Point {} | Circle {r: number} | Scaled {by: number, what: Shape}
      .decl s(x: Shape)
      s($Point). s($Circle(2)). s($Scaled(3, $Circle(4))).
      .decl radius(r: number)
      radius(r) :- s($Circle(r)).
      radius(n * r) :- s($Scaled(n, $Circle(r))).
      .decl point(x: Shape)
      point(x) :- s(x), x = $Point.
      .output s
      .output radius
      .output point
      """)
    #expect(found["s"] == ["$Circle(2)", "$Point", "$Scaled(3, $Circle(4))"])
    #expect(found["radius"] == ["12", "2"].sorted { (Int($0) ?? 0) < (Int($1) ?? 0) })
    #expect(found["point"] == ["$Point"])
  }

  @Test("records are joined, negated, counted and explained like other values")
  func everywhere() throws {
    let text = """
      .type P = [x: number, y: number]
      .decl a(p: P, n: number)
      a([1, 2], 1). a([1, 2], 2). a([3, 4], 1).
      .decl b(p: P)
      b([3, 4]).
      .decl c(p: P, n: number)
      c(p, n) :- a(p, _), !b(p), n = count : { a(p, _) }.
      .output c
      """
    #expect(try rows(text) == ["[1, 2] 2"])
    let answers = try Program(sources: [Source(name: "test.dl", text: text)]).evaluate()
    let row: [Value] = [.record([.number(1), .number(2)]), .number(2)]
    let proof = try #require(try answers.proof(of: "c", row: row))
    #expect(proof.fact == "c([1, 2], 2)")
  }

  @Test(
    "fact files hold records as answers print them",
    arguments: [
      ("[1, x]\t3\n", ["[1, x] 3"]), ("nil\t3\n[ 2 , y z ]\t4\n", ["nil 3", "[2, y z ] 4"]),
    ])
  func reading(file: String, expected: [String]) throws {
    let text = ".type R = [n: number, s: symbol]\n.decl a(r: R, n: number)\n.input a\n.output a"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let found = try program.evaluate(facts: FileFacts { _ in Array(file.utf8) })
    let rows = try #require(found["a"]).map { row in row.map(\.description).joined(separator: " ") }
    #expect(rows == expected)
  }

  @Test("records of no declared type are equal if their values are")
  func namelessRecords() throws {
    let found = try answers(
      """
      .decl p(x: number)
      p(a) :- [a, "x"] = [1, "x"].
      p(a) :- [1, a] = [2, 4].
      p(b) :- r = [7, [b]], s = r, s = [7, [3]].
      p(4) :- [[1, 1.5]] != [[1, 2]].
      p(5) :- _ = [1].
      .decl pair(x: number, y: symbol)
      pair(x, y) :- x = 6, y = "y", r = [x, y], r = [z, w], z = x, w != "z".
      .output p
      .output pair
      """)
    #expect(found == ["p": ["1", "3", "4", "5"], "pair": ["6 y"]])
  }

  @Test("a record in a file that does not fit its type is an error on its line")
  func badFile() throws {
    let text = ".type R = [n: number]\n.decl a(r: R)\n.input a\n.output a"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let error = #expect(throws: FactError.self) {
      try program.evaluate(facts: FileFacts { _ in Array("[1]\n[x]\n".utf8) })
    }
    #expect(error?.description == "a.facts:2: error: column 'r' wants a record, found '[x]'")
  }

  @Test(
    "faulty records are refused at their place",
    arguments: [
      ("p([1]).", "3:3: a record of type 'R' has 2 values, but 1 is given"),
      ("p([1, 2]).", "3:3: the value is a symbol as 'b' of 'R', but '2' is a number"),
      ("p(1).", "3:3: '1' is not a record, which column 'x' of 'p' holds"),
      ("q(1) :- [1, 2] = [1].", "3:18: this record has 1 value, but the one it equals has 2"),
      ("?- x = [1, 2].", "3:1: nothing says of which type the record 'x' is"),
      ("p($No(1)).", "3:3: no constructor is called '$No'"),
    ])
  func faults(rule: String, expected: String) {
    let text = ".type R = [a: number, b: symbol]\n.decl p(x: R) .decl q(n: number)\n\(rule)\n.output p"
    #expect(complaints(text).first { !$0.contains("warning") } == expected)
  }
}
