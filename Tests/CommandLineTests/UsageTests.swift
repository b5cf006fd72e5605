import Foundation
import Testing

@Suite("the program as a user meets it")
struct UsageTests {
  @Test("without arguments it names the three commands to start with")
  func noArguments() throws {
    let ending = try Program.run([])
    #expect(ending.code == 0)
    for command in ["talkgraph build", "talkgraph query", "talkgraph draw"] {
      #expect(ending.output.contains(command))
    }
  }

  @Test(
    "every command has a help text with an example",
    arguments: [
      "build", "query", "show", "draw", "export", "diff", "explain", "check", "evaluate", "datalog", "repl",
    ])
  func help(command: String) throws {
    let ending = try Program.run([command, "--help"])
    #expect(ending.code == 0 && ending.errors.isEmpty)
    #expect(ending.output.contains("example") && ending.output.contains("talkgraph \(command)"))
  }

  @Test("an entity asked for by its English and its Chinese name gives the same bytes")
  func namesInBothLanguages() throws {
    let english = try Program.run(["query", Program.examples(), "who-mentioned", "entity=AGI", "--quotes"])
    let chinese = try Program.run(["query", Program.examples(), "who-mentioned", "entity=通用人工智能", "--quotes"])
    #expect(english.code == 0 && english.output == chinese.output)
    #expect(english.output.contains("Ada Lindqvist"))
  }

  @Test("a graph compared with itself does not differ, two collections do, twice the same bytes")
  func comparing() throws {
    let graph = try Program.examples()
    let same = try Program.run(["diff", graph, graph])
    #expect(same.code == 0 && same.output.isEmpty && same.errors == "no differences\n")
    let first = try Program.run(["diff", graph + "#2023", graph + "#2025", "--format", "json"])
    let second = try Program.run(["diff", graph + "#2023", graph + "#2025", "--format", "json"])
    #expect(first.code == 1 && second.code == 1 && first.output == second.output)
  }

  @Test("building again changes nothing and says so")
  func buildingAgain() throws {
    let graph = try Program.temporaryFolder().appendingPathComponent("a.talkgraph").path
    let arguments = ["build", Program.folder.path + "/Examples/2025", "-o", graph]
    #expect(try Program.run(arguments).code == 0)
    let before = try FileManager.default.attributesOfItem(atPath: graph)[.modificationDate] as? Date
    let again = try Program.run(arguments)
    #expect(again.code == 0 && again.errors.contains("nothing has changed"))
    let after = try FileManager.default.attributesOfItem(atPath: graph)[.modificationDate] as? Date
    #expect(before == after)
  }

  @Test("nothing but results is written to standard output")
  func standardOutput() throws {
    let ending = try Program.run(["query", Program.examples(), "-e", "?- founderOf(who, org).", "-f", "tsv"])
    #expect(ending.code == 0)
    #expect(ending.output.split(separator: "\n").allSatisfy { $0.split(separator: "\t").count == 2 })
    #expect(ending.output.hasPrefix("who\torg\n"))
  }

  @Test("a plain Datalog program reads its facts and writes its answers")
  func plainDatalog() throws {
    let folder = try Program.temporaryFolder()
    try
      ".decl e(a:number,b:number)\n.input e\n.decl p(a:number,b:number)\np(x,y) :- e(x,y).\np(x,z) :- e(x,y), p(y,z).\n.output p\n.printsize p\n"
      .write(to: folder.appendingPathComponent("tc.dl"), atomically: true, encoding: .utf8)
    try "1\t2\n2\t3\n3\t1\n".write(
      to: folder.appendingPathComponent("e.facts"), atomically: true, encoding: .utf8)
    let ending = try Program.run(["datalog", "-F", folder.path, "-D", folder.path, folder.path + "/tc.dl"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "p\t9\n")
    let answers = try String(contentsOf: folder.appendingPathComponent("p.csv"), encoding: .utf8)
    #expect(answers == "1\t1\n1\t2\n1\t3\n2\t1\n2\t2\n2\t3\n3\t1\n3\t2\n3\t3\n")
  }
}
