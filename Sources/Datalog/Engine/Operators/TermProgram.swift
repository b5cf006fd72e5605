import Relations

/// A term made ready to be computed for a whole batch at a time.
///
/// It is a class because it owns the column its results are in.
final class TermProgram {
  private enum Node {
    case column(Int)
    case constant
    case call(Operation, [TermProgram], Span)
  }

  private let node: Node
  private let results: UnsafeMutablePointer<UInt64>?
  private var patterns = PatternCache()

  init(_ term: Term, _ context: EvaluationContext) {
    switch term {
    case .variable(let variable):
      node = .column(variable)
      results = nil
    case .constant(let value):
      node = .constant
      let column = UnsafeMutablePointer<UInt64>.allocate(capacity: Batch.capacity)
      column.initialize(repeating: context.word(of: value), count: Batch.capacity)
      results = column
    case .call(let operation, let arguments, let span):
      node = .call(operation, arguments.map { TermProgram($0, context) }, span)
      results = .allocate(capacity: Batch.capacity)
    }
  }

  deinit { results?.deallocate() }

  /// The term's value for each binding of a batch; good until the next call.
  func evaluate(_ batch: Batch, _ context: EvaluationContext) throws(Interruption) -> UnsafePointer<UInt64> {
    guard let results else {
      guard case .column(let variable) = node else { preconditionFailure("a computed term has results") }
      return UnsafePointer(batch.column(variable))
    }
    guard case .call(let operation, let arguments, let span) = node else { return UnsafePointer(results) }
    var operands: [UnsafePointer<UInt64>] = []
    for argument in arguments { operands.append(try argument.evaluate(batch, context)) }
    let call = Call(
      operation: operation, operands: operands, results: results, count: batch.count, span: span)
    let isText =
      operation.functor.isTextual || (operation.operand == .symbol && operation.functor != .ordinal)
    if isText {
      try call.computeText(context, &patterns)
    } else {
      try call.computeNumbers(context)
    }
    return UnsafePointer(results)
  }

  /// One operation over the columns of its operands.
  struct Call {
    let operation: Operation
    let operands: [UnsafePointer<UInt64>]
    let results: UnsafeMutablePointer<UInt64>
    let count: Int
    let span: Span
  }
}

extension Functor {
  /// Whether text is read or made.
  fileprivate var isTextual: Bool {
    switch self {
    case .concatenate, .length, .substring, .toString, .matches, .contains, .pack, .part, .autoinc: true
    default: false
    }
  }
}

/// Compiled patterns of `match`, by their text.
struct PatternCache {
  private var patterns: [String: Regex<AnyRegexOutput>?] = [:]

  /// The pattern of a text; nothing if the text is none.
  mutating func pattern(_ text: String) -> Regex<AnyRegexOutput>? {
    if let known = patterns[text] { return known }
    let pattern = TextPattern.compiled(text)
    patterns[text] = .some(pattern)
    return pattern
  }
}

/// The patterns that `match` knows: regular expressions as JavaScript writes them.
enum TextPattern {
  /// The pattern of a text; nothing if the text is none.
  static func compiled(_ text: String) -> Regex<AnyRegexOutput>? {
    hasSoundBraces(text) ? try? Regex(text) : nil
  }

  /// Whether every brace holds how often what stands before it is repeated: Swift would take others as they are.
  private static func hasSoundBraces(_ text: String) -> Bool {
    var rest = Substring(text)
    while let next = rest.popFirst() {
      if next == "\\" { _ = rest.popFirst() }
      if next == "[" { rest = rest.drop { $0 != "]" } }
      guard next == "{" else { continue }
      let inside = rest.prefix { $0 != "}" }
      let bounds = inside.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
      guard let least = bounds.first, Int(least) != nil, inside.endIndex < rest.endIndex else { return false }
      if bounds.count == 2, !bounds[1].isEmpty, Int(bounds[1]) == nil { return false }
      rest = rest[inside.endIndex...].dropFirst()
    }
    return true
  }
}
