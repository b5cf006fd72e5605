import Datalog

/// What a session holds: the statements typed and the files loaded, less what was forgotten.
///
/// Statements keep their lines, so that a message about one names the line it was typed on. Questions and outputs are
/// for once and are not kept.
struct SessionProgram {
  /// Lines typed together, or a file.
  struct Piece {
    /// The file's path; nothing for what was typed.
    let file: String?
    /// 1 for files.
    let firstLine: Int
    let lineCount: Int
    private(set) var text: String
    /// Those that are kept.
    private(set) var statements: [Statement]

    /// Takes a text apart into what is kept and what is for once.
    init(file: String? = nil, firstLine: Int = 1, text: String) {
      self.file = file
      self.firstLine = firstLine
      self.text = text
      lineCount = 1 + text.utf8.count { $0 == UInt8(ascii: "\n") }
      statements = Source(name: file ?? SessionProgram.typed, text: text).statements
    }

    /// The piece without the statements that match; the others stay where they are.
    func without(_ isGone: (Statement) -> Bool) -> Piece {
      var piece = self
      var bytes = Array(text.utf8)
      for statement in statements where isGone(statement) {
        for offset in statement.bytes where bytes[offset] != UInt8(ascii: "\n") { bytes[offset] = 0x20 }
      }
      piece.text = String(decoding: bytes, as: UTF8.self)
      piece.statements.removeAll(where: isGone)
      return piece
    }

    /// Whether anything is left but blanks.
    var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }

    /// The lines it takes.
    var lines: Range<Int> { firstLine..<firstLine + lineCount }

    /// Whether a place is in it.
    func holds(_ place: Place?) -> Bool {
      guard let place else { return false }
      return place.file == file ?? SessionProgram.typed && lines.contains(place.line)
    }

    /// A statement's own words.
    func text(of statement: Statement) -> String {
      String(decoding: Array(text.utf8)[statement.bytes], as: UTF8.self)
    }

    /// The line that a statement begins on.
    func line(of statement: Statement) -> Int {
      firstLine + text.utf8.prefix(statement.bytes.lowerBound).count { $0 == UInt8(ascii: "\n") }
    }
  }

  /// What messages call the lines typed.
  static let typed = "<input>"

  private(set) var pieces: [Piece] = []

  /// The pieces as sources, in order; neighbours that were typed are one.
  var sources: [Source] {
    var sources: [Source] = []
    var text = ""
    var nextLine = 1
    func typedSource() -> [Source] { text.isEmpty ? [] : [Source(name: SessionProgram.typed, text: text)] }
    for piece in pieces {
      guard piece.file == nil else {
        sources += typedSource() + [Source(name: piece.file ?? "", text: piece.text)]
        (text, nextLine) = ("", 1)
        continue
      }
      text += String(repeating: "\n", count: max(0, piece.firstLine - nextLine)) + piece.text + "\n"
      nextLine = piece.lines.upperBound
    }
    return sources + typedSource()
  }

  /// The names of some kind of statement.
  func names(of kinds: Set<Statement.Kind>) -> Set<String> {
    var names: Set<String> = []
    for piece in pieces {
      for statement in piece.statements where kinds.contains(statement.kind) {
        names.formUnion(statement.names)
      }
    }
    return names
  }

  /// Every statement with its piece, in order.
  var statements: [(piece: Piece, statement: Statement)] {
    pieces.flatMap { piece in piece.statements.map { (piece, $0) } }
  }

  /// Adds what of a piece is to be kept; a file takes its own earlier place.
  mutating func append(_ piece: Piece) { appendWhole(piece.without { $0.kind.isForOnce }) }

  /// Adds a piece with its questions and outputs.
  mutating func appendWhole(_ kept: Piece) {
    if let file = kept.file, let index = pieces.firstIndex(where: { $0.file == file }) {
      pieces[index] = kept
    } else if !kept.isEmpty {
      pieces.append(kept)
    }
  }

  /// Takes out a file; what was typed stays.
  mutating func remove(file: String?) {
    if let file { pieces.removeAll { $0.file == file } }
  }

  /// With pieces added.
  func appending(_ pieces: some Sequence<Piece>) -> SessionProgram {
    var program = self
    for piece in pieces { program.append(piece) }
    return program
  }

  /// With a piece added, questions and all.
  func appendingWhole(_ piece: Piece) -> SessionProgram {
    var program = self
    program.appendWhole(piece)
    return program
  }

  /// Without the statements that match.
  func without(_ isGone: (Statement) -> Bool) -> SessionProgram {
    var program = self
    program.pieces = pieces.map { $0.without(isGone) }.filter { $0.file != nil || !$0.isEmpty }
    return program
  }
}

extension Statement.Kind {
  /// Whether it asks rather than says something.
  var isForOnce: Bool { self == .question || self == .output }
}
