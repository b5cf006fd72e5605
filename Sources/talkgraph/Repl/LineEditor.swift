import CLibEdit
import Foundation
import Workbench

/// Lines typed at a terminal, with editing, history and completion by libedit.
///
/// A class because libedit calls back into it while a line is typed.
final class LineEditor {
  /// How a line ended.
  enum Reading {
    case line(String)
    /// Ctrl-C: the line is not wanted.
    case cancelled
    case end
  }

  /// What could stand at the cursor, asked for by Tab.
  var complete: (_ text: String) -> ReplCompletion = { _ in
    ReplCompletion(replacing: 0, candidates: [], ending: "")
  }
  private let editor: OpaquePointer
  private let history: OpaquePointer
  private var prompt: UnsafeMutablePointer<CChar>?
  private var wasCancelled = false

  /// Takes hold of the terminal that standard input and output are.
  init?(program: String) {
    LineEditor.useUTF8()
    guard let editor = clibedit_init(program) else { return nil }
    guard let history = history_init() else {
      el_end(editor)
      return nil
    }
    (self.editor, self.history) = (editor, history)
    _ = clibedit_history_limit(history, Int32(ReplHistory.limit))
    _ = clibedit_set_history(editor, history)
    _ = clibedit_set_client(editor, Unmanaged.passUnretained(self).toOpaque())
    _ = clibedit_set_signal_handling(editor)
    _ = clibedit_set_emacs_keys(editor)
    _ = clibedit_set_prompt(editor) { editor in LineEditor.of(editor)?.prompt }
    _ = clibedit_add_action(editor, "complete", "Complete a name") { editor, _ in
      LineEditor.of(editor)?.completeAtCursor() ?? UInt8(CC_ERROR)
    }
    _ = clibedit_add_action(editor, "cancel", "Take the line away") { editor, _ in
      LineEditor.of(editor)?.wasCancelled = true
      return UInt8(CC_EOF)
    }
    _ = clibedit_bind(editor, "^I", "complete")
    _ = clibedit_bind(editor, "^R", "em-inc-search-prev")
    // The user's own keys, ~/.editrc, come after ours.
    _ = el_source(editor, nil)
    _ = clibedit_bind(editor, "^C", "cancel")
  }

  deinit {
    el_end(editor)
    history_end(history)
    free(prompt)
  }

  /// Has Up bring a line back.
  func remember(_ line: String) { _ = clibedit_history_add(history, line) }

  /// Reads a line, without its end.
  func read(prompt text: String) -> Reading {
    free(prompt)
    prompt = strdup(text)
    wasCancelled = false
    let interruptKey = LineEditor.setInterruptKey(LineEditor.noKey)
    defer { LineEditor.setInterruptKey(interruptKey) }
    // libedit does so only after the prompt; a key pressed in between would be shown twice.
    _ = clibedit_prepare_terminal(editor)
    var count: Int32 = 0
    guard let bytes = el_gets(editor, &count), count > 0, !wasCancelled else {
      return wasCancelled ? .cancelled : .end
    }
    var line = String(cString: bytes)
    while line.last?.isNewline == true { line.removeLast() }
    return .line(line)
  }

  private static func of(_ editor: OpaquePointer?) -> LineEditor? {
    clibedit_client(editor).map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  /// What stands for no key at all (POSIX's `_POSIX_VDISABLE`).
  private static let noKey: cc_t = 0

  /// Says which key the terminal turns into a signal, and which it was.
  ///
  /// While a line is edited it is none: then Ctrl-C is a key like others, which libedit can be told what to do with.
  @discardableResult
  private static func setInterruptKey(_ key: cc_t) -> cc_t {
    var modes = termios()
    guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return key }
    let former = withUnsafeMutableBytes(of: &modes.c_cc) { keys in
      defer { keys[Int(VINTR)] = key }
      return keys[Int(VINTR)]
    }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
    return former
  }

  /// libedit reads characters as the locale says; programs here are UTF-8, whatever it is.
  private static func useUTF8() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }
}

// MARK: Completion

extension LineEditor {
  private func completeAtCursor() -> UInt8 {
    guard let line = el_line(editor)?.pointee, let start = line.buffer, let cursor = line.cursor else {
      return UInt8(CC_ERROR)
    }
    let bytes = UnsafeRawBufferPointer(start: start, count: cursor - start)
    let text = String(decoding: bytes, as: UTF8.self)
    let completion = complete(text)
    guard !completion.candidates.isEmpty else { return UInt8(CC_REFRESH_BEEP) }
    let typed = text.suffix(completion.replacing)
    let isOnly = completion.candidates.count == 1
    let isFolder = isOnly && completion.candidates[0].hasSuffix("/")
    let wanted = completion.commonPrefix + (isOnly && !isFolder ? completion.ending : "")
    if isOnly || wanted.count > typed.count {
      el_deletestr(editor, Int32(typed.unicodeScalars.count))
      return UInt8(el_insertstr(editor, wanted) == 0 ? CC_REFRESH : CC_ERROR)
    }
    Terminal.print("\n" + ColumnList(completion.candidates, width: Terminal.width).text)
    return UInt8(CC_REDISPLAY)
  }
}
