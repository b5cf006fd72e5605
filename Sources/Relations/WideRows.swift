/// Rows of any width, sorted by way of keys of 64 bits.
///
/// Of each column only the bits that differ count. As many columns as fit into 64 bits make one key; mostly one key
/// holds the whole row, which is then made again from its key. Otherwise row numbers are sorted by the last key first.
struct WideRows {
  private struct Field {
    let column: Int
    let bits: Int
  }

  private let rows: [UInt64]
  private let arity: Int
  private let count: Int

  init(_ rows: [UInt64], arity: Int) {
    self.rows = rows
    self.arity = arity
    count = rows.count / arity
  }

  /// The rows sorted as unsigned words column by column, without repeats.
  func sortedDistinct(workers: Workers) -> [UInt64] {
    if isStrictlyAscending { return rows }
    let groups = keyGroups()
    guard let group = groups.first else { return Array(rows.prefix(arity)) }
    return groups.count == 1 ? sorted(by: group, workers) : sorted(by: groups, workers)
  }

  private var isStrictlyAscending: Bool {
    rows.withUnsafeBufferPointer { rows in
      for row in stride(from: 1, to: count, by: 1) where !precedes(rows, row - 1, row) { return false }
      return true
    }
  }

  @inline(__always)
  private func precedes(_ rows: UnsafeBufferPointer<UInt64>, _ a: Int, _ b: Int) -> Bool {
    for column in 0..<arity where rows[a &* arity &+ column] != rows[b &* arity &+ column] {
      return rows[a &* arity &+ column] < rows[b &* arity &+ column]
    }
    return false
  }

  /// The columns whose words differ, parted into groups that fit into a key.
  private func keyGroups() -> [[Field]] {
    var differing = [UInt64](repeating: 0, count: arity)
    for row in 0..<count {
      for column in 0..<arity { differing[column] |= rows[row &* arity &+ column] ^ rows[column] }
    }
    var groups: [[Field]] = []
    var room = 0
    for column in 0..<arity where differing[column] != 0 {
      let field = Field(column: column, bits: 64 - differing[column].leadingZeroBitCount)
      if field.bits > room {
        groups.append([])
        room = 64
      }
      room -= field.bits
      groups[groups.count - 1].append(field)
    }
    return groups
  }

  @inline(__always)
  private func key(_ row: UnsafePointer<UInt64>, _ group: [Field]) -> UInt64 {
    var key: UInt64 = 0
    for field in group {
      let word = row[field.column] & (UInt64.max &>> UInt64(64 &- field.bits))
      key = field.bits == 64 ? word : key &<< UInt64(field.bits) | word
    }
    return key
  }

  private func sorted(by group: [Field], _ workers: Workers) -> [UInt64] {
    var keys = rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return [UInt64]() }
      return (0..<count).map { key(base + $0 * arity, group) }
    }
    keys.radixSort(workers: workers)
    keys.dropRepeats()
    return [UInt64](unsafeUninitializedCapacity: keys.count * arity) { result, filled in
      for (row, key) in keys.enumerated() {
        for column in 0..<arity { result[row * arity + column] = rows[column] }
        var rest = key
        for field in group.reversed() {
          let mask = UInt64.max >> UInt64(64 - field.bits)
          result[row * arity + field.column] = rows[field.column] & ~mask | rest & mask
          rest = field.bits == 64 ? 0 : rest >> UInt64(field.bits)
        }
      }
      filled = keys.count * arity
    }
  }

  private func sorted(by groups: [[Field]], _ workers: Workers) -> [UInt64] {
    let order = order(by: groups, workers)
    return rows.withUnsafeBufferPointer { rows in
      var result: [UInt64] = []
      result.reserveCapacity(rows.count)
      for (index, next) in order.enumerated() {
        guard index == 0 || precedes(rows, order[index - 1].row, next.row) else { continue }
        result.append(contentsOf: rows[next.row * arity..<(next.row + 1) * arity])
      }
      return result
    }
  }

  /// The numbers of the rows in their order.
  func order(workers: Workers) -> [Int] {
    isStrictlyAscending ? Array(0..<count) : order(by: keyGroups(), workers).map(\.row)
  }

  private func order(by groups: [[Field]], _ workers: Workers) -> [KeyedRow] {
    var order = (0..<count).map { KeyedRow(radixKey: 0, row: $0) }
    rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      for group in groups.reversed() where !workers.mayStop {
        order.withUnsafeMutableBufferPointer { order in
          for index in order.indices { order[index].radixKey = key(base + order[index].row * arity, group) }
          sortByKeys(order, workers: workers)
        }
      }
    }
    return order
  }
}

/// The numbers of rows in the order of their words, column by column; what is the same keeps its order.
package func sortedOrder(ofRows rows: [UInt64], arity: Int, workers: Workers) -> [Int] {
  WideRows(rows, arity: arity).order(workers: workers)
}

/// A row by its number, and what it is sorted by for now.
private struct KeyedRow: RadixSortable {
  var radixKey: UInt64
  let row: Int
}

// MARK: Words

extension [UInt64] {
  /// Whether each word is larger than the one before.
  package var isStrictlyAscending: Bool {
    withUnsafeBufferPointer { words in
      for index in stride(from: 1, to: words.count, by: 1) where words[index &- 1] >= words[index] {
        return false
      }
      return true
    }
  }

  /// Drops words that are the same as the one before.
  package mutating func dropRepeats() {
    let kept = withUnsafeMutableBufferPointer { words in
      var kept = 1
      while kept < words.count, words[kept] != words[kept &- 1] { kept &+= 1 }
      guard kept < words.count else { return words.count }
      for index in kept..<words.count where words[index] != words[kept &- 1] {
        words[kept] = words[index]
        kept &+= 1
      }
      return kept
    }
    removeSubrange(kept...)
  }
}
