/// The kinds of value a word can hold; types declared in a program are named parts of these.
public enum Kind: String, Sendable, Hashable {
  /// A string, as the id a `SymbolTable` gave it.
  case symbol
  /// A signed whole number of 64 bits.
  case number
  /// A whole number of 64 bits without a sign.
  case unsigned
  /// A double.
  case float
  /// A record or a value of an algebraic type, as the id of its words.
  case record
}

extension Kind {
  /// The kind with its article.
  var phrase: String { self == .unsigned ? "an unsigned number" : "a \(rawValue)" }
}

/// What a call computes.
enum Functor: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
  case power = "^"
  case negate = "neg"
  case bitNot = "bnot"
  case bitAnd = "band"
  case bitOr = "bor"
  case bitXor = "bxor"
  case shiftLeft = "bshl"
  case shiftRight = "bshr"
  case shiftRightUnsigned = "bshru"
  case logicalNot = "lnot"
  case logicalAnd = "land"
  case logicalOr = "lor"
  case logicalXor = "lxor"
  case minimum = "min"
  case maximum = "max"
  case concatenate = "cat"
  case length = "strlen"
  case substring = "substr"
  case ordinal = "ord"
  case toNumber = "to_number"
  case toUnsigned = "to_unsigned"
  case toFloat = "to_float"
  case toString = "to_string"
  case matches = "match"
  case contains = "contains"
  case range = "range"
  /// The next number of a counter.
  case autoinc
  /// The number of the round in which the rule runs.
  case iteration = "recursive_iteration_cnt"
  /// Puts a record together, and takes one value out of it.
  case pack = "[]"
  case part = "[.]"

  /// What may be called by name.
  static let names: Set<String> = Set(
    allCases.map(\.rawValue).filter { $0.utf8.allSatisfy { $0.isIdentifierPart } && $0 != "neg" }
      + conversions.keys)

  /// Calls that hold or do not, instead of having a value.
  static let tests: Set<String> = ["match", "contains"]

  /// The conversions that name both kinds.
  static let conversions: [String: (functor: Functor, from: Kind)] = [
    "itou": (.toUnsigned, .number), "itof": (.toFloat, .number), "utoi": (.toNumber, .unsigned),
    "utof": (.toFloat, .unsigned), "ftoi": (.toNumber, .float), "ftou": (.toUnsigned, .float),
  ]
}

extension Functor {
  /// The functor that does its work on a kind: what adds up numbers joins symbols.
  func working(on kind: Kind) -> Functor { self == .add && kind == .symbol ? .concatenate : self }

  /// What an argument or a result may be.
  enum Slot: Sendable {
    case exactly(Kind)
    /// A number of any sort, the same in every such slot of the call.
    case sameNumeric
    /// A whole number of either sort, the same in every such slot.
    case sameWhole
    /// A number of any sort or a symbol, the same in every such slot.
    case sameAddable
    /// The same kind in every such slot.
    case same
    case anything
  }

  /// How many arguments a call takes, what they are, and what it gives.
  struct Signature: Sendable {
    var arity: ClosedRange<Int>
    /// The last one stands for all that follow.
    var arguments: [Slot]
    var result: Slot
  }

  var signature: Signature {
    switch self {
    case .add: Signature(arity: 2...Int.max, arguments: [.sameAddable], result: .sameAddable)
    case .subtract, .multiply, .divide:
      Signature(arity: 2...Int.max, arguments: [.sameNumeric], result: .sameNumeric)
    case .power: Signature(arity: 2...2, arguments: [.sameNumeric], result: .sameNumeric)
    case .modulo, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight, .shiftRightUnsigned, .logicalAnd,
      .logicalOr, .logicalXor:
      Signature(arity: 2...Int.max, arguments: [.sameWhole], result: .sameWhole)
    case .negate: Signature(arity: 1...1, arguments: [.sameNumeric], result: .sameNumeric)
    case .bitNot, .logicalNot: Signature(arity: 1...1, arguments: [.sameWhole], result: .sameWhole)
    case .minimum, .maximum: Signature(arity: 1...64, arguments: [.same], result: .same)
    case .concatenate: Signature(arity: 1...64, arguments: [.exactly(.symbol)], result: .exactly(.symbol))
    case .length: Signature(arity: 1...1, arguments: [.exactly(.symbol)], result: .exactly(.number))
    case .substring:
      Signature(
        arity: 3...3, arguments: [.exactly(.symbol), .exactly(.number)], result: .exactly(.symbol))
    case .ordinal: Signature(arity: 1...1, arguments: [.anything], result: .exactly(.number))
    case .toNumber: Signature(arity: 1...1, arguments: [.anything], result: .exactly(.number))
    case .toUnsigned: Signature(arity: 1...1, arguments: [.anything], result: .exactly(.unsigned))
    case .toFloat: Signature(arity: 1...1, arguments: [.anything], result: .exactly(.float))
    case .toString: Signature(arity: 1...1, arguments: [.anything], result: .exactly(.symbol))
    case .matches, .contains:
      Signature(arity: 2...2, arguments: [.exactly(.symbol)], result: .exactly(.symbol))
    case .autoinc: Signature(arity: 0...0, arguments: [], result: .exactly(.number))
    case .iteration: Signature(arity: 0...0, arguments: [], result: .sameWhole)
    case .pack: Signature(arity: 0...64, arguments: [.anything], result: .exactly(.record))
    case .part: Signature(arity: 2...2, arguments: [.anything], result: .anything)
    case .range: Signature(arity: 2...3, arguments: [.sameNumeric], result: .sameNumeric)
    }
  }
}
