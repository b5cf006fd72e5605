import Testing

@testable import Datalog

/// A program with one fault, and what is said about it.
struct FaultyProgram: CustomTestStringConvertible, Sendable {
  let name: String
  let text: String
  let complaints: [String]

  init(_ name: String, _ text: String, _ complaints: String...) {
    self.name = name
    self.text = text
    self.complaints = complaints
  }

  var testDescription: String { name }
}

@Suite("Complaints about programs")
struct ComplaintTests {
  static let edge = ".decl edge(x: number, y: number)\nedge(1, 2).\n"

  static let syntax = [
    FaultyProgram(
      "a missing comma", edge + ".decl p(x: number)\np(x) :- edge(x, y) edge(y, x).",
      "4:20: expected ',', ';' or '.' after a rule's body, found 'edge'"),
    FaultyProgram(
      "an unclosed string", ".decl s(x: symbol)\ns(\"a).", "2:3: this string is not closed on its line",
      "2:7: expected ',' or ')', found the end of the program"),
    FaultyProgram("an unclosed comment", "/* never", "1:1: this comment is never closed with '*/'"),
    FaultyProgram(
      "a misspelt directive", ".outptu edge", "1:1: no directive is called '.outptu'; did you mean '.output'?"
    ),
    FaultyProgram(
      "a missing type", ".decl p(x)", "1:10: expected ':' before the type of 'x', found ')'"),
    FaultyProgram(
      "a lone variable", edge + ".decl p(x: number)\np(x) :- edge(x, _), x.",
      "4:22: expected '(' or a comparison after 'x', found '.'"),
    FaultyProgram(
      "a misspelt functor", edge + ".decl p(x: number)\np(strln(\"a\")) :- edge(_, _).",
      "4:3: no functor is called 'strln'; did you mean 'strlen'?"),
    FaultyProgram(
      "a number with letters", ".decl p(x: number)\np(12ab).", "2:3: a number cannot contain letters"),
    FaultyProgram(
      "a number too large", ".decl p(x: number)\np(99999999999999999999).",
      "2:3: this number does not fit into 64 bits"),
    FaultyProgram(
      "a stray character", ".decl p(x: number)\np(1) # .", "2:6: expected '.' or ':-' after a fact, found '#'"
    ),
    FaultyProgram(
      "an include that is not there", ".include \"a.dl\"", "1:10: there is no file \"a.dl\" to include"),
    FaultyProgram("an open condition", "#ifdef A\n", "1:2: this condition has no '#endif'"),
  ]

  /// Brackets that close what nothing opened; each is told once, however many follow it.
  static let strayClosers: [FaultyProgram] = {
    let parenthesis = "there is no '(' that this ')' closes; leave it out, or open one before it"
    let bracket = "there is no '[' that this ']' closes; leave it out, or open one before it"
    let brace = "there is no '{' that this '}' closes; leave it out, or open one before it"
    let p = edge + ".decl p(x: number)\n"
    return [
      FaultyProgram("a fact closed twice", p + "p(1)).", "4:5: \(parenthesis)"),
      FaultyProgram("a rule closed twice", p + "p(x) :- edge(x, _)).", "4:19: \(parenthesis)"),
      FaultyProgram("a head closed twice", p + "p(x)) :- edge(x, _).", "4:5: \(parenthesis)"),
      FaultyProgram(
        "an atom in the middle closed twice", p + "p(x) :- edge(x, _)), edge(_, x).", "4:19: \(parenthesis)"),
      FaultyProgram("a comparison closed", p + "p(x) :- edge(x, _), x < 3).", "4:26: \(parenthesis)"),
      FaultyProgram("a question closed twice", p + "p(1).\n?- p(x)).", "5:8: \(parenthesis)"),
      FaultyProgram(
        "a directive closed that opened nothing", p + "p(1).\n.output p)\np(2)).", "5:10: \(parenthesis)",
        "6:5: \(parenthesis)"),
      FaultyProgram("a bracket after a fact", p + "p(1)].", "4:5: \(bracket)"),
      FaultyProgram("a brace after a fact", p + "p(1)}.", "4:5: \(brace)"),
      FaultyProgram(
        "an aggregate that is only closed", p + "p(n) :- n = sum x : edge(x, _) }.", "4:32: \(brace)"),
      FaultyProgram("several closers", p + "p(1)))].", "4:5: \(parenthesis)"),
      FaultyProgram(
        "a closer between facts", p + "p(1).\n)\np(2).\nq(2).", "5:1: \(parenthesis)",
        "7:1: no relation is called 'q'"),
      FaultyProgram(
        "a fact in a component closed twice",
        ".comp C {\n  .decl p(x: number)\n  p(1)).\n}\n.init c = C", "3:7: \(parenthesis)"),
      FaultyProgram(
        "a fact in a component without its end", ".comp C {\n  .decl p(x: number)\n  p(1)\n}\n.init c = C",
        "4:1: expected '.' or ':-' after a fact, found '}'"),
    ]
  }()

  @Test("a stray closer is shown where it stands")
  func strayCloserShown() {
    let error = #expect(throws: ProgramError.self) {
      try Program(sources: [Source(name: "a.dl", text: ".decl a(x: number)\na(1)).")])
    }
    #expect(
      error?.diagnostics.map { $0.rendered() } == [
        """
        a.dl:2:5: error: there is no '(' that this ')' closes; leave it out, or open one before it
          2 | a(1)).
            |     ^

        """
      ])
  }

  static let names = [
    FaultyProgram(
      "a misspelt relation", edge + ".decl p(x: number)\np(x) :- egde(x, _).",
      "4:9: no relation is called 'egde'; did you mean 'edge'?"),
    FaultyProgram(
      "a misspelt type", ".decl p(x: nmber)", "1:12: no type is called 'nmber'; did you mean 'number'?"),
    FaultyProgram(
      "a type of another language", ".decl p(x: int)",
      "1:12: no type is called 'int'; there are symbol, number, unsigned, float and what '.type' declares"),
    FaultyProgram(
      "a misspelt parameter", ".param limit: number = 1\n.decl p(x: number)\np($limt).",
      "3:3: no parameter is called 'limt'; did you mean 'limit'?"),
    FaultyProgram(
      "a parameter without a value", ".param who: symbol",
      "1:8: the parameter 'who' has no value; give one as who=…"),
    FaultyProgram(
      "a misspelt column to order by",
      edge + ".decl count_(who: symbol)\ncount_(\"a\").\n.output count_(order=\"-woh\")",
      "5:22: 'count_' has no column 'woh' to order by; did you mean 'who'?"),
    FaultyProgram(
      "a misspelt qualifier", ".decl p(x: number) brei\np(1).",
      "1:20: no qualifier is called 'brei'; did you mean 'brie'?"),
    FaultyProgram(
      "a relation declared twice", edge + ".decl edge(a: symbol)",
      "3:7: the relation 'edge' is declared twice"),
    FaultyProgram(
      "a type declared twice", ".type A <: symbol\n.type A <: number", "2:7: the type 'A' is declared twice"),
    FaultyProgram("a type declared by itself", ".type A <: A", "1:7: the type 'A' is declared by itself"),
    FaultyProgram(
      "a union of different kinds", ".type A = number | symbol", "1:7: the type 'A' mixes number and symbol"),
    FaultyProgram(
      "two columns of a name", ".decl p(x: number, x: number)", "1:20: two columns are called 'x'"),
  ]

  static let clashes = [
    FaultyProgram(
      "too many arguments", edge + "edge(1, 2, 3).", "3:1: 'edge' has 2 columns, but 3 are given"),
    FaultyProgram(
      "a string for a number", edge + "edge(1, \"a\").",
      "3:9: \"a\" is not a number, which column 'y' of 'edge' holds"),
    FaultyProgram(
      "a variable of two kinds",
      edge + ".decl s(n: symbol)\ns(\"a\").\n.decl p(x: number)\np(x) :- edge(x, y), s(y).",
      "6:23: 'y' is a symbol as column 'n' of 's', but 'y' is a number as column 'y' of 'edge'"),
    FaultyProgram(
      "a variable of two types",
      ".type A <: symbol\n.type B <: symbol\n.decl ab(a: A, b: B)\nab(\"1\", \"2\").\n.decl p(x: A)\np(x) :- ab(x, x).",
      "6:15: 'x' is of type 'B' as column 'b' of 'ab', but of type 'A' as column 'a' of 'ab'"),
    FaultyProgram(
      "a head of another type",
      ".type A <: symbol\n.type B <: symbol\n.decl a(a: A)\na(\"1\").\n.decl b(b: B)\nb(x) :- a(x).",
      "6:3: 'x' is of type 'A', but column 'b' of 'b' holds only 'B'"),
    FaultyProgram(
      "a string added up", ".decl p(x: number)\np(x) :- x = 1 + \"a\".",
      "2:17: \"a\" is a symbol, but '1' is a number"),
    FaultyProgram(
      "a string compared with a number", edge + ".decl p(x: number)\np(x) :- edge(x, _), x = \"a\".",
      "4:25: \"a\" is a symbol, but 'x' is a number as column 'x' of 'edge'"),
    FaultyProgram(
      "a negative unsigned", ".decl u(x: unsigned)\nu(-1).",
      "2:3: '-1' is not an unsigned number, which column 'x' of 'u' holds"),
    FaultyProgram(
      "bits of a float", ".decl f(x: float)\nf(1.5).\n.decl p(x: float)\np(x band x) :- f(x).",
      "4:3: 'x' is a whole number with 'band', but 'x' is a float as column 'x' of 'f'",
      "4:10: 'x' is a whole number with 'band', but 'x' is a float as column 'x' of 'f'"),
  ]

  static let unbound = [
    FaultyProgram(
      "a variable only under negation", edge + ".decl p(x: number)\np(x) :- edge(_, _), !edge(x, x).",
      "4:27: 'x' is not bound in this rule: it occurs only under negation"),
    FaultyProgram(
      "a variable only in a comparison", edge + ".decl p(x: number)\np(x) :- edge(y, _), x < y.",
      "4:21: 'x' is not bound in this rule: it occurs only in a comparison"),
    FaultyProgram(
      "a variable only in the head", edge + ".decl p(x: number, y: number)\np(x, y) :- edge(y, _).",
      "4:3: warning: 'x' occurs only once in this rule; write '_' if it does not matter",
      "4:3: 'x' is not bound in this rule: it occurs only in the head"),
    FaultyProgram(
      "a nameless value in a head", edge + ".decl p(x: number)\np(_) :- edge(_, _).",
      "4:3: a rule's head cannot contain '_'; name a value that the body gives"),
    FaultyProgram(
      "a fact with a variable", ".decl p(x: number, y: number)\np(x, x).",
      "2:3: 'x' is not bound in this rule: it occurs only in the head"),
  ]

  static let unsupported = [
    FaultyProgram(
      "a record", ".decl p(x: number)\np([1, 2]).",
      "2:3: '[1, 2]' is a number as column 'x' of 'p', but '[1, 2]' is a record"),
    FaultyProgram(
      "an equivalence relation of one column", ".decl p(x: number) eqrel\np(1).",
      "1:1: an 'eqrel' relation has two columns of one type"),
    FaultyProgram(
      "a choice of no column", ".decl p(x: number, name: number) choice-domain x, nam\np(1, 1).",
      "1:51: no column is called 'nam'; did you mean 'name'?"),
    FaultyProgram(
      "a counter in a rule that feeds itself", ".decl p(x: number)\np(1).\np(autoinc()) :- p(1).",
      "3:1: 'autoinc' cannot stand in a rule that depends on its own head"),
    FaultyProgram(
      "a counter in a fact", ".decl p(x: number)\np(autoinc()).",
      "2:1: a fact has no number of 'autoinc'; give it a body"),
    FaultyProgram(
      "a part of a record type", ".type R = [a: number]\n.type S <: R",
      "2:7: the record type 'R' has no parts"),
    FaultyProgram(
      "a type and a relation of one name", ".type T <: number\n.decl T(x: T)\nT(1).",
      "2:7: 'T' is already the name of a type"),
    FaultyProgram(
      "rows that give way to another relation's",
      edge + ".decl q(x: number)\nq(1).\nq(x) <= edge(x, _) :- x > 1.",
      "5:9: rows of 'q' give way only to rows of 'q', not of 'edge'"),
    FaultyProgram(
      "a functor of the user's", ".functor f(x: number): number\n",
      "1:1: the user-defined functor 'f' is not supported: this engine loads no C++ code"),
  ]

  static let warnings = [
    FaultyProgram(
      "a body in two parts", edge + ".decl p(x: number, y: number)\np(x, y) :- edge(x, _), edge(y, _).",
      "4:24: warning: 'edge(x, _)' and 'edge(y, _)' share no variable, so every row of the one meets every row of the other"
    ),
    FaultyProgram(
      "a variable used once", edge + ".decl p(x: number)\np(x) :- edge(x, y).",
      "4:17: warning: 'y' occurs only once in this rule; write '_' if it does not matter"),
    FaultyProgram(
      "a relation without rows", ".decl e(x: number)\n.decl p(x: number)\np(x) :- e(x).",
      "1:7: warning: 'e' has no rules, no facts and no '.input'"),
  ]

  @Test(
    "each fault is told once, at its place",
    arguments: syntax + strayClosers + grammar + names + meanings + clashes + unbound + unsupported + warnings
  )
  func complaint(program: FaultyProgram) {
    #expect(complaints(program.text) == program.complaints)
  }

  @Test("all faults of a text are told at once, in order")
  func manyFaults() {
    let text = """
      .decl edge(x: number, y: number)
      edge(1, "a").
      edge(1 2).
      path(x) :- edge(x, _).
      .decl p(x: nmber)
      """
    #expect(
      complaints(text) == [
        "2:9: \"a\" is not a number, which column 'y' of 'edge' holds",
        "3:8: expected ',' or ')', found '2'",
        "4:1: no relation is called 'path'",
        "5:12: no type is called 'nmber'; did you mean 'number'?",
      ])
  }

  @Test("a clash shows the declarations of both sides")
  func notes() {
    let text =
      ".decl a(x: number)\n.decl b(y: symbol)\na(1). b(\"1\").\n.decl c(x: number)\nc(x) :- a(x), b(x)."
    #expect(
      complaints(text, withNotes: true) == [
        "5:17: 'x' is a symbol as column 'y' of 'b', but 'x' is a number as column 'x' of 'a'",
        "note: 5:11: 'x' is a number as column 'x' of 'a'", "note: 1:7: the column is declared here",
        "note: 2:7: the column is declared here",
      ])
  }

  @Test(
    "a second place is shown where the first one speaks of it",
    arguments: [
      (
        edge + "edge(1, 2, 3).",
        ["3:1: 'edge' has 2 columns, but 3 are given", "note: 1:7: 'edge' is declared here"]
      ),
      (
        edge + ".decl edge()",
        ["3:7: the relation 'edge' is declared twice", "note: 1:7: first declared here"]
      ),
      (
        edge + "edge(1, \"a\").",
        [
          "3:9: \"a\" is not a number, which column 'y' of 'edge' holds",
          "note: 1:7: the column is declared here",
        ]
      ),
      (
        ".comp A { }\n.type a <: symbol\n.init a = A",
        ["3:7: 'a' is already the name of a type", "note: 2:7: declared here"]
      ),
      (
        "#if 1\n#else\n#elif 1\n#endif",
        ["3:2: this '#elif' comes after the '#else' of its '#if'", "note: 1:2: the condition begins here"]
      ),
    ])
  func secondPlaces(text: String, expected: [String]) {
    #expect(complaints(text, withNotes: true) == expected)
  }

  @Test("a parameter that a program has not is told with those it has")
  func unknownParameters() {
    let environment = Environment(parameters: ["limti": "1", "whom": "x"])
    let text = ".param limit: number\n.param who: symbol = \"a\"\n.param least: number = 2"
    #expect(
      complaints(text, environment: environment) == [
        "no parameter is called 'limti': 'test.dl' has 'least', 'limit', 'who'; did you mean 'limit'?",
        "no parameter is called 'whom': 'test.dl' has 'least', 'limit', 'who'; did you mean 'who'?",
        "1:8: the parameter 'limit' has no value; give one as limit=…",
      ])
    #expect(
      complaints("", environment: environment).first == "no parameter is called 'limti': 'test.dl' has none")
    #expect(
      complaints(".param n: number", environment: Environment(parameters: ["n": "x"])) == [
        "1:8: the parameter 'n' wants a number, found 'x'"
      ])
  }

  @Test("a cycle through negation is shown whole, with each arrow's line")
  func negationCycle() {
    let text = """
      .decl node(x: symbol)
      node("a").
      .decl linked(x: symbol)
      .decl isolated(x: symbol)
      isolated(x) :- node(x), !linked(x).
      linked(x) :- other(x).
      .decl other(x: symbol)
      other(x) :- isolated(x), node(x).
      """
    #expect(
      complaints(text, withNotes: true) == [
        "5:26: 'isolated' depends on its own negation: isolated -> not linked -> other -> isolated",
        "note: 5:26: 'isolated' negates 'linked' here", "note: 6:14: 'linked' uses 'other' here",
        "note: 8:13: 'other' uses 'isolated' here",
      ])
  }

  @Test("a cycle through an aggregate is an error too")
  func aggregateCycle() {
    let text = ".decl t(n: number)\nt(n) :- n = count : { t(m), m > 0 }."
    #expect(complaints(text) == ["2:13: 't' depends on its own aggregate: t -> aggregate of t"])
  }

  @Test("a message is shown with its line and a caret, also under Chinese text")
  func rendering() throws {
    let error = #expect(throws: ProgramError.self) {
      try Program(sources: [Source(name: "who.dl", text: ".decl a(x: symbol)\na(\"黄仁勋\") :- b(\"x\").")])
    }
    #expect(
      error?.description == """
        who.dl:2:13: error: no relation is called 'b'
          2 | a("黄仁勋") :- b("x").
            |                ^

        """)
  }

  @Test("a name that stands for nothing, or for several, is told with what is near")
  func resolution() {
    let environment = Environment(resolvingTypes: ["Entity"]) { name, _ in
      switch name {
      case "Sam": .ambiguous(["Sam Altman", "Sam Bowman"])
      case "OpenIA": .unknown(nearest: ["OpenAI"])
      default: .symbol(name)
      }
    }
    let text = """
      .type Entity <: symbol
      .type Person <: Entity
      .decl knows(a: Person, b: Entity)
      knows("Sam", "OpenIA").
      .decl p(a: Entity)
      p(x) :- knows(x, _), x != "Sam".
      """
    #expect(
      complaints(text, environment: environment) == [
        "4:7: \"Sam\" is the name of several: \"Sam Altman\", \"Sam Bowman\"",
        "4:14: no entity is called \"OpenIA\"; did you mean \"OpenAI\"?",
        "6:27: \"Sam\" is the name of several: \"Sam Altman\", \"Sam Bowman\"",
      ])
  }
}
