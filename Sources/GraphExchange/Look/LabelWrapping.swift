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
    for piece in pieces(of: label.withoutUnwritableCharacters) {
      let joined = line + piece
      if Self.columns(joined.trimmed) <= width || line.isEmpty {
        line = joined
      } else {
        lines.append(line.trimmed)
        line = piece
      }
      if lines.count > lineLimit { break }
    }
    lines.append(line.trimmed)
    lines.removeAll(where: \.isEmpty)
    guard lines.count > lineLimit else { return lines.isEmpty ? [" "] : lines }
    let last = lines[lineLimit - 1]
    return lines.prefix(lineLimit - 1) + [cut(last)]
  }

  static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + $1.columns }
  }

  /// Pieces between which a line may break, each with the space after it; none is wider than a line.
  private func pieces(of label: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    func close() {
      if !piece.isEmpty { pieces.append(piece) }
      piece = ""
    }
    for character in label {
      if character.isWhitespace {
        if piece.isEmpty, pieces.last?.last == " " { continue }
        piece.append(" ")
        close()
      } else if character.breaksAnywhere {
        close()
        piece.append(character)
        close()
      } else {
        if Self.columns(piece) + character.columns > width { close() }
        piece.append(character)
      }
    }
    close()
    return pieces
  }

  private func cut(_ line: String) -> String {
    var line = line
    while Self.columns(line) >= width { line.removeLast() }
    return line.trimmed + "…"
  }
}

extension String {
  fileprivate var trimmed: String {
    var view = self[...]
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
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
