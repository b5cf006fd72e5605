import KnowledgeGraph
import Testing

@Suite("evidence")
struct EvidenceTests {
  private let graph = Result { try Graph(Sample.contents) }

  @Test("a statement rests on each sentence that says it")
  func statement() throws {
    let evidence = try graph.get().evidence(
      subject: "Tom Reed", predicate: "founderOf", object: "Vela Labs")
    #expect(evidence.map(\.sentence) == ["opening:0002", "sequel:0001"])
    #expect(evidence.map(\.speaker) == ["Ada Marsh", nil])
    #expect(evidence.first?.text == "Tom Reed and I founded Vela Labs.")
    #expect(evidence.first?.bytes == 29..<62)
    #expect(evidence.first?.method == "verb")
  }

  @Test("a mention rests on its own words")
  func mention() throws {
    let evidence = try graph.get().evidence(
      subject: "opening:0002", predicate: "mentions", object: "Vela Labs")
    #expect(
      evidence == [
        Evidence(
          talk: "opening", sentence: "opening:0002", text: "Tom Reed and I founded Vela Labs.",
          language: "en", speaker: "Ada Marsh", line: 2, bytes: 52..<61,
          surface: "Vela Labs", method: "lexicon", confidence: 0.9)
      ])
  }

  @Test("a name rests on the mentions that use it, a speaker on the reasons for the naming")
  func namesAndSpeakers() throws {
    let graph = try graph.get()
    let named = try graph.evidence(subject: "Lyra-2", predicate: "name", object: "Lyra-2")
    #expect(named.map(\.sentence) == ["opening:0003", "sequel:0002"])
    let speaker = try graph.evidence(subject: "sequel", predicate: "speaker", object: "Tom Reed")
    #expect(speaker.map(\.line) == [1])
    #expect(speaker.map(\.text) == ["Tom Reed"])
  }

  @Test("a property of a sentence rests on the sentence", arguments: ["line", "position"])
  func sentence(predicate: String) throws {
    let evidence = try graph.get().evidence(subject: "opening:0003", predicate: predicate, object: "3")
    #expect(evidence.map(\.text) == ["Lyra-2 is our product."])
  }

  @Test("what was not said rests on nothing")
  func nothing() throws {
    let graph = try graph.get()
    #expect(try graph.evidence(subject: "Vela Labs", predicate: "founderOf", object: "Tom Reed") == [])
    #expect(try graph.evidence(subject: "opening:0003", predicate: "line", object: "4") == [])
    #expect(try graph.evidence(subject: "Nobody", predicate: "founderOf", object: "Tom Reed") == [])
    #expect(try graph.evidence(subject: "Tom Reed", predicate: "kind", object: "person") == [])
  }
}
