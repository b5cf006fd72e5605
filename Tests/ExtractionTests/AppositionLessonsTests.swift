import KnowledgeGraph
import Testing

@testable import Extraction

@Suite("Strangers whom a sentence explains")
struct AppositionLessonsTests {
  private static let knowledge = BaseKnowledge(lexicons: [
    LexiconFile(
      path: "l",
      text: """
        [person]
        Peter Berg
        [organization]
        Amazon | =Amazon
        [concept]
        robotics
        """)
  ])

  private func claims(_ text: String, isChinese: Bool = false) -> [String] {
    let reading = AppositionLessons(Array(text.utf8), isChinese: isChinese, knowledge: Self.knowledge)
    return Set(reading.claims.map { "\($0.name): \($0.kind.rawValue)" }).sorted()
  }

  @Test(
    "a phrase tells the name and the kind",
    arguments: [
      (
        "So I'm joined by Marta Kowal, the CEO and co-founder of Brightwave Robotics.",
        ["Brightwave Robotics: organization", "Marta Kowal: person"]
      ),
      (
        "You started Brightwave in 2019 with Ravi Menon.", ["Brightwave: organization", "Ravi Menon: person"]
      ),
      ("Our first product was called Pelican.", ["Pelican: product"]),
      ("It is a film called Saltwater.", ["Saltwater: work"]),
      ("We compete with Kestrel and with Symbotic.", ["Kestrel: organization", "Symbotic: organization"]),
      ("It is used by Lumen, Ocado, Amazon and Amazon.", ["Lumen: organization", "Ocado: organization"]),
      ("DHL and Ocado use Pelican today.", ["DHL: organization", "Ocado: organization"]),
      ("At Harbor Foundry we met; the Monday Night Pictures did not.", ["Harbor Foundry: organization"]),
      ("Before that I worked at Zentropa.", ["Zentropa: organization"]),
    ])
  func english(text: String, expected: [String]) {
    #expect(claims(text) == expected)
  }

  @Test(
    "Chinese phrases tell Latin and quoted names",
    arguments: [
      ("今天的嘉宾是 Novalight Robotics 的陈思远。", ["Novalight Robotics: organization", "陈思远: person"]),
      ("我们的产品叫 Heron，很好用。", ["Heron: product"]),
      ("我们投了一家叫「远山」的公司。", ["远山: organization"]),
      ("我遇到了来自 Quillbank 的李文博。", ["Quillbank: organization", "李文博: person"]),
    ])
  func chinese(text: String, expected: [String]) {
    #expect(claims(text, isChinese: true) == expected)
  }

  @Test(
    "ordinary words, known names and text without capitals teach nothing",
    arguments: [
      "i'm joined by marta kowal, the ceo of brightwave, a company called blue",
      "I worked at Amazon with everyone. We started Monday.",
      "I'm Norwegian and I am Sure of it.", "As President of Ruritania he said so.",
      "In Europe, a company must report.", "It is hosted on Amazon or Foo.",
    ])
  func nothing(text: String) {
    #expect(claims(text) == [])
  }
}
