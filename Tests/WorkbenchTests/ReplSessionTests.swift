import Datalog
import Foundation
import Testing

@testable import Workbench

/// A session and what it said.
final class Conversation {
  private(set) var answers = ""
  private(set) var notes: [String] = []
  private(set) var errors: [String] = []
  var session: ReplSession

  init(graph: OpenGraph? = nil, isInteractive: Bool = true) throws {
    session = try ReplSession(graph: graph, data: .embedded, isInteractive: isInteractive)
  }

  /// Says lines and returns the answers, all that was said before forgotten.
  @discardableResult
  func say(_ text: String, cancellation: Cancellation = Cancellation()) -> String {
    (answers, notes, errors) = ("", [], [])
    let output = output
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      session.feed(String(line), cancellation: cancellation, to: output)
    }
    return answers
  }

  /// Gives a line that is no text.
  func say(unreadable reason: String) {
    (answers, notes, errors) = ("", [], [])
    session.feedUnreadable(reason, to: output)
  }

  func finish() { session.finish(to: output) }

  private var output: ReplOutput {
    ReplOutput(
      answer: { [unowned self] in answers += $0 }, note: { [unowned self] in notes.append($0) },
      error: { [unowned self] in errors.append($0) })
  }
}

@Suite("a session without a graph")
struct ReplSessionTests {
  private static let paths = """
    .decl edge(from: number, to: number)
    edge(1, 2). edge(2, 3).
    .decl path(from: number, to: number)
    path(x, y) :- edge(x, y).
    path(x, z) :-
      path(x, y),
      edge(y, z).
    """

  private func paths(isInteractive: Bool = true) throws -> Conversation {
    let talk = try Conversation(isInteractive: isInteractive)
    talk.say(Self.paths)
    #expect(talk.errors == [] && talk.answers == "")
    return talk
  }

  @Test(
    "a question may be asked in three ways",
    arguments: ["?- path(1, x).", "path(1, x)?", "?-\n path(1,\n x)\n."])
  func questions(question: String) throws {
    let talk = try paths()
    #expect(talk.say(question) == "x\n-\n2\n3\n")
    #expect(talk.notes == ["(2 rows)"] && talk.errors == [])
  }

  @Test("several questions on a line are answered one after the other")
  func severalQuestions() throws {
    let talk = try paths()
    #expect(talk.say("path(3, x)? path(2, x)?") == "answer:\nx\n-\n\nanswer:\nx\n-\n3\n")
    #expect(talk.notes == ["(no rows)", "(1 row)"])
  }

  @Test("what has no variables is answered with yes or no")
  func yesOrNo() throws {
    let talk = try paths()
    #expect(talk.say("path(1, 3)?") == "holds\n-----\nyes\n")
    #expect(talk.say("path(3, 1)?") == "holds\n-----\nno\n")
  }

  @Test("facts and rules add up, and are kept through a mistake, of which nothing is kept")
  func mistakes() throws {
    let talk = try paths()
    talk.say("edge(3, 4). egde(4, 5).")
    #expect(
      talk.errors == [
        """
        <input>:8:13: error: no relation is called 'egde'; did you mean 'edge'?
          8 | edge(3, 4). egde(4, 5).
            |             ^~~~
        """
      ])
    #expect(talk.say("path(3, x)?") == "x\n-\n")
    talk.say("edge(3, 4).")
    #expect(talk.say("path(3, x)?") == "x\n-\n4\n")
  }

  @Test("the prompt tells what is open, and lines not wanted can be taken back")
  func prompts() throws {
    let talk = try Conversation()
    #expect(talk.session.prompt == "talkgraph> ")
    talk.say("p(1,")
    #expect(talk.session.isUnfinished && talk.session.prompt == "       (.> ")
    talk.session.abandon()
    #expect(talk.session.prompt == "talkgraph> ")
    talk.say("/* so")
    #expect(talk.session.prompt == "      /*.> ")
  }

  @Test("a command ends what is unfinished, which is then faulty")
  func interruptedStatement() throws {
    let talk = try paths()
    #expect(talk.say("path(1, x\n:time") == "time off\n")
    #expect(talk.errors.count == 1 && talk.errors[0].hasPrefix("<input>:8:10: error: expected ',' or ')'"))
  }

  @Test("a relation can be forgotten; where others need it, its rules alone")
  func forgetting() throws {
    let talk = try paths()
    talk.say(":forget edge")
    #expect(
      talk.notes == [
        "forgot 2 facts, rules and inputs of 'edge'; its declaration stays, since others need it"
      ])
    talk.say("edge(7, 8).")
    #expect(talk.say("path(x, y)?") == "x  y\n-  -\n7  8\n")
    talk.say(":forget path")
    #expect(talk.notes == ["forgot 3 statements of 'path'"])
    talk.say(".decl path(name: symbol) path(\"new\").")
    #expect(talk.say("path(x)?") == "x\n---\nnew\n")
    talk.say(":forget pat")
    #expect(talk.errors == ["error: nothing is called \"pat\"; did you mean \"path\"?"])
  }

  @Test("a name that is taken comes with the way to make room")
  func redeclaration() throws {
    let talk = try paths()
    talk.say(".decl edge(name: symbol)")
    #expect(talk.errors.count == 2 && talk.errors[0].contains("first declared here"))
    #expect(talk.errors.last == "help: ':forget edge' makes room for another 'edge'")
  }

  @Test("an output shows its relation once, ordered and limited as it says")
  func outputs() throws {
    let talk = try paths()
    #expect(
      talk.say(".output path(order=\"-from,to\", limit=2)") == "from  to\n----  --\n   2   3\n   1   2\n")
    #expect(talk.notes == ["(3 rows, 2 shown)"])
    #expect(talk.say(".printsize path") == "rows\n----\n   3\n")
    #expect(talk.say("path(2, x)?") == "x\n-\n3\n")
  }

  @Test("settings change how answers are shown")
  func settings() throws {
    let talk = try paths()
    talk.say(":limit 1\n:format tsv")
    #expect(talk.say("path(x, y)?") == "x\ty\n1\t2\n" && talk.notes == ["(3 rows, 1 shown)"])
    talk.say(":set limit none\n:set format json\n:time on")
    #expect(talk.say("path(2, y)?") == "[\n  {\"y\": 3}\n]\n")
    #expect(talk.notes.count == 1 && talk.notes[0].hasPrefix("(1 row, 0.") && talk.notes[0].hasSuffix(" s)"))
    talk.say(":set time-limit never\n:set tiem on\n:format xml")
    #expect(
      talk.errors == [
        "error: time-limit wants 5s|500ms|2m|none, found \"never\"",
        "error: no setting is called \"tiem\"; did you mean \"time\"?",
        "error: format wants table|tsv|csv|json|markdown, found \"xml\"",
      ])
    #expect(talk.say(":set time-limit 90ms\n:set time-limit") == "time-limit 0.09s\n")
  }

  @Test("a fact and a row of the last answer are explained")
  func explanations() throws {
    let talk = try paths()
    let proof = """
      path(1, 3)  by <input>:5: path(x, z) :- path(x, y), edge(y, z).
        path(1, 2)  by <input>:4: path(x, y) :- edge(x, y).
          edge(1, 2)  stated at <input>:2
        edge(2, 3)  stated at <input>:2

      """
    #expect(talk.say(":explain path(1, 3)") == proof)
    #expect(talk.say(":explain path(3, 1)") == "path(3, 1) does not hold; :whynot path(3, 1) says why\n")
    talk.say("path(1, x)?")
    #expect(talk.say(":explain 2").contains("  " + proof.split(separator: "\n")[0]))
    talk.say(":explain 9\n:explain\n:explain path(1")
    #expect(
      talk.errors.count == 3
        && talk.errors[0] == "error: the last answer has 2 rows, counted from 1, and no row 9")
    #expect(talk.say(":explain path").contains("\n\n" + proof))
  }

  @Test("a proof is as deep as is asked for")
  func depth() throws {
    let talk = try paths()
    talk.say("edge(3, 4).")
    let proof = """
      path(1, 4)  by <input>:5: path(x, z) :- path(x, y), edge(y, z).
        path(1, 3)  by <input>:5: path(x, z) :- path(x, y), edge(y, z).
          path(1, 2)  by a proof of height 1 that is not shown
          edge(2, 3)  stated at <input>:2
        edge(3, 4)  stated at <input>:8

      """
    #expect(talk.say(":explain path(1, 4)? depth=1") == proof)
    talk.say("path(1, x)?")
    let cut = "\n    path(1, 3)  by a proof of height 2 that is not shown\n"
    #expect(talk.say(":explain 3 depth=1").contains(cut))
    #expect(!talk.say(":explain 3 depth=0").contains("not shown"))
    talk.say(":explain path(1, 3) depth=much")
    #expect(talk.errors == ["error: depth wants a number of steps, 0 for all, found \"much\""])
  }

  @Test("what is not there is explained by what each rule lacks")
  func absences() throws {
    let talk = try paths()
    #expect(
      talk.say(":whynot path(3, 1)") == """
        no row of path(3, 1)
          <input>:4: path(x, y) :- edge(x, y).
            0 bindings after edge(x, y)
            with x = 3, y = 1: no row of edge(3, 1)
          <input>:5: path(x, z) :- path(x, y), edge(y, z).
            0 bindings after path(x, y)
            with x = 3, z = 1: no row of path(3, _); there is path(2, 3), path(1, 2), path(1, 3)

        """)
    #expect(talk.say(":whynot path(1, 2)").hasPrefix("there is 1 row of path(1, 2)\n"))
    talk.say(":whynot\n:whynot pth(1, 2)")
    #expect(talk.errors.count == 2 && talk.errors[1].contains("did you mean 'path'?"))
  }

  @Test("the plan of a relation's rules, of a question, and of all rules is shown")
  func plans() throws {
    let talk = try paths()
    let first = """
        <input>:4: path(x, y) :- edge(x, y).
          scan edge(x, y), 2 rows
          runs as: scan, add rows

      """
    #expect(talk.say(":plan path").contains(first))
    #expect(talk.answers.hasPrefix("stratum 1, recursive: path\n"))
    #expect(talk.say(":plan") == talk.say(":plan path"))
    #expect(talk.say(":plan path(1, x)?").contains("<plan>:1: ?- path(1, x)."))
    #expect(talk.say(":plan edge") == "" && talk.notes == ["'edge' has no rules to run"])
    talk.say(":plan pth")
    #expect(talk.errors == ["error: no relation is called \"pth\"; did you mean \"path\"?"])
    #expect(talk.say("path(3, x)?") == "x\n-\n" && talk.errors == [])
  }

  @Test("explanations and plans end on request, and the session goes on")
  func endedExplanations() throws {
    let talk = try paths()
    talk.say(".decl n(x: number) n(0). n(x + 1) :- n(x).\npath(1, x)?")
    let cancelled = Cancellation()
    cancelled.cancel()
    for command in [":explain n(3)", ":whynot n(-1)", ":plan n", ":explain 1"] {
      talk.say(command, cancellation: cancelled)
      #expect(talk.errors.count == 1 && talk.errors[0].hasPrefix("error: stopped on request in '"))
    }
    #expect(talk.say(":plan n", cancellation: cancelled).contains("n(x + 1) :- n(x).  for the newest n(x)"))
    #expect(talk.say("path(2, x)?") == "x\n-\n3\n")
  }

  @Test("parameters are given before or after their declaration")
  func parameters() throws {
    let talk = try paths()
    talk.say(":param least=2")
    #expect(talk.notes == ["'.param least' is not declared yet; the value waits for it"])
    talk.say(".param least: number")
    #expect(talk.say("?- path(x, y), x >= $least.") == "x  y\n-  -\n2  3\n")
    #expect(talk.say(":param") == "least=2\n")
    talk.say(":param least=two")
    #expect(talk.errors.count == 1 && talk.errors[0].contains("'least' wants a number, found 'two'"))
    #expect(talk.say("?- path(x, y), x >= $least.") == "x  y\n-  -\n2  3\n")
  }

  @Test("misspelt commands are answered with the nearest, help tells of all and of each")
  func help() throws {
    let talk = try Conversation()
    talk.say(":laod x")
    #expect(
      talk.errors == [
        "error: no command is called \":laod\"; did you mean \":load\"?"
      ])
    let overview = talk.say(":help")
    for command in ReplCommand.all {
      #expect(overview.contains("  \(command.usage) "))
      #expect(talk.say(":help \(command.name)").hasPrefix("\(command.usage)\n  \(command.summary)\n"))
    }
  }

  @Test("endless recursion ends at its limit or on request, and the session goes on")
  func endlessRecursion() throws {
    let talk = try paths()
    talk.say(".decl n(x: number) n(0). n(x + 1) :- n(x).\n:set row-limit 5000\nn(x)?")
    #expect(
      talk.errors.count == 1 && talk.errors[0].hasPrefix("error: the row limit of 5000 was reached in 'n'"))
    let cancelled = Cancellation()
    cancelled.cancel()
    talk.say(":set row-limit none\nn(x)?", cancellation: cancelled)
    #expect(talk.errors.count == 1 && talk.errors[0].hasPrefix("error: stopped on request in 'n'"))
    #expect(talk.say("path(2, x)?") == "x\n-\n3\n")
  }

  @Test("through a pipe, lines are named and what was wrong decides the exit code")
  func pipes() throws {
    let talk = try paths(isInteractive: false)
    talk.say("egde(1, 1).\nedge(3, 4).\npath(3, x)?\n:nonsense")
    #expect(talk.answers == "x\n-\n4\n")
    #expect(talk.errors[0].hasPrefix("<input>:8:1: error: no relation is called 'egde'"))
    #expect(talk.errors[1] == "<input>:11: error: no command is called \":nonsense\"; ':help' shows them all")
    talk.finish()
    #expect(talk.session.exitCode == 2 && talk.session.hasEnded)
    let sound = try paths(isInteractive: false)
    sound.finish()
    #expect(sound.session.exitCode == 0)
    let endless = try Conversation(isInteractive: false)
    endless.say(".decl n(x: number) n(0). n(x + 1) :- n(x).\n:set row-limit 5000\nn(x)?")
    #expect(endless.session.exitCode == 3)
  }

  @Test("in a batch, the faulty statements are left out and the others kept")
  func batches() throws {
    let talk = try Conversation(isInteractive: false)
    talk.say(
      (0..<300).map { $0 % 100 == 7 ? "q(\($0))." : "p(\($0))." }.joined(separator: "\n")
        + "\n.decl p(x: number)\n?- n = count : { p(_) }.")
    #expect(talk.answers == "  n\n---\n297\n")
    #expect(talk.errors.joined().contains("<input>:8:1") && talk.errors.joined().contains("<input>:208:1"))
  }

  @Test("a long answer is shown page by page as it would be at once")
  func pages() throws {
    for format in ["table", "tsv", "csv"] {
      let talk = try Conversation()
      talk.say(
        ":format \(format)\n.decl p(x: number, y: symbol) p(x, cat(\"v\", to_string(x))) :- x = range(0, 12001)."
      )
      let lines = talk.say("p(x, y)?").split(separator: "\n")
      #expect(lines.count == 12001 + (format == "table" ? 2 : 1))
      #expect(lines.last?.hasSuffix("v12000") == true)
      #expect(lines.count { $0.contains("y") } == 1)
    }
  }
}
