import Relations

/// The rows of one relation while a program is evaluated: found by their columns, told apart as old and new.
///
/// Rows are kept in the order they were derived, so that a range of row numbers is what one round brought:
///
/// ```
/// | rows of earlier rounds | the newest round | being derived |
/// 0                    deltaStart         deltaEnd          count
/// ```
///
/// Rows of up to two columns whose values fit into 32 bits are packed into one word, longer ones whose values fit
/// take 32 bits a column, others a word a column. It is a class because operators share it while it grows.
final class Table {
  /// Which rows an atom looks at.
  enum View {
    /// What the newest round brought.
    case delta
    /// What was there before it.
    case old
    /// Both.
    case full
  }

  let arity: Int
  let layout: RowLayout
  /// Packed and wide rows.
  let rows: RowBuffer<UInt64>
  /// Narrow rows.
  let narrowRows: RowBuffer<UInt32>
  private(set) var deltaStart = 0
  private(set) var deltaEnd = 0
  var indexes: [PostingIndex] = []
  private(set) var pairs: PairSet?
  private(set) var wideSet: RowSet<UInt64>?
  private(set) var narrowSet: RowSet<UInt32>?
  /// Whether no row comes twice, so that none has to be looked for.
  let isDistinct: Bool
  /// Set when a row came that cannot be held in 32 bits a column; the evaluation then starts anew with wide rows.
  private(set) var isOutgrown = false
  /// Asked of each new row of a wide table whether it may come in.
  var admits: ((UnsafePointer<UInt64>) -> Bool)?
  /// Set when no more rows are wanted; the run that brings them then ends.
  var isFull = false
  /// Decides which rows of a wide table are kept, if not all are.
  var keeper: (any RowKeeper)? { didSet { classes = keeper as? EquivalenceClasses } }
  /// Holds the rows of an equivalence relation, which are not in ``rows`` until someone asks for them as such.
  private(set) var classes: EquivalenceClasses?
  /// Whether a rule goes through more than the newest round.
  var isScanned = false
  /// What aggregates have made of the rows, once they are complete.
  var folds: [GroupFold] = []
  /// Finds rows by one of two columns without going through them, where they are given so.
  let lookup: PairLookup?
  /// Whether only the newest round's rows are kept as such, the others only as pairs.
  var forgetsRows = false

  /// Makes an empty table.
  ///
  /// - Parameters:
  ///   - arity: columns a row.
  ///   - layout: how the rows lie; only rows of one or two columns can be packed.
  ///   - isDistinct: promises that each row is added once.
  init(arity: Int, layout: RowLayout, isDistinct: Bool = false) {
    precondition(layout != .packed || (1...2).contains(arity), "packed rows have one or two columns")
    self.arity = arity
    self.layout = layout
    self.isDistinct = isDistinct && arity > 0
    rows = RowBuffer(width: layout == .packed ? 1 : arity)
    narrowRows = RowBuffer(width: arity)
    lookup = nil
    if !self.isDistinct { makeSet() }
  }

  /// Makes an empty table of wide rows, or of packed ones where that is possible.
  convenience init(arity: Int, isPacked: Bool) {
    self.init(arity: arity, layout: isPacked && (1...2).contains(arity) ? .packed : .wide)
  }

  /// Makes a complete table of a relation, whose rows it uses as they lie where it can.
  init(_ relation: Relation, isPacked: Bool) {
    arity = relation.arity
    isDistinct = true
    let canPack = isPacked && Self.canPack(relation)
    layout = canPack ? .packed : .wide
    let lies = canPack == (relation.layout == .pairs) || (canPack && relation.arity == 1)
    rows = RowBuffer(
      lent: lies ? relation.words : Self.converted(relation, packed: canPack),
      width: canPack ? 1 : relation.arity, count: relation.count)
    narrowRows = RowBuffer(width: relation.arity)
    lookup = nil
    completeRound()
    completeRound()
  }

  /// Makes a complete table of rows that are looked up where they lie, and read only if rules go through them all.
  init(lookedUpIn pairs: any SortedPairs) {
    arity = 2
    isDistinct = true
    layout = .packed
    let lookup = PairLookup(pairs)
    self.lookup = lookup
    rows = RowBuffer(pending: PendingRows { lookup.allWords }, width: 1, count: pairs.count)
    narrowRows = RowBuffer(width: 2)
    completeRound()
    completeRound()
  }

  var isPacked: Bool { layout == .packed }

  var count: Int { classes?.pairCount ?? (layout == .narrow ? narrowRows.count : rows.count) }

  /// Rows that were not given.
  var derivedCount: Int { rows.isLent ? 0 : count }

  /// The rows as they lie now.
  var look: RowView {
    RowView(
      layout: layout, arity: arity,
      base: layout == .narrow ? UnsafeRawPointer(narrowRows.words) : UnsafeRawPointer(rows.words))
  }

  /// Bytes of memory held, lent rows not counted.
  var byteCount: Int {
    rows.byteCount + narrowRows.byteCount + (pairs?.byteCount ?? 0) + (wideSet?.byteCount ?? 0)
      + (narrowSet?.byteCount ?? 0) + (keeper?.byteCount ?? 0)
      + indexes.reduce(0) { $0 + $1.byteCount } + folds.reduce(0) { $0 + $1.byteCount }
  }

  /// Begins to tell rows apart.
  func makeSet() {
    switch layout {
    case .packed: pairs = PairSet()
    case .narrow: narrowSet = RowSet(width: arity)
    case .wide: wideSet = arity > 0 ? RowSet(width: arity) : nil
    }
  }

  /// Gives all sets of rows back.
  func dropSets() {
    pairs = nil
    wideSet = nil
    narrowSet = nil
  }

  private static func canPack(_ relation: Relation) -> Bool {
    guard (1...2).contains(relation.arity) else { return false }
    if relation.layout == .pairs {
      return relation.words.allSatisfy { $0 >> 32 < packLimit && $0 & 0xffff_ffff < packLimit }
    }
    return relation.words.allSatisfy { $0 < packLimit }
  }

  private static func converted(_ relation: Relation, packed: Bool) -> [UInt64] {
    var words: [UInt64] = []
    words.reserveCapacity(relation.count * (packed ? 1 : relation.arity))
    for row in 0..<relation.count {
      if packed {
        words.append(relation[row, 0] << 32 | relation[row, 1])
      } else {
        for column in 0..<relation.arity { words.append(relation[row, column]) }
      }
    }
    return words
  }
}

/// Values from here on are not held in 32 bits; the largest 32-bit word marks vacancy in tables of packed values.
let packLimit: UInt64 = 0xffff_ffff

// MARK: Adding

extension Table {
  /// Adds a packed row; says whether it is new.
  @inline(__always)
  @discardableResult
  func insert(packed word: UInt64) -> Bool {
    if let pairs, !pairs.insert(word) { return false }
    rows.append(word)
    return true
  }

  /// Adds packed rows given as two columns.
  func insert(pairs first: UnsafePointer<UInt64>, _ second: UnsafePointer<UInt64>, _ pairCount: Int) {
    if let pairs { return pairs.insertAll(first, second, pairCount, into: rows) }
    let room = rows.room(for: pairCount)
    for index in 0..<pairCount { room[index] = first[index] << 32 | second[index] }
    rows.commit(pairCount)
  }

  /// Adds wide rows that lie one after the other.
  func insert(wideRows: UnsafePointer<UInt64>, _ rowCount: Int) {
    if let keeper {
      _ = keeper.take(wideRows, rowCount, into: self)
    } else if admits != nil || arity == 0 {
      for row in 0..<rowCount { insert(wideRows + row * arity) }
    } else if let wideSet {
      wideSet.appendNew(wideRows, rowCount, to: rows)
    } else {
      rows.append(rows: wideRows, rowCount)
    }
  }

  /// Adds narrow rows that lie one after the other.
  func insert(narrowRows candidates: UnsafePointer<UInt32>, _ rowCount: Int) {
    if let narrowSet {
      narrowSet.appendNew(candidates, rowCount, to: narrowRows)
    } else {
      narrowRows.append(rows: candidates, rowCount)
    }
  }

  /// Adds a row of any shape; says whether it is new.
  @discardableResult
  func insert(_ row: UnsafePointer<UInt64>) -> Bool {
    switch layout {
    case .packed:
      var word = row[0]
      if arity == 2 {
        guard word < packLimit, row[1] < packLimit else { return outgrow() }
        word = word << 32 | row[1]
      } else if word >= packLimit {
        return outgrow()
      }
      return insert(packed: word)
    case .narrow: return insertNarrowed(row)
    case .wide:
      if let keeper { return keeper.take(row, 1, into: self) }
      if let admits, let wideSet, wideSet.find(row, in: rows.words) == nil, !admits(row) { return false }
      if arity == 0, count > 0 { return false }
      if let wideSet, !wideSet.insert(row, number: rows.count, in: rows.words) { return false }
      rows.append(row: row)
      return true
    }
  }

  /// Adds a row of any shape given as its words; says whether it is new.
  @discardableResult
  func insert(words: [UInt64]) -> Bool {
    // A row of no columns has a place to begin, too.
    (words + [0]).withUnsafeBufferPointer { row in row.baseAddress.map { insert($0) } ?? false }
  }

  private func insertNarrowed(_ row: UnsafePointer<UInt64>) -> Bool {
    for column in 0..<arity where row[column] >= packLimit { return outgrow() }
    let before = count
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: arity) { narrowed in
      guard let base = narrowed.baseAddress else { return }
      for column in 0..<arity { base[column] = UInt32(truncatingIfNeeded: row[column]) }
      insert(narrowRows: base, 1)
    }
    return count > before
  }

  /// Forgets all rows of a wide table without indexes.
  func removeAll() {
    precondition(layout == .wide && indexes.isEmpty, "only a table for gathering is emptied")
    guard rows.count > 0 else { return }
    rows.removeAll()
    wideSet = RowSet(width: arity)
  }

  func outgrow() -> Bool {
    isOutgrown = true
    return false
  }

  /// Makes what was derived since the last call the newest round.
  func completeRound() {
    advanceRound()
    if keeper == nil { for index in indexes { update(index) } }
    if forgetsRows { rows.forget(before: deltaStart) }
  }

  private func advanceRound() {
    if let keeper { return keeper.completeRound(of: self) }
    deltaStart = deltaEnd
    deltaEnd = count
  }

  private func update(_ index: PostingIndex) {
    index.update(look, count: deltaEnd, stableCount: deltaStart)
  }

  /// Completes a round of several tables, their indexes side by side if there is much to take in.
  static func completeRounds(_ tables: [Table], _ workers: Workers) {
    for table in tables { table.advanceRound() }
    let stale = tables.filter { $0.keeper == nil }.flatMap { table in table.indexes.map { (table, $0) } }
    let isMuch = stale.contains { $0.0.deltaEnd - $0.0.deltaStart > 4096 }
    (isMuch ? workers : Workers(count: 1)).run(tasks: stale.count) { task, _ in
      stale[task].0.update(stale[task].1)
    }
    for table in tables where table.forgetsRows { table.rows.forget(before: table.deltaStart) }
  }

  /// Makes all rows the newest round, with nothing before it.
  func restartRounds() {
    if let keeper { return keeper.restartRounds(of: self) }
    deltaStart = 0
    deltaEnd = count
    for index in indexes { index.update(look, count: deltaEnd, stableCount: 0) }
  }

  /// Makes some rows the newest round and those before them older, as a keeper of rows decides.
  func setRounds(delta: Range<Int>) {
    (deltaStart, deltaEnd) = (delta.lowerBound, delta.upperBound)
    for index in indexes { index.update(look, count: deltaEnd, stableCount: deltaStart) }
  }
}
