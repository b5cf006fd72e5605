import Relations

extension PairSet {
  /// Words kept apart by what part of a set they belong to: several lists a part.
  typealias Boxes = [[UnsafeMutableBufferPointer<UInt64>]]

  /// Adds words that are kept apart by what part of the set they belong to, the parts side by side.
  ///
  /// - Parameters:
  ///   - boxes: several lists a part; those that are new come to the front of each.
  ///   - partCount: how many parts there are; a group's pairs are all in one.
  ///   - cameInGroups: whether some of them come with others of the same first column.
  ///   - workers: share out the parts.
  /// - Returns: How many of each list are new.
  func keepNew(
    _ boxes: Boxes, partCount: Int, cameInGroups: Bool = true, _ workers: Workers
  ) -> [[Int]] {
    var kept = boxes.map { $0.map { _ in 0 } }
    lookIntoForm(cameInGroups: cameInGroups)
    guard makeGroups(for: boxes, partCount, cameInGroups: cameInGroups, workers) else {
      guard let sparse else { preconditionFailure("pairs without groups are in one table") }
      for (box, parts) in boxes.enumerated() {
        for (part, words) in parts.enumerated() {
          kept[box][part] = sparse.keepNew(words)
          tally.count += kept[box][part]
        }
      }
      return kept
    }
    let (groups, firstNumbers) = (groups, firstNumbers)
    let empty = PairGroup.Tally(universe: tally.universe, count: 0, bytes: 0, numbering: secondNumbers)
    var tallies = Array(repeating: empty, count: partCount)
    tallies.withUnsafeMutableBufferPointer { tallies in
      nonisolated(unsafe) let tallies = tallies
      let counts = UnsafeMutablePointer<Int>.allocate(capacity: boxes.count * partCount)
      defer { counts.deallocate() }
      workers.run(tasks: partCount) { part, _ in
        var tally = tallies[part]
        let numbering = tally.numbering
        for box in boxes.indices {
          counts[box * partCount + part] = Self.compact(boxes[box][part]) { word in
            let group = firstNumbers?.pointee.number(of: UInt32(word >> 32)) ?? UInt32(word >> 32)
            return groups[Int(group)].insert(UInt32(truncatingIfNeeded: word), numbering, &tally)
          }
        }
        tallies[part] = tally
      }
      for box in boxes.indices {
        for part in 0..<partCount { kept[box][part] = counts[box * partCount + part] }
      }
    }
    for part in tallies {
      tally.universe = max(tally.universe, part.universe)
      tally.count += part.count
      tally.bytes += part.bytes
    }
    return kept
  }

  /// Sees to it that all first columns have groups, and that values have numbers where they need them, since nobody may
  /// change either while parts are filled side by side; says whether pairs are kept in groups.
  private func makeGroups(
    for boxes: Boxes, _ partCount: Int, cameInGroups: Bool, _ workers: Workers
  ) -> Bool {
    if firstNumbers == nil {
      let largest = Self.largest(boxes, partCount, workers) { UInt32($0 >> 32) }
      let waiting = boxes.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
      guard
        groupNumber(adding: UInt64(largest), expecting: waiting, cameInGroups: cameInGroups) != nil
      else { return false }
    }
    // What has no number is above all numbers.
    if let firstNumbers,
      Self.largest(boxes, partCount, workers, of: { firstNumbers.pointee.number(of: UInt32($0 >> 32)) })
        >= firstNumbers.pointee.count
    {
      for box in boxes {
        for words in box { for word in words { _ = groupNumber(adding: word >> 32, keepingGroups: true) } }
      }
    }
    if let secondNumbers,
      Self.largest(
        boxes, partCount, workers,
        of: { secondNumbers.pointee.number(of: UInt32(truncatingIfNeeded: $0)) })
        >= secondNumbers.pointee.count
    {
      for box in boxes {
        for words in box { for word in words { _ = tally.meet(UInt32(truncatingIfNeeded: word)) } }
      }
    }
    return true
  }

  /// The largest of something of all words, or 0 if there are none.
  @inline(__always)
  private static func largest(
    _ boxes: Boxes, _ partCount: Int, _ workers: Workers, of property: (UInt64) -> UInt32
  ) -> UInt32 {
    var largest = Array(repeating: UInt32(0), count: partCount)
    largest.withUnsafeMutableBufferPointer { largest in
      nonisolated(unsafe) let largest = largest
      workers.run(tasks: partCount) { part, _ in
        var most: UInt32 = 0
        for box in boxes { for word in box[part] { most = max(most, property(word)) } }
        largest[part] = most
      }
    }
    return largest.max() ?? 0
  }

  /// Brings the words that are new to the front; returns how many they are.
  @inline(__always)
  private static func compact(
    _ words: UnsafeMutableBufferPointer<UInt64>, _ isNew: (UInt64) -> Bool
  ) -> Int {
    var count = 0
    for index in words.indices where isNew(words[index]) {
      words[count] = words[index]
      count += 1
    }
    return count
  }
}
