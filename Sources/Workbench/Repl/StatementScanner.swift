/// Tells, line by line, whether what was typed so far makes whole statements.
///
/// It knows strings, comments, brackets and names with dots, and no more: what the statements mean, and whether they
/// are right, the parser tells. A directive ends with its line unless something is open or its last sign wants more.
struct StatementScanner {
  /// What is still open at the end of a line.
  enum Opening: Equatable {
    case statement
    /// The innermost bracket that is not closed.
    case bracket(Character)
    case comment
  }

  private var brackets: [UInt8] = []
  private var isInComment = false
  /// Whether nothing of the next statement has been met yet.
  private var isBetween = true
  private var isDirective = false
  private var continuesLine = false
  private var last: UInt8 = 0
  private var line = -1
  private var statementStart = Position(line: 0, byte: 0)
  /// The statements that end with a question mark: where they begin, and where the mark is.
  private(set) var questions: [(start: Position, mark: Position)] = []
  /// Whether a string was met that is not closed on its line.
  private(set) var hasOpenString = false

  /// A byte of a line, both counted from 0.
  struct Position: Equatable {
    var line: Int
    var byte: Int
  }

  /// What the lines so far leave open; nothing if they can be read as they are.
  var opening: Opening? {
    if isInComment { return .comment }
    if let bracket = brackets.last { return .bracket(Character(Unicode.Scalar(bracket))) }
    if continuesLine { return .statement }
    guard !isBetween else { return nil }
    return isDirective && !",=|:<+-".utf8.contains(last) ? nil : .statement
  }

  /// Whether a line begins something new, whatever was open before: a question or a command of the session.
  static func startsAnew(_ line: some StringProtocol) -> Bool {
    let text = line.utf8.drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = text.first, let second = text.dropFirst().first else { return false }
    return first == UInt8(ascii: "?") && second == UInt8(ascii: "-")
      || first == UInt8(ascii: ":") && (second.isLetter || second == UInt8(ascii: "?"))
  }

  /// The text of the statement that some lines, which were read, leave open.
  func openStatement(of lines: [String]) -> Substring? {
    guard opening == .statement, lines.indices.contains(statementStart.line) else { return nil }
    let first = lines[statementStart.line].utf8.dropFirst(statementStart.byte)
    return Substring(
      ([String(Substring(first))] + lines[(statementStart.line + 1)...]).joined(separator: "\n"))
  }

  /// Goes through one more line.
  mutating func read(_ line: String) {
    let bytes = Array(line.utf8)
    self.line += 1
    guard !readPreprocessorLine(bytes) else { return }
    var position = 0
    while position < bytes.count { position = step(bytes, position) }
  }

  /// A line of the preprocessor is whole unless a backslash ends it.
  private mutating func readPreprocessorLine(_ bytes: [UInt8]) -> Bool {
    let isFirst = isBetween && !isInComment && bytes.first { !$0.isBlank } == UInt8(ascii: "#")
    guard continuesLine || isFirst else { return false }
    continuesLine = bytes.last == UInt8(ascii: "\\")
    return true
  }

  /// Goes past what stands at a position.
  private mutating func step(_ bytes: [UInt8], _ position: Int) -> Int {
    let byte = bytes[position]
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0x0a
    if isInComment {
      guard byte == UInt8(ascii: "*"), next == UInt8(ascii: "/") else { return position + 1 }
      isInComment = false
      return position + 2
    }
    if isBetween { statementStart = Position(line: line, byte: position) }
    switch byte {
    case _ where byte.isBlank: return position + 1
    case UInt8(ascii: "/") where next == UInt8(ascii: "/"): return bytes.count
    case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
      isInComment = true
      return position + 2
    case UInt8(ascii: "\""):
      note(byte)
      return endOfString(bytes, position)
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      brackets.append(byte)
      note(byte)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      _ = brackets.popLast()
      note(byte)
    case UInt8(ascii: "."): readDot(after: position > 0 ? bytes[position - 1] : 0x0a, before: next)
    case UInt8(ascii: "?") where brackets.isEmpty && next != UInt8(ascii: "-") && !next.isName:
      questions.append((statementStart, Position(line: line, byte: position)))
      end(byte)
    default: note(byte)
    }
    return position + 1
  }

  /// A dot ends a statement, begins a directive, or joins the parts of a name or a number.
  private mutating func readDot(after previous: UInt8, before next: UInt8) {
    if brackets.isEmpty, isBetween || isDirective, next.isLetter {
      isDirective = true
      note(next)
    } else if !brackets.isEmpty || previous.isName && next.isName {
      note(UInt8(ascii: "."))
    } else {
      end(UInt8(ascii: "."))
    }
  }

  private mutating func note(_ byte: UInt8) {
    isBetween = false
    last = byte
  }

  private mutating func end(_ byte: UInt8) {
    isBetween = true
    isDirective = false
    last = byte
  }

  /// Strings end with their line, closed or not.
  private mutating func endOfString(_ bytes: [UInt8], _ start: Int) -> Int {
    var position = start + 1
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\"") { return position + 1 }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    hasOpenString = true
    return bytes.count
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self >= 0x09 && self <= 0x0d }

  fileprivate var isLetter: Bool {
    self | 0x20 >= 0x61 && self | 0x20 <= 0x7a || self == 0x5f || self >= 0x80
  }

  fileprivate var isName: Bool { isLetter || self >= 0x30 && self <= 0x39 }
}
