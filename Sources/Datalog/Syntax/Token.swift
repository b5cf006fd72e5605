/// A word of the language, with where it stands.
struct Token: Sendable {
  enum Kind: Sendable, Equatable {
    case identifier(String)
    case string(String)
    /// A whole number without a suffix; its type is what its place asks for.
    case number(Int64)
    case unsigned(UInt64)
    case float(Double)
    case punctuation(Punctuation)
    /// `.decl` and the like; the dot is part of the word.
    case directive(String)
    case end
  }

  /// Everything that is neither a name nor a literal, spelt as in a program.
  enum Punctuation: String, Sendable, CaseIterable {
    case colonDash = ":-"
    case query = "?-"
    case mapsTo = "->"
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case subtype = "<:"
    case shiftLeft = "<<"
    case shiftRightUnsigned = ">>>"
    case shiftRight = ">>"
    case logicalAnd = "&&"
    case logicalOr = "||"
    case logicalXor = "^^"
    case power = "**"
    case less = "<"
    case greater = ">"
    case equal = "="
    case bang = "!"
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBrace = "{"
    case rightBrace = "}"
    case leftBracket = "["
    case rightBracket = "]"
    case comma = ","
    case semicolon = ";"
    case colon = ":"
    case dot = "."
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case caret = "^"
    case ampersand = "&"
    case bar = "|"
    case tilde = "~"
    case dollar = "$"
    case at = "@"
    case hash = "#"
  }

  var kind: Kind
  var span: Span
  /// Whether nothing but blanks stands before it on its line.
  var startsLine: Bool
  /// Whether it follows the word before it without a blank.
  var isJoined: Bool
  /// Whether it names a macro but was met inside what that macro stands for, so that it stays as it is.
  var isFinal = false

  /// The word as a message quotes it.
  var description: String {
    switch kind {
    case .identifier(let name): "'\(name)'"
    case .string(let text): "\"\(text)\""
    case .number(let value): "'\(value)'"
    case .unsigned(let value): "'\(value)u'"
    case .float(let value): "'\(value)'"
    case .punctuation(let mark): "'\(mark.rawValue)'"
    case .directive(let name): "'.\(name)'"
    case .end: "the end of the program"
    }
  }
}

extension Token.Punctuation {
  /// The marks by their bytes.
  private static let marks: [UInt32: Token.Punctuation] = Dictionary(
    uniqueKeysWithValues: allCases.map { (key($0.rawValue.utf8), $0) })

  private static func key(_ bytes: some Sequence<UInt8>) -> UInt32 {
    // What begins it tells "." from "." and a zero.
    var key: UInt32 = 1
    for byte in bytes { key = key << 8 | UInt32(byte) }
    return key
  }

  /// The mark that is spelt as one to three bytes.
  init?(bytes: ArraySlice<UInt8>) {
    guard let mark = Self.marks[Self.key(bytes)] else { return nil }
    self = mark
  }
}

extension Token {
  /// The word as a program spells it, if its own place in a source is not known.
  var spelling: String {
    switch kind {
    case .identifier(let name): name
    case .string(let text): Value.symbol(text).literal
    case .number(let value): String(value)
    case .unsigned(let value): "\(value)u"
    case .float(let value): "\(value)"
    case .punctuation(let mark): mark.rawValue
    case .directive(let name): ".\(name)"
    case .end: ""
    }
  }
}

/// The words that may follow a dot to make a directive.
let directiveNames: Set<String> = [
  "decl", "type", "input", "output", "printsize", "limitsize", "include", "pragma", "plan", "comp", "init",
  "override", "functor", "number_type", "symbol_type", "param", "lattice", "once",
]
