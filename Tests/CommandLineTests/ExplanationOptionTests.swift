import Foundation
import Testing

@Suite("Explanations on the command line")
struct ExplanationOptionTests {
  /// A program of its own, with a relation that is empty.
  private func program() throws -> String {
    let file = try Program.temporaryFolder().appendingPathComponent("paths.dl")
    let text = """
      .decl edge(x: number, y: number)
      edge(1, 2). edge(2, 3). edge(3, 2).
      .decl path(x: number, y: number)
      path(x, y) :- edge(x, y).
      path(x, z) :- edge(x, y), path(y, z).
      .decl lonely(x: number)
      lonely(x) :- edge(x, _), !path(x, _).
      .output path
      """
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  @Test("rows are explained in place of writing answers, and code 1 says that something does not hold")
  func explaining() throws {
    let program = try program()
    let found = try Program.run(["datalog", program, "--explain", "path(1, 3)", "--depth", "0"])
    #expect(found.code == 0 && found.errors.isEmpty)
    #expect(
      found.output == """
        path(1, 3)  by \(program):5: path(x, z) :- edge(x, y), path(y, z).
          edge(1, 2)  stated at \(program):2
          path(2, 3)  by \(program):4: path(x, y) :- edge(x, y).
            edge(2, 3)  stated at \(program):2

        """)
    let missing = try Program.run(["datalog", program, "--explain", "path(3, 1)"])
    #expect(
      missing.code == 1 && missing.output == "path(3, 1) does not hold; --why-not 'path(3, 1)' says why\n")
    let picture = try Program.run(["datalog", program, "--explain", "path", "--explain-format", "dot"])
    #expect(picture.code == 0 && picture.output.hasPrefix("digraph proof {"))
  }

  @Test("what is not there is explained by what each rule lacks")
  func missing() throws {
    let program = try program()
    let found = try Program.run(["datalog", program, "--why-not", "path(3, 1)", "--why-empty", "lonely"])
    #expect(found.code == 0 && found.output.contains("no row of edge(3, 1); there is edge(3, 2)\n"))
    #expect(
      found.output.hasSuffix(
        """
        no row of lonely(_)
          \(program):7: lonely(x) :- edge(x, _), !path(x, _).
            3 bindings after edge(x, _)
            0 bindings after !path(x, _)
            with x = 1: there is path(1, 2)

        """))
    let present = try Program.run(["datalog", program, "--why-not", "path(1, 2)", "--explain-format", "json"])
    #expect(present.code == 1 && present.output.contains("\"absent\": false"))
    let picture = try Program.run(["datalog", program, "--why-not", "path(3, 1)", "--explain-format", "dot"])
    #expect(picture.code == 2 && picture.errors.contains("only --explain has a picture"))
  }

  @Test("a fact that a graph lacks is explained by its rules, with names in any language")
  func graph() throws {
    let found = try Program.run(
      ["explain", Program.examples(), "--why-not", "colleague(\"Ada Lindqvist\", \"Kenji Ostrowski\")"])
    #expect(found.code == 0)
    #expect(found.output.contains("no row of belongsTo(\"Kenji Ostrowski\", \"Northlight Labs\")"))
    let json = try Program.run(
      ["explain", Program.examples(), "colleague(\"Ada Lindqvist\", \"Mirelle Tan\")", "--format", "json"])
    #expect(json.code == 0 && json.output.contains("\"evidence\""))
  }

  @Test("the plan is shown in place of answers, the profile beside them")
  func planAndProfile() throws {
    let program = try program()
    let folder = URL(fileURLWithPath: program).deletingLastPathComponent().path
    let plan = try Program.run(["datalog", program, "--explain-plan"])
    #expect(plan.code == 0 && plan.output.contains("\n    join edge(x, y) on y, 3 rows\n"))
    let file = folder + "/profile.json"
    let run = try Program.run(["datalog", program, "-D", folder, "--profile", file])
    #expect(run.code == 0 && run.output.isEmpty && run.errors.isEmpty)
    let profile = try String(contentsOfFile: file, encoding: .utf8)
    #expect(profile.contains("\"rowsOut\": 3"))
    let table = try Program.run(["datalog", program, "-D", folder, "--profile", "-"])
    #expect(table.code == 0 && table.errors.hasPrefix(" seconds  rows in"))
  }

  @Test("a query over a graph shows its plan and its profile")
  func queryPlan() throws {
    let question = ["query", try Program.examples(), "-e", "?- founderOf(who, org)."]
    let plan = try Program.run(question + ["--explain-plan"])
    #expect(plan.code == 0 && plan.output.contains("    scan founderOf(who, org), "))
    let json = try Program.run(question + ["--explain-plan", "--explain-format", "json"])
    #expect(json.code == 0 && json.output.contains("\"strata\""))
    let profile = try Program.run(question + ["-p", "-"])
    #expect(profile.code == 0 && profile.output.contains("NVIDIA"))
    #expect(profile.errors.hasPrefix(" seconds  rows in"))
  }

  @Test("rows of a query are explained, and rows of the graph without one")
  func queryExplanations() throws {
    let graph = try Program.examples()
    let rule = ".decl rival(a: Entity, b: Entity) rival(a, b) :- competesWith(a, b), competesWith(b, a)."
    let found = try Program.run(
      ["query", graph, "-e", rule, "--why-empty", "rival", "--why-not", "rival(\"AMD\", \"英伟达\")"])
    #expect(
      found.code == 0 && found.output.contains("no row of rival(_, _)\n  <expression>:1: rival(a, b) :-"))
    #expect(found.output.contains("no row of competesWith(\"NVIDIA\", \"AMD\")"))
    let alone = try Program.run(["query", graph, "--explain", "founderOf(who, \"NVIDIA\")"])
    #expect(alone.code == 0 && alone.output.contains("said: \""))
    let missing = try Program.run(["query", graph, "--explain", "founderOf(\"AMD\", \"NVIDIA\")"])
    #expect(
      missing.code == 1 && missing.output.hasSuffix("--why-not 'founderOf(\"AMD\", \"NVIDIA\")' says why\n"))
    let nothing = try Program.run(["query", graph, "--explain-plan"])
    #expect(nothing.code == 2 && nothing.errors.contains("name a query"))
  }

  @Test("a query's answer is the same bytes at any number of threads, and without demand")
  func queryThreads() throws {
    let graph = try Program.examples()
    for question in [["who-mentioned", "entity=AGI"], ["-e", "?- colleague(a, b)."]] {
      let one = try Program.run(["query", graph] + question + ["-j", "1"])
      #expect(one.code == 0 && !one.output.isEmpty)
      for options in [["-j2"], ["--jobs", "3"], ["-j", "auto"], [], ["--no-demand"]] {
        #expect(try Program.run(["query", graph] + question + options).output == one.output)
      }
    }
    let refused = try Program.run(["query", graph, "who-mentioned", "entity=AGI", "-j", "none"])
    #expect(refused.code == 2 && refused.errors.contains("--jobs is a number of threads"))
  }
}
