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

  @Test("the statements are shown in place of written where the file is '-'")
  func shown() throws {
    let talk = try edges()
    #expect(talk.say(":save -") == Self.edges && talk.notes == [])
  }
}
