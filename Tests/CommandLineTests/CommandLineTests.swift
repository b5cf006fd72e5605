import Foundation
import Testing

@Suite("the command line")
struct CommandLineTests {
  @Test("a misspelt command is answered with the nearest one")
  func misspeltCommand() throws {
    let ending = try Program.run(["buidl", "talks"])
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(
      ending.errors
        == "talkgraph: no command is called \"buidl\"; did you mean \"build\"?; "
        + "'talkgraph --help' shows them all\n")
  }

  @Test(
    "numbers that make no sense are refused by the option's name",
    arguments: [
      ["--time-limit", "nan"], ["--time-limit", "-1"], ["--time-limit", "0"], ["--row-limit", "-5"],
      ["--memory-limit", "0"], ["--limit", "-1"],
    ])
  func senselessNumbers(option: [String]) throws {
    let ending = try Program.run(["query", Program.examples(), "talks"] + option)
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(ending.errors.hasPrefix("talkgraph: \(option[0]) is a number of "))
  }

  @Test("limits too large to reach are none", arguments: ["--time-limit", "--memory-limit"])
  func hugeLimits(option: String) throws {
    let huge = option == "--time-limit" ? "1e300" : "9223372036854775807"
    let ending = try Program.run(["query", Program.examples(), "talks", option, huge])
    #expect(ending.code == 0)
  }

  @Test("a limit that is reached ends with code 3 and no answer", arguments: ["query", "datalog"])
  func reachedLimit(command: String) throws {
    let folder = try Program.temporaryFolder()
    let program = folder.appendingPathComponent("endless.dl")
    try ".decl a(x: number)\n.output a\na(0).\na(x + 1) :- a(x), x < 1000000000.\n"
      .write(to: program, atomically: true, encoding: .utf8)
    let graph = command == "query" ? [try Program.examples()] : []
    let ending = try Program.run([command] + graph + [program.path, "--row-limit", "500"], in: folder)
    #expect(ending.code == 3 && ending.output.isEmpty)
    #expect(ending.errors.hasPrefix("talkgraph: the row limit of 500 was reached in 'a'"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["endless.dl"])
  }

  @Test("several expressions are one program")
  func severalExpressions() throws {
    let ending = try Program.run([
      "query", Program.examples(), "-f", "tsv", "-e", "?- founderOf(\"Jensen Huang\", org).", "-e",
      "?- developed(\"NVIDIA\", made).",
    ])
    #expect(ending.code == 0)
    #expect(ending.output.contains("NVIDIA") && ending.output.contains("CUDA"))
  }

  @Test("a question comes from standard input, and may end with its mark")
  func otherQuestions() throws {
    let question = "?- founderOf(who, \"NVIDIA\")."
    let asked = try Program.run(["query", Program.examples(), "-e", question])
    #expect(asked.code == 0 && asked.output.contains("Jensen Huang"))
    let piped = try Program.run(["query", Program.examples(), "-"], input: question)
    let marked = try Program.run(["query", Program.examples(), "-e", "founderOf(who, \"NVIDIA\")?"])
    #expect(piped.output == asked.output && marked.output == asked.output)
    let faulty = try Program.run(["query", Program.examples(), "-"], input: "?- founder(who, x).")
    #expect(faulty.code == 2 && faulty.errors.hasPrefix("-:1:4: error: no relation is called 'founder'"))
  }

  @Test("a picture can go to standard output")
  func pictureToStandardOutput() throws {
    let ending = try Program.run(["draw", Program.examples(), "--format", "dot", "-o", "-"])
    #expect(ending.code == 0 && ending.output.hasPrefix("digraph"))
    let unknown = try Program.run(["draw", Program.examples(), "-o", "-"])
    #expect(unknown.code == 2 && unknown.errors.contains("--format"))
  }

  @Test("a fact's mistakes are shown once, in the user's words")
  func mistakenFact() throws {
    let ending = try Program.run(["explain", Program.examples(), "founderOf(\"Jensen Huamg\", \"NVIDIA\")"])
    #expect(ending.code == 2)
    #expect(
      ending.errors == """
        <fact>:1:11: error: no entity is called "Jensen Huamg"; did you mean "Jensen Huang"?
          1 | founderOf("Jensen Huamg", "NVIDIA")
            |           ^~~~~~~~~~~~~~

        """)
  }

  @Test("a fact may be left open, and may be denied")
  func openAndDeniedFacts() throws {
    let open = try Program.run(["explain", Program.examples(), "founderOf(\"Jensen Huang\", _)"])
    #expect(open.code == 0 && open.output.hasPrefix("founderOf(Jensen Huang, NVIDIA)\n"))
    let denied = try Program.run(["explain", Program.examples(), "!founderOf(\"Jensen Huang\", \"OpenAI\")"])
    #expect(denied.code == 0 && denied.output.contains("no row of founderOf(\"Jensen Huang\", \"OpenAI\")"))
    let wronglyDenied = try Program.run(["explain", Program.examples(), "!founderOf(\"Jensen Huang\", _)"])
    #expect(wronglyDenied.code == 1 && wronglyDenied.output.contains("does not hold"))
  }

  @Test("annotation of other talks measures nothing")
  func foreignAnnotation() throws {
    let folder = try Program.temporaryFolder()
    let talk = folder.appendingPathComponent("another-talk")
    try FileManager.default.createDirectory(at: talk, withIntermediateDirectories: true)
    for (name, header) in [
      ("entities", "id\ttype\tlevel\ten\tzh\tsurfaces"), ("mentions", "speaker\tentity\tlevel"),
      ("relations", "subject\tpredicate\tobject\tlevel\tevidence"), ("speakers", "label\tcanonical"),
    ] {
      try (header + "\n").write(
        to: talk.appendingPathComponent(name + ".tsv"), atomically: true, encoding: .utf8)
    }
    let ending = try Program.run(["evaluate", Program.examples(), "--gold", folder.path])
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(ending.errors.contains("holds none of the talks annotated in"))
  }
}
