/// One JSON object on one line, its members in the order in which they are added (RFC 8259).
///
/// Written by hand because the order of members is part of the contract, which Foundation's encoder does not keep.
struct JSONLine {
  private(set) var text = "{"

  /// The line, with its end.
  var closed: String { text + "}\n" }

  mutating func add(_ key: String, _ value: String) { addRaw(key, JSONText.quoted(value)) }
  mutating func add(_ key: String, _ value: Int) { addRaw(key, String(value)) }
  mutating func add(_ key: String, _ value: Double) { addRaw(key, JSONText.number(value)) }
  mutating func add(_ key: String, _ values: [String]) {
    addRaw(key, JSONText.array(values.map(JSONText.quoted)))
  }

  /// Adds the value, or `null`.
  mutating func add(_ key: String, orNull value: String?) {
    addRaw(key, value.map(JSONText.quoted) ?? "null")
  }

  /// Adds what is JSON already.
  mutating func addRaw(_ key: String, _ json: String) {
    if text.utf8.count > 1 { text += "," }
    text += JSONText.quoted(key)
    text += ":"
    text += json
  }
}

/// JSON values as text.
public enum JSONText {
  /// The text in quotes; control characters and the line separators of JavaScript are escaped, all else is UTF-8.
  public static func quoted(_ text: String) -> String {
    var quoted = "\""
    quoted.reserveCapacity(text.utf8.count + 2)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where mustBeEscaped(scalar): quoted += escape(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// The shortest decimal that reads back the same; `null` for what JSON has no number for.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if let whole = Int(exactly: value) { return String(whole) }
    return "\(value)"
  }

  static func array(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

  /// Line separators are legal in JSON but split lines in tools that count Unicode's line ends, as do DEL and C1.
  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
