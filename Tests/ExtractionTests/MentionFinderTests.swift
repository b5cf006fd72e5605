import KnowledgeGraph
import Testing
import Transcripts

@testable import Extraction

@Suite("Mentions")
struct MentionFinderTests {
  static let lexicon = """
    [person]
    Ada Keller | 艾达·凯勒 | @Northwind
    Alex Graves | @Northwind
    Alex Moreno | @Tidewater
    [organization]
    Northwind | 北风公司
    Tidewater
    Orbit | ~=Orbit | @Ada Keller
    [product]
    Quill-1
    Quill-2
    Quill-3
    Quill-4
    Lantern
    [concept]
    steam turbine | 汽轮机
    pricing
    """

  private static func find(_ text: String, corrections: String = "") throws -> [String] {
    let transcript = try TranscriptReading.read(path: "a.txt", bytes: Array(text.utf8))
    let base = BaseKnowledge(lexicons: [LexiconFile(path: "l", text: lexicon)], everyday: ["pricing"])
    let lessons = TalkLessons(transcript, talk: 0, knowledge: base).lessons
    let knowledge = CollectionKnowledge(
      base: base, lessons: lessons, corrections: Corrections(path: "c", text: corrections))
    let words = WordCounts(transcript)
    return MentionFinder.mentions(in: transcript, knowledge: knowledge, words: words).map { mention in
      let bytes = transcript.sentences[mention.sentence].text.utf8[mention.range]
      return "\(String(decoding: bytes, as: UTF8.self)) = \(knowledge.catalog[mention.entity].id)"
    }
  }

  /// A talk of two speakers with some words in it.
  private static func talk(_ words: String...) -> String {
    let turns = words.enumerated().map { "\($0 % 2 == 0 ? "Rosa Blum" : "Ingo Tan"): \($1)" }
    return (turns + ["Rosa Blum: Thank you for that.", "Ingo Tan: And thanks to you."]).joined(
      separator: "\n\n")
  }

  @Test("lists inherit the family's name")
  func lists() throws {
    let found = try Self.find(Self.talk("We went through Quill-1, 2 and 3, then for 4 years nothing."))
    #expect(found == ["Quill-1 = Quill-1", "2 = Quill-2", "3 = Quill-3"])
  }

  @Test("a member of a numbered family that no lexicon lists is learnt")
  func series() throws {
    #expect(try Self.find(Self.talk("Next comes Quill five.")) == ["Quill five = Quill-5"])
  }

  @Test("a short name takes its antecedent, also a later one")
  func shortNames() throws {
    let found = try Self.find(
      Self.talk("So Keller said it.", "It was Ada Keller who built it.", "Yes, 凯勒 did."))
    #expect(found == ["Keller = Ada Keller", "Ada Keller = Ada Keller", "凯勒 = Ada Keller"])
  }

  @Test("of two who share a name, the company they are named with tells which is meant")
  func namesakes() throws {
    let found = try Self.find(
      Self.talk(
        "Alex Graves and Alex Moreno met.", "At Tidewater, Alex was in charge.",
        "At Northwind it was Alex too."))
    #expect(found.filter { $0.hasPrefix("Alex =") } == ["Alex = Alex Moreno", "Alex = Alex Graves"])
  }

  @Test("a given name before a strange surname is somebody else's")
  func strangers() throws {
    #expect(try Self.find(Self.talk("Ada Keller met Ada Zimmer.")) == ["Ada Keller = Ada Keller"])
  }

  @Test("a weak name needs the entity or an associate elsewhere in the talk")
  func weakNames() throws {
    #expect(try Self.find(Self.talk("In Orbit all is quiet.")) == [])
    #expect(
      try Self.find(Self.talk("Ada Keller left Orbit.")) == ["Ada Keller = Ada Keller", "Orbit = Orbit"])
  }

  @Test("a misheard name is repaired only where the talk attests the name")
  func repair() throws {
    #expect(
      try Self.find(Self.talk("Ada Keller spoke.", "Then Ada Kellar spoke again.")) == [
        "Ada Keller = Ada Keller", "Ada Kellar = Ada Keller",
      ])
    #expect(try Self.find(Self.talk("Then Ada Kellar spoke again.")) == [])
  }

  @Test("an everyday concept counts where the talk comes back to it")
  func salience() throws {
    #expect(try Self.find(Self.talk("The pricing of a steam turbine.")) == ["steam turbine = steam turbine"])
    let often = try Self.find(Self.talk("The pricing.", "Pricing is hard.", "But pricing matters."))
    #expect(often.count == 3)
  }

  @Test("a one-word title is found only where it is quoted")
  func quotedTitle() throws {
    let found = try Self.find("主持人: 她看过一部电影，名叫《她》。\n\n嘉宾: 她喜欢《她》吗？\n\n主持人: 是的。\n\n嘉宾: 好。")
    #expect(found == ["她 = 她", "她 = 她"])
  }

  @Test("what is not the same is never read as the same")
  func notSame() throws {
    let text = Self.talk("Ada Keller spoke.", "Then Keller spoke.")
    #expect(try Self.find(text, corrections: "not-same Keller = Ada Keller") == ["Ada Keller = Ada Keller"])
  }
}
