/// One taking up of new texts by a store.
///
/// Each text first claims a slot, or finds what has its slot already: threads share out the shards, each of which is
/// a stretch of slots. The first texts of their kind are then numbered in the order in which they came.
///
/// A class because it frees what it allocated.
final class Adoption {
  /// What came of a text.
  private enum Outcome {
    static let known: UInt64 = 0
    static let first: UInt64 = 1
    static let again: UInt64 = 2
  }

  private let pieces: [NewTexts]
  /// The number of each piece's first text.
  private let starts: [Int]
  private let total: Int
  /// How many texts the store had.
  private let known: Int
  private let firstID: UInt32
  /// For each text, what came of it in two bits, and its index, its slot, or the text that came before it.
  private let outcomes: UnsafeMutablePointer<UInt64>
  private let ids: UnsafeMutablePointer<UInt32>

  init(_ pieces: [NewTexts], by store: SymbolStore, firstID: UInt32) {
    self.pieces = pieces
    self.firstID = firstID
    known = store.count
    var starts: [Int] = []
    var total = 0
    for piece in pieces {
      starts.append(total)
      total += piece.count
    }
    self.starts = starts
    self.total = total
    outcomes = .allocate(capacity: total)
    ids = .allocate(capacity: total)
  }

  deinit {
    outcomes.deallocate()
    ids.deallocate()
  }

  private func text(_ number: Int) -> Text {
    // Pieces are few, and only texts whose hashes agree come here.
    let piece = starts.lastIndex { $0 <= number } ?? 0
    return pieces[piece].texts[number - starts[piece]]
  }
}

// MARK: Slots

extension Adoption {
  func claimSlots(of store: inout SymbolStore, workers: Workers) {
    let shards = 1 << NewTexts.shardBits
    var spilt = [[Int]](repeating: [], count: shards)
    let (text, offsets) = (store.text, store.offsets)
    store.slots.withUnsafeMutableBufferPointer { slots in
      text.withUnsafeBytes { text in
        offsets.withView { offsets in
          nonisolated(unsafe) let slots = slots
          nonisolated(unsafe) let view = SymbolView(
            text: text, offsets: offsets, slots: UnsafeBufferPointer(slots))
          spilt.withUnsafeMutableBufferPointer { spilt in
            nonisolated(unsafe) let spilt = spilt
            workers.run(tasks: shards) { shard, _ in
              spilt[shard] = claim(shard, slots, view, end: slots.count / shards * (shard + 1))
            }
          }
          // What runs past the end of its shard is placed when all shards are done; that is always all of a kind.
          for number in spilt.joined() {
            let piece = starts.lastIndex { $0 <= number } ?? 0
            let hash = pieces[piece].hashes[number - starts[piece]]
            _ = claim(number, self.text(number), hash, slots, view, end: .max)
          }
        }
      }
    }
  }

  /// Claims the slots of a shard; returns the numbers of texts that would go past its end.
  private func claim(
    _ shard: Int, _ slots: UnsafeMutableBufferPointer<UInt64>, _ view: SymbolView, end: Int
  ) -> [Int] {
    var spilt: [Int] = []
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 256) { seen in
      for (piece, texts) in pieces.enumerated() {
        let start = starts[piece]
        texts.order.withUnsafeBufferPointer { order in
          texts.hashes.withUnsafeBufferPointer { hashes in
            texts.texts.withUnsafeBufferPointer { texts in
              let bounds = pieces[piece].bounds
              for block in stride(from: bounds[shard], to: bounds[shard + 1], by: 256) {
                let blockEnd = min(block + 256, bounds[shard + 1])
                for place in block..<blockEnd { seen[place - block] = view.first(hashes[Int(order[place])]) }
                for place in block..<blockEnd {
                  let number = Int(order[place])
                  let hash = hashes[number]
                  let home = view.home(of: hash)
                  if seen[place - block] == 0, slots[home] == 0 {
                    take(start + number, hash, slots, home)
                  } else if !claim(start + number, texts[number], hash, slots, view, end: end) {
                    spilt.append(start + number)
                  }
                }
              }
            }
          }
        }
      }
    }
    return spilt
  }

  /// Takes a free slot for the first text of its kind.
  @inline(__always)
  private func take(_ number: Int, _ hash: UInt32, _ slots: UnsafeMutableBufferPointer<UInt64>, _ slot: Int) {
    slots[slot] = UInt64(hash) << 32 | UInt64(known &+ number &+ 1)
    outcomes[number] = Outcome.first << 62 | UInt64(slot)
  }

  /// Finds or claims the slot of one text; says whether it came to an end before the given slot.
  private func claim(
    _ number: Int, _ text: Text, _ hash: UInt32, _ slots: UnsafeMutableBufferPointer<UInt64>,
    _ view: SymbolView,
    end: Int
  ) -> Bool {
    var slot = view.home(of: hash)
    while slot < end {
      let entry = slots[slot]
      if entry == 0 {
        take(number, hash, slots, slot)
        return true
      }
      if UInt32(truncatingIfNeeded: entry &>> 32) == hash {
        let index = Int(UInt32(truncatingIfNeeded: entry)) - 1
        if index < known {
          if view.matches(index, text) {
            outcomes[number] = Outcome.known << 62 | UInt64(index)
            return true
          }
        } else if self.text(index - known).equals(text) {
          outcomes[number] = Outcome.again << 62 | UInt64(index - known)
          return true
        }
      }
      slot &+= 1
      if slot == slots.count, end == .max { slot = 0 }
    }
    return false
  }
}

// MARK: Numbers and texts

extension Adoption {
  /// Gives the texts their ids, and the store those that are new.
  func addTexts(to store: inout SymbolStore, workers: Workers) -> [[UInt32]] {
    let newCounts = each(workers) { self.pieces[$0].count - self.oldCount($0) }
    var firstIndexes: [Int] = []
    var next = known
    for count in newCounts {
      firstIndexes.append(next)
      next += count
    }
    let added = store.slots.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = slots
      return each(workers) { self.number($0, from: firstIndexes[$0], count: newCounts[$0], slots) }
    }
    for piece in added {
      store.offsets.append(piece.ends, after: store.text.count)
      store.text.append(contentsOf: piece.text)
    }
    return each(workers) { self.finishedIDs(of: $0) }
  }

  private func each<Result>(_ workers: Workers, _ body: (Int) -> Result) -> [Result] {
    [Result](unsafeUninitializedCapacity: pieces.count) { results, filled in
      nonisolated(unsafe) let results = results
      workers.run(tasks: pieces.count) { piece, _ in results.initializeElement(at: piece, to: body(piece)) }
      filled = pieces.count
    }
  }

  private func oldCount(_ piece: Int) -> Int {
    var count = 0
    for number in starts[piece]..<starts[piece] + pieces[piece].count
    where outcomes[number] >> 62 != Outcome.first {
      count += 1
    }
    return count
  }

  /// Numbers the new texts of a piece; returns them and where each ends.
  private func number(
    _ piece: Int, from first: Int, count: Int, _ slots: UnsafeMutableBufferPointer<UInt64>
  ) -> (text: [UInt8], ends: [UInt32]) {
    let (texts, hashes, start) = (pieces[piece].texts, pieces[piece].hashes, starts[piece])
    var length = 0
    for number in texts.indices where outcomes[start + number] >> 62 == Outcome.first {
      length += texts[number].length
    }
    var ends: [UInt32] = []
    ends.reserveCapacity(count)
    let text = [UInt8](unsafeUninitializedCapacity: length + 16) { text, filled in
      guard let base = UnsafeMutableRawPointer(text.baseAddress) else { return }
      for number in texts.indices {
        let outcome = outcomes[start + number]
        let index = Int(outcome & (1 << 62 - 1))
        switch outcome >> 62 {
        case Outcome.first:
          let own = first + ends.count
          slots[index] = UInt64(hashes[number]) << 32 | UInt64(own + 1)
          ids[start + number] = firstID &+ UInt32(truncatingIfNeeded: own)
          texts[number].copy(to: base + filled)
          filled += texts[number].length
          ends.append(UInt32(truncatingIfNeeded: filled))
        case Outcome.known: ids[start + number] = firstID &+ UInt32(truncatingIfNeeded: index)
        default: break
        }
      }
    }
    return (text, ends)
  }

  /// The ids of a piece, once the first texts of all pieces have theirs.
  private func finishedIDs(of piece: Int) -> [UInt32] {
    let start = starts[piece]
    for number in start..<start + pieces[piece].count where outcomes[number] >> 62 == Outcome.again {
      ids[number] = ids[Int(outcomes[number] & (1 << 62 - 1))]
    }
    return Array(UnsafeBufferPointer(start: ids + start, count: pieces[piece].count))
  }
}
