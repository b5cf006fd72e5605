import Foundation
import Testing

@testable import Workbench

@Suite("what a session says of mistakes")
struct ReplComplaintTests {
  private static let edges = ".decl edge(from: number, to: number)\nedge(1, 2). edge(2, 3).\n"

  private func edges(isInteractive: Bool = true) throws -> Conversation {
    let talk = try Conversation(isInteractive: isInteractive)
    talk.say(Self.edges)
    return talk
  }

  @Test("through a pipe, a fault in a fact is told with the line of its command")
  func factsInPipes() throws {
    let talk = try edges(isInteractive: false)
    talk.say(":explain egde(1, 2)\n:whynot nope")
    #expect(
      talk.errors == [
        "<input>:4: in ':explain egde(1, 2)':",
        """
        <fact>:1:1: error: no relation is called 'egde'; did you mean 'edge'?
          1 | egde(1, 2)
            | ^~~~
        """,
        "<input>:5: in ':whynot nope':", "error: no relation is called 'nope'",
      ])
    let typed = try edges()
    typed.say(":whynot nope")
    #expect(typed.errors == ["error: no relation is called 'nope'"])
  }

  @Test(
    "a row's number that no answer reaches is a number still",
    arguments: ["0", "3", "-1", "9999999999999999999999"])
  func rowNumbers(number: String) throws {
    let talk = try edges()
    talk.say("edge(x, y)?\n:explain \(number)")
    #expect(talk.errors == ["error: the last answer has 2 rows, counted from 1, and no row \(number)"])
  }

  @Test("a question over a graph is refused where there is none, by one message")
  func graphless() throws {
    let talk = try edges()
    talk.say(":run talks\n:run tlks\n:run nothing-like-it\n:run -")
    #expect(
      talk.errors == [
        "error: \"talks\" is a question over a graph, and this session has none; 'talkgraph repl GRAPH' begins one "
          + "that has",
        "error: no query is called \"tlks\"; did you mean \"talks\"?",
        "error: no query is called \"nothing-like-it\"; ':queries' shows them all",
        "error: ':run -' has nothing to read: standard input is the session itself",
      ])
  }

  @Test("a string that is not closed ends a typed statement, since nothing can mend it")
  func openStrings() throws {
    let talk = try Conversation()
    talk.say(".decl p(x: symbol)\np(\"one.")
    #expect(!talk.session.isUnfinished)
    #expect(
      talk.errors.count == 1 && talk.errors[0].hasPrefix("<input>:2:3: error: this string is not closed"))
    #expect(talk.say("p(\"two\"). p(x)?") == "x\n---\ntwo\n")
  }

  @Test("what is cut short in a pipe spoils neither what stands before it nor what stands behind")
  func cutShort() throws {
    let talk = try edges(isInteractive: false)
    talk.say("edge(3,\n?- edge(3, x).\nedge(4,\n:rules edge")
    #expect(talk.errors.count == 2)
    #expect(talk.errors[0].hasPrefix("<input>:4:8: error: expected a value"))
    #expect(talk.errors[1].hasPrefix("<input>:6:8: error: expected a value"))
    #expect(talk.answers == "x\n-\n<input>:2: edge(1, 2).\n<input>:2: edge(2, 3).\n")
  }

  @Test("a line that is no text is told behind what stands before it")
  func unreadableLines() throws {
    let talk = try Conversation(isInteractive: false)
    talk.say("q(1).\nedge(1,")
    talk.say(unreadable: "this line is not UTF-8 text")
    #expect(
      talk.errors.map { $0.split(separator: "\n")[0] } == [
        "<input>:1:1: error: no relation is called 'q'",
        "<input>:2:8: error: expected a value, found the end of the program",
        "<input>:3: error: this line is not UTF-8 text",
      ])
  }

  @Test("a warning is given once, however many faults follow", arguments: [true, false])
  func warnings(isInteractive: Bool) throws {
    let talk = try edges(isInteractive: isInteractive)
    talk.say(".decl p(x: number)\np(x) :- edge(x, y).\nq(1).\nq(2).\n:rules q\nq(3).\np(7)?")
    let text = talk.errors.joined(separator: "\n")
    #expect(text.components(separatedBy: "warning: 'y' occurs only once").count == 2)
    #expect(text.components(separatedBy: "no relation is called 'q'").count == 4)
  }

  @Test("a fault in an included file is told once")
  func includes() throws {
    let folder = try TestFolders.temporary()
    let path = folder.appendingPathComponent("part.dl").path
    try ".decl p(x: number)\nnope(1).".write(toFile: path, atomically: true, encoding: .utf8)
    let talk = try Conversation(isInteractive: false)
    talk.say(".include \"\(path)\"\nq(1).\n:rules")
    #expect(talk.errors.count == 2)
    #expect(talk.errors[0].hasPrefix("<input>:2:1: error: no relation is called 'q'"))
    #expect(talk.errors[1].hasPrefix("\(path):2:1: error: no relation is called 'nope'"))
  }

  @Test("what others need and has no rows of its own stays, and who needs it is told")
  func needed() throws {
    let talk = try Conversation()
    talk.say(".type Point = [x: number, y: number]\n.decl p(at: Point)\np([1, 2]).\n:forget Point")
    #expect(talk.errors == ["error: \"Point\" stays, since <input>:2 needs it"])
    #expect(talk.say("p(at)?") == "at\n------\n[1, 2]\n")
  }

  @Test("components and instances are shown with the rules")
  func components() throws {
    let talk = try Conversation()
    talk.say(".comp Twice { .decl p(x: number) p(1). }\n.init a = Twice\na.p(2).")
    let component = "<input>:1: .comp Twice { .decl p(x: number) p(1). }\n"
    let instance = "<input>:2: .init a = Twice\n"
    #expect(talk.say(":rules a.p") == instance + "<input>:3: a.p(2).\n")
    #expect(talk.say(":rules a") == instance && talk.say(":rules Twice") == component)
    #expect(talk.say(":rules") == component + instance + "<input>:3: a.p(2).\n")
  }

  @Test("the statements are shown in place of written where the file is '-'")
  func shown() throws {
    let talk = try edges()
    #expect(talk.say(":save -") == Self.edges && talk.notes == [])
  }
}
