import Foundation

/// What a page of the documentation shows of the program: commands behind `$`, each with what it prints.
struct DocumentedSession {
  struct Command {
    let line: Int
    let text: String
    /// What is typed into a session that it begins.
    let typed: String
    /// What follows it but for what is typed, and for the session's greeting, which a pipe does not get.
    let printed: [Substring]

    init(line: Int, text: String, shown: [Substring]) {
      let prompts = ["talkgraph> ", "      ...> "]
      func isTyped(_ line: Substring) -> Bool { prompts.contains { line.hasPrefix($0) } }
      let typed = shown.filter(isTyped).map { $0.dropFirst(prompts[0].count) + "\n" }.joined()
      (self.line, self.text, self.typed) = (line, text, typed)
      printed = shown.filter { !isTyped($0) && (typed.isEmpty || !$0.hasPrefix("talkgraph ")) }
    }
  }

  let commands: [Command]

  /// Reads the fenced blocks of a page that begin with a command.
  init(page: URL) throws {
    var commands: [Command] = []
    var open: (line: Int, text: String, printed: [Substring])?
    var (isFenced, isSession) = (false, false)
    func close() {
      if let open { commands.append(Command(line: open.line, text: open.text, shown: open.printed)) }
      open = nil
    }
    let text = try String(contentsOf: page, encoding: .utf8)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        close()
        isFenced.toggle()
        isSession = isFenced
      } else if isSession, line.hasPrefix("$ ") {
        close()
        open = (index + 1, String(line.dropFirst(2)), [])
      } else if open == nil {
        isSession = false
      } else {
        open?.printed.append(line)
      }
    }
    self.commands = commands
  }
}

extension DocumentedSession.Command {
  /// The file that it shows, if it is `cat FILE`.
  var shownFile: String? {
    let words = text.split(separator: " ")
    return words.count == 2 && words[0] == "cat" ? String(words[1]) : nil
  }

  /// Whether a run printed what the page shows, where `…` stands for any lines and times may differ.
  func isBorneOut(by output: String) -> Bool {
    var found = output.split(separator: "\n", omittingEmptySubsequences: false)[...]
    if found.last == "" { found.removeLast() }
    return Self.matches(printed[...], found)
  }

  private static func matches(_ wanted: ArraySlice<Substring>, _ found: ArraySlice<Substring>) -> Bool {
    guard let first = wanted.first else { return found.isEmpty }
    if first.allSatisfy({ $0 == " " || $0 == "…" }), first.contains("…") {
      return (found.startIndex...found.endIndex).contains { matches(wanted.dropFirst(), found[$0...]) }
    }
    guard let line = found.first, timeless(first) == timeless(line) else { return false }
    return matches(wanted.dropFirst(), found.dropFirst())
  }

  private static func timeless(_ line: Substring) -> Substring {
    guard let start = line.range(of: " (", options: .backwards), line.hasSuffix(" s)") else { return line }
    return line[..<start.lowerBound]
  }
}
