import KnowledgeGraph
import Testing

@testable import Extraction

@Suite("Lexicon files")
struct LexiconFileTests {
  @Test("fields are told by their marks")
  func fields() {
    let file = LexiconFile(
      path: "a.txt",
      text: """
        # people
        [person]     # a heading
        Ada Lovelace | =Ada | ~Lovelace | ^Ada Love Lace | 阿达·洛芙莱斯 | @Analytical Engine
        C# Corner    # not a person
        """)
    #expect(file.problems == [])
    #expect(file.entries.map(\.identity) == ["Ada Lovelace", "C# Corner"])
    #expect(
      file.entries[0].names == [
        .init(text: "Ada Lovelace"), .init(text: "Ada", isExact: true), .init(text: "Lovelace", isWeak: true),
        .init(text: "Ada Love Lace", isMisheard: true), .init(text: "阿达·洛芙莱斯"),
      ])
    #expect(file.entries[0].associates == ["Analytical Engine"])
    #expect(file.entries[0].line == 3)
  }

  @Test("an identity repeated with a mark counts only as marked")
  func markedIdentity() {
    let file = LexiconFile(path: "a.txt", text: "[organization]\nMeta | =Meta | Facebook\nApple | ~=Apple")
    #expect(file.entries[0].names == [.init(text: "Meta", isExact: true), .init(text: "Facebook")])
    #expect(file.entries[1].names == [.init(text: "Apple", isExact: true, isWeak: true)])
  }

  @Test("an identity with a word in brackets is no name of its own")
  func distinction() {
    let file = LexiconFile(
      path: "a.txt", text: "[concept]\nTransformer (architecture) | transformer model\nAttention (mechanism)")
    #expect(file.entries[0].names.map(\.text) == ["transformer model"])
    #expect(file.entries[1].names.map(\.text) == ["Attention"])
  }

  @Test("all that is wrong is reported with its place, and the rest is read")
  func problems() {
    let file = LexiconFile(
      path: "a.txt", text: "Early\n[persn]\n[person\n[person]\n  Ada | | 阿达\n洛 |  =\nGood")
    #expect(
      file.problems == [
        DataProblem(file: "a.txt", line: 1, column: 1, reason: .entityBeforeHeading),
        DataProblem(file: "a.txt", line: 2, column: 1, reason: .unknownKind("persn")),
        DataProblem(file: "a.txt", line: 3, column: 1, reason: .unclosedHeading),
        DataProblem(file: "a.txt", line: 5, column: 8, reason: .emptyName),
        DataProblem(file: "a.txt", line: 6, column: 4, reason: .emptyName),
      ])
    #expect(file.entries.map(\.identity) == ["Ada", "洛", "Good"])
    #expect(
      file.problems[1].description
        == "a.txt:2:1: 'persn' is no kind; the kinds are person, organization, product, concept, work, place and event"
    )
  }
}

@Suite("Corrections")
struct CorrectionsTests {
  @Test("each command is read")
  func commands() {
    let corrections = Corrections(
      path: "corrections",
      text: """
        same Ada Lovelace = 阿达   # a name
        not-same Alex = Alex Graves
        rename A=B Inc -> AB
        kind Codex = product
        ignore Bayt
        """)
    #expect(corrections.problems == [])
    #expect(
      corrections.lines.map(\.command) == [
        .same("Ada Lovelace", "阿达"), .notSame("Alex", "Alex Graves"), .rename("A=B Inc", to: "AB"),
        .kind("Codex", .product), .ignore("Bayt"),
      ])
    #expect(corrections.lines.map(\.line) == [1, 2, 3, 4, 5])
  }

  @Test("what is wrong is reported line by line")
  func problems() {
    let corrections = Corrections(
      path: "c", text: "merge A = B\nsame A\nkind A = thing\n\nignore\nrename A -> \nignore B")
    #expect(
      corrections.problems.map(\.reason) == [
        .unknownCommand("merge"), .missing(separator: "=", command: "same"), .unknownKind("thing"),
        .emptyName,
        .missing(separator: "->", command: "rename"),
      ])
    #expect(corrections.problems.map(\.line) == [1, 2, 3, 5, 6])
    #expect(corrections.lines.map(\.command) == [.ignore("B")])
  }
}
