import Foundation
import Testing

@Suite("what a user has is not lost, and nothing is passed over in silence")
struct SafetyTests: FolderSuite {
  let folder: URL

  init() throws {
    folder = try Program.temporaryFolder()
    try write("Ada Marsh: We use CUDA.\nTom Reed: And PyTorch.\nAda Marsh: Yes.\n", to: "talks/good.txt")
  }

  @Test("a graph is not replaced by what is made of it", arguments: ["export", "diff"])
  func graphAsOutput(command: String) throws {
    try FileManager.default.copyItem(atPath: Program.examples(), toPath: path("a.talkgraph"))
    let before = try Data(contentsOf: folder.appendingPathComponent("a.talkgraph"))
    let graph = path("a.talkgraph")
    let arguments =
      command == "export"
      ? ["export", graph, "--format", "jsonl", "-o", graph]
      : ["diff", graph, graph, "--format", "json", "-o", graph]
    let ending = try Program.run(arguments)
    #expect(ending.code == 2)
    #expect(
      ending.errors == "talkgraph: cannot write \"\(graph)\": a graph is there; "
        + "choose another name or remove it first\n")
    #expect(try Data(contentsOf: folder.appendingPathComponent("a.talkgraph")) == before)
  }

  @Test("a talk named as the output is left as it is")
  func talkAsOutput() throws {
    let talk = path("talks/good.txt")
    let ending = try Program.run(["build", talk, "-o", talk])
    #expect(ending.code == 2)
    #expect(ending.errors.contains("exists and is not a TalkGraph file"))
    #expect(try String(contentsOfFile: talk, encoding: .utf8).hasPrefix("Ada Marsh"))
  }

  @Test("what a killed program left is no talk, and goes when its file is next written")
  func leftovers() throws {
    try write("half", to: "talks/a.talkgraph.123.part")
    let build = try Program.run(["build", path("talks"), "-o", path("talks/a.talkgraph")])
    #expect(build.code == 0 && !build.errors.contains("warning"))
    #expect(names(in: "talks") == ["a.talkgraph", "good.txt"])
    try write("half", to: "x.jsonl.77.part")
    let export = try Program.run(["export", path("talks/a.talkgraph"), "-o", path("x.jsonl")])
    #expect(export.code == 0)
    #expect(names() == ["talks", "x.jsonl"])
  }

  @Test("what cannot be read is told again by a second build, which is as strict as the first")
  func refusedAgain() throws {
    try write("\0\u{1}\u{2}", to: "talks/noise.bin")
    try FileManager.default.createSymbolicLink(
      atPath: path("talks/gone.txt"), withDestinationPath: path("nowhere"))
    let arguments = ["build", path("talks"), "-o", path("a.talkgraph"), "--strict"]
    for _ in 0..<2 {
      let ending = try Program.run(arguments)
      #expect(ending.code == 2)
      #expect(ending.errors.contains("talks/noise.bin: this is not a text file"))
      #expect(ending.errors.contains("talks/gone.txt\": it is a link to nothing"))
    }
  }

  @Test("without Graphviz it is said what to install, and the DOT is written")
  func withoutGraphviz() throws {
    let picture = path("pictures.d/graph.svg")
    try FileManager.default.createDirectory(atPath: path("pictures.d"), withIntermediateDirectories: true)
    let ending = try Program.run(
      ["draw", Program.examples(), "-o", picture], environment: ["PATH": path("talks")])
    #expect(ending.code == 2)
    #expect(ending.errors.contains("apt-get install graphviz") && ending.errors.contains("graph.dot"))
    #expect(names(in: "pictures.d") == ["graph.dot"])
  }
}
