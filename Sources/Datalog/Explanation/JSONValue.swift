/// A value of JSON, written with its members in the order they are given.
public indirect enum JSONValue: Sendable, Equatable {
  /// A member of an object.
  public struct Member: Sendable, Equatable {
    public let name: String
    public let value: JSONValue

    /// Names a value.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  case null
  case boolean(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case real(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])
}

extension JSONValue {
  /// A value of a program: text as a string, records as lists, constructors as objects of one member, what is left
  /// out as `"…"`.
  public init(_ value: Value) {
    switch value {
    case .symbol(let text): self = .string(text)
    case .number(let number): self = .integer(number)
    case .unsigned(let number): self = .unsigned(number)
    case .float(let number): self = number.isFinite ? .real(number) : .string(value.description)
    case .record(nil): self = .null
    case .record(.some(let values)): self = .array(values.map(JSONValue.init))
    case .omitted: self = .string("…")
    case .variant(let name, let values):
      self = .object([Member("$" + name, .array(values.map(JSONValue.init)))])
    }
  }

  /// A count, a line or a number of a step.
  public init(_ count: Int) { self = .integer(Int64(count)) }

  /// The value as text, indented, short lists and objects on one line.
  public func rendered() -> String {
    var text = ""
    write(into: &text, indent: 0)
    return text + "\n"
  }

  private static let lineWidth = 100

  private func write(into text: inout String, indent: Int) {
    let line = onOneLine(Self.lineWidth - indent)
    if let line {
      text += line
      return
    }
    let lead = String(repeating: " ", count: indent + 2)
    switch self {
    case .array(let values):
      text += "[\n"
      for (index, value) in values.enumerated() {
        text += lead
        value.write(into: &text, indent: indent + 2)
        text += index + 1 < values.count ? ",\n" : "\n"
      }
      text += String(repeating: " ", count: indent) + "]"
    case .object(let members):
      text += "{\n"
      for (index, member) in members.enumerated() {
        text += lead + Self.quoted(member.name) + ": "
        member.value.write(into: &text, indent: indent + 2)
        text += index + 1 < members.count ? ",\n" : "\n"
      }
      text += String(repeating: " ", count: indent) + "}"
    case .null, .boolean, .integer, .unsigned, .real, .string: text += scalar
    }
  }

  /// The value without line ends, if it fits into so many characters; values without members always fit.
  private func onOneLine(_ width: Int) -> String? {
    var parts: [String] = []
    var length = 2
    func add(_ part: String) -> Bool {
      parts.append(part)
      length += part.count + 2
      return length <= width
    }
    switch self {
    case .null, .boolean, .integer, .unsigned, .real, .string: return scalar
    case .array(let values):
      for value in values {
        guard let part = value.onOneLine(width - length), add(part) else { return nil }
      }
      return "[\(parts.joined(separator: ", "))]"
    case .object(let members):
      for member in members {
        guard let part = member.value.onOneLine(width - length),
          add("\(Self.quoted(member.name)): \(part)")
        else { return nil }
      }
      return "{\(parts.joined(separator: ", "))}"
    }
  }

  private var scalar: String {
    switch self {
    case .null, .array, .object: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .unsigned(let number): String(number)
    case .real(let number): formatted(number)
    case .string(let text): Self.quoted(text)
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSONValue {
  /// Where a rule or a fact stands.
  init(_ place: Place) {
    self = .object([
      Member("file", .string(place.file)), Member("line", JSONValue(place.line)),
      Member("column", JSONValue(place.column)),
    ])
  }
}
