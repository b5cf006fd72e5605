/// What an aggregate has made of the rows of each group so far; a group takes some words, however many its rows.
///
/// The result does not depend on the order of the rows. It is a class because it owns its memory.
final class Accumulators {
  private let function: AggregateFunction
  private let kind: Kind
  /// Compares symbols; it has the tables that have what was accumulated, so it is not to be kept alive from here.
  private unowned let context: EvaluationContext
  /// The count, the sum of whole numbers, or the best word.
  private var words = Memory<UInt64>()
  /// The sums of whole numbers whose mean is wanted.
  private var wholeSums = Memory<Int128>()
  private var floatSums: [ExactSum] = []

  init(_ function: AggregateFunction, _ kind: Kind, _ context: EvaluationContext) {
    self.function = function
    self.kind = kind
    self.context = context
  }

  deinit {
    words.deallocate()
    wholeSums.deallocate()
  }

  /// Bytes of memory held; most exact sums have a partial or two.
  var byteCount: Int {
    words.byteCount + wholeSums.byteCount + floatSums.capacity * (MemoryLayout<ExactSum>.stride + 48)
  }

  func removeAll() {
    words.removeAll()
    wholeSums.removeAll()
    floatSums.removeAll(keepingCapacity: true)
  }

  /// The result of a group, or of no rows; nothing if there is none.
  func result(of group: Int?) -> UInt64? {
    guard let group, group < words.count else {
      return function == .count || function == .sum ? 0 : nil
    }
    switch function {
    case .sum where kind == .float: return floatSums[group].rounded.bitPattern
    case .count, .sum, .min, .max: return words[group]
    case .mean:
      let sum = kind == .float ? floatSums[group].rounded : Double(wholeSums[group])
      return (sum / Double(words[group])).bitPattern
    }
  }
}

// MARK: Adding rows

extension Accumulators {
  /// Adds rows to their groups; a new group has the number that is next.
  func add(_ groups: UnsafePointer<UInt32>, _ targets: UnsafePointer<UInt64>, _ rowCount: Int) {
    switch function {
    case .count: count(groups, rowCount)
    case .sum where kind == .float: for row in 0..<rowCount { addFloat(targets[row], to: Int(groups[row])) }
    case .sum:
      for row in 0..<rowCount {
        let group = Int(groups[row])
        if group == words.count { words.append(0) }
        words[group] = words[group] &+ targets[row]
      }
    case .mean: for row in 0..<rowCount { addToMean(targets[row], Int(groups[row])) }
    case .min, .max: findBest(groups, targets, rowCount)
    }
  }

  private func count(_ groups: UnsafePointer<UInt32>, _ rowCount: Int) {
    for row in 0..<rowCount {
      let group = Int(groups[row])
      if group == words.count { words.append(0) }
      words[group] += 1
    }
  }

  private func addFloat(_ target: UInt64, to group: Int) {
    if group == floatSums.count { floatSums.append(ExactSum()) }
    if group == words.count { words.append(0) }
    floatSums[group].add(Double(bitPattern: target))
  }

  private func addToMean(_ target: UInt64, _ group: Int) {
    if kind == .float {
      addFloat(target, to: group)
    } else {
      if group == words.count { words.append(0) }
      wholeSums.extend(to: group + 1, with: 0)
      wholeSums[group] += kind == .unsigned ? Int128(target) : Int128(Int64(bitPattern: target))
    }
    words[group] += 1
  }

  private func findBest(
    _ groups: UnsafePointer<UInt32>, _ targets: UnsafePointer<UInt64>, _ rowCount: Int
  ) {
    for row in 0..<rowCount {
      let group = Int(groups[row])
      if group == words.count {
        words.append(targets[row])
      } else if isBetter(targets[row], than: words[group]) {
        words[group] = targets[row]
      }
    }
  }

  @inline(__always)
  private func isBetter(_ word: UInt64, than best: UInt64) -> Bool {
    let isMinimum = function == .min
    switch kind {
    case .number:
      let (a, b) = (Int64(bitPattern: word), Int64(bitPattern: best))
      return isMinimum ? a < b : b < a
    case .unsigned, .record: return isMinimum ? word < best : best < word
    case .symbol: return isMinimum ? context.precedes(word, best, kind) : context.precedes(best, word, kind)
    case .float: return isBetterFloat(word, than: best)
    }
  }

  /// What is no number is worse than any; of equals, the one with fewer bits is kept, whichever comes first.
  private func isBetterFloat(_ word: UInt64, than best: UInt64) -> Bool {
    let (a, b) = (Double(bitPattern: word), Double(bitPattern: best))
    if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? word < best : b.isNaN }
    if a == b { return word < best }
    return function == .min ? a < b : b < a
  }
}

// MARK: Adding groups

extension Accumulators {
  /// Adds what another one has made of the rows of one of its groups.
  func add(group: Int, of other: Accumulators, to own: Int) {
    var number = UInt32(truncatingIfNeeded: own)
    var word = other.words[group]
    switch function {
    case .min, .max: findBest(&number, &word, 1)
    case .count, .sum, .mean:
      if own == words.count { words.append(0) }
      words[own] = words[own] &+ word
      if group < other.wholeSums.count {
        wholeSums.extend(to: own + 1, with: 0)
        wholeSums[own] += other.wholeSums[group]
      }
      if group < other.floatSums.count {
        if own == floatSums.count { floatSums.append(ExactSum()) }
        floatSums[own].add(other.floatSums[group])
      }
    }
  }
}
