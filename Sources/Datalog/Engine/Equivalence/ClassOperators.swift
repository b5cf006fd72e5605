/// Combines bindings with pairs of an equivalence relation, of which those of one first value come at once.
///
/// It is a class because it holds on to a batch being filled.
final class PairWriter {
  private let table: Table
  private let classes: EquivalenceClasses
  private let output: Batch
  private let carried: [Int]
  /// The variables of the pair's first and second value, if anyone asks for them.
  private let first: Int?
  private let second: Int?

  init(
    _ table: Table, _ classes: EquivalenceClasses, first: Int?, second: Int?, output: Batch, carried: [Int]
  ) {
    self.table = table
    self.classes = classes
    self.first = first
    self.second = second
    self.output = output
    self.carried = carried
  }

  func begin() { output.count = 0 }

  /// Pairs a member with its partners in a view; one pair will do where nobody asks for the partner.
  func write(
    _ home: Int, _ place: Int, _ view: Table.View, _ batch: Batch, _ binding: Int, _ next: Int,
    _ pipeline: Pipeline
  ) throws(Interruption) {
    let (before, after) = classes.partners(home, place, view)
    let word = classes.arena[classes.classes[home].start + place]
    if second == nil {
      if !before.isEmpty || !after.isEmpty { try write(word, 0..<1, batch, binding, next, pipeline) }
      return
    }
    try write(word, before, batch, binding, next, pipeline)
    try write(word, after, batch, binding, next, pipeline)
  }

  private func write(
    _ word: UInt64, _ partners: Range<Int>, _ batch: Batch, _ binding: Int, _ next: Int,
    _ pipeline: Pipeline
  ) throws(Interruption) {
    var start = partners.lowerBound
    while start < partners.upperBound {
      if output.count == Batch.capacity { try flush(next, pipeline) }
      let before = output.count
      let taken = min(partners.upperBound - start, Batch.capacity - before)
      if let second {
        (output.column(second) + before).update(from: classes.arena.base + start, count: taken)
      }
      if let first { (output.column(first) + before).update(repeating: word, count: taken) }
      for variable in carried {
        (output.column(variable) + before).update(
          repeating: batch.column(variable)[binding], count: taken)
      }
      output.count = before + taken
      start += taken
    }
  }

  /// Passes on what was written; pairs may be very many where rows are few, so the budget is asked here, too.
  func flush(_ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    try pipeline.context.checkBudget(table)
    try pipeline.pass(output, to: next)
    output.count = 0
  }
}

/// Combines each binding with the members of the class of a value that is known.
final class ClassJoinOperator: Operator {
  private let classes: EquivalenceClasses
  private let view: Table.View
  private let key: CompiledKey
  private let writer: PairWriter
  private let keyWord = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)

  init(
    _ table: Table, _ classes: EquivalenceClasses, _ view: Table.View, _ key: CompiledKey, new: Int?,
    output: Batch, carried: [Int]
  ) {
    self.classes = classes
    self.view = view
    self.key = key
    writer = PairWriter(table, classes, first: nil, second: new, output: output, carried: carried)
  }

  deinit { keyWord.deallocate() }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    writer.begin()
    for binding in 0..<batch.count {
      key.write(batch, binding, to: keyWord)
      guard let (home, place) = classes.find(keyWord.pointee) else { continue }
      try writer.write(home, place, view, batch, binding, next, pipeline)
    }
    try writer.flush(next, pipeline)
  }
}

/// Combines each binding with all pairs of a view that have the right constants and repetitions.
final class ClassScanOperator: Operator {
  private let table: Table
  private let classes: EquivalenceClasses
  private let view: Table.View
  private let arguments: CompiledArguments
  private let writer: PairWriter
  /// Whether the writer's first value is the second column, which saves pairs where that one is known, or asked for
  /// alone: pairs hold in both directions.
  private let isTurned: Bool

  init(
    _ table: Table, _ classes: EquivalenceClasses, _ view: Table.View, _ arguments: CompiledArguments,
    output: Batch, carried: [Int]
  ) {
    self.table = table
    self.classes = classes
    self.view = view
    self.arguments = arguments
    let variables = (0..<2).map { column in arguments.outputs.first { $0.column == column }?.variable }
    isTurned = arguments.constants.first.map { $0.column == 1 } ?? (variables[0] == nil)
    writer = PairWriter(
      table, classes, first: variables[isTurned ? 1 : 0], second: variables[isTurned ? 0 : 1], output: output,
      carried: carried)
  }

  func process(_ batch: Batch, _ next: Int, _ pipeline: Pipeline) throws(Interruption) {
    writer.begin()
    for binding in 0..<batch.count {
      if let constant = arguments.constants.first {
        try pass(constant.word, batch, binding, next, pipeline)
        continue
      }
      // Only classes that the newest round changed have anything new in them.
      let all = view == .delta ? nil : classes.knownCount
      for position in 0..<(all ?? classes.changed.count) {
        let home = all == nil ? classes.changed[position] : position
        for place in 0..<Int(classes.classes[home].count) where admits(home, place) {
          try writer.write(home, place, view, batch, binding, next, pipeline)
        }
      }
    }
    try writer.flush(next, pipeline)
  }

  /// Passes on the pairs of a known value; all of a pair may be known.
  private func pass(
    _ word: UInt64, _ batch: Batch, _ binding: Int, _ next: Int, _ pipeline: Pipeline
  ) throws(Interruption) {
    guard let (home, place) = classes.find(word) else { return }
    if arguments.constants.count == 2 {
      let isThere = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2) { pair in
        for constant in arguments.constants { pair[constant.column] = constant.word }
        return pair.baseAddress.map { classes.contains($0, view, of: table) } ?? false
      }
      guard isThere else { return }
    }
    try writer.write(home, place, view, batch, binding, next, pipeline)
  }

  /// Whether a member has the pair with itself, if both columns are one variable.
  private func admits(_ home: Int, _ place: Int) -> Bool {
    guard !arguments.checks.isEmpty else { return true }
    let (before, _) = classes.partners(home, place, view)
    return before.contains(classes.classes[home].start + place)
  }
}
