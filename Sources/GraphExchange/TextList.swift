/// Several texts in one field, `Sam Altman | 萨姆·奥尔特曼`, such that they can be told apart again.
///
/// A vertical bar within a text is written `\|`, a backslash `\\`.
enum TextList {
  static func joined(_ texts: [String]) -> String {
    texts.map { $0.replacing("\\", with: "\\\\").replacing("|", with: "\\|") }.joined(separator: " | ")
  }

  static func split(_ field: String) -> [String] {
    guard !field.isEmpty else { return [] }
    var pieces = pieces(of: field)
    for index in pieces.indices.dropLast() where pieces[index].last == " " { pieces[index].removeLast() }
    for index in pieces.indices.dropFirst() where pieces[index].first == " " { pieces[index].removeFirst() }
    return pieces.map { String($0) }
  }

  /// What stands between the bars that are no part of a text, with its spaces.
  private static func pieces(of field: String) -> [String.UnicodeScalarView] {
    var pieces = [String.UnicodeScalarView()]
    var isEscaped = false
    for scalar in field.unicodeScalars {
      switch scalar {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case "|" where !isEscaped:
        pieces.append(String.UnicodeScalarView())
      default:
        pieces[pieces.count - 1].append(scalar)
      }
      isEscaped = false
    }
    return pieces
  }
}
