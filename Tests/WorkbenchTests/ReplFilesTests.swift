import Foundation
import Testing

@testable import Workbench

@Suite("a session and its files")
struct ReplFilesTests {
  let folder: URL

  init() throws { folder = try TestFolders.temporary() }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  @Test("a file is loaded, loaded anew, and refused whole")
  func loading() throws {
    let talk = try Conversation()
    try write(".decl p(x: number)\np(1).\n.output p\np(x)?\n", to: "a.dl")
    try write(".decl p(x: number)\np(1).\n.output p\n?- p(x).\n", to: "a.dl")
    #expect(talk.say(":load \(path("a.dl"))") == "x\n-\n1\n")
    #expect(
      talk.notes == [
        "(1 row)", "\(path("a.dl")): 2 statements",
        "its '.output's were not written; ask for them: '.output p'",
      ])
    try write(".decl p(x: number)\np(2).\n", to: "a.dl")
    talk.say(":load \(path("a.dl"))")
    #expect(talk.say("p(x)?") == "x\n-\n2\n")
    try write(".decl p(x: number)\nq(3).\n", to: "a.dl")
    talk.say(":load \(path("a.dl"))")
    #expect(
      talk.errors.count == 1
        && talk.errors[0].hasPrefix("\(path("a.dl")):2:1: error: no relation is called 'q'"))
    #expect(talk.say("p(x)?") == "x\n-\n2\n")
    talk.say(":load \(path("none.dl"))\n:load")
    #expect(talk.errors[0] == "error: cannot read \"\(path("none.dl"))\": no such file or directory")
    talk.say(":load \(path("b.dk"))")
    #expect(talk.errors == ["error: cannot read \"\(path("b.dk"))\": no such file or directory"])
    try write("", to: "b.dl")
    talk.say(":load \(path("b.dk"))\n:load")
    #expect(talk.errors[0].hasSuffix("no such file or directory; did you mean \"\(path("b.dl"))\"?"))
    #expect(talk.errors[1] == "error: :load wants a file; ':help load' tells more")
  }

  @Test("what is saved is the same session when it is loaded")
  func saving() throws {
    let talk = try Conversation()
    try write(".decl p(x: number)\np(1).\n", to: "a.dl")
    talk.say(
      ":load \(path("a.dl"))\n.decl q(x: number) // a comment\nq(x + 1) :-\n  p(x).\nq(x)?\n:save \(path("b.dl"))"
    )
    #expect(talk.notes.last == "\(path("b.dl")): 4 statements")
    let other = try Conversation()
    #expect(other.say(":load \(path("b.dl"))\nq(x)?") == "x\n-\n2\n")
    #expect(other.errors == [])
  }

  @Test("a fact file is read once, and again when it has changed")
  func factFiles() throws {
    let talk = try Conversation()
    try write("a\tb\n", to: "edge.facts")
    talk.say(":set facts \(folder.path)\n.decl edge(x: symbol, y: symbol) .input edge")
    #expect(talk.say("edge(x, y)?") == "x  y\n-  -\na  b\n")
    #expect(talk.say("edge(\"a\", y)?") == "y\n-\nb\n")
    try write("a\tlonger\n", to: "edge.facts")
    #expect(talk.say("edge(x, y)?") == "x  y\n-  ------\na  longer\n")
    try FileManager.default.removeItem(atPath: path("edge.facts"))
    talk.say("edge(x, y)?")
    #expect(
      talk.errors == [
        """
        <input>:2:41: error: cannot read "\(path("edge.facts"))" for 'edge': no such file or directory
          2 | .decl edge(x: symbol, y: symbol) .input edge
            |                                         ^~~~
        note: facts are looked for in "\(folder.path)" (:set facts)
        """
      ])
    try write("a\tb\nc\n", to: "edge.facts")
    talk.say("edge(x, y)?")
    #expect(talk.errors.count == 1 && talk.errors[0].hasPrefix("\(path("edge.facts")):2: error: "))
  }

  @Test("facts come in other forms, too, but not from where the session comes")
  func otherFacts() throws {
    let talk = try Conversation()
    try write("[[1], [2]]", to: "p.json")
    talk.say(
      ":set facts \(folder.path)\n.decl p(x: number) .input p(IO=jsonfile, filename=\"p.json\")\n"
        + ".decl q(x: number) .input q(IO=stdin)")
    #expect(talk.say("p(x)?") == "x\n-\n1\n2\n" && talk.errors == [])
    talk.say("q(x)?")
    #expect(talk.errors == ["error: 'q' cannot be read from standard input, which the session reads"])
  }

  @Test("history keeps an entry a line, without repetition and within bounds")
  func history() {
    var history = ReplHistory()
    #expect(history.add(["p(x) :-", "  q(x)."]) == ["p(x) :- q(x)."])
    #expect(history.add(["p(x) :- q(x)."]) == [] && history.add(["  "]) == [])
    #expect(history.add(["p(x) :- // why", "  q(x)."]) == ["p(x) :- // why", "  q(x)."])
    #expect(ReplHistory(Array(history.text.utf8)) == history)
    #expect(ReplHistory([0x61, 0x0a, 0xff, 0x0a, 0x62, 0x1b, 0x0a]).entries == ["a"])
    for number in 0...ReplHistory.limit { history.add(["p(\(number))."]) }
    #expect(history.entries.count == ReplHistory.limit && history.entries[0] == "p(1).")
  }
}
