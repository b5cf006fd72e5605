/// One value of an answer, decoded.
public enum Value: Sendable, Hashable {
  case symbol(String)
  case number(Int64)
  case unsigned(UInt64)
  case float(Double)
  /// The values of a record; nothing for `nil`.
  case record([Value]?)
  /// A constructor of an algebraic type and its values.
  case variant(String, [Value])

  /// Which kind of column it belongs to.
  public var kind: Kind {
    switch self {
    case .symbol: .symbol
    case .number: .number
    case .unsigned: .unsigned
    case .float: .float
    case .record, .variant: .record
    }
  }
}

extension Value {
  /// What stands for records of a record that are left out where values are shown; no program can name it.
  static let omitted = Value.variant("…", [])
}

extension Value: CustomStringConvertible {
  /// The value as an answer prints it; a symbol is its bare text.
  public var description: String {
    switch self {
    case .symbol(let text): text
    case .number(let number): String(number)
    case .unsigned(let number): String(number)
    case .float(let number): formatted(number)
    case .record, .variant: recordText(\.description) ?? ""
    }
  }

  /// The value as a program spells it: a symbol in quotes.
  public var literal: String {
    guard case .symbol(let text) = self else { return recordText(\.literal) ?? description }
    var quoted = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "\""
  }
}

/// A double as short as it reads back, laid out as Soufflé prints it: no needless `.0`, and no exponent below 1e17.
func formatted(_ number: Double) -> String {
  if number.isNaN { return number.sign == .minus ? "-nan" : "nan" }
  let text = String(describing: number)
  if text.hasSuffix(".0") { return String(text.dropLast(2)) }
  guard text.hasSuffix("e+16") else { return text }
  let isNegative = text.hasPrefix("-")
  let digits = text.dropLast(4).filter(\.isNumber)
  return (isNegative ? "-" : "") + digits + String(repeating: "0", count: 17 - digits.count)
}

extension Value: Comparable {
  /// Symbols by their bytes, numbers by size; kinds apart.
  public static func < (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.symbol(let a), .symbol(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.number(let a), .number(let b)): a < b
    case (.unsigned(let a), .unsigned(let b)): a < b
    case (.float(let a), .float(let b)): a < b
    case (.record(let a), .record(let b)): b != nil && (a ?? []).lexicographicallyPrecedes(b ?? [])
    case (.variant(let a, let first), .variant(let b, let second)):
      a == b ? first.lexicographicallyPrecedes(second) : a < b
    case (.record, .variant): true
    case (.variant, .record): false
    default: a.kind.rawValue < b.kind.rawValue
    }
  }
}
