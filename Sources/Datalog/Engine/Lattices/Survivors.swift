/// Keeps of each key's rows those that give way to no other: a row that is no better is refused when it comes.
///
/// Rows of the round being derived are overwritten by better ones. Rows of earlier rounds, which rules still read,
/// stay until the round is complete; from then on they are dead, which the indexes know, and the table is swept when
/// it holds more dead rows than living ones, or before anyone looks through all of it.
///
/// ```
/// key -> newest row -> next row of the key -> …        a chain of one row where the order is total
/// ```
///
/// It is a class because its table holds it while rules add to it.
final class Survivors: RowKeeper {
  let order: DominanceOrder
  private let arity: Int
  private unowned let context: EvaluationContext
  /// Asked of each new row whether it may come in at all.
  private let choice: ChoiceDomain?
  private let single: (column: Int, mask: UInt64)?
  private var keys: KeyNumbering
  /// The words of the key, put together for looking it up.
  private let keyWords: UnsafeMutablePointer<UInt64>
  /// Whether a row begins with its key.
  private let leadsWithKey: Bool
  /// By key: the first row of its chain and one.
  private var heads = Memory<UInt32>()
  /// By key, if one number decides: the best one, masked.
  private var bests = Memory<UInt64>()
  /// By row: the next row of its chain and one; the highest bit if it lost its place.
  private var links = Memory<UInt32>()
  /// Rows of earlier rounds that are to go when the round is complete.
  private var leaving: [UInt32] = []
  /// Rows of the round being derived that gave way.
  private var vacant: [UInt32] = []
  /// Dead rows in the table.
  private(set) var deadCount = 0
  /// Whether rules look through more than the newest round.
  var isScanned = false
  private static let lost: UInt32 = 1 << 31

  init(_ order: DominanceOrder, arity: Int, choice: ChoiceDomain?, _ context: EvaluationContext) {
    self.order = order
    self.choice = choice
    self.arity = arity
    self.context = context
    single = choice == nil ? order.single : nil
    keys = KeyNumbering(width: order.key.count)
    keyWords = .allocate(capacity: max(1, order.key.count))
    leadsWithKey = order.key == Array(0..<order.key.count)
  }

  deinit {
    keys.deallocate()
    keyWords.deallocate()
    heads.deallocate()
    bests.deallocate()
    links.deallocate()
  }

  var byteCount: Int { keys.byteCount + heads.byteCount + bests.byteCount + links.byteCount }

  @inline(__always)
  private func key(of row: UnsafePointer<UInt64>) -> UnsafePointer<UInt64> {
    if leadsWithKey { return row }
    for (part, column) in order.key.enumerated() { keyWords[part] = row[column] }
    return UnsafePointer(keyWords)
  }
}

// MARK: Taking

extension Survivors {
  func take(_ rows: UnsafePointer<UInt64>, _ rowCount: Int, into table: Table) -> Bool {
    if let single { return take(rows, rowCount, single, table) }
    var hasTaken = false
    for number in 0..<rowCount where take(rows + number * arity, table) { hasTaken = true }
    return hasTaken
  }

  /// Where one number decides, most rows are refused by a look at the best of their key.
  ///
  /// All keys are looked up before any row is compared, and all rows compared before any is taken, without a branch,
  /// so that the memory fetches them side by side.
  private func take(
    _ rows: UnsafePointer<UInt64>, _ rowCount: Int, _ single: (column: Int, mask: UInt64), _ table: Table
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * rowCount) { numbers in
      guard let numbers = numbers.baseAddress else { return false }
      addKeys(rows, rowCount, numbers)
      let (bests, column, mask, arity) = (bests, single.column, single.mask, arity)
      let better = numbers + rowCount
      var betterCount = 0
      for number in 0..<rowCount {
        let rank = rows[number * arity + column] ^ mask
        better[betterCount] = UInt32(truncatingIfNeeded: number)
        // A key without rows has the worst rank of all, which a row may have, too.
        let isWorse = (rank >= bests[Int(numbers[number])]) != (rank == .max)
        betterCount &+= isWorse ? 0 : 1
      }
      var hasTaken = false
      for number in 0..<betterCount {
        let number = Int(better[number])
        let key = Int(numbers[number])
        let rank = rows[number * arity + column] ^ mask
        if rank >= bests[key], heads[key] != 0 { continue }
        bests[key] = rank
        replace(key, with: rows + number * arity, table)
        hasTaken = true
      }
      return hasTaken
    }
  }

  private func addKeys(
    _ rows: UnsafePointer<UInt64>, _ rowCount: Int, _ numbers: UnsafeMutablePointer<UInt32>
  ) {
    if leadsWithKey {
      keys.number(adding: rows, rowCount, stride: arity, into: numbers)
    } else {
      for number in 0..<rowCount {
        numbers[number] = UInt32(keys.number(adding: key(of: rows + number * arity)))
      }
    }
    bests.extend(to: keys.count, with: .max)
    heads.extend(to: keys.count, with: 0)
  }

  private func replace(_ key: Int, with row: UnsafePointer<UInt64>, _ table: Table) {
    let first = Int(heads[key]) - 1
    if first >= table.deltaEnd {
      table.rows.overwrite(first, with: row)
    } else {
      if first >= 0 { lose(first) }
      add(row, key, table)
    }
  }

  private func take(_ row: UnsafePointer<UInt64>, _ table: Table) -> Bool {
    let key = keys.number(adding: key(of: row))
    if key == heads.count { heads.append(0) }
    var previous: Int?
    var link = heads[key]
    while link != 0 {
      let number = Int(link) - 1
      let known = table.rows.words + number * arity
      if isEqual(row, known) || order.gives(row, wayTo: known, context) {
        // A row that lost its place did so to one that stands before it in the chain, or came before this one.
        return false
      }
      link = links[number] & ~Self.lost
      if order.gives(UnsafePointer(known), wayTo: row, context) {
        if number < table.deltaEnd {
          lose(number)
          previous = number
        } else {
          unlink(number, after: previous, key)
          vacant.append(UInt32(number))
        }
      } else {
        previous = number
      }
    }
    if let choice, !choice.take(row) { return false }
    add(row, key, table)
    return true
  }

  private func isEqual(_ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>) -> Bool {
    var column = 0
    while column < arity, a[column] == b[column] { column += 1 }
    return column == arity
  }

  /// Marks a row as one that is to go when the round is complete.
  func lose(_ number: Int) {
    guard links[number] & Self.lost == 0 else { return }
    links[number] |= Self.lost
    leaving.append(UInt32(number))
  }

  private func add(_ row: UnsafePointer<UInt64>, _ key: Int, _ table: Table) {
    let number: Int
    if let place = vacant.popLast() {
      number = Int(place)
      table.rows.overwrite(number, with: row)
      links[number] = heads[key]
    } else {
      number = table.rows.count
      precondition(number < Int(Self.lost) - 1, "a relation with subsumption holds fewer than 2^31 - 1 rows")
      table.rows.append(row: row)
      links.append(heads[key])
    }
    heads[key] = UInt32(number + 1)
  }

  /// Takes a row out of its key's chain; `previous` is the row before it.
  private func unlink(_ number: Int, after previous: Int?, _ key: Int) {
    let next = links[number] & ~Self.lost
    if let previous {
      links[previous] = links[previous] & Self.lost | next
    } else {
      heads[key] = next
    }
  }
}

// MARK: Asking

extension Survivors {
  func contains(_ row: UnsafePointer<UInt64>, _ view: Table.View, of table: Table) -> Bool {
    number(of: row, in: table).map { table.range(of: view).contains($0) } ?? false
  }

  /// The number of a row that has not been swept away.
  func number(of row: UnsafePointer<UInt64>, in table: Table) -> Int? {
    guard let key = keys.number(of: key(of: row)), key < heads.count else { return nil }
    var link = heads[key]
    while link != 0 {
      let number = Int(link) - 1
      if isEqual(row, table.rows.words + number * arity) { return number }
      link = links[number] & ~Self.lost
    }
    return nil
  }
}

// MARK: Rounds

extension Survivors {
  func completeRound(of table: Table) {
    fillVacancies(table)
    if single != nil { leaveBestOnly(table) }
    table.setRounds(delta: table.deltaEnd..<table.rows.count)
    bury(table)
    sweepIfNeeded(table)
  }

  private func sweepIfNeeded(_ table: Table) {
    if isScanned || deadCount * 2 > table.rows.count { sweep(table) }
  }

  func restartRounds(of table: Table) {
    sweep(table)
    table.setRounds(delta: 0..<table.rows.count)
  }

  func finish(_ table: Table) { sweep(table) }

  /// Whether a row was marked.
  func isLost(_ number: Int) -> Bool { links[number] & Self.lost != 0 }

  /// Removes the rows marked since the round was complete, those of the newest round at once.
  func removeLost(from table: Table) {
    guard !leaving.isEmpty else { return }
    let delta = table.range(of: .delta)
    let places = leaving.filter { $0 >= delta.lowerBound }.sorted(by: >)
    bury(table)
    for place in places {
      let last = table.rows.count - 1
      if Int(place) < last {
        let row = table.rows.words + last * arity
        for index in table.indexes { index.renumber(row, from: UInt32(last), to: place) }
        move(last, to: Int(place), table)
      }
      table.rows.keep(first: last)
      links.keep(first: last)
    }
    deadCount -= places.count
    for index in table.indexes { index.keep(first: table.rows.count) }
    table.setRounds(delta: delta.lowerBound..<table.rows.count)
    sweepIfNeeded(table)
  }

  /// Moves the last rows of the round being derived to where rows of it gave way.
  private func fillVacancies(_ table: Table) {
    for place in vacant.sorted(by: >) {
      let last = table.rows.count - 1
      if Int(place) < last { move(last, to: Int(place), table) }
      table.rows.keep(first: last)
      links.keep(first: last)
    }
    vacant = []
  }

  private func move(_ last: Int, to place: Int, _ table: Table) {
    let row = table.rows.words + last * arity
    guard let key = keys.number(of: key(of: row)) else { preconditionFailure("a row's key is known") }
    table.rows.overwrite(place, with: row)
    links[place] = links[last]
    if heads[key] == UInt32(last + 1) {
      heads[key] = UInt32(place + 1)
      return
    }
    var number = Int(heads[key]) - 1
    while links[number] & ~Self.lost != UInt32(last + 1) { number = Int(links[number] & ~Self.lost) - 1 }
    links[number] = links[number] & Self.lost | UInt32(place + 1)
  }

  /// Where one number decides, a row that is taken is the only one of its key.
  private func leaveBestOnly(_ table: Table) {
    for number in table.deltaEnd..<table.rows.count { links[number] = 0 }
  }

  /// Takes the rows that lost their place out of the chains and indexes.
  private func bury(_ table: Table) {
    guard !leaving.isEmpty else { return }
    for number in leaving where single == nil {
      guard let key = keys.number(of: key(of: table.rows.words + Int(number) * arity)) else { continue }
      var previous: Int?
      var link = heads[key]
      while link != 0, link != number + 1 {
        previous = Int(link) - 1
        link = links[Int(link) - 1] & ~Self.lost
      }
      if link != 0 { unlink(Int(number), after: previous, key) }
    }
    let (view, marks) = (table.look, links)
    let lost = Self.lost
    for index in table.indexes {
      index.remove(leaving, of: view) { marks[Int($0)] & lost != 0 }
    }
    deadCount += leaving.count
    leaving = []
  }

  /// Leaves no dead row in the table.
  private func sweep(_ table: Table) {
    guard deadCount > 0 else { return }
    var kept = 0
    let delta = table.range(of: .delta)
    var start = delta.lowerBound
    var moved = Memory<UInt32>()
    defer { moved.deallocate() }
    for number in 0..<table.rows.count {
      if number == delta.lowerBound { start = kept }
      moved.append(UInt32(kept))
      guard links[number] & Self.lost == 0 else { continue }
      if kept < number { table.rows.overwrite(kept, with: table.rows.words + number * arity) }
      links[kept] = links[number]
      kept += 1
    }
    if delta.lowerBound == table.rows.count { start = kept }
    for number in 0..<kept where links[number] != 0 { links[number] = moved[Int(links[number]) - 1] + 1 }
    for key in 0..<heads.count where heads[key] != 0 { heads[key] = moved[Int(heads[key]) - 1] + 1 }
    table.rows.keep(first: kept)
    links.keep(first: kept)
    deadCount = 0
    for index in table.indexes { index.reset() }
    table.setRounds(delta: start..<kept)
  }
}
