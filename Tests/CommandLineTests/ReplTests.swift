import Foundation
import Testing

@Suite("a session through a pipe")
struct PipedSessionTests {
  @Test("answers go to standard output, errors with their lines to standard error")
  func streams() throws {
    let ending = try Program.run(
      ["repl", "--format", "tsv"],
      input: ".decl p(x: number)\np(1). p(2).\nq(3).\n?- p(x).\n:nonsense\np(\n9)\n.\np(9)?")
    #expect(ending.code == 2)
    #expect(ending.output == "x\n1\n2\nholds\nyes\n")
    #expect(
      ending.errors == """
        <input>:3:1: error: no relation is called 'q'
          3 | q(3).
            | ^
        (2 rows)
        <input>:5: error: no command is called ":nonsense"; ':help' shows them all

        """)
  }

  @Test("a sound session ends with 0, a limit with 3, an empty one with nothing")
  func codes() throws {
    let empty = try Program.run(["repl"])
    #expect(empty.code == 0 && empty.output.isEmpty && empty.errors.isEmpty)
    let endless = try Program.run(
      ["repl", "--time-limit", "0.2"], input: ".decl n(x: number) n(0). n(x + 1) :- n(x).\nn(x)?\n")
    #expect(endless.code == 3 && endless.output.isEmpty)
    #expect(endless.errors.hasPrefix("<input>:2: error: the time limit of 0.2 seconds was reached in 'n'"))
    let missing = try Program.run(["repl", "/nowhere.talkgraph"])
    #expect(missing.code == 2 && missing.output.isEmpty)
  }

  @Test("a graph is asked by a script")
  func graph() throws {
    let ending = try Program.run(
      ["repl", Program.examples(), "--quiet"], input: "?- who mentioned \"规模定律\".\n:quit\nthis is not read\n")
    #expect(ending.code == 0 && ending.errors.isEmpty)
    #expect(ending.output.hasPrefix("who\n---") && ending.output.contains("Mirelle Tan"))
  }

  @Test("garbage is refused line by line")
  func garbage() throws {
    let folder = try Program.temporaryFolder()
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<50_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let file = folder.appendingPathComponent("noise")
    try Data(bytes).write(to: file)
    let process = Process()
    process.executableURL = Program.executable
    process.arguments = ["repl"]
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 2)
  }

  @Test("a reader that goes away ends a long answer quietly")
  func closedOutput() throws {
    let process = Process()
    let pipe = Pipe()
    let errors = Pipe()
    let input = Pipe()
    process.executableURL = Program.executable
    process.arguments = ["repl", "--quiet", "--format", "tsv"]
    (process.standardInput, process.standardOutput, process.standardError) = (input, pipe, errors)
    try process.run()
    try pipe.fileHandleForReading.close()
    input.fileHandleForWriting.write(Data(".decl p(x: number) p(x) :- x = range(0, 50000).\np(x)?\n".utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    let isQuiet = try errors.fileHandleForReading.readToEnd()?.isEmpty ?? true
    #expect(isQuiet)
    #expect(
      process.terminationReason == .uncaughtSignal
        ? process.terminationStatus == SIGPIPE : process.terminationStatus == 0)
  }
}

@Suite("a session at a terminal")
struct TypedSessionTests {
  private let state: URL
  private static let prompt = "talkgraph> "

  init() throws { state = try Program.temporaryFolder() }

  private func terminal(_ arguments: [String] = [], kind: String = "xterm") throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      ["repl"] + arguments,
      environment: ["XDG_STATE_HOME": state.path, "LANG": "C", "LC_ALL": "", "TERM": kind])
    try terminal.wait(for: Self.prompt)
    return terminal
  }

  /// Types a line and returns what is shown up to the next prompt.
  private func answer(_ line: String, _ terminal: PseudoTerminal) throws -> String {
    terminal.type(line + "\r")
    try terminal.wait(for: "\n")
    return String(try terminal.wait(for: Self.prompt).dropLast(Self.prompt.count))
  }

  private func expect(_ line: String, at terminal: PseudoTerminal, shows expected: String) throws {
    let shown = try answer(line, terminal)
    #expect(shown == expected)
  }

  @Test("a statement of several lines has prompts of its own and is kept as one in the history")
  func severalLines() throws {
    let terminal = try terminal()
    try expect(".decl p(x: number)", at: terminal, shows: "")
    terminal.type("p(1).\r")
    try terminal.wait(for: Self.prompt)
    terminal.type("?- p(x),\r")
    try terminal.wait(for: "...> ")
    try expect("x > 0.", at: terminal, shows: "x\n-\n1\n(1 row)\n")
    terminal.type("\u{4}")
    #expect(try terminal.ending() == 0)
    let file = state.appendingPathComponent("talkgraph/history")
    #expect(try String(contentsOf: file, encoding: .utf8) == ".decl p(x: number)\np(1).\n?- p(x), x > 0.\n")
    let modes = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(modes == 0o600)
  }

  @Test("the history of one session is the next one's")
  func history() throws {
    let first = try terminal()
    try expect(".decl p(x: number) p(7).", at: first, shows: "")
    first.type(":quit\r")
    #expect(try first.ending() == 0)
    let second = try terminal()
    second.type("\u{1b}[A\u{1b}[A")
    try second.wait(for: "p(7).")
    try expect("", at: second, shows: "")
    try expect("p(x)?", at: second, shows: "x\n-\n7\n(1 row)\n")
    second.type("\u{4}")
    #expect(try second.ending() == 0)
  }

  @Test("Tab completes relations, names in any language, and commands")
  func completion() throws {
    let terminal = try terminal([Program.examples()])
    terminal.type("founderO\t\"Jensen H\t, o)")
    try expect("?", at: terminal, shows: "o\n------\nNVIDIA\n(1 row)\n")
    terminal.type("founderOf(who, \"英伟\t)")
    #expect(try answer("?", terminal).contains("Jensen Huang"))
    terminal.type(":whyn\tfounderO\tper\t, \"英伟\t)")
    #expect(try answer("", terminal).contains("there is 1 row of founderOf(_, \"NVIDIA\")\n"))
    terminal.type(":fo\t\t")
    try terminal.wait(for: ":forget  :format")
    try terminal.wait(for: ":for")
    terminal.type("m\t")
    try terminal.wait(for: "at ")
    try expect("tsv", at: terminal, shows: "")
    try expect("founderOf(who, \"NVIDIA\")?", at: terminal, shows: "who\nJensen Huang\n(1 row)\n")
    terminal.type("\u{4}")
    #expect(try terminal.ending() == 0)
  }

  @Test("Ctrl-C ends an answer and not the session, and takes a line away")
  func interrupt() throws {
    let terminal = try terminal()
    try expect(".decl n(x: number) n(0). n(x + 1) :- n(x).", at: terminal, shows: "")
    terminal.type("n(x)?\r")
    try terminal.wait(for: "\n")
    Thread.sleep(forTimeInterval: 0.3)
    terminal.type("\u{3}")
    try terminal.wait(for: "\nerror: stopped on request in 'n'")
    try terminal.wait(for: Self.prompt)
    for command in [":explain n(-1)", ":whynot n(-1)", ":plan n"] {
      terminal.type(command + "\r")
      try terminal.wait(for: "\n")
      Thread.sleep(forTimeInterval: 0.3)
      terminal.type("\u{3}")
      try terminal.wait(for: "\nerror: stopped on request in 'n'")
      try terminal.wait(for: Self.prompt)
    }
    terminal.type("nonsense(\r")
    try terminal.wait(for: "(.> ")
    terminal.type("more nonsense\u{3}")
    try terminal.wait(for: "^C\n" + Self.prompt)
    try expect(":time", at: terminal, shows: "time off\n")
    terminal.type("\u{4}")
    #expect(try terminal.ending() == 0)
  }

  @Test(
    "terminals that can do nothing, or that nobody knows, do for a session",
    arguments: ["dumb", "unheard-of"])
  func simpleTerminals(kind: String) throws {
    let terminal = try terminal(kind: kind)
    #expect(try answer(".decl p(x: number) p(7). p(x)?", terminal).hasSuffix("x\n-\n7\n(1 row)\n"))
    terminal.type("\u{4}")
    #expect(try terminal.ending() == 0)
  }

  @Test("a long answer is cut, and says so")
  func longAnswers() throws {
    let terminal = try terminal()
    try expect(".decl p(x: number) p(x) :- x = range(0, 100000).", at: terminal, shows: "")
    let text = try answer("p(x)?", terminal)
    #expect(text.split(separator: "\n").count == 103)
    #expect(text.hasSuffix("99\n(100000 rows, 100 shown)\n"))
    terminal.type("\u{4}")
    #expect(try terminal.ending() == 0)
  }
}
