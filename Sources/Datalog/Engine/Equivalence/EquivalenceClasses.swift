/// Keeps an equivalence relation as its classes: a pair is in it if both values are members of one class.
///
/// Each class lies contiguous in an arena. While a round is derived, classes that belong together are only noted
/// (union-find, Tarjan 1975); completing the round moves smaller classes behind the largest, so that a value moves
/// at most as often as its class doubles. What the newest round brought can be told from the order of the members,
/// without a list of pairs:
///
/// ```
/// class:  | largest old class | another old class | … | members that were in no class |
///         0                 end                 end  newFrom                       count
/// ```
///
/// A pair is new if its members lie in different ones of those parts, or if one of them is a new member. It is a class
/// because its table holds it while rules add to it.
final class EquivalenceClasses: RowKeeper {
  struct Class {
    var start: Int
    var count: UInt32
    var capacity: UInt32
    /// The place of the first member that the newest round brought.
    var newFrom: UInt32
    /// Where the ends of the old classes are noted; there are none if the newest round joined none.
    var firstEnd: UInt32 = 0
    var endCount: UInt32 = 0
  }

  /// Members by the order in which they came.
  private(set) var numbering = KeyNumbering(width: 1)
  /// By member: its class, and its place therein.
  private var homes = Memory<UInt32>()
  private var places = Memory<UInt32>()
  private(set) var classes = Memory<Class>()
  private(set) var arena = Memory<UInt64>()
  private var ends = Memory<UInt32>()
  /// The classes that the newest round changed.
  private(set) var changed: [Int] = []
  /// By class: itself, or one that it belongs to as soon as the round is complete.
  private var parents = Memory<UInt32>()
  /// Classes that belong to another.
  private var joined: [Int] = []
  /// Classes that a complete round knows; those after it have one member each.
  private(set) var knownCount = 0
  /// Pairs of the complete rounds.
  private(set) var pairCount = 0
  private var isExpanded = false

  deinit {
    numbering.deallocate()
    homes.deallocate()
    places.deallocate()
    classes.deallocate()
    arena.deallocate()
    ends.deallocate()
    parents.deallocate()
  }

  var byteCount: Int {
    numbering.byteCount + homes.byteCount + places.byteCount + classes.byteCount + arena.byteCount
      + ends.byteCount + parents.byteCount
  }

  /// The class of a word, and its place therein; nothing if no complete round has it.
  @inline(__always)
  func find(_ word: UInt64) -> (home: Int, place: Int)? {
    var word = word
    guard let member = numbering.number(of: &word) else { return nil }
    let home = Int(homes[member])
    return home < knownCount ? (home, Int(places[member])) : nil
  }
}

// MARK: Taking

extension EquivalenceClasses {
  func take(_ rows: UnsafePointer<UInt64>, _ rowCount: Int, into table: Table) -> Bool {
    var hasTaken = false
    for row in 0..<rowCount {
      let count = numbering.count
      let one = root(of: home(adding: rows + 2 * row))
      let other = root(of: home(adding: rows + 2 * row + 1))
      if one != other {
        parents[max(one, other)] = UInt32(min(one, other))
        joined.append(max(one, other))
      }
      if one != other || numbering.count > count { hasTaken = true }
    }
    return hasTaken
  }

  /// The class of a word, which is given one of its own if it has none.
  private func home(adding word: UnsafePointer<UInt64>) -> Int {
    let member = numbering.number(adding: word)
    if member < homes.count { return Int(homes[member]) }
    precondition(classes.count < Int(UInt32.max), "an equivalence relation has fewer than 2^32 - 1 members")
    homes.append(UInt32(classes.count))
    places.append(0)
    parents.append(UInt32(classes.count))
    classes.append(Class(start: arena.count, count: 1, capacity: 1, newFrom: 0))
    arena.append(word.pointee)
    return classes.count - 1
  }

  private func root(of home: Int) -> Int {
    var home = home
    while case let parent = Int(parents[home]), parent != home {
      parents[home] = parents[parent]
      home = Int(parents[home])
    }
    return home
  }
}

// MARK: Rounds

extension EquivalenceClasses {
  func completeRound(of table: Table) {
    let before = pairCount
    settleChanges()
    var groups: [(root: Int, home: Int)] = joined.map { (root(of: $0), $0) }
    groups.sort { $0 < $1 }
    for home in knownCount..<classes.count where parents[home] == UInt32(home) {
      changed.append(home)
      pairCount += 1
    }
    var first = 0
    while first < groups.count {
      var end = first
      while end < groups.count, groups[end].root == groups[first].root { end += 1 }
      merge([groups[first].root] + groups[first..<end].map(\.home))
      first = end
    }
    for home in joined { parents[home] = UInt32(home) }
    joined = []
    knownCount = classes.count
    changed.sort()
    if pairCount > before { isExpanded = false }
    if !table.indexes.isEmpty {
      expand(into: table)
      for index in table.indexes { index.reset() }
    }
    table.setRounds(delta: before..<pairCount)
  }

  func restartRounds(of table: Table) {
    settleChanges()
    for home in 0..<knownCount where classes[home].count > 0 {
      classes.base[home].newFrom = 0
      changed.append(home)
    }
    table.setRounds(delta: 0..<pairCount)
  }

  func finish(_ table: Table) {}

  /// Makes everything known old.
  private func settleChanges() {
    for home in changed {
      classes.base[home].newFrom = classes[home].count
      classes.base[home].endCount = 0
    }
    changed = []
    ends.removeAll()
  }

  /// Makes one class of some, the first of which may have been counted as a changed one by itself.
  private func merge(_ homes: [Int]) {
    let old = homes.filter { $0 < knownCount }
    let fresh = homes.filter { $0 >= knownCount }
    let target = old.max { (classes[$0].count, $1) < (classes[$1].count, $0) } ?? homes[0]
    if homes[0] >= knownCount { pairCount -= 1 }
    for home in old { pairCount -= Int(classes[home].count) * Int(classes[home].count) }
    if !old.isEmpty {
      let firstEnd = UInt32(ends.count)
      ends.append(classes[target].count)
      for home in old where home != target {
        append(home, to: target)
        ends.append(classes[target].count)
      }
      classes.base[target].newFrom = classes[target].count
      classes.base[target].firstEnd = firstEnd
      classes.base[target].endCount = UInt32(ends.count) - firstEnd
    }
    for home in fresh where home != target { append(home, to: target) }
    pairCount += Int(classes[target].count) * Int(classes[target].count)
    if homes[0] < knownCount || homes[0] != target { changed.append(target) }
  }

  /// Moves the members of one class behind those of another.
  private func append(_ home: Int, to target: Int) {
    let moved = classes[home]
    let count = classes[target].count + moved.count
    if count > classes[target].capacity {
      let capacity = max(count, classes[target].capacity * 2)
      let start = arena.extend(by: Int(capacity))
      (arena.base + start).update(
        from: arena.base + classes[target].start, count: Int(classes[target].count))
      classes.base[target].start = start
      classes.base[target].capacity = capacity
    }
    for place in 0..<Int(moved.count) {
      let word = arena.base + moved.start + place
      guard let member = numbering.number(of: word) else { preconditionFailure("a member has a number") }
      let new = Int(classes[target].count) + place
      arena[classes[target].start + new] = word.pointee
      homes[member] = UInt32(target)
      places[member] = UInt32(new)
    }
    classes.base[target].count = count
    classes.base[home] = Class(start: 0, count: 0, capacity: 0, newFrom: 0)
  }
}

// MARK: Asking

extension EquivalenceClasses {
  func contains(_ row: UnsafePointer<UInt64>, _ view: Table.View, of table: Table) -> Bool {
    guard let one = find(row[0]), let other = find(row[1]), one.home == other.home else { return false }
    let (before, after) = partners(one.home, one.place, view)
    let place = classes[one.home].start + other.place
    return before.contains(place) || after.contains(place)
  }

  /// Where in the arena the partners of a class's member lie, seen in a view.
  @inline(__always)
  func partners(_ home: Int, _ place: Int, _ view: Table.View) -> (before: Range<Int>, after: Range<Int>) {
    let own = classes[home]
    let end = own.start + Int(own.count)
    let nothing = end..<end
    if view == .full { return (own.start..<end, nothing) }
    if place >= Int(own.newFrom) { return view == .delta ? (own.start..<end, nothing) : (nothing, nothing) }
    let part = part(of: place, own)
    if view == .old { return (own.start + part.lowerBound..<own.start + part.upperBound, nothing) }
    return (own.start..<own.start + part.lowerBound, own.start + part.upperBound..<end)
  }

  /// The places of the old class that an old member was in.
  private func part(of place: Int, _ own: Class) -> Range<Int> {
    guard own.endCount > 0 else { return 0..<Int(own.newFrom) }
    var (low, high) = (Int(own.firstEnd), Int(own.firstEnd + own.endCount) - 1)
    while low < high {
      let middle = (low + high) / 2
      if Int(ends[middle]) > place { high = middle } else { low = middle + 1 }
    }
    return (low == Int(own.firstEnd) ? 0 : Int(ends[low - 1]))..<Int(ends[low])
  }

  /// Writes all pairs into the table, for those who read rows; classes must be complete.
  func expand(into table: Table) {
    guard !isExpanded else { return }
    isExpanded = true
    table.rows.keep(first: 0)
    table.rows.reserve(pairCount)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2) { pair in
      guard let base = pair.baseAddress else { return }
      for home in 0..<knownCount {
        let words = arena.base + classes[home].start
        for one in 0..<Int(classes[home].count) {
          base[0] = words[one]
          for other in 0..<Int(classes[home].count) {
            base[1] = words[other]
            table.rows.append(row: base)
          }
        }
      }
    }
  }
}
