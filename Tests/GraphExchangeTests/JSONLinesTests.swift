import Foundation
import KnowledgeGraph
import Testing

@testable import GraphExchange

@Suite("JSON lines")
struct JSONLinesTests {
  private static let contents = GraphContents(
    entities: [
      EntityRecord(
        id: "Ada Lovelace", kind: .person, label: "Ada Lovelace",
        names: [
          NameRecord(text: "埃达", language: "zh"), NameRecord(text: "Ada Lovelace", language: "en"),
          NameRecord(text: "埃达", language: "ja"),
        ])
    ],
    talks: [
      TalkRecord(
        id: "Engines", path: "a/engines.md", collection: "c", title: "Engines \"now\"", date: "1843-08",
        source: nil, languages: ["en", "zh"],
        sentences: [
          SentenceRecord(
            text: "Ada founded\u{7} it.", language: "en", line: 7, bytes: 90..<120, speaker: "Bob")
        ],
        speakers: [
          SpeakerRecord(
            label: "Speaker 1", person: "Bob", confidence: 0.93, because: [.init(line: 3, text: "I am Bob")]),
          SpeakerRecord(label: "Speaker 2", person: nil, confidence: 0),
        ],
        mentions: [
          MentionRecord(
            sentence: 0, entity: "Ada Lovelace", surface: "Ada", bytes: 90..<93, line: 7, method: "lexicon",
            confidence: 1)
        ],
        statements: [
          StatementRecord(
            subject: "Ada Lovelace", predicate: "founderOf", object: .entity("Acme"), sentence: 0,
            bytes: 90..<120,
            method: "founded", confidence: 0.8),
          StatementRecord(
            subject: "Acme", predicate: "createdIn", object: .value("1843"), sentence: 0, bytes: 90..<120,
            method: "year", confidence: 0.5),
        ])
    ])

  @Test("every record is one line, its members in the order of the contract")
  func contract() throws {
    let expected = #"""
      {"type":"talk","id":"Engines","title":"Engines \"now\"","path":"a/engines.md","date":"1843-08","source":null,"languages":["en","zh"]}
      {"type":"speaker","talk":"Engines","label":"Speaker 1","person":"Bob","confidence":0.93,"because":[{"line":3,"text":"I am Bob"}]}
      {"type":"speaker","talk":"Engines","label":"Speaker 2","person":null,"confidence":0,"because":[]}
      {"type":"entity","id":"Ada Lovelace","kind":"person","label":"Ada Lovelace","names":["Ada Lovelace","埃达"]}
      {"type":"mention","talk":"Engines","sentence":0,"speaker":"Bob","entity":"Ada Lovelace","surface":"Ada","line":7,"start":90,"end":93,"language":"en","method":"lexicon","confidence":1}
      {"type":"relation","subject":"Ada Lovelace","predicate":"founderOf","object":"Acme","talk":"Engines","line":7,"quote":"Ada founded\u0007 it.","method":"founded","confidence":0.8}
      {"type":"relation","subject":"Acme","predicate":"createdIn","object":{"value":"1843"},"talk":"Engines","line":7,"quote":"Ada founded\u0007 it.","method":"year","confidence":0.5}

      """#
    #expect(try JSONLinesExporter().text(of: Self.contents) == expected)
  }

  @Test("hostile text reads back byte for byte", arguments: SampleGraphs.tortures.indices)
  func torture(index: Int) throws {
    let text = SampleGraphs.tortures[index].text
    let json = Data("[\(JSONText.quoted(text))]".utf8)
    #expect(try JSONDecoder().decode([String].self, from: json) == [text])
    #expect(!json.contains(where: { $0 < 0x20 }))
  }

  @Test("numbers are the shortest that read back the same")
  func numbers() {
    #expect(
      [0, 1, 0.9, 0.1 + 0.2, -2.5, 1e300, .nan].map(JSONText.number)
        == ["0", "1", "0.9", "0.30000000000000004", "-2.5", "1e+300", "null"])
  }
}
