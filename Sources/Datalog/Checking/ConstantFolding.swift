extension Term {
  /// The same term with the constants computed that a sum, a product or a text begins with.
  ///
  /// What could fail, such as a division, is left to the evaluation, which knows the rule's place.
  func folded() -> Term {
    guard case .call(let operation, let arguments, let span) = self else { return self }
    var count = 0
    var result: Value?
    for case .constant(let value) in arguments.prefix(while: \.isConstant) {
      guard let next = result.map({ operation.functor.combine($0, value) }) ?? value else { break }
      result = next
      count += 1
    }
    guard count > 1, let result else { return self }
    let rest = arguments.dropFirst(count)
    return rest.isEmpty ? .constant(result) : .call(operation, [.constant(result)] + rest, span)
  }

  private var isConstant: Bool { if case .constant = self { true } else { false } }
}

extension Functor {
  /// What the functor makes of two values, if it cannot fail and is worth doing beforehand.
  fileprivate func combine(_ a: Value, _ b: Value) -> Value? {
    switch (self, a, b) {
    case (.add, .number(let a), .number(let b)): .number(a &+ b)
    case (.add, .unsigned(let a), .unsigned(let b)): .unsigned(a &+ b)
    case (.add, .float(let a), .float(let b)): .float(a + b)
    case (.subtract, .number(let a), .number(let b)): .number(a &- b)
    case (.subtract, .unsigned(let a), .unsigned(let b)): .unsigned(a &- b)
    case (.subtract, .float(let a), .float(let b)): .float(a - b)
    case (.multiply, .number(let a), .number(let b)): .number(a &* b)
    case (.multiply, .unsigned(let a), .unsigned(let b)): .unsigned(a &* b)
    case (.multiply, .float(let a), .float(let b)): .float(a * b)
    // Adding to a long text again and again would take the square of its length.
    case (.concatenate, .symbol(let a), .symbol(let b)): a.utf8.count < 1000 ? .symbol(a + b) : nil
    default: nil
    }
  }
}
