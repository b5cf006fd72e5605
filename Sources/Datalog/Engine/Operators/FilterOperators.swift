/// Lets pass the bindings for which a comparison holds.
final class CompareOperator: InPlaceOperator {
  private let comparison: ComparisonOperator
  private let kind: Kind
  private let left: TermProgram
  private let right: TermProgram
  private let selection = Selection()

  init(_ comparison: ComparisonOperator, _ kind: Kind, _ left: TermProgram, _ right: TermProgram) {
    self.comparison = comparison
    self.kind = kind
    self.left = left
    self.right = right
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let context = pipeline.context
    let first = try left.evaluate(batch, context)
    let second = try right.evaluate(batch, context)
    switch comparison {
    case .equal: select(batch) { isEqual(first[$0], second[$0]) }
    case .notEqual: select(batch) { !isEqual(first[$0], second[$0]) }
    case .less: select(batch) { context.precedes(first[$0], second[$0], kind) }
    case .greater: select(batch) { context.precedes(second[$0], first[$0], kind) }
    case .lessOrEqual:
      select(batch) { isEqual(first[$0], second[$0]) || context.precedes(first[$0], second[$0], kind) }
    case .greaterOrEqual:
      select(batch) { isEqual(first[$0], second[$0]) || context.precedes(second[$0], first[$0], kind) }
    }
    try pipeline.pass(batch, to: next)
  }

  @inline(__always)
  private func isEqual(_ a: UInt64, _ b: UInt64) -> Bool {
    kind == .float ? Double(bitPattern: a) == Double(bitPattern: b) : a == b
  }

  @inline(__always)
  private func select(_ batch: Batch, _ holds: (Int) -> Bool) {
    var count = 0
    for row in 0..<batch.count where holds(row) {
      selection.rows[count] = UInt16(row)
      count += 1
    }
    batch.keep(selection.rows, count)
  }
}

/// Lets pass the bindings for which `match` or `contains` holds, or does not.
final class TestOperator: InPlaceOperator {
  private let test: TermProgram
  private let isNegated: Bool
  private let selection = Selection()

  init(_ test: TermProgram, isNegated: Bool) {
    self.test = test
    self.isNegated = isNegated
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let results = try test.evaluate(batch, pipeline.context)
    var count = 0
    for row in 0..<batch.count where (results[row] != 0) != isNegated {
      selection.rows[count] = UInt16(row)
      count += 1
    }
    batch.keep(selection.rows, count)
    try pipeline.pass(batch, to: next)
  }
}

/// Gives a variable a computed value.
final class AssignOperator: InPlaceOperator {
  private let variable: Int
  private let term: TermProgram

  init(_ variable: Int, _ term: TermProgram) {
    self.variable = variable
    self.term = term
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let values = try term.evaluate(batch, pipeline.context)
    batch.columns[variable]?.update(from: values, count: batch.count)
    try pipeline.pass(batch, to: next)
  }
}

/// Lets nothing pass.
final class NeverOperator: InPlaceOperator {
  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {}
}

/// Combines each binding with the numbers from one bound up to before the other.
final class RangeOperator: Operator {
  private let variable: Int
  private let kind: Kind
  private let bounds: [TermProgram]
  private let output: Batch
  private let carried: [Int]
  private let target: Table

  init(_ variable: Int, _ kind: Kind, _ bounds: [TermProgram], output: Batch, carried: [Int], target: Table) {
    self.variable = variable
    self.kind = kind
    self.bounds = bounds
    self.output = output
    self.carried = carried
    self.target = target
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    let first = try bounds[0].evaluate(batch, pipeline.context)
    let last = try bounds[1].evaluate(batch, pipeline.context)
    let steps = bounds.count > 2 ? try bounds[2].evaluate(batch, pipeline.context) : nil
    output.count = 0
    for binding in 0..<batch.count {
      var numbers = Numbers(first[binding], last[binding], steps?[binding], kind)
      while let word = numbers.next() {
        if output.count == Batch.capacity { try flush(next, pipeline) }
        for variable in carried { output.column(variable)[output.count] = batch.column(variable)[binding] }
        output.columns[variable]?[output.count] = word
        output.count += 1
      }
    }
    try flush(next, pipeline)
  }

  private func flush(_ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    try pipeline.context.checkBudget(target)
    try pipeline.pass(output, to: next)
    output.count = 0
  }

  /// The words of a range; downwards if it begins above its end and no step is given.
  ///
  /// A step of nothing gives the first one alone.
  private struct Numbers {
    private var next64: Int64 = 0
    private var nextFloat: Double = 0
    private let end: UInt64
    private let step: UInt64
    private let kind: Kind
    private var isDone = false
    private let isStill: Bool

    init(_ first: UInt64, _ last: UInt64, _ step: UInt64?, _ kind: Kind) {
      end = last
      self.kind = kind
      next64 = Int64(bitPattern: first)
      nextFloat = Double(bitPattern: first)
      if kind == .float {
        self.step = step ?? (nextFloat <= Double(bitPattern: last) ? 1.0 : -1.0).bitPattern
        isStill = Double(bitPattern: self.step) == 0
        isDone = isStill && nextFloat == Double(bitPattern: last)
      } else {
        let ascends = kind == .unsigned ? first <= last : next64 <= Int64(bitPattern: last)
        self.step = step ?? UInt64(bitPattern: ascends ? 1 : -1)
        isStill = self.step == 0
        isDone = isStill && first == last
      }
    }

    mutating func next() -> UInt64? {
      guard !isDone else { return nil }
      if isStill {
        isDone = true
        return kind == .float ? nextFloat.bitPattern : UInt64(bitPattern: next64)
      }
      if kind == .float {
        let (limit, by) = (Double(bitPattern: end), Double(bitPattern: step))
        guard by > 0 ? nextFloat < limit : nextFloat > limit else { return nil }
        defer { nextFloat += by }
        return nextFloat.bitPattern
      }
      let (limit, by) = (Int64(bitPattern: end), Int64(bitPattern: step))
      guard by > 0 ? next64 < limit : next64 > limit else { return nil }
      let (following, overflow) = next64.addingReportingOverflow(by)
      defer {
        next64 = following
        isDone = overflow
      }
      return UInt64(bitPattern: next64)
    }
  }
}
