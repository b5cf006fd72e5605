import Foundation
import Testing

@Suite("What the documentation shows is what the program prints")
struct DocumentedSessionTests {
  @Test(
    "commands print what the page shows, and files are what it shows of them",
    arguments: [
      "README.md", "Sources/Workbench/Workbench.docc/GraphRelations.md",
      "Sources/Datalog/Datalog.docc/InputAndOutput.md",
      "Sources/Datalog/Datalog.docc/Explanations.md",
    ])
  func sessions(page: String) throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("Examples"),
      withDestinationURL: Program.folder.appendingPathComponent("Examples"))
    let session = try DocumentedSession(page: Program.folder.appendingPathComponent(page))
    #expect(!session.commands.isEmpty)
    let draws = try !printed(by: "command -v dot", in: folder).isEmpty
    for command in session.commands {
      // Pictures are drawn by Graphviz.
      if command.text.hasPrefix("talkgraph draw"), !draws { continue }
      if let file = command.shownFile.map(folder.appendingPathComponent),
        !FileManager.default.fileExists(atPath: file.path)
      {
        let text = command.printed.joined(separator: "\n") + "\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        continue
      }
      let output = try printed(by: command.text, in: folder, input: command.typed)
      #expect(command.isBorneOut(by: output), "\(page):\(command.line): \(command.text)\n\(output)")
    }
  }

  /// What a shell that finds the program prints, errors among it.
  private func printed(by command: String, in folder: URL, input: String = "") throws -> String {
    let path = Program.executable.deletingLastPathComponent().path
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let ending = try Program.run(
      ["-c", "{ \(command)\n} 2>&1"], in: folder, input: input, environment: ["PATH": path + ":" + inherited],
      executable: URL(fileURLWithPath: "/bin/sh"))
    return ending.output
  }
}
