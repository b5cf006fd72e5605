extension PostingIndex {
  /// Forgets rows of some numbers, which are those that `isDead` says.
  func remove(_ dead: [UInt32], of rows: RowView, isDead: (UInt32) -> Bool) {
    precondition(heldColumn == nil, "an index of wide rows holds their numbers")
    lists.loosen()
    var touched: [Int] = []
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: columns.count) { key in
      guard let base = key.baseAddress else { return }
      for number in dead {
        for part in 0..<columns.count { base[part] = rows.word(Int(number), columns[part]) }
        let list = find(base)
        if list >= 0 { touched.append(list) }
      }
    }
    touched.sort()
    for (position, list) in touched.enumerated() where position == 0 || touched[position - 1] != list {
      filter(list, isDead)
    }
  }

  /// Gives a row, which is there, another number.
  func renumber(_ row: UnsafePointer<UInt64>, from old: UInt32, to new: UInt32) {
    lists.loosen()
    let list = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: columns.count) { key in
      for (part, column) in columns.enumerated() { key[part] = row[column] }
      return key.baseAddress.map { lists[find($0)].pointee }
    }
    guard let list else { return }
    // Rows that are moved came last.
    let entries = lists.entries.base + Int(list.start)
    for position in (0..<Int(list.count)).reversed() where entries[position] == old {
      entries[position] = new
      return
    }
  }

  private func filter(_ number: Int, _ isDead: (UInt32) -> Bool) {
    let list = lists[number]
    let (entries, stable) = (lists.entries.base + Int(list.pointee.start), Int(list.pointee.stable))
    var (kept, keptStable) = (0, 0)
    for position in 0..<Int(list.pointee.count) {
      let entry = entries[position]
      guard !isDead(entry) else { continue }
      entries[kept] = entry
      kept += 1
      if position < stable { keptStable += 1 }
    }
    list.pointee.count = UInt32(kept)
    list.pointee.stable = UInt32(keptStable)
  }
}
