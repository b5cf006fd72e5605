/// Text as DOT takes it.
enum DotText {
  /// A node's name: always quoted, backslashes doubled, so that none can swallow the closing quote.
  static func id(_ text: String) -> String {
    quoted(text.withoutUnwritableCharacters.replacing("\\", with: "\\\\"))
  }

  /// A label or tooltip of several lines, in which neither escapes (`\N`) nor character entities (`&lt;`) are read.
  static func label(_ lines: [String]) -> String {
    quoted(lines.map(escaped).joined(separator: "\\n"))
  }

  /// Text within an HTML-like label.
  static func html(_ text: String) -> String {
    var html = ""
    for scalar in text.withoutUnwritableCharacters.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "\\": html += "&#92;"
      case "\n", "\r", "\t": html += " "
      default: html.unicodeScalars.append(scalar)
      }
    }
    return html
  }

  private static func escaped(_ line: String) -> String {
    line.withoutUnwritableCharacters
      .replacing("\\", with: "\\\\").replacing("&", with: "&amp;")
      .replacing("\r", with: " ").replacing("\n", with: "\\n")
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\\\"") + "\""
  }
}
