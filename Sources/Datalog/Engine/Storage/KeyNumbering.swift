/// Numbers keys of some words in the order in which they come.
///
/// Keys of one word are found by a directory as long as they are dense, others by hash. Its owner frees the memory.
struct KeyNumbering {
  /// Words a key.
  let width: Int
  private(set) var count = 0
  /// The keys, one after the other.
  private(set) var keys = Memory<UInt64>()
  /// A key's number and one; 0 where there is none.
  private var directory = Memory<UInt32>()
  private var isDense: Bool
  private var slots = NumberSlots()
  /// Written so that what is read beforehand is really read.
  private var touched: UInt64 = 0

  /// Makes a numbering of no keys yet; a directory may be left to the owner.
  init(width: Int, hasDirectory: Bool = true) {
    self.width = width
    isDense = width == 1 && hasDirectory
  }

  /// Forgets all keys.
  mutating func removeAll() {
    keys.removeAll()
    directory.removeAll()
    slots.deallocate()
    slots = NumberSlots()
    count = 0
  }

  func deallocate() {
    keys.deallocate()
    directory.deallocate()
    slots.deallocate()
  }

  /// Bytes of memory held.
  var byteCount: Int { keys.byteCount + directory.byteCount + slots.byteCount }

  /// The number of a key, if it has one.
  @inline(__always)
  func number(of key: UnsafePointer<UInt64>) -> Int? {
    if isDense {
      guard key[0] < UInt64(directory.count) else { return nil }
      let entry = directory[Int(key[0])]
      return entry == 0 ? nil : Int(entry) - 1
    }
    return slots.number(at: place(of: key, hashed(key, width)))
  }

  /// Finds the numbers of those of some keys that are wanted; -1 for what has none.
  ///
  /// What the memory has to fetch for all of them, it fetches side by side. A key that follows an equal one is not
  /// looked up again.
  ///
  /// - Parameters:
  ///   - keys: lie some words apart.
  ///   - keyCount: how many they are.
  ///   - stride: words from one to the next.
  ///   - found: takes a number a key; those not wanted are left as they are.
  ///   - isWanted: whether to look up the key of an index.
  /// - Returns: a word that shows that what was to be fetched was read.
  @inline(__always)
  func find(
    _ keys: UnsafePointer<UInt64>, _ keyCount: Int, stride: Int, into found: UnsafeMutablePointer<Int>,
    where isWanted: (Int) -> Bool
  ) -> UInt64 {
    if isDense {
      let (limit, entries) = (UInt64(directory.count), directory.base)
      for index in 0..<keyCount where isWanted(index) {
        let key = keys[index * stride]
        found[index] = key < limit ? Int(entries[Int(key)]) - 1 : -1
      }
      return 0
    }
    // Most keys are of one word, for which the compiler can leave out the loops over words.
    return width == 1
      ? findHashed(keys, keyCount, stride: stride, width: 1, into: found, where: isWanted)
      : findHashed(keys, keyCount, stride: stride, width: width, into: found, where: isWanted)
  }

  @inline(__always)
  private func findHashed(
    _ keys: UnsafePointer<UInt64>, _ keyCount: Int, stride: Int, width: Int,
    into found: UnsafeMutablePointer<Int>, where isWanted: (Int) -> Bool
  ) -> UInt64 {
    var seen: UInt64 = 0
    let (slots, known) = (slots, UnsafePointer(self.keys.base))
    let start = findInOrder(keys, keyCount, stride: stride, width: width, into: found, where: isWanted)
    guard start < keyCount else { return seen }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: keyCount) { hashes in
      guard let hashes = hashes.baseAddress else { return }
      for index in start..<keyCount where isWanted(index) {
        hashes[index] = hashed(keys + index * stride, width)
        seen |= UInt64(slots.touch(hashes[index]))
      }
      for index in start..<keyCount where isWanted(index) {
        if let number = slots.likelyNumber(of: hashes[index]) { seen |= known[number * width] }
      }
      var last = -1
      for index in start..<keyCount where isWanted(index) {
        let key = keys + index * stride
        if last >= 0, hashes[index] == hashes[last], areEqual(key, keys + last * stride, width) {
          found[index] = found[last]
        } else {
          let place = slots.place(of: hashes[index]) { areEqual(known + $0 * width, key, width) }
          found[index] = slots.number(at: place) ?? -1
        }
        last = index
      }
    }
    return seen
  }

  /// Finds keys as long as they mostly come in the order in which they were numbered; returns how many.
  @inline(__always)
  private func findInOrder(
    _ keys: UnsafePointer<UInt64>, _ keyCount: Int, stride: Int, width: Int,
    into found: UnsafeMutablePointer<Int>, where isWanted: (Int) -> Bool
  ) -> Int {
    let known = UnsafePointer(self.keys.base)
    var last = -1
    var misses = 0
    for index in 0..<keyCount where isWanted(index) {
      let key = keys + index * stride
      if last >= 0, areEqual(known + last * width, key, width) {
        found[index] = last
      } else if last + 1 < count, areEqual(known + (last + 1) * width, key, width) {
        last += 1
        found[index] = last
      } else {
        guard misses < 4 else { return index }
        misses += 1
        let hash = hashed(key, width)
        let place = slots.place(of: hash) { areEqual(known + $0 * width, key, width) }
        last = slots.number(at: place) ?? -1
        found[index] = last
      }
    }
    return keyCount
  }

  /// The number of a key, which it is given if it has none; new ones are as many as there were before.
  @inline(__always)
  mutating func number(adding key: UnsafePointer<UInt64>) -> Int {
    if isDense, key[0] < UInt64(directory.count), case let entry = directory[Int(key[0])], entry != 0 {
      return Int(entry) - 1
    }
    return add(key)
  }

  /// Numbers keys that lie some words apart.
  mutating func number(
    adding keys: UnsafePointer<UInt64>, _ keyCount: Int, stride: Int,
    into numbers: UnsafeMutablePointer<UInt32>
  ) {
    var next = 0
    while next < keyCount {
      guard isDense else {
        numberHashed(keys + next * stride, keyCount - next, stride: stride, into: numbers + next)
        return
      }
      // As long as no key is new, nothing changes, and the entries are fetched side by side.
      let (entries, limit) = (directory.base, UInt64(directory.count))
      while next < keyCount, case let key = keys[next * stride], key < limit {
        let entry = entries[Int(key)]
        if entry == 0 { break }
        numbers[next] = entry - 1
        next += 1
      }
      if next == keyCount { return }
      numbers[next] = UInt32(truncatingIfNeeded: number(adding: keys + next * stride))
      next += 1
    }
  }

  private mutating func add(_ key: UnsafePointer<UInt64>) -> Int {
    if isDense {
      if key[0] < UInt64(max(1 << 16, 8 * count)) {
        let needed = Int(key[0]) + 1
        if needed > directory.count { directory.extend(to: max(needed, directory.count * 3 / 2), with: 0) }
        append(key)
        directory[Int(key[0])] = UInt32(count)
        return count - 1
      }
      becomeHashed()
    }
    return add(key, hashed(key, width))
  }

  private mutating func numberHashed(
    _ keys: UnsafePointer<UInt64>, _ keyCount: Int, stride: Int,
    into numbers: UnsafeMutablePointer<UInt32>
  ) {
    // Most keys are of one word, for which the compiler can leave out the loops over words.
    if width == 1 {
      numberHashed(keys, keyCount, stride: stride, width: 1, into: numbers)
    } else {
      numberHashed(keys, keyCount, stride: stride, width: width, into: numbers)
    }
  }

  /// Numbers keys some at a time: what the memory has to fetch for all of them, it fetches side by side.
  @inline(__always)
  private mutating func numberHashed(
    _ keys: UnsafePointer<UInt64>, _ keyCount: Int, stride: Int, width: Int,
    into numbers: UnsafeMutablePointer<UInt32>
  ) {
    let block = 64
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: block) { hashes in
      guard let hashes = hashes.baseAddress else { return }
      var touched: UInt64 = 0
      // Copies: as long as no key is new, nothing changes.
      var (slots, known) = (slots, UnsafePointer(self.keys.base))
      for start in Swift.stride(from: 0, to: keyCount, by: block) {
        let end = min(keyCount, start + block)
        for index in start..<end {
          let hash = hashed(keys + index * stride, width)
          hashes[index - start] = hash
          touched &+= UInt64(slots.touch(hash))
        }
        for index in start..<end {
          if let number = slots.likelyNumber(of: hashes[index - start]) { touched &+= known[number * width] }
        }
        for index in start..<end {
          let (key, hash) = (keys + index * stride, hashes[index - start])
          if index > start, hash == hashes[index - start - 1], areEqual(key, key - stride, width) {
            numbers[index] = numbers[index - 1]
            continue
          }
          let place = slots.place(of: hash) { areEqual(known + $0 * width, key, width) }
          if let number = slots.number(at: place) {
            numbers[index] = UInt32(truncatingIfNeeded: number)
            continue
          }
          numbers[index] = UInt32(truncatingIfNeeded: add(key, hash))
          (slots, known) = (self.slots, UnsafePointer(self.keys.base))
        }
      }
      self.touched = touched
    }
  }

  private mutating func add(_ key: UnsafePointer<UInt64>, _ hash: UInt64) -> Int {
    let (known, width) = (keys.base, width)
    slots.reserve(1) { hashed(known + $0 * width, width) }
    let place = place(of: key, hash)
    if let number = slots.number(at: place) { return number }
    slots.putNext(hash, at: place)
    append(key)
    return count - 1
  }

  private mutating func append(_ key: UnsafePointer<UInt64>) {
    for part in 0..<width { keys.append(key[part]) }
    count += 1
  }

  @inline(__always)
  private func place(of key: UnsafePointer<UInt64>, _ hash: UInt64) -> Int {
    let (known, width) = (keys.base, width)
    return slots.place(of: hash) { areEqual(known + $0 * width, key, width) }
  }

  /// Keys turned out too sparse for a directory.
  private mutating func becomeHashed() {
    isDense = false
    directory.deallocate()
    directory = Memory()
    let (known, width) = (keys.base, width)
    slots.reserve(count) { hashed(known + $0 * width, width) }
    for number in 0..<count {
      let hash = hashed(known + number * width, width)
      slots.putNext(hash, at: place(of: known + number * width, hash))
    }
  }
}
