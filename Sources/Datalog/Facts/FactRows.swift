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
  /// A piece's rows and its texts that were new, with their ids once those are known.
  struct Piece {
    var rows: FactRows
    var newTexts = NewTexts()
    var ids: [UInt32] = []
    var fault: LineFault?
  }

  /// All rows of pieces, one after the other, with the ids of new texts put in.
  init(_ pieces: inout [Piece], arity: Int, symbolColumns: [Int], workers: Workers) {
    self.init(arity: arity)
    isPacked = arity == 2 && pieces.allSatisfy(\.rows.isPacked)
    count = pieces.reduce(0) { $0 + $1.rows.count }
    let width = isPacked ? 1 : arity
    var starts: [Int] = []
    var start = 0
    for piece in pieces {
      starts.append(start)
      start += piece.rows.count * width
    }
    let isPacked = isPacked
    words = [UInt64](unsafeUninitializedCapacity: start) { words, filled in
      nonisolated(unsafe) let words = words
      pieces.withUnsafeMutableBufferPointer { pieces in
        nonisolated(unsafe) let pieces = pieces
        workers.run(tasks: pieces.count) { task, _ in
          pieces[task].rows.copy(
            to: UnsafeMutableBufferPointer(rebasing: words[starts[task]...]), isPacked: isPacked,
            ids: pieces[task].ids, symbolColumns)
          pieces[task] = Piece(rows: FactRows(arity: arity))
        }
      }
      filled = start
    }
  }

  private func copy(
    to target: UnsafeMutableBufferPointer<UInt64>, isPacked: Bool, ids: [UInt32], _ symbolColumns: [Int]
  ) {
    guard let target = target.baseAddress, count > 0 else { return }
    let source = self.isPacked && !isPacked ? words.flatMap { [$0 >> 32, $0 & 0xffff_ffff] } : words
    source.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      target.initialize(from: base, count: source.count)
    }
    guard !ids.isEmpty else { return }
    ids.withUnsafeBufferPointer { ids in
      if isPacked {
        let (first, second) = (symbolColumns.contains(0), symbolColumns.contains(1))
        for index in 0..<source.count {
          let word = target[index]
          let (high, low) = (word &>> 32, word & 0xffff_ffff)
          target[index] = (first ? Self.id(high, ids) : high) &<< 32 | (second ? Self.id(low, ids) : low)
        }
      } else {
        for column in symbolColumns {
          for index in stride(from: column, to: source.count, by: arity) {
            target[index] = Self.id(target[index], ids)
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
