import Foundation
import Testing

@Suite("bad input ends with a clear message, the right code and nothing lost")
struct BadInputTests: FolderSuite {
  let folder: URL

  init() throws { folder = try Program.temporaryFolder() }

  @Test("a path that is not there")
  func missingPath() throws {
    let ending = try Program.run(["build", path("none"), "-o", path("a.talkgraph")])
    #expect(ending.code == 2)
    #expect(ending.errors.contains("cannot read \"\(path("none"))\": there is no such file or folder"))
    #expect(names().isEmpty)
  }

  @Test(
    "a graph that is not there is told before a query that is not",
    arguments: [["x"], ["x.dl"], ["talks", "y"]])
  func missingGraph(query: [String]) throws {
    let ending = try Program.run(["query", path("none.talkgraph")] + query)
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(ending.errors.contains("none.talkgraph") && !ending.errors.contains("query"), "\(ending.errors)")
    let none = try Program.run(["query", Program.examples(), "nosuch"])
    #expect(none.code == 2 && none.errors.contains("no query is called \"nosuch\""))
  }

  @Test("a misspelt file is answered with the nearest beside it, a forgotten graph with where it belongs")
  func nearFiles() throws {
    try write("", to: "talks.talkgraph")
    try write("", to: "own.dl")
    let graph = try Program.run(["query", path("talk.talkgraph"), "talks"])
    #expect(
      graph.errors
        == "talkgraph: no file at \(path("talk.talkgraph")); did you mean \"\(path("talks.talkgraph"))\"?\n")
    let program = try Program.run(["datalog", path("won.dl")])
    #expect(program.errors.hasSuffix("no such file or directory; did you mean \"\(path("own.dl"))\"?\n"))
    let none = try Program.run(["query", "who-mentioned", "entity=AGI"], in: folder)
    #expect(
      none.errors
        == "talkgraph: \"who-mentioned\" is a query; a graph file comes before it: query GRAPH who-mentioned …\n"
    )
    #expect([graph.code, program.code, none.code] == [2, 2, 2])
  }

  @Test("a folder named as a query's file is told to be one")
  func folderAsQuery() throws {
    let ending = try Program.run(["query", Program.examples(), folder.path])
    #expect(ending.code == 2)
    #expect(ending.errors == "talkgraph: cannot read \"\(folder.path)\": it is a folder\n")
  }

  @Test("an empty folder")
  func emptyFolder() throws {
    try FileManager.default.createDirectory(atPath: path("talks"), withIntermediateDirectories: true)
    let ending = try Program.run(["build", path("talks"), "-o", path("a.talkgraph")])
    #expect(ending.code == 2)
    #expect(ending.errors.contains("no transcript to read in"))
    #expect(names() == ["talks"])
  }

  @Test("a large binary among the talks is named, and the rest is built")
  func binaryAmongTalks() throws {
    try write(
      "Ada Marsh: We use CUDA.\nTom Reed: And PyTorch.\nAda Marsh: Yes.\n", to: "talks/good.txt")
    let block = Data((0..<256).map { UInt8($0) })
    var noise = Data()
    for _ in 0..<(4 << 12) { noise.append(block) }
    try noise.write(to: folder.appendingPathComponent("talks/noise.bin"))
    let ending = try Program.run(["build", path("talks"), "-o", path("a.talkgraph")])
    #expect(ending.code == 0)
    #expect(ending.errors.contains("noise.bin"))
    #expect(names() == ["a.talkgraph", "talks"])
    let strict = try Program.run(["build", path("talks"), "-o", path("b.talkgraph"), "--strict"])
    #expect(strict.code == 2)
  }

  @Test("a file of another kind is never taken for a graph, nor written over")
  func foreignFile() throws {
    try write("my notes", to: "notes.talkgraph")
    try write("Ada Marsh: We use CUDA.\nTom Reed: Yes.\nAda Marsh: Good.\n", to: "talks/good.txt")
    let query = try Program.run(["query", path("notes.talkgraph"), "talks"])
    #expect(query.code == 2)
    #expect(query.errors.contains("notes.talkgraph"))
    let build = try Program.run(["build", path("talks"), "-o", path("notes.talkgraph")])
    #expect(build.code == 2)
    #expect(try String(contentsOfFile: path("notes.talkgraph"), encoding: .utf8) == "my notes")
  }

  @Test("a graph cut in half", arguments: ["query", "show", "check", "export", "diff"])
  func halfGraph(command: String) throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: Program.examples()))
    try whole.prefix(whole.count / 2).write(to: folder.appendingPathComponent("half.talkgraph"))
    let half = path("half.talkgraph")
    let arguments: [String] =
      switch command {
      case "query": ["query", half, "talks"]
      case "export": ["export", half, "--format", "jsonl"]
      case "diff": ["diff", half, half]
      default: [command, half]
      }
    let ending = try Program.run(arguments)
    // To find damage is what 'check' is for: it is a result, and the code is that of a finding.
    #expect(ending.code == (command == "check" ? 1 : 2))
    let words = command == "check" ? ending.output : ending.errors
    #expect(words.contains("half.talkgraph") && words.contains("damaged"))
  }

  @Test("a Datalog file with six errors has all six reported at their places")
  func sixErrors() throws {
    try write(
      """
      .decl edge(a: symbol, b: symbol)
      .decl odd(a: symbol)
      .decl sum(n: number)
      edge("a").
      odd(x) :- !edge(x, _).
      odd(x) :- egde(x, _).
      sum(n) :- edge(n, _).
      odd(x) :- edge(x, y), y < 3.
      odd(x) :- edge(x, _), !odd(x).
      .output odd
      """, to: "bad.dl")
    let ending = try Program.run(["datalog", path("bad.dl")])
    #expect(ending.code == 2)
    for place in (4...9).map({ "bad.dl:\($0):" }) {
      #expect(ending.errors.contains(place), "no error at \(place) in:\n\(ending.errors)")
    }
    #expect(ending.errors.contains("did you mean 'edge'?"))
    #expect(ending.output.isEmpty)
  }

  @Test("an unknown entity is answered with the nearest names")
  func unknownEntity() throws {
    let ending = try Program.run(["query", Program.examples(), "who-mentioned", "entity=Jensen Huamg"])
    #expect(ending.code == 2)
    #expect(ending.errors.contains("Jensen Huamg") && ending.errors.contains("did you mean \"Jensen Huang\""))
  }

  @Test("an unknown query is answered with the nearest names")
  func unknownQuery() throws {
    let ending = try Program.run(["query", Program.examples(), "who-mentoined", "entity=CUDA"])
    #expect(ending.code == 2)
    #expect(ending.errors.contains("did you mean \"who-mentioned\""))
  }

  @Test("a folder that cannot be written to", arguments: ["build", "export", "draw"])
  func unwritableFolder(command: String) throws {
    // The superuser may write anywhere, so the folder is one that is not there.
    let target = path("none/out.svg")
    let examples = try Program.examples()
    let arguments: [String] =
      switch command {
      case "build": ["build", Program.folder.path + "/Examples/2023", "-o", target]
      case "export": ["export", examples, "--format", "graphml", "-o", target]
      default: ["draw", examples, "-o", target]
      }
    let ending = try Program.run(arguments)
    #expect(ending.code == 2)
    let reasons = ["no such file or directory", "there is no such folder"]
    #expect(reasons.contains(where: ending.errors.contains) && ending.errors.contains("out.svg"))
    #expect(names().isEmpty)
  }

  @Test("a full disk for an export")
  func fullDisk() throws {
    let ending = try Program.run(["export", Program.examples(), "--format", "jsonl", "-o", "/dev/full"])
    #expect(ending.code == 2)
    #expect(ending.errors.contains("no space left on device"))
  }

  @Test("an option that does not exist")
  func unknownOption() throws {
    let ending = try Program.run(["query", Program.examples(), "talks", "--nonsense"])
    #expect(ending.code == 2)
    #expect(ending.errors.contains("--nonsense"))
  }
}
