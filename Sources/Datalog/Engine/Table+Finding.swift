extension Table {
  /// The row numbers of a view.
  func range(of view: View) -> Range<Int> {
    switch view {
    case .delta: deltaStart..<deltaEnd
    case .old: 0..<deltaStart
    case .full: 0..<deltaEnd
    }
  }

  /// The index over some columns, built if this is the first to ask for it.
  func index(on columns: [Int], tracksStable: Bool) -> PostingIndex {
    if let known = indexes.first(where: { $0.columns == columns }) {
      known.tracksStable = known.tracksStable || tracksStable
      return known
    }
    classes?.expand(into: self)
    let index = PostingIndex(columns: columns, layout: layout, arity: arity)
    index.tracksStable = tracksStable
    index.update(look, count: deltaEnd, stableCount: deltaStart)
    indexes.append(index)
    return index
  }

  /// Sees to it that whole rows can be looked up, which a table without a set of them does not offer at once.
  func prepareLookup() {
    guard pairs == nil, wideSet == nil, narrowSet == nil, keeper == nil, lookup == nil, arity > 0
    else { return }
    makeSet()
    if let pairs {
      for row in 0..<count { _ = pairs.insert(rows.words[row]) }
    } else if let narrowSet {
      let words = narrowRows.words
      for row in 0..<count { _ = narrowSet.insert(words + row * arity, number: row, in: words) }
    } else if let wideSet {
      let words = rows.words
      for row in 0..<count { _ = wideSet.insert(words + row * arity, number: row, in: words) }
    }
  }

  /// Gives the set of whole rows back, which ``prepareLookup()`` makes again if someone asks for it after all.
  ///
  /// Bitmaps of pairs stay: joins add them to others as they are.
  func dropLookup() {
    guard keeper == nil, !forgetsRows, arity > 0, !(pairs?.hasBitmapsForOthers ?? false) else { return }
    dropSets()
  }

  /// Whether a whole row is in a view; a packed row of the round being derived may count too, which is sound.
  @inline(__always)
  func contains(_ row: UnsafePointer<UInt64>, _ view: View) -> Bool {
    if let keeper { return keeper.contains(row, view, of: self) }
    if isPacked {
      guard let pairs else { return lookup?.contains(row[0], row[1]) ?? false }
      guard row[0] < packLimit else { return false }
      if arity == 1 { return pairs.contains(row[0]) }
      return row[1] < packLimit && pairs.contains(row[0] << 32 | row[1])
    }
    guard let number = number(of: row) else { return false }
    return range(of: view).contains(number)
  }

  /// The number of a whole row in a table that is not packed.
  func number(of row: UnsafePointer<UInt64>) -> Int? {
    if arity == 0 { return rows.count > 0 ? 0 : nil }
    if let wideSet { return wideSet.find(row, in: rows.words) }
    guard let narrowSet else { return nil }
    for column in 0..<arity where row[column] >= packLimit { return nil }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: arity) { narrowed in
      guard let base = narrowed.baseAddress else { return nil }
      for column in 0..<arity { base[column] = UInt32(truncatingIfNeeded: row[column]) }
      return narrowSet.find(base, in: narrowRows.words)
    }
  }

  /// The number of a whole row in a table that is not packed.
  func number(of row: [UInt64]) -> Int? {
    (row + [0]).withUnsafeBufferPointer { row in row.baseAddress.flatMap { number(of: $0) } }
  }

  /// Whether a whole row is in it, whatever its shape.
  func holds(_ row: [UInt64]) -> Bool {
    prepareLookup()
    return (row + [0]).withUnsafeBufferPointer { row in row.baseAddress.map { contains($0, .full) } ?? false }
  }

  /// One column of one row.
  @inline(__always)
  func word(_ row: Int, _ column: Int) -> UInt64 { look.word(row, column) }
}
