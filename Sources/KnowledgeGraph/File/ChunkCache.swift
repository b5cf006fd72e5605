import Synchronization

/// The chunks of a graph file that were read for single rows.
///
/// A class, because those who read share it.
final class ChunkCache: Sendable {
  private struct Held {
    var chunks: [Int: [UInt8]] = [:]
    /// How many chunks of each column were read.
    var reads: [Int: Int] = [:]
  }

  /// 8 MB, or eight times that in the first files.
  private static let limit = 1024

  private let database: GraphDatabase
  private let held = Mutex(Held())

  init(_ database: GraphDatabase) { self.database = database }

  /// Whether a few more rows cost less than the whole column: it is large, and little of it was read so far.
  ///
  /// A chunk on its own costs about three times its share of the column, so whoever comes for more and more rows pays
  /// less than twice what the column costs at once.
  func isWorthSearching(_ entry: GraphDatabase.Entry) -> Bool {
    entry.chunkCount > 1 && held.withLock { $0.reads[entry.id, default: 0] } <= entry.chunkCount / 4
  }

  private func chunk(_ number: Int, of entry: GraphDatabase.Entry) throws(GraphFileError) -> [UInt8] {
    let id = GraphFileFormat.chunkID(column: entry.id, number: number)
    if let known = held.withLock({ $0.chunks[id] }) { return known }
    let chunk = try database.chunk(entry, number: number)
    held.withLock { held in
      if held.chunks.count == Self.limit { held.chunks.removeAll(keepingCapacity: true) }
      held.chunks[id] = chunk
      held.reads[entry.id, default: 0] += 1
    }
    return chunk
  }
}

// MARK: Reading

extension ChunkCache {
  func word<Word: FixedWidthInteger>(
    at index: Int, in entry: GraphDatabase.Entry
  ) throws(GraphFileError) -> Word {
    let width = MemoryLayout<Word>.size
    let (number, offset) = (index * width).quotientAndRemainder(dividingBy: entry.chunkLength)
    return try chunk(number, of: entry).word(atByte: offset)
  }

  func bytes(_ range: Range<Int>, in entry: GraphDatabase.Entry) throws(GraphFileError) -> [UInt8] {
    var result: [UInt8] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (number, start) = offset.quotientAndRemainder(dividingBy: entry.chunkLength)
      let chunk = try chunk(number, of: entry)
      let end = min(chunk.count, start + range.upperBound - offset)
      result.append(contentsOf: chunk[start..<end])
      offset += end - start
    }
    return result
  }

  /// The pairs of an ascending column that begin with a word; `starts` has the first word of each chunk, if known.
  func pairs(
    first: UInt32, in entry: GraphDatabase.Entry, _ starts: [UInt32]?
  ) throws(GraphFileError) -> [UInt64] {
    var pairs: [UInt64] = []
    var number =
      if let starts {
        max(0, partitionPoint(starts.count) { starts[$0] < first } - 1)
      } else { try startingChunk(of: first, in: entry) }
    while number < entry.chunkCount {
      let chunk = try chunk(number, of: entry)
      let count = chunk.count / 8
      var index = partitionPoint(count) { chunk.pair($0) >> 32 < UInt64(first) }
      while index < count, chunk.pair(index) >> 32 == UInt64(first) {
        pairs.append(chunk.pair(index))
        index += 1
      }
      if index < count { break }
      number += 1
    }
    return pairs
  }

  /// The first chunk that does not end before the pairs that begin with a word; the number of chunks if all do.
  ///
  /// A guess from where the word lies between those known mostly finds the chunk at once, as ids are dense; every other
  /// step halves what is left, so that it never takes long.
  private func startingChunk(of first: UInt32, in entry: GraphDatabase.Entry) throws(GraphFileError) -> Int {
    let wanted = UInt64(first) << 32
    var (low, high) = (0, entry.chunkCount - 1)
    var lowWord = try chunk(low, of: entry).pair(0)
    var highWord = try chunk(high, of: entry).lastPair
    guard wanted <= highWord else { return entry.chunkCount }
    var isGuess = true
    while low < high {
      var number = low + (high - low) / 2
      if isGuess, lowWord < wanted, wanted < highWord {
        let share = Double(wanted - lowWord) / Double(highWord - lowWord)
        number = min(high, low + Int(share * Double(high - low + 1)))
      }
      isGuess.toggle()
      let chunk = try chunk(number, of: entry)
      if chunk.lastPair < wanted {
        low = min(high, number + 1)
        lowWord = chunk.lastPair
      } else {
        if chunk.pair(0) < wanted { return number }
        high = number
        highWord = chunk.pair(0)
      }
    }
    return low
  }
}

extension [UInt8] {
  fileprivate func word<Word: FixedWidthInteger>(atByte offset: Int) -> Word {
    withUnsafeBytes { Word(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Word.self)) }
  }

  fileprivate func pair(_ index: Int) -> UInt64 { word(atByte: index * 8) }

  fileprivate var lastPair: UInt64 { pair(count / 8 - 1) }
}
