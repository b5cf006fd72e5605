import Datalog
import Relations

/// A command of a session, which begins with a colon.
struct ReplCommand: Sendable {
  /// What may stand after it, for completion.
  enum Argument: Sendable {
    case none, command, file, relation, statement, fact, query, setting, parameter
    case words([String])
  }

  let name: String
  var aliases: [String] = []
  /// As help shows them.
  let arguments: String
  let summary: String
  /// What else there is to know.
  var details = ""
  var argument = Argument.none

  /// Every command, in the order that help shows them.
  static let all: [ReplCommand] = [
    ReplCommand(
      name: "help", aliases: ["h", "?"], arguments: "[COMMAND]", summary: "show the commands, or one of them",
      argument: .command),
    ReplCommand(
      name: "load", aliases: ["l"], arguments: "FILE",
      summary: "read declarations, facts and rules from a file",
      details: """
        Loading a file again takes the file as it is now in place of what it was.
        Its questions are answered; its '.output's are not, since they may be long:
        ask for them.
        """,
      argument: .file),
    ReplCommand(
      name: "save", arguments: "FILE", summary: "write all statements to a file",
      details: """
        What was typed and what was loaded, without questions, in order. '-' shows
        them.
        """,
      argument: .file),
    ReplCommand(
      name: "forget", arguments: "NAME", summary: "take out a relation, type or component",
      details: """
        Its declaration, facts and rules go. Where other statements still need the
        declaration, only facts and rules go, so that they can be written anew.
        """,
      argument: .relation),
    ReplCommand(
      name: "relations", aliases: ["schema"], arguments: "[PART]",
      summary: "show the relations with their columns",
      details: "With a part of a name: those whose names have it.", argument: .relation),
    ReplCommand(
      name: "rules", arguments: "[RELATION]", summary: "show the facts and rules there are",
      details: "Without a name: the session's own. With one: that relation's, the graph's rules among them.",
      argument: .relation),
    ReplCommand(
      name: "queries", arguments: "", summary: "show the library's questions over a graph"),
    ReplCommand(
      name: "run", arguments: "QUERY [name=value]...", summary: "ask a question of the library, or a file's",
      details: "It sees the graph and the rules of Graph/, not what was typed.", argument: .query),
    ReplCommand(
      name: "explain", aliases: ["why"], arguments: "FACT|ROW [depth=N]", summary: "show why a fact holds",
      details: """
        A fact is written as in a program, path(1, 3); variables stand for any value.
        A number is a row of the last answer, counted from 1. A proof goes 20 steps
        deep, or as many as depth says, 0 for all.
        """,
      argument: .fact),
    ReplCommand(
      name: "whynot", arguments: "FACT [depth=N]", summary: "show what each rule lacks for a fact",
      details: """
        A fact is written as in a program, path(3, 1); variables stand for any value,
        and a relation's name alone for all its rows. Derived facts that lack are gone
        into as deep as depth says, one step if it says nothing.
        """,
      argument: .fact),
    ReplCommand(
      name: "plan", arguments: "[RELATION|QUESTION]", summary: "show how rules are run",
      details: """
        In which order a rule's conditions are met and what they read: for the rules
        of a relation, for those that a question needs, path(1, x)?, or for all of the
        session's own. It evaluates them, since plans depend on sizes.
        """,
      argument: .statement),
    ReplCommand(
      name: "param", arguments: "[NAME=VALUE]", summary: "give a '.param' its value, or show the values",
      details: "A value may be given before its '.param' is written. 'NAME=' takes the value back.",
      argument: .parameter),
    ReplCommand(
      name: "time", arguments: "[on|off]", summary: "say how long each answer took",
      argument: .words(["on", "off"])),
    ReplCommand(
      name: "limit", arguments: "[N|none]", summary: "show at most so many rows of each answer",
      argument: .words(["none"])),
    ReplCommand(
      name: "format", arguments: "[FORMAT]", summary: "show answers as table, tsv, csv, json or markdown",
      argument: .words(TableFormat.allCases.map(\.rawValue))),
    ReplCommand(
      name: "set", arguments: "[NAME [VALUE]]", summary: "change any setting, or show them",
      details: SessionSettings.all.map {
        "\($0.name.padded(to: 14))\($0.values.padded(to: 29))\($0.summary)"
      }.joined(separator: "\n"),
      argument: .setting),
    ReplCommand(
      name: "quit", aliases: ["q", "exit"], arguments: "", summary: "end the session, as Ctrl-D does"),
  ]

  /// The command of a name or another of its names.
  static func named(_ name: String) -> ReplCommand? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }

  var usage: String { arguments.isEmpty ? ":\(name)" : ":\(name) \(arguments)" }

  /// All commands, a line each.
  static var overview: String {
    let lines = all.map { "  \($0.usage.padded(to: 28))\($0.summary)\n" }.joined()
    return lines + """

        Anything else is Datalog: statements end with '.', questions with '.' after '?-', or with '?':
          .decl edge(from: number, to: number)     edge(1, 2).     ?- edge(x, y), x < y.     edge(1, x)?

      """
  }

  /// All about one command.
  var help: String {
    let others = aliases.isEmpty ? "" : "  also: " + aliases.map { ":" + $0 }.joined(separator: ", ") + "\n"
    let more = details.split(separator: "\n").map { "  \($0)\n" }.joined()
    return "\(usage)\n  \(summary)\n" + others + more
  }
}

/// A line that is a command: its name and what stands after it.
struct CommandLineWords {
  let name: String
  /// Without blanks around it.
  let rest: String

  /// Takes a line apart; nothing if it is no command.
  init?(_ line: String) {
    let text = line.trimmed
    guard text.hasPrefix(":"), StatementScanner.startsAnew(text) else { return nil }
    let name = text.dropFirst().prefix { !$0.isWhitespace }
    self.name = String(name)
    rest = text.dropFirst(1 + name.count).trimmed
  }

  /// As it is written, on one line of no great length.
  var text: String {
    let whole = rest.isEmpty ? ":\(name)" : ":\(name) \(rest)"
    return whole.count > 80 ? whole.prefix(79) + "…" : whole
  }

  /// The rest as one name, which may stand in quotes.
  var argument: String {
    rest.count > 1 && rest.hasPrefix("\"") && rest.hasSuffix("\"")
      ? String(rest.dropFirst().dropLast()) : rest
  }

  /// The rest cut at its blanks, those in quotes aside; the quotes go.
  var words: [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in rest {
      if character == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if character.isWhitespace && !isQuoted {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap(\.self)
  }
}

extension StringProtocol {
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}

extension String {
  /// With blanks after it, up to a width, one at least.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - displayWidth))
  }
}
