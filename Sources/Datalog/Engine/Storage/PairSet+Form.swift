// MARK: Finding groups

extension PairSet {
  /// The number of a first column's group, which is made if there is none.
  ///
  /// - Parameters:
  ///   - first: the first column.
  ///   - coming: pairs that are about to come.
  ///   - cameInGroups: whether pairs come with others of the same first column; those that come one by one are as well
  ///     off in one table.
  ///   - keepingGroups: whether groups must stay where they are, whatever their number.
  /// - Returns: The number; nothing if pairs are not kept in groups.
  @inline(__always)
  func groupNumber(
    adding first: UInt64, expecting coming: Int = 0, cameInGroups: Bool = false, keepingGroups: Bool = false
  ) -> Int? {
    let group = groupNumber(of: first)
    if group < groupCapacity { return group }
    return makeGroup(
      for: first, expecting: coming, cameInGroups: cameInGroups, keepingGroups: keepingGroups)
  }

  /// Makes a group for a first column that has none, numbering first columns or putting all pairs into one table if a
  /// directory is not worth its memory for the pairs held and those that are about to come.
  func makeGroup(
    for first: UInt64, expecting coming: Int = 0, cameInGroups: Bool = false, keepingGroups: Bool = false
  ) -> Int? {
    guard sparse == nil else { return nil }
    if firstNumbers == nil {
      if first < UInt64(max(1 << 16, 8 * (count + coming))) {
        extendDirectory(to: Int(first) + 1)
        return Int(first)
      }
      leaveDirectory(cameInGroups: cameInGroups, keepingGroups: keepingGroups)
    }
    guard let firstNumbers else { return nil }
    let group = Int(firstNumbers.pointee.number(adding: UInt32(truncatingIfNeeded: first)))
    if group >= groupCapacity { extendDirectory(to: group + 1) }
    return group
  }

  /// Numbers first columns, or puts all pairs into one table if groups are not worth their memory.
  private func leaveDirectory(cameInGroups: Bool, keepingGroups: Bool = false) {
    let groupCount = (0..<groupCapacity).count { groups[$0].count > 0 }
    if keepingGroups || (cameInGroups && count >= 1 << 14 && count >= 8 * groupCount) {
      numberFirsts()
    } else {
      becomeSparse()
    }
  }

  private func extendDirectory(to needed: Int) {
    let capacity = max(needed, groupCapacity + groupCapacity / 4, 64)
    groups = growMemory(groups, capacity: capacity)
    (groups + groupCapacity).initialize(repeating: PairGroup(), count: capacity - groupCapacity)
    groupCapacity = capacity
  }

  /// Has groups go by number; they stay as they are.
  private func numberFirsts() {
    let numbers = ValueNumbering.begin()
    for first in 0..<groupCapacity where groups[first].count > 0 {
      groups[Int(numbers.pointee.number(adding: UInt32(first)))] = groups[first]
    }
    groupCapacity = numbers.pointee.count
    groups = growMemory(groups, capacity: groupCapacity)
    firstNumbers = numbers
  }
}

// MARK: Changing the form

extension PairSet {
  /// Changes the form of the set if another suits better what has come; called again and again while the set grows, it
  /// looks into that whenever the set has doubled.
  ///
  /// Numbers pay where pairs come with others of the same first column; those that come one by one would be looked up
  /// for each. No bitmap that ``bitmap(of:for:)`` gave may be in use.
  ///
  /// - Complexity: O(1) a pair, all looks together.
  @inline(__always)
  func lookIntoForm(cameInGroups: Bool) {
    if count >= nextLook { chooseForm(cameInGroups: cameInGroups) }
  }

  private func chooseForm(cameInGroups: Bool) {
    if let firstNumbers {
      // Far fewer pairs a group than make a table become groups: the set does not go to and fro.
      if count * 5 < firstNumbers.pointee.count * 7 { becomeSparse() }
    }
    guard cameInGroups else { return }
    nextLook = 2 * count
    if let sparse {
      guard areFirstsFew(sparse) else { return }
      becomeGrouped(sparse)
    } else if firstNumbers == nil, groupCapacity > max(1 << 17, 2 * count) {
      leaveDirectory(cameInGroups: true)
    }
    considerNumberingSeconds()
    // Finding a number by hash takes thrice as long.
    firstNumbers?.pointee.extendDirectory(ifWithin: 2 * count)
    secondNumbers?.pointee.extendDirectory(ifWithin: 2 * count)
  }

  /// Whether most of an eighth of the words have a first column that came before, as it is where groups are large.
  private func areFirstsFew(_ words: WordSet) -> Bool {
    let firsts = WordSet()
    let sample = words.sample(count / 8)
    let distinct = sample.count { firsts.insert($0 >> 32) }
    return distinct * 8 <= sample.count * 5
  }

  private func becomeGrouped(_ words: WordSet) {
    firstNumbers = ValueNumbering.begin()
    sparse = nil
    tally.count = 0
    for word in words.words { _ = insert(word) }
  }

  private func becomeSparse() {
    let words = WordSet()
    forEachGroup { first, group in
      group.forEachValue(secondNumbers) { _ = words.insert(UInt64(first) << 32 | UInt64($0)) }
    }
    dropGroups()
    sparse = words
  }

  /// Frees all groups and numberings.
  func dropGroups() {
    for group in 0..<groupCapacity { groups[group].deallocate() }
    freeMemory(groups)
    groups = growMemory(nil, capacity: 0)
    groupCapacity = 0
    tally.bytes = 0
    for numbers in [firstNumbers, secondNumbers].compactMap(\.self) { ValueNumbering.end(numbers) }
    firstNumbers = nil
    secondNumbers = nil
  }
}
