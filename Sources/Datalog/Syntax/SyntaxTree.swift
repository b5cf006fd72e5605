/// A name and where it is written.
struct Name: Sendable {
  var text: String
  var span: Span
}

/// What stands for a value.
indirect enum Expression: Sendable {
  case variable(Name)
  case wildcard(Span)
  case string(String, Span)
  /// Its type is what its place asks for.
  case number(Int64, Span)
  case unsigned(UInt64, Span)
  case float(Double, Span)
  /// `$name`: a parameter, or a constructor without arguments.
  case parameter(Name)
  /// A built-in functor or operator, by its name.
  case call(Name, [Expression], Span)
  case aggregate(AggregateSyntax)
  case cast(Expression, Name, Span)
  /// A record of values, such as `[x, y]`, or a constructor of an algebraic type with its values, `$Node(x, y)`.
  case record(Name?, [Expression], Span)
  /// `nil`, the record that has no values.
  case noRecord(Span)
  /// Something of the language that there is not, with the message that says so.
  case unsupported(String, Span)
}

extension Expression {
  var span: Span {
    switch self {
    case .variable(let name), .parameter(let name): name.span
    case .wildcard(let span), .string(_, let span), .number(_, let span), .unsigned(_, let span),
      .float(_, let span), .call(_, _, let span), .cast(_, _, let span), .record(_, _, let span),
      .noRecord(let span),
      .unsupported(_, let span):
      span
    case .aggregate(let aggregate): aggregate.span
    }
  }
}

/// An aggregate, such as `sum x : { body }`.
struct AggregateSyntax: Sendable {
  var function: AggregateFunction
  var target: Expression?
  var body: Formula
  var span: Span
}

/// What an aggregate makes of the values it meets.
enum AggregateFunction: String, Sendable, CaseIterable {
  case count, sum, min, max, mean
}

/// What a rule asks for, as written: and, or, not over atoms and comparisons.
indirect enum Formula: Sendable {
  case atom(AtomSyntax)
  case comparison(ComparisonOperator, Expression, Expression, Span)
  /// `match` or `contains`.
  case test(Name, [Expression], Span)
  case truth(Bool, Span)
  case negation(Formula, Span)
  case conjunction([Formula])
  case disjunction([Formula])
}

/// How two values are compared.
enum ComparisonOperator: String, Sendable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  var negated: ComparisonOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}

/// A relation's name with arguments.
struct AtomSyntax: Sendable {
  var name: Name
  var arguments: [Expression]
  var span: Span
}

/// One or more heads that hold where the body does; no body makes them facts.
struct RuleSyntax: Sendable {
  var heads: [AtomSyntax]
  /// What makes a row like the head give way, in `p(x) <= p(y) :- …`.
  var dominator: AtomSyntax?
  var body: Formula?
  var plan: [PlanSyntax] = []
  var span: Span

  /// Whether it holds without a condition.
  var isPlainFact: Bool { body == nil && dominator == nil }
}

/// One order of a rule's atoms, as `.plan 0:(2,1)` gives it.
struct PlanSyntax: Sendable {
  /// Which of the atoms that depend on the rule's own head is read first.
  var version: Int
  /// The places of the atoms, from 1.
  var order: [Int]
  var span: Span
}

/// A declaration, such as `.decl edge(from: Node, to: Node) brie`.
struct RelationSyntax: Sendable {
  struct Column: Sendable {
    var name: Name
    var type: Name
    /// Whether the type is written `T<>`, a lattice.
    var isLattice = false
  }

  var names: [Name]
  var columns: [Column]
  var qualifiers: [Name]
  /// The column sets of `choice-domain`.
  var choices: [[Name]] = []
  /// The relation whose rows it holds with the round that brought them, in `.decl d = debug_delta(r)`.
  var debugged: Name?
  var span: Span
}

/// `.type Node <: symbol` and its kin.
struct TypeSyntax: Sendable {
  enum Definition: Sendable {
    case subtype(of: Name)
    /// An alias if there is one, a union if there are more.
    case union([Name])
    /// A record of named values.
    case record([RelationSyntax.Column])
    /// An algebraic type: constructors, each with its own values.
    case variants([Variant])
  }

  /// A constructor of an algebraic type.
  struct Variant: Sendable {
    var name: Name
    var columns: [RelationSyntax.Column]
  }

  var name: Name
  var definition: Definition

  /// The names of an algebraic type's constructors.
  var constructors: [String] {
    if case .variants(let variants) = definition { variants.map(\.name.text) } else { [] }
  }
}

/// `.lattice L<> { Bottom -> …, Lub -> @f(_, _), … }`, a type whose values can be joined.
struct LatticeSyntax: Sendable {
  var name: Name
  var operations: [(name: Name, value: Expression)]
  var span: Span
}

/// `.input`, `.output`, `.printsize` or `.limitsize`.
struct DirectiveSyntax: Sendable {
  enum Kind: String, Sendable {
    case input, output, printsize, limitsize
  }

  struct Parameter: Sendable {
    var name: Name
    var value: String
    var span: Span
  }

  var kind: Kind
  var relations: [Name]
  var parameters: [Parameter]
}

/// A parameter, such as `.param entity: Entity = "AGI"`.
struct ParameterSyntax: Sendable {
  var name: Name
  var type: Name
  var defaultValue: Expression?
}

/// A question, such as `?- who mentioned "AGI".`.
struct QuerySyntax: Sendable {
  var body: Formula
  var span: Span
}

/// A setting for whoever runs the program, such as `.pragma "output-dir" "answers"`.
struct PragmaSyntax: Sendable {
  var name: Name
  var value: String
}
