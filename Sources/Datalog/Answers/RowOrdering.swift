import Relations

/// Puts an output's rows in order, on words: text is compared, and never made.
struct RowOrdering {
  let symbols: SymbolTable
  let rowOrder: RowOrder

  /// The rows of a complete table as an output wants them.
  func answer(_ output: OutputDirective, _ info: RelationInfo, _ table: Table) -> AnswerRelation {
    let rows = output.onlySize ? [] : ordered(table, info, output)
    let arity = info.arity
    return AnswerRelation(
      name: info.name, columns: info.publicColumns, totalCount: table.count, onlySize: output.onlySize,
      isQuery: output.isQuery, parameters: output.parameters, words: rows,
      count: arity == 0 ? (output.onlySize ? 0 : table.count) : rows.count / arity, symbols: symbols)
  }

  private func ordered(_ table: Table, _ info: RelationInfo, _ output: OutputDirective) -> [UInt64] {
    let arity = info.arity
    guard arity > 0 else { return [] }
    let keys = output.order + (0..<arity).map { OutputDirective.Key(column: $0, isDescending: false) }
    var numbers = sortKeyed(table, info, keys)
    if let limit = output.limit { numbers = Array(numbers.prefix(limit)) }
    var words: [UInt64] = []
    words.reserveCapacity(numbers.count * arity)
    for row in numbers {
      for column in 0..<arity { words.append(table.word(Int(row), column)) }
    }
    return words
  }

  private func sortKeyed(
    _ table: Table, _ info: RelationInfo, _ keys: [OutputDirective.Key]
  ) -> [UInt32] {
    let fields = info.columns
    // Each column's words are turned into ranks that compare as unsigned words, once, before any comparison.
    let ranks = (0..<info.arity).map { column in
      rank(
        table, column, fields[column],
        byValue: rowOrder == .values || keys.first?.column == column && keys.count > info.arity)
    }
    return (0..<UInt32(table.count)).sorted { a, b in
      for key in keys {
        let (one, other) = (ranks[key.column][Int(a)], ranks[key.column][Int(b)])
        if one != other { return key.isDescending ? one > other : one < other }
      }
      return false
    }
  }

  private func rank(_ table: Table, _ column: Int, _ field: RelationInfo.Field, byValue: Bool) -> [UInt64] {
    let words = (0..<table.count).map { table.word($0, column) }
    switch field.kind {
    case .unsigned: return words
    case .number: return words.map { $0 ^ 1 << 63 }
    case .float: return words.map { $0 >> 63 == 1 ? ~$0 : $0 | 1 << 63 }
    case .record:
      guard byValue else { return words }
      let decoded = Set(words).map {
        (word: $0, value: symbols.value(of: $0, kind: .record, layout: field.layout))
      }
      return ranks(of: words, decoded.sorted { $0.value < $1.value }.map(\.word))
    case .symbol:
      guard byValue, words.contains(where: { $0 >= UInt64(symbols.baseCount) }) else { return words }
      return ranks(of: words, Set(words).sorted { symbols.precedes($0, $1) })
    }
  }

  private func ranks(of words: [UInt64], _ distinct: [UInt64]) -> [UInt64] {
    var ranks: [UInt64: UInt64] = [:]
    for (rank, word) in distinct.enumerated() { ranks[word] = UInt64(rank) }
    return words.map { ranks[$0] ?? 0 }
  }
}
