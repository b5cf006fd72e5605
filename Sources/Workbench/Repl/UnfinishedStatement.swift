/// The lines that a session was given and that are not a whole statement yet.
struct UnfinishedStatement {
  private var lines: [String] = []
  private var scanner = StatementScanner()

  init() {}

  /// Takes several lines at once.
  init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { append(String(line)) }
  }

  /// Takes what a command line says: a last statement that nothing ends, and that is no rule, is a question.
  init(expression: String) {
    self.init(expression)
    guard scanner.opening == .statement, let last = scanner.openStatement(of: lines),
      !last.dropFirst(2).contains(":-")
    else { return }
    let ended = UnfinishedStatement(expression + (last.hasPrefix("?-") ? "." : "?"))
    if ended.isWhole { self = ended }
  }

  var isEmpty: Bool { lines.isEmpty }
  /// Whether the lines can be read as they are.
  var isWhole: Bool { scanner.opening == nil }
  /// Whether no further line can make them right.
  var isBeyondMending: Bool { scanner.hasOpenString }
  var isInComment: Bool { scanner.opening == .comment }
  /// As they were typed.
  var text: String { lines.joined(separator: "\n") }

  /// What stands before the next line; it shows what is open.
  var prompt: String {
    guard !isEmpty else { return "talkgraph> " }
    return switch scanner.opening {
    case .comment: "      /*.> "
    case .bracket(let bracket): "       \(bracket).> "
    default: "      ...> "
    }
  }

  mutating func append(_ line: String) {
    lines.append(line)
    scanner.read(line)
  }

  /// The lines as a piece of a session, of which the last one has a number.
  func piece(lastLine: Int) -> SessionProgram.Piece {
    SessionProgram.Piece(firstLine: lastLine - lines.count + 1, text: program)
  }

  /// The lines as programs write them: a question that ends with its mark begins with `?-`.
  var program: String {
    var lines = lines.map { Array($0.utf8) }
    for (start, mark) in scanner.questions.reversed() {
      lines[mark.line][mark.byte] = UInt8(ascii: ".")
      lines[start.line].insert(contentsOf: "?- ".utf8, at: start.byte)
    }
    return lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }
}
