import Relations

/// Lists of 32-bit entries, each of which lies contiguous, in one of two forms.
///
/// ```
/// growing    list -> start, count, stable, capacity      entries: … | entry | entry | room | …
/// packed     bounds: | start | start | … | end |         entries: one list after the other, without room
/// ```
///
/// Lists of a table that is complete are packed, which takes a quarter of the memory a list. A list that grows moves to
/// the end; when an eighth of all is room that lists left behind, they are moved together. Its owner frees the memory.
struct EntryLists {
  /// A growing list.
  struct List {
    var start: UInt32 = 0
    var count: UInt32 = 0
    /// Entries that are older than the newest round.
    var stable: UInt32 = 0
    var capacity: UInt32 = 0
  }

  private(set) var entries = Memory<UInt32>()
  private var lists = Memory<List>()
  private var bounds = Memory<UInt32>()
  private(set) var isPacked = false
  /// Entries that belong to no list: room that lists grew out of.
  private var lost = 0

  func deallocate() {
    entries.deallocate()
    lists.deallocate()
    bounds.deallocate()
  }

  /// Bytes of memory held.
  var byteCount: Int { entries.byteCount + lists.byteCount + bounds.byteCount }

  /// How many lists there are.
  var count: Int { isPacked ? max(0, bounds.count - 1) : lists.count }

  mutating func removeAll() {
    entries.removeAll()
    lists.removeAll()
    bounds.removeAll()
    lost = 0
    isPacked = false
  }

  private static func checked(_ entryCount: Int) -> UInt32 {
    precondition(
      entryCount <= Int(UInt32.max), "an index holds fewer than 2^32 entries, and room for as many")
    return UInt32(truncatingIfNeeded: entryCount)
  }
}

// MARK: Reading

extension EntryLists {
  /// A look at the lists, good until one changes.
  struct View {
    private let entries: UnsafePointer<UInt32>
    private let lists: UnsafePointer<List>
    private let bounds: UnsafePointer<UInt32>?

    fileprivate init(_ lists: EntryLists) {
      entries = UnsafePointer(lists.entries.base)
      self.lists = UnsafePointer(lists.lists.base)
      bounds = lists.isPacked ? UnsafePointer(lists.bounds.base) : nil
    }

    /// The entries of a list, or only those older than the newest round.
    @inline(__always)
    func entries(of number: Int, isOld: Bool) -> (base: UnsafePointer<UInt32>, count: Int) {
      if let bounds {
        let start = bounds[number]
        return (entries + Int(start), Int(bounds[number &+ 1] &- start))
      }
      let list = lists + number
      return (
        entries + Int(list.pointee.start), Int(isOld ? list.pointee.stable : list.pointee.count)
      )
    }

    /// Reads where a list is, so that the memory fetches it.
    @inline(__always)
    func touch(_ number: Int) -> UInt32 { bounds.map { $0[number] } ?? lists[number].count }
  }

  @inline(__always)
  var view: View { View(self) }

  /// A growing list, to be changed.
  @inline(__always)
  subscript(number: Int) -> UnsafeMutablePointer<List> { lists.base + number }
}

// MARK: Building

extension EntryLists {
  /// Makes lists without entries, to be told how many each gets.
  mutating func begin(count: Int, isPacked: Bool) {
    self.isPacked = isPacked
    if isPacked {
      bounds.extend(to: count + 1, with: 0)
    } else {
      lists.extend(to: count, with: List())
    }
  }

  /// Adds a list; before ``layOut(_:)`` if they are packed.
  mutating func addList() {
    if isPacked {
      bounds.append(0)
    } else {
      lists.append(List())
    }
  }

  /// Adds lists until there are so many.
  mutating func addLists(upTo count: Int) { lists.extend(to: count, with: List()) }

  /// Tells of one more entry that a list is to get.
  @inline(__always)
  func announce(_ number: Int) {
    if isPacked {
      bounds.base[number] &+= 1
    } else {
      lists.base[number].capacity &+= 1
    }
  }

  /// Gives each list its place once all entries are announced.
  mutating func layOut(_ entryCount: Int) {
    _ = Self.checked(entryCount)
    var start = UInt32(truncatingIfNeeded: entries.extend(by: entryCount))
    if isPacked {
      // Lists are filled from their ends.
      for number in 0..<bounds.count {
        start &+= bounds[number]
        bounds[number] = start
      }
    } else {
      for number in 0..<lists.count {
        lists.base[number].start = start
        start &+= lists[number].capacity
      }
    }
  }

  /// Puts an announced entry into a packed list, the last one first.
  @inline(__always)
  func putBefore(_ entry: UInt32, _ number: Int) {
    bounds.base[number] &-= 1
    entries.base[Int(bounds.base[number])] = entry
  }

  /// Makes packed lists growing ones, all of whose entries are old.
  mutating func loosen() {
    guard isPacked else { return }
    isPacked = false
    let count = max(0, bounds.count - 1)
    lists.reserve(count)
    for number in 0..<count {
      let size = bounds[number + 1] - bounds[number]
      lists.append(List(start: bounds[number], count: size, stable: size, capacity: size))
    }
    bounds.deallocate()
    bounds = Memory()
  }
}

// MARK: Growing

extension EntryLists {
  /// Adds an entry to a growing list if it has room; not mutating, so that a loop need not hold the lists.
  @inline(__always)
  func append(_ entry: UInt32, to number: Int) -> Bool {
    let list = lists.base + number
    guard list.pointee.count < list.pointee.capacity else { return false }
    entries.base[Int(list.pointee.start &+ list.pointee.count)] = entry
    list.pointee.count &+= 1
    return true
  }

  /// Gives a growing list more room.
  mutating func makeRoom(in number: Int) {
    let capacity = lists[number].capacity
    // Long lists hold most of the entries, so their room counts.
    move(number, max(2, capacity < 16 ? capacity * 2 : capacity + capacity / (capacity < 256 ? 4 : 8)))
  }

  /// Gives each growing list room for so many more entries, so that none moves more than once.
  mutating func makeRoom(for added: Memory<UInt32>) {
    for number in 0..<added.count where added[number] > 0 {
      let needed = lists[number].count + added[number]
      if needed > lists[number].capacity { move(number, needed + max(2, needed / 8)) }
    }
  }

  private mutating func move(_ number: Int, _ capacity: UInt32) {
    if lost > 1 << 14, lost * 8 > entries.count { compact() }
    let list = lists.base + number
    let old = list.pointee
    let start = Self.checked(entries.extend(by: Int(capacity)))
    _ = Self.checked(entries.count)
    (entries.base + Int(start)).update(from: entries.base + Int(old.start), count: Int(old.count))
    list.pointee.start = start
    list.pointee.capacity = capacity
    lost += Int(old.capacity)
  }

  /// Moves the lists together, in the order they lie.
  private mutating func compact() {
    var order: [UInt64] = []
    for number in 0..<lists.count where lists[number].capacity > 0 {
      order.append(UInt64(lists[number].start) << 32 | UInt64(number))
    }
    order.radixSort()
    var end: UInt32 = 0
    for word in order {
      let list = lists.base + Int(word & 0xffff_ffff)
      let start = list.pointee.start
      if end < start {
        (entries.base + Int(end)).update(from: entries.base + Int(start), count: Int(list.pointee.count))
        list.pointee.start = end
      }
      end += list.pointee.capacity
    }
    entries.keep(first: Int(end))
    lost = 0
  }

  /// Takes the lists out, leaving none; their entries stay where they are.
  mutating func takeLists() -> Memory<List> {
    let taken = lists
    lists = Memory()
    return taken
  }

  /// Puts a list where there is one without entries.
  func put(_ list: List, at number: Int) { lists.base[number] = list }
}
