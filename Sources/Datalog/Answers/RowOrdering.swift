import Relations

/// Puts an output's rows in order, on words: text is compared, and never made.
///
/// Millions of rows take a while, so the clock and the host are asked between the steps and within the longest.
struct RowOrdering {
  private let context: EvaluationContext
  private let symbols: SymbolTable
  private let rowOrder: RowOrder
  private let workers: Workers

  /// Orders what an evaluation gave, within its time.
  init(_ context: EvaluationContext, _ options: Options) {
    self.context = context
    symbols = context.symbols
    rowOrder = options.rowOrder
    workers = options.workers.asking(context.isOver)
  }

  /// The rows of a complete table as an output wants them.
  ///
  /// - Throws: ``EvaluationError`` if the time is over or the host asks for the end.
  func answer(_ output: OutputDirective, _ info: RelationInfo, _ table: Table) throws -> AnswerRelation {
    var time = OrderingTime(context, info.name, rowCount: table.count)
    try time.require()
    let hasRows = !output.onlySize && info.arity > 0
    let isPacked = hasRows && table.layout == .packed && inWordOrder(output)
    if hasRows, !isPacked { table.recallRows() }
    let words = isPacked ? packedRows(table, output) : hasRows ? try ordered(table, info, output, &time) : []
    // What was left unsorted is not shown.
    try time.require()
    let count = info.arity == 0 ? table.count : words.count / (isPacked ? 1 : info.arity)
    return AnswerRelation(
      name: info.name, columns: info.publicColumns, totalCount: table.count, onlySize: output.onlySize,
      isQuery: output.isQuery, parameters: output.parameters, words: words,
      isPacked: isPacked && info.arity == 2, count: output.onlySize ? 0 : count, symbols: symbols)
  }

  private func inWordOrder(_ output: OutputDirective) -> Bool {
    rowOrder == .words && output.order.isEmpty
  }

  /// Packed words compare as their columns do, whatever those are: none of them is negative.
  private func packedRows(_ table: Table, _ output: OutputDirective) -> [UInt64] {
    let words = table.sortedPairs(workers)
    return output.limit.map { Array(words.prefix($0)) } ?? words
  }

  private func ordered(
    _ table: Table, _ info: RelationInfo, _ output: OutputDirective, _ time: inout OrderingTime
  ) throws -> [UInt64] {
    let (view, arity, count) = (table.look, info.arity, table.count)
    let keys = keys(of: output, arity)
    let rows = try sortedRows(view, count, info, keys, isNamed: !output.order.isEmpty, &time)
    try time.require()
    var words: [UInt64] = []
    words.reserveCapacity(min(count, output.limit ?? count) * arity)
    for row in rows.prefix(output.limit ?? count) {
      for column in 0..<arity { words.append(view.word(row, column)) }
    }
    return words
  }

  /// By what rows are compared: what the output names, and then the columns that it does not.
  private func keys(of output: OutputDirective, _ arity: Int) -> [OutputDirective.Key] {
    let named = Set(output.order.map(\.column))
    let others = (0..<arity).filter { !named.contains($0) }
    return output.order + others.map { OutputDirective.Key(column: $0, isDescending: false) }
  }

  /// The numbers of rows in the order of their keys, which are made to compare as unsigned words.
  ///
  /// A key that the output names first is by value in any order of rows.
  private func sortedRows(
    _ view: RowView, _ count: Int, _ info: RelationInfo, _ keys: [OutputDirective.Key], isNamed: Bool,
    _ time: inout OrderingTime
  ) throws -> [Int] {
    var column = [UInt64](repeating: 0, count: count)
    let words = try [UInt64](unsafeUninitializedCapacity: count * keys.count) { words, filled in
      for (number, key) in keys.enumerated() {
        for row in 0..<count { column[row] = view.word(row, key.column) }
        let byValue = rowOrder == .values || isNamed && number == 0
        try rank(&column, info.columns[key.column], byValue: byValue, &time)
        for row in 0..<count {
          words[row * keys.count + number] = key.isDescending ? ~column[row] : column[row]
        }
      }
      filled = count * keys.count
    }
    return sortedOrder(ofRows: words, arity: keys.count, workers: workers)
  }
}

/// Asks now and then whether a relation's rows may go on being put in order.
private struct OrderingTime {
  private let context: EvaluationContext
  private let name: String
  private let rowCount: Int
  private var steps = 0

  init(_ context: EvaluationContext, _ name: String, rowCount: Int) {
    self.context = context
    self.name = name
    self.rowCount = rowCount
  }

  func require() throws(EvaluationError) { try context.requireTime(name, rows: rowCount) }

  /// Asks at every few thousandth of many small steps.
  @inline(__always)
  mutating func step() throws(EvaluationError) {
    steps &+= 1
    if steps & 0x3fff == 0 { try require() }
  }
}

// MARK: Ranks

extension RowOrdering {
  private func rank(
    _ words: inout [UInt64], _ field: RelationInfo.Field, byValue: Bool, _ time: inout OrderingTime
  ) throws {
    try time.require()
    switch field.kind {
    case .unsigned: break
    case .number: for row in words.indices { words[row] ^= 1 << 63 }
    case .float:
      for row in words.indices { words[row] = words[row] >> 63 == 1 ? ~words[row] : words[row] | 1 << 63 }
    case .record:
      guard byValue else { break }
      let values = try distinct(words, &time).map { word in
        try time.step()
        return (word: word, value: symbols.value(of: word, kind: .record, layout: field.layout))
      }
      let sorted = try values.sorted {
        try time.step()
        return $0.value < $1.value
      }
      rank(&words, sorted.map(\.word))
    case .symbol:
      // The words of the table's base are in the order of their texts already.
      guard byValue, words.contains(where: { $0 >= UInt64(symbols.baseCount) }) else { break }
      let texts = try distinct(words, &time).map { (word: $0, start: symbols.startOfText($0)) }
      let sorted = try texts.sorted {
        try time.step()
        return $0.start != $1.start ? $0.start < $1.start : symbols.precedes($0.word, $1.word)
      }
      rank(&words, sorted.map(\.word))
    }
  }

  private func distinct(_ words: [UInt64], _ time: inout OrderingTime) throws -> [UInt64] {
    var distinct = words
    distinct.radixSort(workers: workers)
    try time.require()
    distinct.dropRepeats()
    return distinct
  }

  private func rank(_ words: inout [UInt64], _ sorted: [UInt64]) {
    guard let least = sorted.min(), let most = sorted.max() else { return }
    if most - least < UInt64(words.count * 4 + 1024) {
      var ranks = [UInt32](repeating: 0, count: Int(most - least) + 1)
      for (rank, word) in sorted.enumerated() { ranks[Int(word - least)] = UInt32(rank) }
      for row in words.indices { words[row] = UInt64(ranks[Int(words[row] - least)]) }
    } else {
      var ranks: [UInt64: UInt64] = [:]
      for (rank, word) in sorted.enumerated() { ranks[word] = UInt64(rank) }
      for row in words.indices { words[row] = ranks[words[row]] ?? 0 }
    }
  }
}

extension SymbolTable {
  /// The first eight bytes of a symbol's text as a number that orders as they do.
  fileprivate func startOfText(_ word: UInt64) -> UInt64 {
    withUTF8(of: Symbol(rawValue: UInt32(truncatingIfNeeded: word))) { bytes in
      (0..<8).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt64(bytes[$1]) : 0) }
    }
  }
}
