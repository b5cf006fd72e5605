import KnowledgeGraph
import Testing
import Transcripts

@testable import Extraction

@Suite("Terms that recur")
struct TermTests {
  static let lexicon = """
    [concept]
    glass loom | 玻璃织机
    water loom | 水力织机
    steam loom | 蒸汽织机
    table loom | 台式织机
    reed | 芦苇
    [organization]
    Northwind
    [product]
    Spindle | ~=Spindle
    """
  static let stops = ["the", "some", "our", "of", "one", "in", "for", "的", "了", "一", "我", "们", "说", "建造"]

  private static func lessons(_ text: String) throws -> [[String]] {
    let transcript = try TranscriptReading.read(path: "a.txt", bytes: Array(text.utf8))
    let base = BaseKnowledge(lexicons: [LexiconFile(path: "l", text: lexicon)], termStops: stops)
    return TalkLessons(transcript, talk: 0, knowledge: base).lessons.filter { $0.source != .label }.map(
      \.names)
  }

  private static func talk(_ words: [String]) -> String {
    words.enumerated().map { "\($0 % 2 == 0 ? "Rosa Blum" : "Ingo Tan"): \($1)" }
      .joined(separator: "\n\n")
  }

  @Test("a phrase that extends a known name, ends like a concept and recurs is a term")
  func extendsKnownName() throws {
    let text = Self.talk([
      "We like the reed loom a lot.", "Is some reed loom for sale?", "Our reed looms are sold out.",
      "The reed loom, then.",
    ])
    #expect(try Self.lessons(text) == [["reed loom"]])
  }

  @Test("what recurs without extending a name must be quoted or named")
  func mustBeMarked() throws {
    let plain = [
      "We like the magnet loom.", "Is some magnet loom here?", "Our magnet looms.", "The magnet loom.",
    ]
    #expect(try Self.lessons(Self.talk(plain)) == [])
    let named = ["We like the so-called magnet loom."] + plain.dropFirst()
    #expect(try Self.lessons(Self.talk(named)) == [["magnet loom"]])
  }

  @Test("what is said once, or begins with an action, is no term")
  func notTerms() throws {
    #expect(try Self.lessons(Self.talk(["We like the reed loom.", "Do you?"])) == [])
    let action = Array(repeating: "我们说“建造织机”了。", count: 4)
    #expect(try Self.lessons(Self.talk(action)) == [])
  }

  @Test("a Chinese term goes back from its bracket to a character that stands in no term")
  func bracketedOriginal() throws {
    let text = Self.talk(["我们说了丝线记忆（thread memory）的事。", "是的。", "好。"])
    #expect(try Self.lessons(text) == [["丝线记忆", "thread memory"]])
  }

  @Test("an aside in a bracket is no original")
  func bracketedAside() throws {
    #expect(try Self.lessons(Self.talk(["我们说了丝线记忆（in some form）的事。", "是的。", "好。"])) == [])
  }

  @Test(
    "addresses are names, links are none",
    arguments: [
      ("We made threadbare.life in a night.", ["threadbare.life"]),
      ("See https://threadbare.life/a or mail us@threadbare.life now.", []),
      ("It ends.Io is a moon, e.g. this one.", []),
    ])
  func addresses(text: String, names: [String]) {
    let bytes = Array(text.utf8)
    #expect(WebAddresses.ranges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) } == names)
  }

  @Test("a known name inside a longer one leaves only events")
  func eventAroundName() throws {
    let base = BaseKnowledge(
      lexicons: [LexiconFile(path: "l", text: Self.lexicon)],
      kinds: KindWords(path: "k", text: "[ending]\norganization | Labs\nevent | Hackathon"))
    func names(_ text: String) -> [[String]] {
      RecurringNames.sightings(in: Array(text.utf8), sentence: 0, talk: 0, isChinese: false, knowledge: base)
        .map(\.names)
    }
    #expect(names("At the Northwind Hackathon we sang.") == [["Northwind Hackathon"]])
    #expect(names("At the Northwind Labs we sang.") == [])
  }

  @Test("a weak name with its capital in Chinese text is a name")
  func foreignName() throws {
    func surfaces(_ text: String) throws -> [String] {
      let transcript = try TranscriptReading.read(path: "a.txt", bytes: Array(text.utf8))
      let base = BaseKnowledge(lexicons: [LexiconFile(path: "l", text: Self.lexicon)])
      let knowledge = CollectionKnowledge(base: base, lessons: [])
      return MentionFinder.mentions(in: transcript, knowledge: knowledge, words: WordCounts(transcript))
        .map { String(decoding: transcript.sentences[$0.sentence].text.utf8[$0.range], as: UTF8.self) }
    }
    #expect(try surfaces(Self.talk(["我们用 Spindle 织布。", "是的。", "好。"])) == ["Spindle"])
    #expect(try surfaces(Self.talk(["我们认识 Spindle Brown 这个人。", "是的。", "好。"])) == [])
    #expect(try surfaces(Self.talk(["Spindle is what we need.", "Yes.", "Good."])) == [])
  }
}
