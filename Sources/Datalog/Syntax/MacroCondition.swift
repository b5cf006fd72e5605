/// What stands behind `#if`: whole numbers with the operators of C, names that are not macros being 0.
struct MacroCondition {
  /// Why a condition has no value.
  struct Fault: Error {
    var message: String
    var span: Span
  }

  private let words: [Token]
  private let end: Span
  private var position = 0
  private var depth = 0

  init(words: [Token], end: Span) {
    self.words = words
    self.end = end
  }

  mutating func value() throws(Fault) -> Int64 {
    let value = try value(atLeast: 1)
    if position < words.count { throw fault("expected an operator") }
    return value
  }

  private var span: Span { position < words.count ? words[position].span : end }

  private func fault(_ what: String) -> Fault {
    let found = position < words.count ? words[position].description : "the end of the line"
    return Fault(message: "\(what) in this condition, found \(found)", span: span)
  }

  /// The operator at hand, with how tightly it binds and how many words it takes.
  private var binary: (name: String, strength: Int, length: Int)? {
    guard position < words.count, case .punctuation(let mark) = words[position].kind else { return nil }
    switch mark {
    case .logicalOr: return ("||", 1, 1)
    case .logicalAnd: return ("&&", 2, 1)
    case .bar: return ("|", 3, 1)
    case .caret: return ("^", 4, 1)
    case .ampersand: return ("&", 5, 1)
    case .equal where position + 1 < words.count && words[position + 1].kind == .punctuation(.equal):
      return ("==", 6, 2)
    case .notEqual: return ("!=", 6, 1)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return (mark.rawValue, 7, 1)
    case .shiftLeft, .shiftRight: return (mark.rawValue, 8, 1)
    case .plus, .minus: return (mark.rawValue, 9, 1)
    case .star, .slash, .percent: return (mark.rawValue, 10, 1)
    default: return nil
    }
  }

  private mutating func value(atLeast strength: Int) throws(Fault) -> Int64 {
    guard depth < 200 else { throw Fault(message: "this is nested more than 200 levels deep", span: span) }
    depth += 1
    defer { depth -= 1 }
    var left = try operand()
    while let operation = binary, operation.strength >= strength {
      let place = span
      position += operation.length
      let right = try value(atLeast: operation.strength + 1)
      if right == 0, operation.name == "/" || operation.name == "%" {
        throw Fault(message: "division by zero in this condition", span: place)
      }
      left = Self.combine(operation.name, left, right)
    }
    return left
  }

  private mutating func operand() throws(Fault) -> Int64 {
    guard position < words.count else { throw fault("expected a value") }
    let word = words[position]
    position += 1
    switch word.kind {
    case .number(let value): return value
    case .unsigned(let value): return Int64(bitPattern: value)
    case .identifier: return 0
    case .punctuation(.bang): return try value(atLeast: 11) == 0 ? 1 : 0
    case .punctuation(.minus): return 0 &- (try value(atLeast: 11))
    case .punctuation(.plus): return try value(atLeast: 11)
    case .punctuation(.tilde): return ~(try value(atLeast: 11))
    case .punctuation(.leftParenthesis):
      let inner = try value(atLeast: 1)
      guard position < words.count, words[position].kind == .punctuation(.rightParenthesis) else {
        throw fault("expected ')'")
      }
      position += 1
      return inner
    default:
      position -= 1
      throw fault("expected a value")
    }
  }

  private static func combine(_ name: String, _ a: Int64, _ b: Int64) -> Int64 {
    switch name {
    case "||": a != 0 || b != 0 ? 1 : 0
    case "&&": a != 0 && b != 0 ? 1 : 0
    case "|": a | b
    case "^": a ^ b
    case "&": a & b
    case "==": a == b ? 1 : 0
    case "!=": a != b ? 1 : 0
    case "<": a < b ? 1 : 0
    case "<=": a <= b ? 1 : 0
    case ">": a > b ? 1 : 0
    case ">=": a >= b ? 1 : 0
    case "<<": a << (b & 63)
    case ">>": a >> (b & 63)
    case "+": a &+ b
    case "-": a &- b
    case "*": a &* b
    case "/": a.dividedReportingOverflow(by: b).partialValue
    default: a.remainderReportingOverflow(dividingBy: b).partialValue
    }
  }
}
