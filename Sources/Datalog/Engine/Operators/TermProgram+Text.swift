import Relations

extension TermProgram.Call {
  /// Computes an operation that reads or makes text; positions and lengths count bytes of UTF-8, as in Soufflé.
  func computeText(_ context: EvaluationContext, _ patterns: inout PatternCache) throws(Interruption) {
    for row in 0..<count { results[row] = try result(row, context, &patterns) }
  }

  private func result(
    _ row: Int, _ context: EvaluationContext, _ patterns: inout PatternCache
  ) throws(Interruption) -> UInt64 {
    switch operation.functor {
    case .concatenate:
      return intern(operands.map { text($0[row], context) }.joined(), context)
    case .length:
      return context.symbols.withUTF8(of: symbol(operands[0][row])) { UInt64($0.count) }
    case .substring: return substring(row, context)
    case .toString: return intern(string(of: operands[0][row], context), context)
    case .toNumber, .toUnsigned, .toFloat: return try parse(operands[0][row], context)
    case .minimum, .maximum: return extreme(row, context)
    case .contains:
      return text(operands[1][row], context).contains(bytesOf: text(operands[0][row], context)) ? 1 : 0
    case .matches:
      let pattern = patterns.pattern(text(operands[0][row], context))
      let whole = pattern.flatMap { try? $0.wholeMatch(in: text(operands[1][row], context)) }
      return whole == nil ? 0 : 1
    case .pack: return context.symbols.record(operands.map { $0[row] })
    case .part:
      return context.symbols.part(Int(truncatingIfNeeded: operands[1][row]), ofRecord: operands[0][row])
    case .autoinc:
      defer { context.counter += 1 }
      return context.counter
    default: return operands[0][row]
    }
  }

  /// A value as text; floats have six places, as C++ prints them.
  private func string(of word: UInt64, _ context: EvaluationContext) -> String {
    operation.operand == .float
      ? fixedPoint(Double(bitPattern: word)) : context.value(of: word, kind: operation.operand).description
  }

  private func symbol(_ word: UInt64) -> Symbol { Symbol(rawValue: UInt32(truncatingIfNeeded: word)) }

  private func text(_ word: UInt64, _ context: EvaluationContext) -> String { context.symbols[symbol(word)] }

  private func intern(_ text: String, _ context: EvaluationContext) -> UInt64 {
    UInt64(context.symbols.intern(text).rawValue)
  }

  /// Empty where the position is outside the text.
  private func substring(_ row: Int, _ context: EvaluationContext) -> UInt64 {
    let (start, length) = (Int(bitPattern: UInt(operands[1][row])), Int(bitPattern: UInt(operands[2][row])))
    let part = context.symbols.withUTF8(of: symbol(operands[0][row])) { bytes in
      guard start >= 0, length > 0, start < bytes.count else { return "" }
      let end = min(bytes.count, start.addingReportingOverflow(length).overflow ? .max : start + length)
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    return intern(part, context)
  }

  private func parse(_ word: UInt64, _ context: EvaluationContext) throws(Interruption) -> UInt64 {
    let text = text(word, context)
    guard let value = parseValue(text, kind: operation.result) else {
      throw context.failure("\(Value.symbol(text).literal) is not \(operation.result.phrase)", at: span)
    }
    return context.word(of: value)
  }

  private func extreme(_ row: Int, _ context: EvaluationContext) -> UInt64 {
    var best = operands[0][row]
    for operand in operands.dropFirst() {
      let isBefore = context.precedes(operand[row], best, .symbol)
      let isAfter = context.precedes(best, operand[row], .symbol)
      if operation.functor == .minimum ? isBefore : isAfter { best = operand[row] }
    }
    return best
  }
}

extension EvaluationContext {
  /// Whether one value comes before another of its kind; symbols by their bytes.
  @inline(__always)
  func precedes(_ a: UInt64, _ b: UInt64, _ kind: Kind) -> Bool {
    switch kind {
    case .number: Int64(bitPattern: a) < Int64(bitPattern: b)
    case .unsigned: a < b
    case .float: Double(bitPattern: a) < Double(bitPattern: b)
    case .symbol: symbols.precedes(a, b)
    case .record: a < b
    }
  }
}

extension SymbolTable {
  /// Whether the string of one id comes before that of another, by bytes.
  func precedes(_ a: UInt64, _ b: UInt64) -> Bool {
    if a == b { return false }
    if max(a, b) < UInt64(baseCount) { return a < b }
    return withUTF8(of: Symbol(rawValue: UInt32(truncatingIfNeeded: a))) { first in
      withUTF8(of: Symbol(rawValue: UInt32(truncatingIfNeeded: b))) { second in
        let shared = min(first.count, second.count)
        for index in 0..<shared where first[index] != second[index] { return first[index] < second[index] }
        return first.count < second.count
      }
    }
  }
}

extension String {
  /// Whether another string's bytes occur in a row.
  fileprivate func contains(bytesOf other: String) -> Bool {
    let (bytes, wanted) = (Array(utf8), Array(other.utf8))
    guard let first = wanted.first else { return true }
    guard bytes.count >= wanted.count else { return false }
    for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
      if bytes[start..<start + wanted.count].elementsEqual(wanted) { return true }
    }
    return false
  }
}
