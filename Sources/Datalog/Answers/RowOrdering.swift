import Relations

/// Puts an output's rows in order, on words: text is compared, and never made.
struct RowOrdering {
  let symbols: SymbolTable
  let rowOrder: RowOrder
  let workers: Workers

  /// The rows of a complete table as an output wants them.
  func answer(_ output: OutputDirective, _ info: RelationInfo, _ table: Table) -> AnswerRelation {
    let hasRows = !output.onlySize && info.arity > 0
    let isPacked = hasRows && table.layout == .packed && inWordOrder(output)
    if hasRows, !isPacked { table.recallRows() }
    let words = isPacked ? packedRows(table, output) : hasRows ? ordered(table, info, output) : []
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

  private func ordered(_ table: Table, _ info: RelationInfo, _ output: OutputDirective) -> [UInt64] {
    let (view, arity, count) = (table.look, info.arity, table.count)
    let rows = sortedRows(view, count, info, keys(of: output, arity), isNamed: !output.order.isEmpty)
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
    _ view: RowView, _ count: Int, _ info: RelationInfo, _ keys: [OutputDirective.Key], isNamed: Bool
  ) -> [Int] {
    var column = [UInt64](repeating: 0, count: count)
    let words = [UInt64](unsafeUninitializedCapacity: count * keys.count) { words, filled in
      for (number, key) in keys.enumerated() {
        for row in 0..<count { column[row] = view.word(row, key.column) }
        rank(&column, info.columns[key.column], byValue: rowOrder == .values || isNamed && number == 0)
        for row in 0..<count {
          words[row * keys.count + number] = key.isDescending ? ~column[row] : column[row]
        }
      }
      filled = count * keys.count
    }
    return sortedOrder(ofRows: words, arity: keys.count, workers: workers)
  }
}

// MARK: Ranks

extension RowOrdering {
  private func rank(_ words: inout [UInt64], _ field: RelationInfo.Field, byValue: Bool) {
    switch field.kind {
    case .unsigned: break
    case .number: for row in words.indices { words[row] ^= 1 << 63 }
    case .float:
      for row in words.indices { words[row] = words[row] >> 63 == 1 ? ~words[row] : words[row] | 1 << 63 }
    case .record:
      guard byValue else { break }
      let values = distinct(words).map { word in
        (word: word, value: symbols.value(of: word, kind: .record, layout: field.layout))
      }
      rank(&words, values.sorted { $0.value < $1.value }.map(\.word))
    case .symbol:
      // The words of the table's base are in the order of their texts already.
      guard byValue, words.contains(where: { $0 >= UInt64(symbols.baseCount) }) else { break }
      let texts = distinct(words).map { (word: $0, start: symbols.startOfText($0)) }
      let sorted = texts.sorted {
        $0.start != $1.start ? $0.start < $1.start : symbols.precedes($0.word, $1.word)
      }
      rank(&words, sorted.map(\.word))
    }
  }

  private func distinct(_ words: [UInt64]) -> [UInt64] {
    var distinct = words
    distinct.radixSort(workers: workers)
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
