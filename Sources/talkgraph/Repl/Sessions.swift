import ArgumentParser
import Datalog
import Foundation
import Workbench

/// A session at a terminal.
struct TypedSession {
  let editor: LineEditor
  let interrupt: SessionInterrupt
  let output: ReplOutput

  /// Reads and answers until the user has enough.
  func run(_ session: inout ReplSession) {
    let file = HistoryFile()
    var history = file?.read() ?? ReplHistory()
    for entry in history.entries { editor.remember(entry) }
    var typed: [String] = []
    while !session.hasEnded {
      let snapshot = session
      editor.complete = { snapshot.completion(of: $0, files: names(in:)) }
      switch editor.read(prompt: session.prompt) {
      case .end:
        output.note("")
        session.finish(to: output)
      case .cancelled:
        Terminal.print("^C\n")
        session.abandon()
        typed = []
      case .line(let line):
        typed.append(line)
        interrupt.during { feed(line, to: &session, $0) }
        guard !session.isUnfinished else { continue }
        for entry in history.add(typed) {
          editor.remember(entry)
          file?.append(entry)
        }
        typed = []
      }
    }
  }

  private func feed(_ line: String, to session: inout ReplSession, _ cancellation: Cancellation) {
    var output = output
    // The terminal shows Ctrl-C where it is pressed; what is said of it begins on a line of its own.
    output.error = { [error = output.error] in error((cancellation.isCancelled ? "\n" : "") + $0) }
    session.feed(line, cancellation: cancellation, to: output)
  }

  /// What is in a folder, folders with a slash.
  private func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.map { name in
      var isFolder: ObjCBool = false
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        ? name + "/" : name
    }
  }
}

/// A session whose statements come through a pipe or from a file.
struct PipedSession {
  let interrupt: SessionInterrupt
  let output: ReplOutput

  /// Reads and answers to the end of the input.
  ///
  /// - Throws: the exit code, if it is not 0.
  func run(_ session: inout ReplSession) throws {
    var lines = InputLines()
    while !session.hasEnded {
      let line = lines.next()
      let isStopped = interrupt.during { cancellation in
        switch line {
        case .text(let text): session.feed(text, cancellation: cancellation, to: output)
        case .unreadable(let reason): session.feedUnreadable(reason, to: output)
        case nil: session.finish(cancellation: cancellation, to: output)
        }
        return cancellation.isCancelled
      }
      // Nobody is there to go on.
      if isStopped { throw ExitCode(3) }
    }
    if session.exitCode != 0 { throw ExitCode(session.exitCode) }
  }
}
