/// Breaks a label into short lines, so that a node stays near to square, and cuts it where it is no label any more.
///
/// Lines break at spaces; Chinese breaks anywhere; a word longer than a line is broken inside.
struct LabelWrapping {
  /// Columns in a line; a Han character takes two.
  var width: Int
  var lineLimit: Int

  /// For nodes of pictures.
  static let picture = LabelWrapping(width: 18, lineLimit: 4)
  /// For tooltips and captions: one line, cut only where it is absurd.
  static let tooltip = LabelWrapping(width: 400, lineLimit: 1)

  func lines(of label: String) -> [String] {
    var lines: [String] = []
    var line = ""
    var columns = 0
    var isSpaced = false
    for piece in pieces(of: label.withoutUnwritableCharacters) {
      let gap = isSpaced && !line.isEmpty ? 1 : 0
      if columns + gap + piece.columns > width, !line.isEmpty {
        lines.append(line)
        if lines.count > lineLimit { break }
        (line, columns) = (piece.text, piece.columns)
      } else {
        line += (gap == 1 ? " " : "") + piece.text
        columns += gap + piece.columns
      }
      isSpaced = piece.isSpaced
    }
    lines.append(line)
    guard lines.count > lineLimit else { return lines == [""] ? [" "] : lines }
    return lines.prefix(lineLimit - 1) + [cut(lines[lineLimit - 1])]
  }

  static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + $1.columns }
  }

  /// What a line may not break within.
  private struct Piece {
    var text = ""
    var columns = 0
    /// Whether space follows.
    var isSpaced = false
  }

  /// The label in pieces, none of them empty or wider than a line.
  private func pieces(of label: String) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece()
    func close() {
      if !piece.text.isEmpty { pieces.append(piece) }
      piece = Piece()
    }
    for character in label {
      if character.isWhitespace {
        close()
        if !pieces.isEmpty { pieces[pieces.count - 1].isSpaced = true }
        continue
      }
      let columns = character.columns
      if character.breaksAnywhere || piece.columns + columns > width { close() }
      piece.text.append(character)
      piece.columns += columns
      if character.breaksAnywhere { close() }
    }
    close()
    return pieces
  }

  private func cut(_ line: String) -> String {
    var line = line
    while Self.columns(line) >= width { line.removeLast() }
    while line.last == " " { line.removeLast() }
    return line + "…"
  }
}

extension Character {
  /// Han, kana and full-width forms; closing punctuation stays with what it closes.
  fileprivate var breaksAnywhere: Bool {
    guard let first = unicodeScalars.first else { return false }
    return first.isHan || (0x3040...0x30FF).contains(first.value)
  }

  fileprivate var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }
}
