import Relations
import Testing

@testable import Datalog

@Suite("Folding rows by groups")
struct AggregationTests {
  @Test("a sum of floats is the exact one, rounded once, in any order")
  func exactSums() {
    #expect(exactSum([0.1, 0.2, 0.3]) == 0.6)
    #expect(exactSum([1e16, 1, 1, -1e16]) == 2)
    #expect(exactSum([1e308, 1e308, -1e308, -1e308, 0.5]) == 0.5)
    #expect(exactSum([1e308, 1e308]) == .infinity)
    #expect(exactSum([1, 0x1p-53]) == 1)
    #expect(exactSum([1, 0x1p-53, 0x1p-110]) == 1 + 0x1p-52)
    #expect(exactSum([.infinity, 1]) == .infinity)
    #expect(exactSum([.infinity, -.infinity]).isNaN)
    #expect(exactSum([-0.0]).sign == .plus)
    var random = SeededGenerator(seed: 7)
    let values = (0..<500).map { _ in
      Double(sign: .plus, exponent: Int.random(in: -80...80, using: &random), significand: 1.7)
        * Double.random(in: -1...1, using: &random)
    }
    let sum = exactSum(values)
    for _ in 0..<20 { #expect(exactSum(values.shuffled(using: &random)) == sum) }
  }

  private func exactSum(_ values: [Double]) -> Double {
    var (sum, halves) = (ExactSum(), [ExactSum(), ExactSum()])
    for (index, value) in values.enumerated() {
      sum.add(value)
      halves[index % 2].add(value)
    }
    halves[0].add(halves[1])
    #expect(halves[0].rounded == sum.rounded || sum.rounded.isNaN)
    return sum.rounded
  }

  /// Rows of few or of many groups, with values that overflow, cancel and are no numbers.
  private func table(_ layout: RowLayout, groups: UInt64, seed: UInt64) -> Table {
    var random = SeededGenerator(seed: seed)
    let table = Table(arity: 4, layout: layout, isDistinct: true)
    for _ in 0..<140_000 {
      let key = UInt64.random(in: 0..<groups, using: &random)
      let number = UInt64.random(in: 0..<1000, using: &random)
      let value = layout == .wide ? UInt64.random(in: 0...UInt64.max, using: &random) : number
      let row = [key % 7, key, number % 3, value]
      row.withUnsafeBufferPointer { row in if let base = row.baseAddress { table.insert(base) } }
    }
    table.completeRound()
    return table
  }

  @Test(
    "each group's result is that of its rows, however many threads there are",
    arguments: [(RowLayout.narrow, 100), (.wide, 100_000)])
  func groups(layout: RowLayout, groups: Int) {
    let table = table(layout, groups: UInt64(groups), seed: UInt64(groups))
    for keys in [[1], [1, 2, 0], []] {
      let constants = keys.count == 3 ? [] : [GroupFold.Shape.Constant(column: 2, word: 1)]
      var members: [[UInt64]: [UInt64]] = [:]
      for row in 0..<table.count where constants.allSatisfy({ table.word(row, $0.column) == $0.word }) {
        members[keys.map { table.word(row, $0) }, default: []].append(table.word(row, 3))
      }
      for function in AggregateFunction.allCases {
        for kind in [Kind.number, .unsigned, .float] where layout == .wide || kind != .float {
          let shape = GroupFold.Shape(
            function: function, kind: kind, target: function == .count ? nil : 3, keys: keys,
            constants: constants)
          compare(table, shape, members)
        }
      }
    }
  }

  private func compare(_ table: Table, _ shape: GroupFold.Shape, _ members: [[UInt64]: [UInt64]]) {
    let context = EvaluationContext(
      sources: SourceSet(), symbols: SymbolTable(), limits: Limits(), deadline: Deadline(Limits()),
      cancellation: nil)
    let alone = GroupFold(table, shape, context)
    context.workers = Workers(count: 3)
    let shared = GroupFold(table, shape, context)
    for row in stride(from: 0, to: table.count, by: 37_003) {
      let key = shape.keys.map { table.word(row, $0) }
      let expected = slowly(shape, members[key] ?? [])
      #expect(alone.result(of: key) == expected, "\(shape) row \(row)")
      #expect(shared.result(of: key) == expected, "\(shape) row \(row)")
    }
    let unknown = shape.keys.map { _ in UInt64.max }
    let isZero = shape.function == .count || shape.function == .sum
    if !shape.keys.isEmpty { #expect(shared.result(of: unknown) == (isZero ? 0 : nil)) }
  }

  private func slowly(_ shape: GroupFold.Shape, _ words: [UInt64]) -> UInt64? {
    let order: (UInt64, UInt64) -> Bool = { a, b in
      switch shape.kind {
      case .number: return Int64(bitPattern: a) < Int64(bitPattern: b)
      case .float:
        let (x, y) = (Double(bitPattern: a), Double(bitPattern: b))
        return x == y || x.isNaN && y.isNaN ? a < b : y.isNaN || x < y
      default: return a < b
      }
    }
    switch shape.function {
    case .count: return UInt64(words.count)
    case .sum where shape.kind != .float: return words.reduce(0) { $0 &+ $1 }
    case .sum: return exactSum(words.map { Double(bitPattern: $0) }).bitPattern
    case .min: return words.min(by: order)
    case .max:
      // What is no number is no maximum while there is a number.
      let numbers = shape.kind == .float ? words.filter { !Double(bitPattern: $0).isNaN } : words
      return numbers.isEmpty ? words.min() : numbers.max(by: order)
    case .mean:
      if words.isEmpty { return nil }
      switch shape.kind {
      case .float:
        return (exactSum(words.map { Double(bitPattern: $0) }) / Double(words.count)).bitPattern
      case .unsigned:
        return (Double(words.reduce(Int128(0)) { $0 + Int128($1) }) / Double(words.count)).bitPattern
      default:
        let sum = words.reduce(Int128(0)) { $0 + Int128(Int64(bitPattern: $1)) }
        return (Double(sum) / Double(words.count)).bitPattern
      }
    }
  }
}

extension GroupFold {
  /// The result for the values of the key columns.
  fileprivate func result(of key: [UInt64]) -> UInt64? {
    var (key, result, hasResult) = (key + [0], UInt64(0), false)
    _ = find(&key, 1, into: &result, &hasResult)
    return hasResult ? result : nil
  }
}
