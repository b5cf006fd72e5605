import Testing

@testable import Extraction

@Suite("Name table")
struct NameTableTests {
  private func found(_ names: [String], in text: String, exact: Set<String> = []) -> [String] {
    var builder = NameTable.Builder(folding: CharacterFolding(pairs: "黃黄 勳勋"))
    for (index, name) in names.enumerated() {
      builder.add(
        name,
        NameUse(
          entity: EntityIndex(rawValue: index), strength: .sure, isExact: exact.contains(name),
          method: .lexicon))
    }
    return builder.table().candidates(in: Array(text.utf8)).map {
      String(decoding: Array(text.utf8)[$0.range], as: UTF8.self)
    }
  }

  @Test(
    "a name is found in all its spellings and only as a word",
    arguments: [
      ("AI", "OpenAI and AI基础设施, AIs, xAI", ["AI", "AIs"]),
      ("GPT-4", "GPT4, GPT four and GPT-4o or GPT-4.5 or GPT-4.", ["GPT4", "GPT four", "GPT-4"]),
      ("OpenAI", "open AI, openai's, Open-AI", ["open AI", "openai", "Open-AI"]),
      ("data center", "datacenters", ["datacenters"]),
      ("AI", "a I and A.I.", []),
      ("黄仁勋", "英伟达CEO黃仁勳说", ["黃仁勳"]),
      ("Илья", "Илья говорит, Ильяс", ["Илья"]),
      ("Boss", "Boss's bosss", ["Boss"]), ("The Paper", "the paper in The Paper", ["The Paper"]),
      ("WeWork", "where we work: We Work", ["We Work"]),
    ])
  func finds(name: String, text: String, expected: [String]) {
    #expect(found([name], in: text) == expected)
  }

  @Test("an exact name keeps its capitals")
  func exact() {
    #expect(found(["Meta"], in: "meta data at Meta", exact: ["Meta"]) == ["Meta"])
  }

  @Test("an acronym of three letters counts only in capitals")
  func acronym() {
    #expect(found(["PR", "VM"], in: "pr PRs vm VM") == ["PRs", "VM"])
  }

  @Test("candidates come by start, the longest first")
  func order() {
    #expect(found(["机器", "机器学习", "学习"], in: "机器学习") == ["机器学习", "机器", "学习"])
  }
}
