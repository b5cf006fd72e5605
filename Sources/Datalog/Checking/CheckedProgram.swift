/// A relation's index in its program.
struct RelationID: Sendable, Hashable, Comparable {
  var rawValue: Int

  static func < (a: RelationID, b: RelationID) -> Bool { a.rawValue < b.rawValue }
}

/// A declared relation, or one that an aggregate or a question brought along.
struct RelationInfo: Sendable {
  struct Field: Sendable {
    var name: String
    var type: String
    var kind: Kind
    var layout: RecordLayout?
  }

  var name: String
  var columns: [Field]
  var span: Span
  /// Whether the program's author never named it.
  var isHidden = false
  /// Whether its rules stand in its place where it is used, so that it has no rows of its own.
  var isInline = false
  /// The row count at which its evaluation may stop.
  var sizeLimit: Int?
  /// Sets of columns of which each combination of values may occur once, in the first row that brings it.
  var choices: [[Int]] = []
  /// Whether it is closed in all directions (`eqrel`).
  var isEquivalence = false
  /// Whether it is derived only as far as it is asked for.
  var demandMode = DemandMode.automatic

  var arity: Int { columns.count }
}

/// A program in which every name is known, every type agrees and every variable is bound.
///
/// Rules are in normal form: one head, a conjunction of literals, variables numbered.
struct CheckedProgram: Sendable {
  var sources: SourceSet
  var relations: [RelationInfo]
  var clauses: [Clause]
  /// When rows give way to others of their relation.
  var dominations: [Domination]
  var inputs: [InputDirective]
  var outputs: [OutputDirective]
}

/// A subsumption rule: the clause's arguments are those of the row that goes, then those of the row that stays.
struct Domination: Sendable {
  var relation: RelationID
  var clause: Clause

  func planned(_ plan: [PlanSyntax]) -> Domination {
    var result = self
    result.clause.plan = plan
    return result
  }
}

/// `.input` of one relation.
struct InputDirective: Sendable {
  var relation: RelationID
  var parameters: [String: String]
  var span: Span
}

/// `.output` or `.printsize` of one relation, or a question.
struct OutputDirective: Sendable {
  /// A column to sort by.
  struct Key: Sendable {
    var column: Int
    var isDescending: Bool
  }

  var relation: RelationID
  var onlySize: Bool
  var parameters: [String: String]
  var order: [Key]
  var limit: Int?
  var isQuery: Bool
  var span: Span
}

/// A rule in normal form; a fact if the body is empty.
struct Clause: Sendable {
  var head: RelationID
  var arguments: [Term]
  var body: [Literal]
  /// Names by number; what the author left nameless is `_`.
  var variables: [String]
  /// The rule as written, which several clauses may share.
  var span: Span
  var headSpan: Span
  /// The orders of its atoms that the program's author asks for.
  var plan: [PlanSyntax] = []
}

/// A value to compute from variables.
indirect enum Term: Sendable {
  case variable(Int)
  case constant(Value)
  case call(Operation, [Term], Span)
}

/// A functor and the kind it works on.
struct Operation: Sendable, Hashable {
  var functor: Functor
  /// The kind of its (first) argument.
  var operand: Kind
  var result: Kind
}

/// One condition of a clause.
enum Literal: Sendable {
  case atom(Atom)
  case negation(Atom)
  case comparison(ComparisonOperator, Kind, Term, Term, Span)
  case test(Operation, Term, Term, isNegated: Bool, Span)
  case aggregate(Aggregate)
  /// A variable over the numbers from the first term to before the second, by the third.
  case range(Int, Kind, [Term], Span)
  case record(RecordLiteral)
  /// What never holds.
  case falsehood
}

/// A variable whose value is a record of other variables' values, whichever of them are known first.
struct RecordLiteral: Sendable {
  var variable: Int
  var fields: [Int]
  var kinds: [Kind]
  /// The constructor, if the type is an algebraic one.
  var constructor: String?
  var span: Span
}

/// A relation with arguments.
struct Atom: Sendable {
  enum Argument: Sendable, Equatable {
    case variable(Int)
    case constant(Value)
    case wildcard
  }

  var relation: RelationID
  var arguments: [Argument]
  var span: Span
}

/// A variable bound to what an aggregate makes of a relation's rows.
struct Aggregate: Sendable {
  enum Column: Sendable {
    /// Rows count only where this column has the variable's value.
    case key(Int)
    case constant(Value)
    /// What is summed up or compared.
    case target
    case free
  }

  /// Rules that gather the rows anew for each binding of the keys, where the body alone does not bind them.
  struct Search: Sendable {
    var keys: [Int]
    var clauses: [Clause]
  }

  var result: Int
  var function: AggregateFunction
  /// The kind of the target.
  var kind: Kind
  /// Holds the rows; with a search it is only the shape of what is gathered.
  var relation: RelationID
  var columns: [Column]
  var search: Search?
  var span: Span

  /// The variables whose values decide which rows belong.
  var keys: [Int] {
    if let search { return search.keys }
    return columns.compactMap { if case .key(let variable) = $0 { variable } else { nil } }
  }
}

// MARK: Variables

extension Term {
  /// Calls back with every variable, as often as it occurs.
  func forEachVariable(_ body: (Int) -> Void) {
    switch self {
    case .variable(let variable): body(variable)
    case .constant: break
    case .call(_, let arguments, _): for argument in arguments { argument.forEachVariable(body) }
    }
  }

  func isBound(by bound: Set<Int>) -> Bool {
    switch self {
    case .variable(let variable): bound.contains(variable)
    case .constant: true
    case .call(_, let arguments, _): arguments.allSatisfy { $0.isBound(by: bound) }
    }
  }
}

extension Term {
  /// Whether it takes numbers from the counter, so that it is to be computed once a binding.
  var countsUp: Bool {
    guard case .call(let operation, let arguments, _) = self else { return false }
    return operation.functor == .autoinc || arguments.contains(where: \.countsUp)
  }

  /// Whether it sees the number of the round it is computed in.
  var countsRounds: Bool {
    guard case .call(let operation, let arguments, _) = self else { return false }
    return operation.functor == .iteration || arguments.contains(where: \.countsRounds)
  }
}

extension Clause {
  var countsUp: Bool { arguments.contains(where: \.countsUp) || body.contains(where: \.countsUp) }

  /// Whether it sees the number of the round it is gone through in.
  var countsRounds: Bool {
    arguments.contains(where: \.countsRounds) || body.contains(where: \.countsRounds)
  }
}

extension Atom {
  var variables: [Int] {
    arguments.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
  }
}

extension Literal {
  var countsUp: Bool {
    guard case .comparison(_, _, let left, let right, _) = self else { return false }
    return left.countsUp || right.countsUp
  }

  var countsRounds: Bool {
    switch self {
    case .comparison(_, _, let left, let right, _), .test(_, let left, let right, _, _):
      left.countsRounds || right.countsRounds
    case .range(_, _, let terms, _): terms.contains(where: \.countsRounds)
    default: false
    }
  }

  /// Every variable of the literal, as often as it occurs.
  var variables: [Int] {
    var found: [Int] = []
    switch self {
    case .atom(let atom), .negation(let atom): found = atom.variables
    case .comparison(_, _, let a, let b, _), .test(_, let a, let b, _, _):
      a.forEachVariable { found.append($0) }
      b.forEachVariable { found.append($0) }
    case .aggregate(let aggregate): found = [aggregate.result] + aggregate.keys
    case .range(let variable, _, let terms, _):
      found = [variable]
      for term in terms { term.forEachVariable { found.append($0) } }
    case .record(let record): found = [record.variable] + record.fields
    case .falsehood: break
    }
    return found
  }

  /// The variables the literal binds once the given ones are.
  func newlyBound(by bound: Set<Int>) -> [Int] {
    switch self {
    case .atom(let atom): return atom.variables.filter { !bound.contains($0) }
    case .comparison(.equal, _, .variable(let variable), let other, _)
    where !bound.contains(variable) && other.isBound(by: bound):
      return [variable]
    case .comparison(.equal, _, let other, .variable(let variable), _)
    where !bound.contains(variable) && other.isBound(by: bound):
      return [variable]
    case .aggregate(let aggregate) where aggregate.keys.allSatisfy(bound.contains):
      return bound.contains(aggregate.result) ? [] : [aggregate.result]
    case .range(let variable, _, let terms, _) where terms.allSatisfy { $0.isBound(by: bound) }:
      return bound.contains(variable) ? [] : [variable]
    case .record(let record):
      if bound.contains(record.variable) { return record.fields.filter { !bound.contains($0) } }
      return record.fields.allSatisfy(bound.contains) ? [record.variable] : []
    default: return []
    }
  }
}

/// The variables that a conjunction binds, starting from some that are bound already.
func boundVariables(of literals: [Literal], from start: Set<Int> = []) -> Set<Int> {
  var bound = start
  var grows = true
  while grows {
    grows = false
    for literal in literals {
      for variable in literal.newlyBound(by: bound) where bound.insert(variable).inserted { grows = true }
    }
  }
  return bound
}
