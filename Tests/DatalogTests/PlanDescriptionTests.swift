import Testing

@testable import Datalog

@Suite("How rules are run")
struct PlanDescriptionTests {
  private static let paths = """
    .decl edge(x: number, y: number)
    edge(1, 2). edge(2, 3). edge(3, 4).
    .decl path(x: number, y: number)
    path(x, y) :- edge(x, y).
    path(x, z) :- edge(x, y), path(y, z).
    .decl far(x: number, n: number)
    far(x, y - x) :- path(x, y), !edge(x, _), x < y ; path(x, y), !edge(x, y), y - x > 1.
    .output far
    """

  private func recorded(_ text: String) throws -> EvaluationRecorder {
    let recorder = EvaluationRecorder()
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    _ = try program.evaluate(options: Options(demand: false, recorder: recorder))
    return recorder
  }

  @Test("a plan shows strata, the versions of each rule, its steps in order, and what does them")
  func text() throws {
    #expect(
      try recorded(Self.paths).plan.rendered() == """
        stratum 1, recursive: path
          test.dl:4: path(x, y) :- edge(x, y).
            scan edge(x, y), 3 rows
            runs as: scan, add rows
          test.dl:5: path(x, z) :- edge(x, y), path(y, z).  for the newest path(y, z)
            scan path(y, z), newest rows
            join edge(x, y) on y, 3 rows
            runs as: scan in groups, join by index, skip what was met, add groups
        stratum 2: far
          test.dl:7: far(x, y - x) :- path(x, y), !edge(x, _), x < y ; path(x, y), !edge(x, y), y - x > 1.
            scan path(x, y), 6 rows
            check !edge(x, _) on x, 3 rows
            compare x < y
            runs as: scan, look for none, filter, compute, add rows
          test.dl:7: far(x, y - x) :- path(x, y), !edge(x, _), x < y ; path(x, y), !edge(x, y), y - x > 1.
            scan path(x, y), 6 rows
            check !edge(x, y), 3 rows
            compare y - x > 1
            runs as: scan, look up, filter, compute, add rows

        """)
  }

  @Test("a triangle's plan names the intersection")
  func intersection() throws {
    let text = """
      .decl e(x: number, y: number)
      e(1, 2). e(2, 3). e(1, 3).
      .decl t(x: number, y: number, z: number)
      t(x, y, z) :- e(x, y), e(y, z), e(x, z).
      .output t
      """
    let rule = try #require(try recorded(text).plan.strata.first?.rules.first)
    #expect(rule.operators == ["scan", "intersect lists", "add rows"])
  }

  @Test("a plan as JSON")
  func json() throws {
    let text = ".decl n(x: number)\nn(1).\n.decl m(x: number)\nm(x) :- n(x).\n.output m"
    #expect(
      try recorded(text).plan.json().rendered() == """
        {
          "strata": [
            {
              "relations": ["m"],
              "recursive": false,
              "rules": [
                {
                  "relation": "m",
                  "rule": "m(x) :- n(x).",
                  "place": {"file": "test.dl", "line": 4, "column": 1},
                  "newest": null,
                  "steps": [
                    {
                      "kind": "scan",
                      "condition": "n(x)",
                      "reading": {"relation": "n", "view": "all", "key": [], "rows": 1, "growing": false}
                    }
                  ],
                  "operators": ["scan", "add rows"]
                }
              ]
            }
          ]
        }

        """)
  }

  @Test("a profile counts the rows of every round")
  func profile() throws {
    let profile = try recorded(Self.paths).profile
    let paths = profile.rules.filter { $0.plan.relation == "path" }
    #expect(paths.map { $0.runs.map(\.round) } == [[0], [1, 2, 3]])
    #expect(paths.map { $0.runs.map(\.rowsIn) } == [[3], [3, 2, 1]])
    #expect(paths.map { $0.runs.map(\.rowsOut) } == [[3], [2, 1, 0]])
    #expect(paths.allSatisfy { $0.runs.allSatisfy { $0.byteCount > 0 && $0.time > .zero } })
    let lines = profile.rendered().split(separator: "\n")
    #expect(lines.first == " seconds  rows in  rows out  rounds  megabytes  rule")
    let operators = "scan in groups, join by index, skip what was met, add groups"
    #expect(lines.contains { $0.hasSuffix("runs as: " + operators) })
    #expect(lines.contains { $0.contains("round 1: ") && $0.hasSuffix(" s, 3 in, 2 out") })
    #expect(profile.json().rendered().contains("\"rowsIn\": 3"))
  }

  @Test("a stratum that is derived anew with wide rows is shown once")
  func derivedAnew() throws {
    let text = """
      .decl n(x: number)
      n(1).
      .decl m(x: number, y: number)
      m(x, 0 - x) :- n(x).
      .output m
      """
    #expect(try recorded(text).plan.strata.flatMap(\.rules).count == 1)
  }
}
