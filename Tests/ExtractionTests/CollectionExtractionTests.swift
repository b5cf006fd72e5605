import Foundation
import KnowledgeGraph
import Testing
import Transcripts

@testable import Extraction

@Suite("A collection's extraction")
struct CollectionExtractionTests {
  private static let data = ExtractionData(files: [
    (path: "lexicon/a.txt", text: MentionFinderTests.lexicon), (path: "everyday.txt", text: "pricing"),
  ])

  private static func talk(_ path: String, _ text: String) throws -> CollectionExtraction.Talk {
    CollectionExtraction.Talk(
      collection: "talks", transcript: try TranscriptReading.read(path: path, bytes: Array(text.utf8)),
      hash: String(text.utf8.count))
  }

  private static func talks() throws -> [CollectionExtraction.Talk] {
    try [
      talk(
        "b.txt",
        "Rosa Blum: Ada Keller runs Northwind.\n\nIngo Tan: And Quill-2.\n\nRosa Blum: Yes.\n\nIngo Tan: Good."
      ),
      talk(
        "a.txt",
        "Vera Lund: We built Lantern.\n\nRosa Blum: With Keller?\n\nVera Lund: No.\n\nRosa Blum: I see."),
    ]
  }

  @Test("neither the order of talks nor the number of threads changes anything")
  func deterministic() throws {
    let talks = try Self.talks()
    let one = CollectionExtraction.extract(from: talks, data: Self.data, parallelism: 1)
    let two = CollectionExtraction.extract(from: talks.reversed(), data: Self.data, parallelism: 2)
    #expect(one.contents == two.contents)
    #expect(one.contents.talks.map(\.path) == ["a.txt", "b.txt"])
    #expect(one.contents.entities.map(\.id) == one.contents.entities.map(\.id).sorted())
  }

  @Test("only what is mentioned or speaks enters, with its speaker and its place")
  func contents() throws {
    let result = CollectionExtraction.extract(from: try Self.talks(), data: Self.data)
    let ids = result.contents.entities.map(\.id)
    #expect(ids == ["Ada Keller", "Ingo Tan", "Lantern", "Northwind", "Quill-2", "Rosa Blum", "Vera Lund"])
    let mention = try #require(result.contents.talks[1].mentions.first)
    #expect(mention.entity == "Ada Keller")
    #expect(mention.surface == "Ada Keller")
    #expect(mention.bytes == 11..<21)
    #expect(mention.line == 1)
    #expect(result.contents.talks[1].sentences[mention.sentence].speaker == "Rosa Blum")
  }

  @Test("a user's lexicon and corrections win")
  func userFiles() throws {
    let result = CollectionExtraction.extract(
      from: try Self.talks(), data: Self.data,
      userLexicons: [(path: "lexicon", text: "[work]\nLantern | 灯笼\n[odd]\n")],
      corrections: Corrections(path: "corrections", text: "rename Northwind -> Northwind Ltd\nignore Quill-2")
    )
    let ids = result.contents.entities.map(\.id)
    #expect(ids.contains("Northwind Ltd") && !ids.contains("Northwind") && !ids.contains("Quill-2"))
    let lantern = try #require(result.contents.entities.first { $0.id == "Lantern" })
    #expect(lantern.kind == .work)
    #expect(lantern.names.map(\.text) == ["Lantern", "灯笼"])
    #expect(result.problems.map(\.description).map { $0.prefix(12) } == ["lexicon:3:1:"])
  }

  @Test("a stranger who recurs enters the graph, one who is named once does not")
  func recurringNames() throws {
    let text = """
      Vera Lund: I met Alex Tomlin and Alex Brandt there.

      Rosa Blum: What did Alex Tomlin say of Marlow University?

      Vera Lund: That Marlow University is old.

      Rosa Blum: I see.
      """
    let data = ExtractionData(files: [
      (path: "lexicon/a.txt", text: MentionFinderTests.lexicon),
      (path: "kinds.txt", text: "[ending]\norganization | University"),
    ])
    let result = CollectionExtraction.extract(from: [try Self.talk("a.txt", text)], data: data)
    #expect(
      result.contents.entities.map { "\($0.id): \($0.kind)" } == [
        "Alex Tomlin: person", "Marlow University: organization", "Rosa Blum: person", "Vera Lund: person",
      ])
  }

  @Test("talks are named by their titles, each differently")
  func talkIdentity() {
    #expect(TalkIdentity.slug("OpenAI 联合创始人：谈 AGI!") == "openai-联合创始人-谈-agi")
    #expect(TalkIdentity.slug("  ") == "")
    #expect(TalkIdentity.slug(String(repeating: "word ", count: 30)).count <= 60)
  }
}

@Suite("The shared collection", .enabled(if: SharedCollection.exists, "needs the shared collection"))
struct SharedCollectionTests {
  @Test("the data files of Graph/ hold no mistake")
  func data() throws {
    let files = try SharedCollection.graphFiles()
    #expect(files.count > 8)
    #expect(ExtractionData(files: files).problems == [])
  }

  @Test("every mention's bytes read as its surface, and none is dropped")
  func grounded() throws {
    let data = ExtractionData(files: try SharedCollection.graphFiles())
    let talks = try SharedCollection.talks()
    let result = CollectionExtraction.extract(from: talks, data: data)
    #expect(result.ungroundedMentions == 0)
    var count = 0
    for talk in result.contents.talks {
      let source = try #require(talks.first { $0.transcript.source.path == talk.path }).transcript.source
      for mention in talk.mentions {
        #expect(source.surface(of: mention.bytes) == mention.surface)
        #expect(source.line(at: mention.bytes.lowerBound) == mention.line)
        count += 1
      }
    }
    #expect(count > 1000)
  }
}

/// The transcripts beside the package and the package's own data.
enum SharedCollection {
  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  private static var folder: URL {
    let named = ProcessInfo.processInfo.environment["TALKGRAPH_SHARED"].map { URL(filePath: $0) }
    return (named ?? package.deletingLastPathComponent().appending(path: "shared")).appending(
      path: "collection")
  }

  static var exists: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func talks() throws -> [CollectionExtraction.Talk] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter { $0.hasSuffix(".txt") }
      .map {
        let bytes = Array(try Data(contentsOf: folder.appending(path: $0)))
        return CollectionExtraction.Talk(
          collection: "shared", transcript: try TranscriptReading.read(path: $0, bytes: bytes), hash: $0)
      }
  }

  static func graphFiles() throws -> [(path: String, text: String)] {
    let graph = package.appending(path: "Graph").resolvingSymlinksInPath()
    return try FileManager.default.subpathsOfDirectory(atPath: graph.path).sorted().filter {
      $0.hasSuffix(".txt")
    }
    .map { ($0, try String(contentsOf: graph.appending(path: $0), encoding: .utf8)) }
  }
}
