import Foundation
import Testing

@Suite("talkgraph datalog takes Soufflé's options")
struct DatalogTests {
  private let folder: URL

  init() throws {
    folder = try Program.temporaryFolder()
    try """
    .decl e(a: number, b: number)
    .input e
    .decl p(a: number, b: number)
    p(x, y) :- e(x, y).
    p(x, z) :- p(x, y), e(y, z).
    .output p(IO=jsonfile)
    .printsize e
    """.write(to: folder.appendingPathComponent("tc.dl"), atomically: true, encoding: .utf8)
    try "1\t2\n2\t3\n".write(to: folder.appendingPathComponent("e.facts"), atomically: true, encoding: .utf8)
  }

  private func run(_ arguments: String...) throws -> Program.Ending {
    try Program.run(["datalog"] + arguments + ["tc.dl"], in: folder)
  }

  @Test(
    "options may be joined to their values, as in Soufflé",
    arguments: [["-D-", "-F.", "-j2"], ["-D", "-", "-j", "auto"], ["--output-dir=-", "--jobs=1", "-w"]])
  func joined(options: [String]) throws {
    let ending = try Program.run(["datalog"] + options + ["tc.dl"], in: folder)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(
      ending.output == "e\t2\n---------------\np\na\tb\n===============\n1\t2\n1\t3\n2\t3\n===============\n")
  }

  @Test("settings can be given as pragmas")
  func pragmas() throws {
    let ending = try run("-P", "output-dir:-", "--pragma", "magic-transform:*")
    #expect(ending.code == 0 && ending.output.hasPrefix("e\t2\n---------------\np\n"))
    let wrong = try run("-P", "jobs:many")
    #expect(wrong.code == 2)
    #expect(
      wrong.errors
        == "talkgraph: --pragma jobs:many: 'jobs' is a number of threads, 1 or more, or 'auto', found 'many'\n"
    )
  }

  @Test(
    "whole relations are derived where no demand is wanted, and answers stay the same",
    arguments: [
      ([], true), (["--no-demand"], false), (["-zMagicSetTransformer"], false),
      (["-P", "disable-transformers:InlineRelationsTransformer,MagicSetTransformer"], false),
      (["--disable-transformers=InlineRelationsTransformer"], true),
      (["--magic-transform-exclude", "p,q"], false), (["-m*", "--inline-exclude", "p"], true),
    ])
  func demand(options: [String], isRestricted: Bool) throws {
    let program = folder.appendingPathComponent("demand.dl")
    try """
    .decl e(a: number, b: number)
    e(x, x + 1) :- x = range(0, 50).
    .decl p(a: number, b: number)
    p(x, y) :- e(x, y).
    p(x, z) :- p(x, y), e(y, z).
    ?- p(48, y).

    """.write(to: program, atomically: true, encoding: .utf8)
    let ending = try Program.run(["datalog"] + options + ["--row-limit", "300", "demand.dl"], in: folder)
    #expect(ending.code == (isRestricted ? 0 : 3), "\(ending.errors)")
    #expect(ending.output == (isRestricted ? "y\n49\n50\n" : ""))
    let whole = try Program.run(["datalog"] + options + ["demand.dl"], in: folder)
    #expect(whole.code == 0 && whole.output == "y\n49\n50\n")
  }

  @Test(
    "what means nothing here is refused with the reason",
    arguments: [
      (["-c"], "there is no -c/--compile: programs run as they are"),
      (["-o", "binary"], "there is no -o/--dl-program: programs run as they are"),
      (["-g-"], "there is no -g/--generate: programs run as they are"),
      (["-lfunctors"], "there is no -l/--libraries: functors written in other languages cannot be called"),
      (["-L", "."], "there is no -L/--library-dir: functors"),
      (["-s", "java"], "there is no -s/--swig: from Swift,"),
      (
        ["-z", "MagicSetTransformer,ReorderLiteralsTransformer"],
        "--disable-transformers MagicSetTransformer,ReorderLiteralsTransformer: there is no transformation "
          + "'ReorderLiteralsTransformer' to do without; 'MagicSetTransformer' and"
      ),
      (["-j", "0"], "--jobs is a number of threads, 1 or more, or 'auto'"),
      (
        ["--show", "ast"],
        "The value 'ast' is invalid for '--show <show>'. Please provide one of the following:"
      ),
      (["-D", "tc.dl"], "cannot write \"tc.dl\": it is no folder"),
      (["-I", "tc.dl"], "cannot read \"tc.dl\": it is no folder to include files from"),
      (["-D", "gone"], "cannot write \"gone\": there is no such folder"),
      (["-I", "gone"], "cannot read \"gone\": there is no such folder to include files from"),
    ])
  func refusals(options: [String], message: String) throws {
    let ending = try Program.run(["datalog"] + options + ["tc.dl"], in: folder)
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(ending.errors.hasPrefix("talkgraph: " + message), "\(ending.errors)")
  }

  @Test("a warning ends with its line, and with no empty one")
  func warnings() throws {
    try ".decl a(x: number)\na(x) :- x = 1, a(y).\n.pragma \"jbos\" \"2\"\n.output a(IO=stdout)\n".write(
      to: folder.appendingPathComponent("tc.dl"), atomically: true, encoding: .utf8)
    for options in [[], ["--explain", "a"]] {
      let ending = try Program.run(["datalog"] + options + ["tc.dl"], in: folder)
      #expect(ending.errors.hasPrefix("tc.dl:2:"), "\(ending.errors)")
      #expect(ending.errors.contains("tc.dl:3:9: warning: no setting is called 'jbos'"))
      #expect(ending.errors.hasSuffix("^~~~~~\n") && !ending.errors.contains("\n\n"), "\(ending.errors)")
    }
  }

  @Test("stages are shown in place of running")
  func shows() throws {
    let ending = try run("--show", "scc-graph-text", "--show=precedence-graph")
    #expect(ending.code == 0)
    #expect(
      ending.output == """
        digraph {
          _0 [label = "e"];
          _1 [label = "p"];
          _0 -> _1;
        }
        digraph {
          "e" [label = "e"];
          "p" [label = "p"];
          "e" -> "p";
          "p" -> "p";
        }

        """)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["e.facts", "tc.dl"])
  }

  @Test("the help names each stage that can be shown once")
  func stagesInHelp() throws {
    let help = try run("--help").output
    #expect(help.components(separatedBy: "parse-errors").count == 2, "\(help)")
  }

  @Test("parse errors are shown on standard output, and end with code 2")
  func parseErrors() throws {
    #expect(try run("--show=parse-errors").output.isEmpty)
    try ".decl a(x number)".write(
      to: folder.appendingPathComponent("tc.dl"), atomically: true, encoding: .utf8)
    let ending = try run("--show=parse-errors")
    #expect(ending.code == 2 && ending.errors.isEmpty)
    #expect(ending.output.hasPrefix("tc.dl:1:11: error: expected ':' before the type of 'x'"))
  }
}
