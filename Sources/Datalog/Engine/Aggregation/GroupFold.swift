import Relations

/// What an aggregate makes of a complete table's rows, for each value of some columns, found in one pass.
///
/// Threads either take a share of the rows each and put their groups together, if there are few, or take a share of
/// the groups each. Either way no result depends on how many threads there are, as none depends on the order of rows.
final class GroupFold {
  /// Which rows are folded and how: the same for two aggregates that may share what was found.
  struct Shape: Equatable {
    struct Constant: Equatable {
      var column: Int
      var word: UInt64
    }

    var function: AggregateFunction
    var kind: Kind
    /// Whose values are summed up or compared; nothing where rows are counted.
    var target: Int?
    var keys: [Int]
    var constants: [Constant]
  }

  let shape: Shape
  private let isNarrow: Bool
  /// Where a key is found that the part of its hash has.
  private var parts: [FoldPart] = []

  init(_ table: Table, _ shape: Shape, _ context: EvaluationContext) {
    self.shape = shape
    isNarrow = table.layout != .wide
    let rows = table.range(of: .full)
    let source = FoldSource(look: table.look, shape: shape, isNarrow: isNarrow)
    let workers = rows.count > 1 << 17 ? context.workers : Workers(count: 1)
    func makePart() -> FoldPart {
      FoldPart(width: source.width, Accumulators(shape.function, shape.kind, context))
    }
    parts = (0..<workers.count).map { _ in makePart() }
    guard workers.count > 1 else {
      parts[0].add(rows, of: source, share: nil)
      return
    }
    let all = parts
    if source.hasFewGroups(rows, makePart()) {
      let size = (rows.count + all.count - 1) / all.count
      workers.run(tasks: all.count) { task, _ in
        let start = min(rows.upperBound, rows.lowerBound + task * size)
        all[task].add(start..<min(rows.upperBound, start + size), of: source, share: nil)
      }
      for part in all.dropFirst() { all[0].add(part) }
      parts = [all[0]]
    } else {
      workers.run(tasks: all.count) { task, _ in
        all[task].add(rows, of: source, share: FoldSource.Share(number: task, count: all.count))
      }
    }
  }

  /// Bytes of memory held.
  var byteCount: Int { parts.reduce(0) { $0 + $1.byteCount } }

  /// Finds the results for some keys, which lie one after the other and are overwritten.
  ///
  /// What the memory has to fetch for all of them, it fetches side by side.
  ///
  /// - Parameters:
  ///   - keys: as many words each as there are key columns.
  ///   - keyCount: how many keys there are.
  ///   - results: takes a word a key.
  ///   - hasResult: takes whether the key has a result.
  /// - Returns: a word that shows that what was to be fetched was read.
  func find(
    _ keys: UnsafeMutablePointer<UInt64>, _ keyCount: Int, into results: UnsafeMutablePointer<UInt64>,
    _ hasResult: UnsafeMutablePointer<Bool>
  ) -> UInt64 {
    let (size, shares) = (shape.keys.count, parts.count)
    let width = FoldSource.width(of: size, isNarrow: isNarrow)
    if size == 0 { keys[0] = 0 }
    var seen: UInt64 = 0
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * keyCount) { room in
      guard let groups = room.baseAddress else { return }
      let share = groups + keyCount
      for index in 0..<keyCount {
        let key = keys + index * size
        let fits = !isNarrow || Self.narrow(key, size)
        groups[index] = -1
        share[index] = !fits ? -1 : shares == 1 ? 0 : FoldSource.share(of: key, width, shares)
      }
      for number in 0..<shares {
        seen |= parts[number].find(keys, keyCount, stride: size, into: groups) { share[$0] == number }
      }
      for number in 0..<shares {
        let part = parts[number]
        for index in 0..<keyCount where share[index] == number || number == 0 && share[index] < 0 {
          let result = part.result(of: groups[index])
          results[index] = result ?? 0
          hasResult[index] = result != nil
        }
      }
    }
    return seen
  }

  /// Puts two columns of 32 bits into a word; says whether that is how they fit.
  private static func narrow(_ key: UnsafeMutablePointer<UInt64>, _ size: Int) -> Bool {
    for index in 0..<size where key[index] > UInt64(UInt32.max) { return false }
    for index in 0..<size / 2 { key[index] = key[2 * index] << 32 | key[2 * index + 1] }
    if size % 2 == 1 { key[size / 2] = key[size - 1] }
    return true
  }
}

/// The groups of a share of the keys.
///
/// It is a class because it owns its memory.
final class FoldPart {
  private var numbering: KeyNumbering
  private let accumulators: Accumulators

  init(width: Int, _ accumulators: Accumulators) {
    numbering = KeyNumbering(width: width)
    self.accumulators = accumulators
  }

  deinit { numbering.deallocate() }

  var byteCount: Int { numbering.byteCount + accumulators.byteCount }

  var groupCount: Int { numbering.count }

  /// Finds the groups of those of some keys that are wanted, as ``KeyNumbering`` does.
  @inline(__always)
  func find(
    _ keys: UnsafePointer<UInt64>, _ keyCount: Int, stride: Int, into groups: UnsafeMutablePointer<Int>,
    where isWanted: (Int) -> Bool
  ) -> UInt64 {
    numbering.find(keys, keyCount, stride: stride, into: groups, where: isWanted)
  }

  /// The result of a group; of no rows if it is less than 0.
  @inline(__always)
  func result(of group: Int) -> UInt64? { accumulators.result(of: group < 0 ? nil : group) }

  /// Folds rows, or those whose keys belong to a share.
  func add(_ rows: Range<Int>, of source: FoldSource, share: FoldSource.Share?) {
    let block = FoldBlock(width: source.width)
    var start = rows.lowerBound
    while start < rows.upperBound {
      let end = min(rows.upperBound, start + FoldBlock.capacity)
      source.read(start..<end, into: block, share)
      numbering.number(adding: block.keys, block.count, stride: source.width, into: block.groups)
      accumulators.add(block.groups, block.targets, block.count)
      start = end
    }
  }

  /// Adds the groups of another part.
  func add(_ other: FoldPart) {
    let width = numbering.width
    for group in 0..<other.numbering.count {
      let own = numbering.number(adding: other.numbering.keys.base + group * width)
      accumulators.add(group: group, of: other.accumulators, to: own)
    }
  }
}
