import Relations

/// Rows of a file or of a piece of it, as they are read: packed as long as they can be.
struct FactRows {
  let arity: Int
  private(set) var isPacked: Bool
  private(set) var words: [UInt64] = []
  private(set) var count = 0

  init(arity: Int) {
    self.arity = arity
    isPacked = arity == 2
  }

  /// Takes the rows of a block whose symbols have their ids; with them, `progress` from 0 to 1 of all has come.
  mutating func append(_ block: RowBlock, symbolColumns: [Int], progress: Double) {
    for (symbol, column) in symbolColumns.enumerated() {
      var (id, word) = (block.ids + symbol, block.words + column)
      for _ in 0..<block.count {
        word.pointee = UInt64(id.pointee)
        id += block.symbolCount
        word += arity
      }
    }
    if isPacked, !pack(block) { unpack() }
    let added = isPacked ? block.count : block.count * arity
    if words.count + added > words.capacity { grow(by: added, progress) }
    words.append(contentsOf: UnsafeBufferPointer(start: block.words, count: added))
    count += block.count
  }

  /// Forgets all rows, and keeps the memory for others.
  mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    count = 0
    isPacked = arity == 2
  }

  /// Packs the block's pairs where they lie, if they all fit.
  private func pack(_ block: RowBlock) -> Bool {
    let words = block.words
    var all: UInt64 = 0
    for index in 0..<block.count * 2 {
      // A word that cannot be packed has upper bits, or gets one here.
      all |= words[index] | (words[index] &+ (1 << 32 &- packLimit))
    }
    guard all < 1 << 32 else { return false }
    for row in 0..<block.count { words[row] = words[2 &* row] &<< 32 | words[2 &* row &+ 1] }
    return true
  }

  private mutating func unpack() {
    isPacked = false
    words = words.flatMap { [$0 >> 32, $0 & 0xffff_ffff] }
  }

  /// Makes room for what is likely to come, so that a large file's rows are moved once or twice at most.
  private mutating func grow(by added: Int, _ progress: Double) {
    let needed = Double(words.count + added)
    let likely = needed / max(progress, 0.01) * 1.05
    words.reserveCapacity(Int(min(max(likely, needed * 1.25), needed * 8)) + 64)
  }
}

// MARK: Putting together

extension FactRows {
  /// Takes the rows of a piece, after those that are here; with them, `progress` from 0 to 1 of all has come.
  mutating func append(_ piece: FactRows, progress: Double) {
    if isPacked, !piece.isPacked { unpack() }
    var piece = piece
    if !isPacked, piece.isPacked { piece.unpack() }
    if words.count + piece.words.count > words.capacity { grow(by: piece.words.count, progress) }
    words += piece.words
    count += piece.count
  }

  /// Puts in the ids of texts that were new.
  mutating func putIDs(_ ids: [UInt32], symbolColumns: [Int]) {
    guard !ids.isEmpty else { return }
    let (arity, isPacked) = (arity, isPacked)
    words.withUnsafeMutableBufferPointer { words in
      ids.withUnsafeBufferPointer { ids in
        if isPacked {
          let (first, second) = (symbolColumns.contains(0), symbolColumns.contains(1))
          for index in words.indices {
            let (high, low) = (words[index] &>> 32, words[index] & 0xffff_ffff)
            words[index] =
              (first ? Self.id(high, ids) : high) &<< 32 | (second ? Self.id(low, ids) : low)
          }
        } else {
          for column in symbolColumns {
            for index in stride(from: column, to: words.count, by: arity) {
              words[index] = Self.id(words[index], ids)
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func id(_ word: UInt64, _ ids: UnsafeBufferPointer<UInt32>) -> UInt64 {
    let newTexts = UInt64(FieldInterner.newTexts)
    return word < newTexts ? word : UInt64(ids[Int(word &- newTexts)])
  }

  /// Gives the rows away, sorted and without repeats.
  mutating func takeRelation(workers: Workers) -> Relation {
    // They are sorted where they lie, which only works while nobody else holds them.
    var taken: [UInt64] = []
    swap(&taken, &words)
    return isPacked
      ? Relation(pairs: taken, workers: workers) : Relation(arity: arity, rows: taken, workers: workers)
  }
}
