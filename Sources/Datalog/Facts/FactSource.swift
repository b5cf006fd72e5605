import Relations

/// What an `.input` directive asks for.
public struct Input: Sendable {
  /// The relation's name.
  public let relation: String
  public let columns: [Column]
  /// The directive's parameters, such as `filename` and `IO`.
  public let parameters: [String: String]
  /// Where the directive stands.
  public let place: Place
  /// The threads that may read it; what is read does not depend on how many there are.
  public let workers: Workers
  /// What reading may use; to be asked now and then, and checked at the end.
  public let budget: LoadBudget
}

/// Gives a program the rows of its `.input` relations, each only if the program needs it.
public protocol FactSource {
  /// The rows of a relation, with symbols as ids of the given table.
  ///
  /// - Returns: Nothing if there is no such relation, which then has no rows.
  func rows(for input: Input, symbols: inout SymbolTable) throws -> Relation?

  /// The rows of a relation of two columns, to be looked up as far as rules ask for them.
  ///
  /// It is asked first; nothing, which is what a source gives that does not say otherwise, leaves it to
  /// ``rows(for:symbols:)``.
  func pairs(for input: Input) throws -> (any SortedPairs)?
}

extension FactSource {
  public func pairs(for input: Input) throws -> (any SortedPairs)? { nil }
}

/// What a relation is given before any rule adds to it.
enum GivenRows {
  case relation(Relation)
  /// Rows that are read as far as they are asked for.
  case pairs(any SortedPairs)

  var count: Int {
    switch self {
    case .relation(let relation): relation.count
    case .pairs(let pairs): pairs.count
    }
  }

  /// All of them.
  var relation: Relation {
    switch self {
    case .relation(let relation): relation
    case .pairs(let pairs): pairs.relation(leading: 0)
    }
  }
}

/// Relations at hand, by name.
public struct GivenFacts: FactSource {
  private let relations: [String: Relation]

  /// Offers relations whose symbols are ids of the table that evaluation is given.
  public init(_ relations: [String: Relation] = [:]) { self.relations = relations }

  public func rows(for input: Input, symbols: inout SymbolTable) -> Relation? { relations[input.relation] }
}

extension Relation {
  /// Makes a relation of decoded rows, packed if it has two columns whose words fit.
  public init(rows: [[Value]], arity: Int, symbols: inout SymbolTable) {
    var words: [UInt64] = []
    words.reserveCapacity(rows.count * arity)
    for row in rows {
      precondition(row.count == arity, "each row has a value a column")
      for value in row { words.append(value.word(&symbols)) }
    }
    self.init(words: words, arity: arity, count: rows.count)
  }

  /// Makes a relation of rows that lie one after the other, packed if it has two columns whose words fit.
  init(words: [UInt64], arity: Int, count: Int) {
    if arity == 0 {
      self.init(arity: 0, rows: count == 0 ? [] : [0])
    } else if arity == 2, words.allSatisfy({ $0 < packLimit }) {
      self.init(pairs: (0..<count).map { words[$0 * 2] << 32 | words[$0 * 2 + 1] })
    } else {
      self.init(arity: arity, rows: words)
    }
  }

  /// The rows of this relation and of another one as wide.
  func union(_ other: Relation) -> Relation {
    if layout == .pairs, other.layout == .pairs { return Relation(pairs: words + other.words) }
    var rows: [UInt64] = []
    for relation in [self, other] {
      for row in 0..<relation.count { for column in 0..<arity { rows.append(relation[row, column]) } }
    }
    return Relation(words: rows, arity: arity, count: count + other.count)
  }
}

extension Value {
  /// The word that stands for the value; a symbol is given an id if it has none.
  public func word(_ symbols: inout SymbolTable) -> UInt64 {
    switch self {
    case .symbol(let text): UInt64(symbols.intern(text).rawValue)
    case .number(let number): UInt64(bitPattern: number)
    case .unsigned(let number): number
    case .float(let number): number.bitPattern
    case .record(nil): UInt64(symbols.intern("").rawValue)
    case .record(.some(let values)): symbols.record(values.map { $0.word(&symbols) })
    case .variant(let name, let values):
      symbols.record(([.symbol(name)] + values).map { $0.word(&symbols) })
    }
  }
}
