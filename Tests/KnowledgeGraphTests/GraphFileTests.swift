import Foundation
import Testing

@testable import KnowledgeGraph

@Suite("graph file")
struct GraphFileTests {
  private static let build = BuildRecord(
    key: "lexicon 1",
    entries: [
      BuildRecord.Entry(
        source: BuildRecord.Source(path: "b.md", contentHash: "b0", size: 2, modified: 3), cache: [0, 255]),
      BuildRecord.Entry(
        source: BuildRecord.Source(path: "a.md", contentHash: "a0", size: 1, modified: -1), cache: []),
    ])

  @Test("a graph comes back from its file", arguments: 0..<20)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let graph = try Graph(GraphContents.random(using: &generator))
    let folder = try TemporaryFolder()
    try GraphFile.write(graph, to: folder.file("g.talkgraph"))
    let opened = try GraphFile(path: folder.file("g.talkgraph")).graph

    #expect(try opened.contents() == graph.contents(), "seed \(seed)")
    #expect(opened.counts == graph.counts)
    #expect(opened.predicates == graph.predicates)
    for predicate in graph.predicates {
      for order in Graph.Order.allCases {
        #expect(
          try opened.relation(named: predicate.name, order: order)
            == graph.relation(named: predicate.name, order: order), "seed \(seed)")
      }
    }
    #expect(try folder.names == ["g.talkgraph"])
  }

  @Test("equal contents and build records make equal bytes, and the build's record comes back by path")
  func sameBytes() throws {
    var generator = SeededGenerator(seed: 1)
    let folder = try TemporaryFolder()
    try GraphFile.write(Graph(Sample.contents), build: Self.build, to: folder.file("a"))
    let other = BuildRecord(key: Self.build.key, entries: Self.build.entries.reversed())
    try GraphFile.write(
      Graph(Sample.contents.shuffled(using: &generator)), build: other, to: folder.file("b"))
    #expect(try folder.bytes(of: "a") == folder.bytes(of: "b"))

    let file = try GraphFile(path: folder.file("a"))
    #expect(try file.buildKey() == "lexicon 1")
    #expect(try file.buildSources().map(\.path) == ["a.md", "b.md"])
    #expect(try file.buildCache(of: "b.md") == [0, 255])
    #expect(try file.buildCache(of: "c.md") == nil)
    #expect(try file.buildRecord() == other)
    try GraphFile.write(file.graph, build: file.buildRecord(), to: folder.file("a"))
    #expect(try folder.bytes(of: "a") == folder.bytes(of: "b"))
  }

  @Test("single rows of a file with many chunks read as in memory")
  func manyChunks() throws {
    let sentences = (0..<9000).map { (text: "Sentence \($0) of Vela Labs", speaker: String?.none) }
    let talk = Sample.talk(
      "long", collection: "c", sentences: sentences, mentions: (0..<9000).map { ($0, "Vela Labs") },
      statements: (0..<3000).map { ("Vela Labs", "quantity", .value("\($0 / 2)"), $0) })
    let graph = try Graph(
      GraphContents(entities: [Sample.entity("Vela Labs", .organization, "Vela Labs")], talks: [talk]))
    let folder = try TemporaryFolder()
    try GraphFile.write(graph, to: folder.file("g"))

    func check(_ opened: Graph) throws {
      for position in [1, 2, 4567, 8999, 9000] {
        let id = "long:" + String(repeating: "0", count: 4 - "\(position)".count) + "\(position)"
        #expect(try opened.symbol(id) == graph.symbol(id))
        #expect(
          try opened.evidence(subject: id, predicate: "mentions", object: "Vela Labs")
            == graph.evidence(subject: id, predicate: "mentions", object: "Vela Labs"))
        #expect(try opened.evidence(subject: id, predicate: "mentions", object: "Vela Labs").count == 1)
      }
      let said = try opened.evidence(subject: "Vela Labs", predicate: "quantity", object: "700")
      #expect(said.map(\.sentence) == ["long:1401", "long:1402"])
      #expect(try opened.symbol("no such term") == nil)
      #expect(try opened.symbol("") == nil)
      #expect(try opened.resolve("vela labs") == .entity("Vela Labs"))
    }
    let opened = try GraphFile(path: folder.file("g")).graph
    try check(opened)
    _ = try opened.contents()
    try check(opened)
  }

  @Test("what is no graph file is named for what it is")
  func foreign() throws {
    let folder = try TemporaryFolder()
    func error(_ name: String, _ bytes: [UInt8]) throws -> String {
      try folder.write(bytes, to: name)
      return try opening(folder.file(name))?.description ?? "opened"
    }
    let path = folder.path
    #expect(
      try error("a", Array("hello".utf8)) == "\(path)/a is not a TalkGraph file; it looks like a text file")
    #expect(try error("b", []) == "\(path)/b is not a TalkGraph file; it looks like an empty file")
    #expect(
      try error("c", Array("%PDF-1.7 ".utf8))
        == "\(path)/c is not a TalkGraph file; it looks like a PDF document"
    )
    #expect(try error("d", [0, 1, 2, 3]) == "\(path)/d is not a TalkGraph file")
    #expect(try opening(path) == .isFolder(path: path))
    #expect(try opening(path + "/none") == .notFound(path: path + "/none"))
    #expect(GraphFileError.notFound(path: "x").description == "no file at x")
  }

  @Test("a newer schema is refused with both numbers")
  func newer() throws {
    let folder = try TemporaryFolder()
    try GraphFile.write(Graph(Sample.contents), to: folder.file("g"))
    var bytes = try folder.bytes(of: "g")
    bytes[63] = 9
    try folder.write(bytes, to: "g")
    #expect(try opening(folder.file("g")) == .newerSchema(path: folder.file("g"), schema: 9, known: 2))
  }

  private func opening(_ path: String) throws -> GraphFileError? {
    do throws(GraphFileError) {
      _ = try GraphFile(path: path)
      return nil
    } catch {
      return error
    }
  }
}

@Suite("writing a graph file")
struct GraphFileWritingTests {
  @Test("only a graph, or nothing, is replaced")
  func replaces() throws {
    let folder = try TemporaryFolder()
    let graph = try Graph(Sample.contents)
    try folder.write(Array("my notes".utf8), to: "notes")
    #expect(
      writing(graph, folder.file("notes"))
        == "\(folder.path)/notes exists and is not a TalkGraph file but a text file; it was left as it is: "
        + "choose another name or remove it first")
    #expect(try folder.bytes(of: "notes") == Array("my notes".utf8))
    #expect(writing(graph, folder.path) == "\(folder.path) is a folder, not a graph file")
    #expect(writing(graph, "/dev/null") == "cannot write /dev/null: it is not an ordinary file")
    #expect(
      writing(graph, folder.file("no/such/g"))
        == "cannot write \(folder.path)/no/such/g: there is no such folder")
    #expect(writing(graph, folder.file("g")) == nil)
    #expect(writing(graph, folder.file("g")) == nil)
    #expect(try folder.names == ["g", "notes"])
  }

  @Test("a full disk leaves the old file and nothing else")
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    let graph = try Graph(Sample.contents)
    try GraphFile.write(graph, to: folder.file("g"))
    let before = try folder.bytes(of: "g")
    for pages in [1, 3, 7, 9] {
      let writer = GraphFileWriter(graph: graph, build: nil, maximumPageCount: pages)
      #expect(throws: GraphFileError.cannotWrite(path: folder.file("g"), reason: "the disk is full")) {
        try writer.write(to: folder.file("g"))
      }
    }
    #expect(try folder.bytes(of: "g") == before)
    #expect(try folder.names == ["g"])
  }

  @Test("a link stays a link")
  func link() throws {
    let folder = try TemporaryFolder()
    let graph = try Graph(Sample.contents)
    try GraphFile.write(Graph(GraphContents()), to: folder.file("real"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: folder.file("real"))
    try GraphFile.write(graph, to: folder.file("link"))
    #expect(try GraphFile(path: folder.file("real")).graph.counts == graph.counts)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link")) == folder.file("real"))
  }

  private func writing(_ graph: Graph, _ path: String) -> String? {
    do throws(GraphFileError) {
      try GraphFile.write(graph, to: path)
      return nil
    } catch {
      return error.description
    }
  }
}
