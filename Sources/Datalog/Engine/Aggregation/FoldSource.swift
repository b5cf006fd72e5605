/// Reads a table's rows as keys and targets, a block at a time.
///
/// A key's columns of 32 bits lie two in a word; a key of no columns is one word, 0.
struct FoldSource {
  /// One of several shares of the keys, told apart by hash.
  struct Share {
    var number: Int
    var count: Int
  }

  let look: RowView
  let shape: GroupFold.Shape
  let isNarrow: Bool

  /// Words a key.
  var width: Int { Self.width(of: shape.keys.count, isNarrow: isNarrow) }

  static func width(of keyCount: Int, isNarrow: Bool) -> Int {
    max(1, isNarrow ? (keyCount + 1) / 2 : keyCount)
  }

  /// The share that a key belongs to; another hash than that of the groups, whose slots would be filled unevenly.
  @inline(__always)
  static func share(of key: UnsafePointer<UInt64>, _ width: Int, _ count: Int) -> Int {
    var hash: UInt64 = 0
    for index in 0..<width { hash = (hash ^ key[index]) &* 0xd6e8_feb8_6659_fd93 }
    return Int((hash >> 32) % UInt64(count))
  }

  /// Whether a sample of the rows has few groups, so that several tables of them cost little.
  func hasFewGroups(_ rows: Range<Int>, _ sample: FoldPart) -> Bool {
    let count = min(rows.count, 1 << 16)
    // The rows of one key often lie together, so the sample is taken from all over the table.
    let pieces = 64
    for piece in 0..<pieces {
      let start = rows.lowerBound + (rows.count - count / pieces) / (pieces - 1) * piece
      sample.add(start..<start + count / pieces, of: self, share: nil)
    }
    return sample.groupCount < count / 8
  }

  /// Reads rows, but those only that the constants admit and whose keys belong to the share.
  func read(_ rows: Range<Int>, into block: FoldBlock, _ share: Share?) {
    block.count = rows.count
    readKeys(rows, into: block)
    if let target = shape.target { look.copy(target, rows, to: block.targets) }
    for constant in shape.constants {
      look.copy(constant.column, rows, to: block.scratch)
      // What was left out before has made the others move up.
      for index in 0..<block.count {
        block.isKept[index] = block.scratch[Int(block.positions[index])] == constant.word
      }
      block.keep(width)
    }
    if let share {
      for index in 0..<block.count {
        block.isKept[index] = Self.share(of: block.keys + index * width, width, share.count) == share.number
      }
      block.keep(width)
    }
  }

  private func readKeys(_ rows: Range<Int>, into block: FoldBlock) {
    let width = width
    for index in 0..<rows.count { block.positions[index] = UInt16(truncatingIfNeeded: index) }
    if shape.keys.isEmpty { block.keys.update(repeating: 0, count: rows.count) }
    for (part, column) in shape.keys.enumerated() {
      if !isNarrow || (part % 2 == 0 && part == shape.keys.count - 1) {
        let place = isNarrow ? part / 2 : part
        if width == 1 {
          look.copy(column, rows, to: block.keys)
        } else {
          look.copy(column, rows, to: block.scratch)
          for index in 0..<rows.count { block.keys[index * width + place] = block.scratch[index] }
        }
      } else {
        look.copy(column, rows, to: block.scratch)
        let place = part / 2
        if part % 2 == 0 {
          for index in 0..<rows.count { block.keys[index * width + place] = block.scratch[index] << 32 }
        } else {
          for index in 0..<rows.count { block.keys[index * width + place] |= block.scratch[index] }
        }
      }
    }
  }
}

/// Some hundred rows' keys, targets and groups.
///
/// It is a class because it owns its memory.
final class FoldBlock {
  static let capacity = 512

  var count = 0
  let keys: UnsafeMutablePointer<UInt64>
  let targets = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
  let scratch = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
  let groups = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
  /// Which of the rows that were read each one is.
  let positions = UnsafeMutablePointer<UInt16>.allocate(capacity: capacity)
  let isKept = UnsafeMutablePointer<Bool>.allocate(capacity: capacity)

  init(width: Int) {
    keys = .allocate(capacity: Self.capacity * width)
    targets.initialize(repeating: 0, count: Self.capacity)
  }

  deinit {
    keys.deallocate()
    targets.deallocate()
    scratch.deallocate()
    groups.deallocate()
    positions.deallocate()
    isKept.deallocate()
  }

  /// Forgets the rows that are not kept.
  func keep(_ width: Int) {
    var kept = 0
    for index in 0..<count {
      for word in 0..<width { keys[kept * width + word] = keys[index * width + word] }
      targets[kept] = targets[index]
      positions[kept] = positions[index]
      kept += isKept[index] ? 1 : 0
    }
    count = kept
  }
}
