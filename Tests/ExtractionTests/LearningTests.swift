import KnowledgeGraph
import Testing
import Transcripts

@testable import Extraction

@Suite("What talks teach")
struct LearningTests {
  static let kinds = KindWords(
    path: "kinds.txt",
    text: """
      [list]
      person | people
      organization | orgs | 公司
      [class]
      person | 数学家 | engineer
      organization | 公司 | company
      product | 网站
      [ending]
      organization | Labs | 大学
      """)

  @Test("metadata keys, explanations and endings tell kinds")
  func kinds() {
    #expect(Self.kinds.kind(ofList: "companies_orgs") == .organization)
    #expect(Self.kinds.kind(ofList: "tags") == nil)
    #expect(Self.kinds.kind(ofExplanation: "法国数学家，群论的奠基者") == .person)
    #expect(Self.kinds.kind(ofExplanation: "一个由某公司运营的社交新闻网站，主要关注创业") == .product)
    #expect(Self.kinds.kind(ofExplanation: "a small company that makes a website") == .organization)
    #expect(Self.kinds.kind(endingOf: "Julius Labs") == .organization)
    #expect(Self.kinds.kind(endingOf: "北达科他大学") == .organization)
    #expect(Self.kinds.kind(endingOf: "Labs") == nil)
    #expect(Self.kinds.isClass("ML engineer"))
  }

  @Test("what is wrong in the kinds file is reported")
  func kindProblems() {
    let words = KindWords(path: "k", text: "[lists]\nthing | a")
    #expect(words.problems.map(\.reason) == [.unknownSection("lists"), .unknownKind("thing")])
  }

  @Test(
    "a bracket's names are told from its explanation",
    arguments: [
      ("Gauss: 德国数学家", ["Gauss"], "德国数学家"),
      ("HBM: High Bandwidth Memory，高带宽内存，一种内存", ["HBM", "High Bandwidth Memory", "高带宽内存"], "一种内存"),
      ("MIT", ["MIT"], ""),
      ("Greg 的兄弟", [], "Greg 的兄弟"),
      ("rollouts：在强化学习中，指过程", ["rollouts"], "在强化学习中，指过程"),
    ])
  func glosses(body: String, names: [String], explanation: String) {
    let reading = GlossReading(body)
    #expect(reading.names == names)
    #expect(reading.explanation == explanation)
  }

  @Test("names are divided into the parts by which persons are called")
  func parts() {
    #expect(NameShape.parts(ofPerson: "Samuel H. Altman") == ["Samuel", "Altman"])
    #expect(NameShape.parts(ofPerson: "萨姆·奥尔特曼") == ["萨姆", "奥尔特曼"])
    #expect(NameShape.parts(ofPerson: "黄仁勋") == [])
    #expect(NameShape.parts(ofPerson: "Cher") == [])
    #expect(NameShape.mayBePerson("Brad Gerstner"))
    #expect(!NameShape.mayBePerson("AI Engineer"))
    #expect(!NameShape.mayBePerson("GPT-4"))
  }

  @Test(
    "labels of concepts are singular",
    arguments: [
      ("legacy code bases", "legacy code base"), ("fallacies", "fallacy"), ("searches", "search"),
      ("physics", "physics"),
      ("bus", "bus"), ("analysis", "analysis"), ("GPUs", "GPUs"), ("飞轮", "飞轮"),
    ])
  func singular(name: String, expected: String) {
    #expect(NameShape.singular(name) == expected)
  }

  private func learn(_ lexicon: String, _ lessons: [Lesson], _ corrections: String = "")
    -> CollectionKnowledge
  {
    let base = BaseKnowledge(lexicons: [LexiconFile(path: "l", text: lexicon)], kinds: Self.kinds)
    return CollectionKnowledge(
      base: base, lessons: lessons, corrections: Corrections(path: "c", text: corrections))
  }

  private func lesson(_ source: Lesson.Source, _ names: [String], _ kind: EntityKind?, talk: Int = 0)
    -> Lesson
  {
    Lesson(source: source, names: names, kind: kind, talk: talk, sentence: 0)
  }

  @Test("names taught together with a known one become its names, unknown ones a new entity")
  func aliases() {
    let known = learn(
      "[person]\nAda Lovelace | 阿达·洛芙莱斯",
      [
        lesson(.gloss, ["洛芙莱斯夫人", "Ada Lovelace"], .person),
        lesson(.gloss, ["技术谦逊", "technical humilities"], nil),
      ])
    #expect(known.table.uses(of: "洛芙莱斯夫人").map { known.catalog[$0.entity].id } == ["Ada Lovelace"])
    #expect(known.table.uses(of: "技术谦逊").map { known.catalog[$0.entity].id } == ["technical humility"])
  }

  @Test("a bracket that ties two known things together teaches nothing")
  func conflict() {
    let known = learn("[concept]\nrollback | 回滚\nrollout", [lesson(.gloss, ["回滚", "rollouts"], nil)])
    #expect(known.catalog.entities.count == 2)
    #expect(known.table.uses(of: "回滚").map { known.catalog[$0.entity].id } == ["rollback"])
  }

  @Test("the order of lessons changes nothing")
  func order() {
    let lessons = [
      lesson(.list, ["Acme"], .organization), lesson(.gloss, ["Acme", "阿克米"], .product, talk: 1),
      lesson(.label, ["Bo Li", "李波"], .person, talk: 2), lesson(.list, ["Bo Li"], .person, talk: 1),
    ]
    let there = learn("", lessons)
    let back = learn("", lessons.reversed())
    #expect(there.catalog.entities == back.catalog.entities)
    #expect(there.catalog.entities.map(\.id) == ["Bo Li", "Acme"])
    #expect(there.catalog.entities.map(\.kind) == [.person, .organization])
  }

  @Test("corrections unite, part, rename, reclassify and silence")
  func corrections() {
    let lexicon = "[person]\nAda Lovelace\nA. Lovelace | Countess\n[product]\nEngine\nMill"
    let known = learn(
      lexicon, [],
      "same Ada Lovelace = A. Lovelace\nsame Engine = 引擎\nnot-same Countess = Ada Lovelace\nrename Engine -> Analytical Engine\nkind Engine = work\nignore Mill\nkind Engin = work"
    )
    let ada = known.table.uses(of: "A. Lovelace").map { known.catalog[$0.entity].id }
    #expect(ada == ["Ada Lovelace"])
    #expect(known.table.uses(of: "Countess") == [])
    #expect(known.table.uses(of: "引擎").map { known.decisions.renames[$0.entity] } == ["Analytical Engine"])
    #expect(known.catalog.index(of: "Engine").map { known.catalog[$0].kind } == .work)
    #expect(known.table.uses(of: "Mill") == [])
    #expect(
      known.decisions.problems.map(\.description) == [
        "c:7:1: no entity is called 'Engin'; did you mean 'Engine'?"
      ])
  }
}
