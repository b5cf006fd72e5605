import Testing

@testable import Workbench

@Suite("a session over a graph")
struct ReplGraphTests {
  private func conversation() throws -> Conversation { try Conversation(graph: TestGraph.examples()) }

  @Test("names are understood in any language, infix or not")
  func questions() throws {
    let talk = try conversation()
    let english = talk.say("?- who mentioned \"scaling law\".")
    #expect(talk.say("mentioned(who, \"规模定律\")?") == english && english.contains("Mirelle Tan"))
    talk.say("founderOf(who, \"NVIDAI\")?")
    #expect(
      talk.errors == [
        """
        <input>:3:19: error: no entity is called "NVIDAI"; did you mean "NVIDIA"?
          3 | ?- founderOf(who, "NVIDAI").
            |                   ^~~~~~~~
        """
      ])
  }

  @Test("rules of one's own rest on the graph's, which stay")
  func rules() throws {
    let talk = try conversation()
    talk.say(".decl founder(who: Entity)\nfounder(who) :- founderOf(who, _).")
    #expect(talk.say("founder(\"黄仁勋\")?").hasSuffix("yes\n"))
    talk.say(":forget founderOf")
    #expect(talk.errors == ["error: \"founderOf\" is the graph's and stays"])
    #expect(talk.say(":rules belongsTo").split(separator: "\n").count == 2)
    #expect(talk.say(":rules") == "<input>:2: founder(who) :- founderOf(who, _).\n")
    #expect(
      talk.say(":relations founder").contains("founder    who: Entity                           session"))
  }

  @Test("a question of the library is asked as on the command line")
  func libraryQueries() throws {
    let talk = try conversation()
    talk.say(":format tsv")
    let library = QueryLibrary(data: .embedded)
    let answer = try GraphQuery(graph: TestGraph.examples(), data: .embedded).run(
      try QueryRequest(library: library, words: ["who-mentioned", "entity=scaling law"]),
      presentation: QueryPresentation())
    #expect(
      talk.say(":run who-mentioned entity=\"scaling law\"") == TableFormat.tsv.render(answer.tables[0].table))
    talk.say(":run who-mentoined")
    #expect(talk.errors.count == 1 && talk.errors[0].contains("did you mean \"who-mentioned\"?"))
    #expect(talk.say(":queries").hasPrefix("query\tparameters\t"))
  }

  @Test("an explanation goes down to the words")
  func explanation() throws {
    let talk = try conversation()
    let text = talk.say(":explain founderOf(\"Jensen Huang\", \"NVIDIA\")")
    #expect(text.hasPrefix("founderOf(Jensen Huang, NVIDIA)\n  said: \""))
    #expect(talk.say(":explain founderOf(who, \"NVIDIA\")") == text)
  }

  @Test("a fact file's names and the graph's are one")
  func factFiles() throws {
    let folder = try TestFolders.temporary()
    try "NVIDIA\t1993\n".write(
      to: folder.appendingPathComponent("since.facts"), atomically: true, encoding: .utf8)
    let talk = try conversation()
    talk.say(":set facts \(folder.path)\n.decl since(org: Entity, year: number) .input since")
    #expect(talk.say("?- founderOf(who, org), since(org, year).").contains("Jensen Huang  NVIDIA  1993"))
    #expect(talk.errors == [])
  }

  @Test(
    "what stands before the cursor is completed",
    arguments: [
      ("?- who mentioned", ["mentioned", "mentionedIn"]), ("?- founderOf(per", ["person"]),
      (
        "?- founderOf(who, \"nvid",
        ["NVIDIA", "NVIDIA CUDA", "NVIDIA H100", "NVIDIA Jetson", "Nvidia Corporation"]
      ),
      ("?- founderOf(who, \"英伟", ["英伟达"]),
      (":fo", [":forget", ":format"]), (":format ma", ["markdown"]), (":help ru", ["rules", "run"]),
      (":run who-m", ["who-mentioned"]), (":rules collea", ["colleague"]),
      (":load fo", ["folder/", "four.dl"]),
      (".inp", [".input"]), (":explain colleag", ["colleague"]), ("?- nosuch", []),
      (":wh", [":whynot"]), (":pl", [":plan"]), (":plan colleag", ["colleague"]),
      (":whynot founderOf(per", ["person"]), (":whynot founderOf(x, \"英伟", ["英伟达"]),
      (":whynot founderOf(x, \"NVIDIA\") de", ["depth="]), (":plan founderOf(x, \"英伟", ["英伟达"]),
      (":set time-", ["time-limit"]),
    ])
  func completion(text: String, expected: [String]) throws {
    let talk = try conversation()
    let completion = talk.session.completion(of: text) { folder in
      folder == "." ? ["four.dl", "folder/", "three"] : []
    }
    #expect(completion.candidates == expected)
    let typed = text.suffix(completion.replacing).lowercased()
    #expect(completion.candidates.allSatisfy { $0.lowercased().hasPrefix(typed) })
  }

  @Test("a fact that is missing is explained by the graph's rules, names in any language")
  func absence() throws {
    let talk = try conversation()
    talk.say(":whynot colleague(\"Ada Lindqvist\", \"Kenji Ostrowski\")")
    #expect(talk.answers.contains("no row of belongsTo(\"Kenji Ostrowski\", \"Northlight Labs\")"))
    #expect(talk.say(":plan ?- who mentioned \"英伟达\".").contains("saidBy(sentence, person) on sentence"))
    #expect(talk.say(":plan colleague").hasPrefix("stratum 1: colleague\n  Graph/rules.dl:"))
  }

  @Test("an unfinished statement's lines count for completion")
  func completionOverLines() throws {
    let talk = try conversation()
    talk.say("?- founderOf(who, company),\n   mentioned(")
    let completion = talk.session.completion(of: "com") { _ in [] }
    #expect(completion.candidates == ["company"])
  }
}
