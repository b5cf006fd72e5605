extension TermProgram.Call {
  /// Computes an operation on numbers.
  ///
  /// Whole numbers wrap around; dividing by zero ends the evaluation.
  func computeNumbers(_ context: EvaluationContext) throws(Interruption) {
    switch operation.functor {
    case .toNumber, .toUnsigned, .toFloat, .ordinal: convert()
    case .iteration: results.update(repeating: UInt64(context.round), count: count)
    case .divide, .modulo:
      if operation.operand != .float { try checkDivisors(context) }
      computeKind()
    default: computeKind()
    }
  }

  private func checkDivisors(_ context: EvaluationContext) throws(Interruption) {
    for divisor in operands.dropFirst() {
      for row in 0..<count where divisor[row] == 0 { throw context.failure("division by zero", at: span) }
    }
  }

  private func computeKind() {
    switch operation.operand {
    case .number: computeSigned()
    case .unsigned, .symbol, .record: computeUnsigned()
    case .float: computeFloat()
    }
  }

  // MARK: Kinds

  private func computeSigned() {
    switch operation.functor {
    case .add: signed { $0 &+ $1 }
    case .subtract: signed { $0 &- $1 }
    case .multiply: signed { $0 &* $1 }
    case .divide: signed { $0.dividedReportingOverflow(by: $1).partialValue }
    case .modulo: signed { $0.remainderReportingOverflow(dividingBy: $1).partialValue }
    case .power: signed(raised)
    case .minimum: signed { min($0, $1) }
    case .maximum: signed { max($0, $1) }
    case .shiftRight: signed { $0 >> ($1 & 63) }
    case .negate: for row in 0..<count { results[row] = 0 &- operands[0][row] }
    default: computeBits()
    }
  }

  private func computeUnsigned() {
    switch operation.functor {
    case .add: words { $0 &+ $1 }
    case .subtract: words { $0 &- $1 }
    case .multiply: words { $0 &* $1 }
    case .divide: words { $0 / $1 }
    case .modulo: words { $0 % $1 }
    case .power: words { UInt64(bitPattern: raised(Int64(bitPattern: $0), Int64(bitPattern: $1))) }
    case .minimum: words { min($0, $1) }
    case .maximum: words { max($0, $1) }
    case .shiftRight: words { $0 >> ($1 & 63) }
    case .negate: for row in 0..<count { results[row] = 0 &- operands[0][row] }
    default: computeBits()
    }
  }

  private func computeBits() {
    switch operation.functor {
    case .bitAnd: words { $0 & $1 }
    case .bitOr: words { $0 | $1 }
    case .bitXor: words { $0 ^ $1 }
    case .shiftLeft: words { $0 << ($1 & 63) }
    case .shiftRightUnsigned: words { $0 >> ($1 & 63) }
    case .logicalAnd: words { $0 != 0 && $1 != 0 ? 1 : 0 }
    case .logicalOr: words { $0 != 0 || $1 != 0 ? 1 : 0 }
    case .logicalXor: words { ($0 != 0) != ($1 != 0) ? 1 : 0 }
    case .bitNot: for row in 0..<count { results[row] = ~operands[0][row] }
    case .logicalNot: for row in 0..<count { results[row] = operands[0][row] == 0 ? 1 : 0 }
    default: preconditionFailure("'\(operation.functor.rawValue)' works on no \(operation.operand.rawValue)")
    }
  }

  private func computeFloat() {
    switch operation.functor {
    case .add: floats { $0 + $1 }
    case .subtract: floats { $0 - $1 }
    case .multiply: floats { $0 * $1 }
    case .divide: floats { $0 / $1 }
    case .power: floats(raised)
    case .minimum: floats { $0 < $1 ? $0 : $1 }
    case .maximum: floats { $0 > $1 ? $0 : $1 }
    case .negate: for row in 0..<count { results[row] = (-Double(bitPattern: operands[0][row])).bitPattern }
    default: preconditionFailure("'\(operation.functor.rawValue)' works on no float")
    }
  }

  // MARK: Loops

  /// Combines all operands from the left; the one loop that most operations come down to.
  @inline(__always)
  private func words(_ combine: (UInt64, UInt64) -> UInt64) {
    guard operands.count > 1 else {
      results.update(from: operands[0], count: count)
      return
    }
    for row in 0..<count { results[row] = combine(operands[0][row], operands[1][row]) }
    for operand in operands.dropFirst(2) {
      for row in 0..<count { results[row] = combine(results[row], operand[row]) }
    }
  }

  @inline(__always)
  private func signed(_ combine: (Int64, Int64) -> Int64) {
    words { UInt64(bitPattern: combine(Int64(bitPattern: $0), Int64(bitPattern: $1))) }
  }

  @inline(__always)
  private func floats(_ combine: (Double, Double) -> Double) {
    words { combine(Double(bitPattern: $0), Double(bitPattern: $1)).bitPattern }
  }

  // MARK: Powers and conversions

  /// By squaring; a negative exponent gives what is left of a fraction.
  private func raised(_ base: Int64, _ exponent: Int64) -> Int64 {
    guard exponent >= 0 else { return base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0 }
    var (result, factor, rest): (Int64, Int64, Int64) = (1, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result &* factor }
      factor = factor &* factor
      rest >>= 1
    }
    return result
  }

  private func raised(_ base: Double, _ exponent: Double) -> Double { power(base, exponent) }

  private func convert() {
    for row in 0..<count {
      let word = operands[0][row]
      results[row] = convert(word)
    }
  }

  private func convert(_ word: UInt64) -> UInt64 {
    switch (operation.operand, operation.result) {
    case (.float, .number), (.float, .unsigned): wholeNumber(Double(bitPattern: word))
    case (.number, .float): Double(Int64(bitPattern: word)).bitPattern
    case (.unsigned, .float): Double(word).bitPattern
    default: word
    }
  }

  private func wholeNumber(_ value: Double) -> UInt64 {
    if operation.result == .unsigned {
      return UInt64(exactly: value.rounded(.towardZero)) ?? (value > 0 ? .max : 0)
    }
    let whole = Int64(exactly: value.rounded(.towardZero)) ?? (value > 0 ? .max : value < 0 ? .min : 0)
    return UInt64(bitPattern: whole)
  }
}
