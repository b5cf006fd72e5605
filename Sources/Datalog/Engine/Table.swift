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
/// Rows of up to two columns whose values fit into 32 bits are packed into one word; others take a word a column. It
/// is a class because operators share it while it grows.
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
  let isPacked: Bool
  let rows: RowBuffer
  private(set) var deltaStart = 0
  private(set) var deltaEnd = 0
  private(set) var indexes: [PostingIndex] = []
  private(set) var pairs: PairSet?
  private var rowSet: RowSet?
  /// Set when a row came that cannot be packed; the evaluation then starts anew with wide rows.
  private(set) var isOutgrown = false
  /// Asked of each new row of a wide table whether it may come in.
  var admits: ((UnsafePointer<UInt64>) -> Bool)?
  /// Where each round's rows end, if heights are wanted.
  private(set) var roundEnds: [Int] = []

  /// Makes an empty table.
  init(arity: Int, isPacked: Bool) {
    self.arity = arity
    self.isPacked = isPacked && (1...2).contains(arity)
    rows = RowBuffer(width: self.isPacked ? 1 : arity)
    if self.isPacked { pairs = PairSet() } else { rowSet = RowSet(width: arity) }
  }

  /// Makes a complete table of a relation, whose rows it uses as they lie where it can.
  init(_ relation: Relation, isPacked: Bool) {
    arity = relation.arity
    let canPack = isPacked && Self.canPack(relation)
    self.isPacked = canPack
    if canPack == (relation.layout == .pairs) || (canPack && relation.arity == 1) {
      rows = RowBuffer(lent: relation.words, width: canPack ? 1 : relation.arity, count: relation.count)
    } else {
      rows = RowBuffer(
        lent: Self.converted(relation, packed: canPack), width: canPack ? 1 : relation.arity,
        count: relation.count)
    }
    completeRound()
    completeRound()
  }

  var count: Int { rows.count }

  /// Bytes of memory held, lent rows not counted.
  var byteCount: Int {
    rows.byteCount + (pairs?.byteCount ?? 0) + (rowSet?.byteCount ?? 0)
      + indexes.reduce(0) { $0 + $1.byteCount }
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

/// Values from here on are not packed; the largest 32-bit word marks vacancy in tables of packed values.
let packLimit: UInt64 = 0xffff_ffff

// MARK: Adding

extension Table {
  /// Adds a packed row; says whether it is new.
  @inline(__always)
  @discardableResult
  func insert(packed word: UInt64) -> Bool {
    guard let pairs, pairs.insert(word) else { return false }
    rows.append(word)
    return true
  }

  /// Adds wide rows that lie one after the other.
  func insert(wideRows: UnsafePointer<UInt64>, _ rowCount: Int) {
    if admits != nil {
      for row in 0..<rowCount { insert(wideRows + row * arity) }
      return
    }
    rowSet?.appendNew(wideRows, rowCount, to: rows)
  }

  /// Adds a row of any shape; says whether it is new.
  @discardableResult
  func insert(_ row: UnsafePointer<UInt64>) -> Bool {
    if isPacked {
      var word = row[0]
      if arity == 2 {
        guard word < packLimit, row[1] < packLimit else { return outgrow() }
        word = word << 32 | row[1]
      } else if word >= packLimit {
        return outgrow()
      }
      return insert(packed: word)
    }
    if let admits, let rowSet, rowSet.find(row, in: rows.words) == nil, !admits(row) { return false }
    guard let rowSet, rowSet.insert(row, as: rows.count, in: rows.words) else { return false }
    rows.append(row: row)
    return true
  }

  /// Forgets all rows of a wide table without indexes.
  func removeAll() {
    precondition(!isPacked && indexes.isEmpty, "only a table for gathering is emptied")
    guard rows.count > 0 else { return }
    rows.removeAll()
    rowSet = RowSet(width: arity)
  }

  func outgrow() -> Bool {
    isOutgrown = true
    return false
  }

  /// Makes what was derived since the last call the newest round.
  func completeRound() {
    deltaStart = deltaEnd
    deltaEnd = rows.count
    roundEnds.append(deltaEnd)
    for index in indexes { index.update(rows.words, count: deltaEnd, stableCount: deltaStart) }
  }

  /// Makes all rows the newest round, with nothing before it.
  func restartRounds() {
    deltaStart = 0
    deltaEnd = rows.count
    for index in indexes { index.update(rows.words, count: deltaEnd, stableCount: 0) }
  }
}

// MARK: Finding

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
    let index = PostingIndex(columns: columns, isPacked: isPacked, width: rows.width)
    index.tracksStable = tracksStable
    index.update(rows.words, count: deltaEnd, stableCount: deltaStart)
    indexes.append(index)
    return index
  }

  /// Sees to it that whole rows can be looked up, which a lent relation does not offer at once.
  func prepareLookup() {
    if isPacked, pairs == nil {
      let set = PairSet()
      for row in 0..<rows.count { _ = set.insert(rows.words[row]) }
      pairs = set
    } else if !isPacked, rowSet == nil, arity > 0 {
      let set = RowSet(width: arity)
      for row in 0..<rows.count { _ = set.insert(rows.words + row * arity, as: row, in: rows.words) }
      rowSet = set
    }
  }

  /// Whether a whole row is in a view; a packed row of the round being derived may count too, which is sound.
  @inline(__always)
  func contains(_ row: UnsafePointer<UInt64>, _ view: View) -> Bool {
    if isPacked {
      guard let pairs, row[0] < packLimit else { return false }
      if arity == 1 { return pairs.contains(row[0]) }
      return row[1] < packLimit && pairs.contains(row[0] << 32 | row[1])
    }
    if arity == 0 { return !range(of: view).isEmpty }
    guard let number = rowSet?.find(row, in: rows.words) else { return false }
    return range(of: view).contains(number)
  }

  /// The number of a whole row in a wide table.
  func number(of row: [UInt64]) -> Int? {
    if arity == 0 { return rows.count > 0 ? 0 : nil }
    return row.withUnsafeBufferPointer { row in
      row.baseAddress.flatMap { rowSet?.find($0, in: rows.words) }
    }
  }

  /// One column of one row.
  @inline(__always)
  func word(_ row: Int, _ column: Int) -> UInt64 {
    guard isPacked else { return rows.words[row * arity + column] }
    let word = rows.words[row]
    return arity == 2 && column == 0 ? word >> 32 : word & 0xffff_ffff
  }
}
