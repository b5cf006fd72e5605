/// Text as DOT takes it.
enum DotText {
  /// A node's name: always quoted, backslashes doubled, so that none can swallow the closing quote.
  static func id(_ text: String) -> String {
    var id = "\""
    append(text, to: &id, isLabel: false)
    return id + "\""
  }

  /// A label or tooltip of several lines, in which neither escapes (`\N`) nor character entities (`&lt;`) are read.
  static func label(_ lines: [String]) -> String {
    var label = "\""
    for (number, line) in lines.enumerated() {
      if number > 0 { label += "\\n" }
      append(line, to: &label, isLabel: true)
    }
    return label + "\""
  }

  /// A label on a ground that lets little of what is behind it through.
  static func fadingLabel(_ lines: [String]) -> String {
    "<<TABLE BORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\" BGCOLOR=\"#FFFFFFD8\"><TR><TD>"
      + lines.map(html).joined(separator: "<BR/>") + "</TD></TR></TABLE>>"
  }

  /// Appends text for within quotes; what needs no escape goes over in runs.
  private static func append(_ text: String, to quoted: inout String, isLabel: Bool) {
    let scalars = text.unicodeScalars
    var runStart = scalars.startIndex
    for index in scalars.indices {
      guard let escape = escape(scalars[index], isLabel: isLabel) else { continue }
      quoted.unicodeScalars.append(contentsOf: scalars[runStart..<index])
      quoted += escape
      runStart = scalars.index(after: index)
    }
    quoted.unicodeScalars.append(contentsOf: scalars[runStart...])
  }

  private static func escape(_ scalar: Unicode.Scalar, isLabel: Bool) -> String? {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "&" where isLabel: "&amp;"
    case "\n" where isLabel: "\\n"
    case "\r" where isLabel: " "
    case _ where scalar.isUnwritable: ""
    default: nil
    }
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
}
