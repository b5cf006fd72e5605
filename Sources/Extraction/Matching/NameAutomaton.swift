/// Finds all of many names in one pass over a text's bytes.
///
/// Aho and Corasick, *Efficient string matching: an aid to bibliographic search*, CACM 18 (1975). States are
/// numbered breadth first over the sorted names, so that the children of a state are neighbours and a state needs
/// three words and a byte:
///
/// ```
/// state     0 (root)   1 'a'   2 'g'   3 'ai'   4 'gp' …
/// edges     children of s are firstChild[s] ..< firstChild[s + 1], ascending by label
/// failure   the state of the longest proper suffix that is a state
/// report    the state itself or the nearest one by failure links that ends a name; 0 if none
/// ```
struct NameAutomaton: Sendable {
  /// An occurrence of a name.
  struct Match: Equatable {
    /// The name's place among those that the automaton was made from.
    let name: Int
    let range: Range<Int>
  }

  private let labels: [UInt8]
  private let firstChild: [Int32]
  private let failure: [Int32]
  private let report: [Int32]
  /// The name that a state ends, or -1.
  private let nameAt: [Int32]
  private let lengths: [Int32]
  /// The root's children by label, so that the commonest step costs one look.
  private let rootChild: [Int32]

  /// - Parameter names: distinct and not empty.
  /// - Complexity: O(total length · log) for the sorting, linear for the rest.
  init(_ names: [[UInt8]]) {
    let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
    var trie = TrieBuilder(names: names, order: order)
    trie.build()
    labels = trie.labels
    firstChild = trie.firstChild
    nameAt = trie.nameAt
    lengths = names.map { Int32($0.count) }
    var root = [Int32](repeating: 0, count: 256)
    for state in Int(trie.firstChild[0])..<Int(trie.firstChild[1]) {
      root[Int(trie.labels[state])] = Int32(state)
    }
    rootChild = root
    (failure, report) = Self.links(of: trie, rootChild: root)
  }

  /// Gives every occurrence, the overlapping ones too, by ascending end and, at one end, the longest first.
  ///
  /// - Complexity: O(*n*) steps plus one call an occurrence.
  func forEachMatch(in text: [UInt8], _ body: (Match) -> Void) {
    guard !lengths.isEmpty else { return }
    var state: Int32 = 0
    for (offset, byte) in text.enumerated() {
      state = step(from: state, byte)
      var ending = report[Int(state)]
      while ending != 0 {
        let name = Int(nameAt[Int(ending)])
        body(Match(name: name, range: offset + 1 - Int(lengths[name])..<offset + 1))
        ending = report[Int(failure[Int(ending)])]
      }
    }
  }

  @inline(__always)
  private func step(from start: Int32, _ byte: UInt8) -> Int32 {
    var state = start
    while state != 0 {
      let next = Self.child(of: state, byte, labels, firstChild)
      if next != 0 { return next }
      state = failure[Int(state)]
    }
    return rootChild[Int(byte)]
  }

  @inline(__always)
  private static func child(of state: Int32, _ byte: UInt8, _ labels: [UInt8], _ firstChild: [Int32]) -> Int32
  {
    var low = Int(firstChild[Int(state)])
    var high = Int(firstChild[Int(state) + 1])
    while high - low > 8 {
      let middle = (low + high) / 2
      if labels[middle] <= byte { low = middle } else { high = middle }
    }
    while low < high {
      if labels[low] == byte { return Int32(low) }
      low += 1
    }
    return 0
  }

  private static func links(of trie: TrieBuilder, rootChild: [Int32]) -> ([Int32], [Int32]) {
    let count = trie.labels.count
    var failure = [Int32](repeating: 0, count: count)
    var report = [Int32](repeating: 0, count: count)
    for state in 0..<count {
      for child in Int(trie.firstChild[state])..<Int(trie.firstChild[state + 1]) {
        var fallback: Int32 = 0
        if state != 0 {
          var suffix = failure[state]
          while true {
            fallback =
              suffix == 0
              ? rootChild[Int(trie.labels[child])]
              : Self.child(of: suffix, trie.labels[child], trie.labels, trie.firstChild)
            if fallback != 0 || suffix == 0 { break }
            suffix = failure[Int(suffix)]
          }
        }
        failure[child] = fallback
        report[child] = trie.nameAt[child] >= 0 ? Int32(child) : report[Int(fallback)]
      }
    }
    return (failure, report)
  }
}

/// Lays out the tree of sorted names breadth first.
private struct TrieBuilder {
  let names: [[UInt8]]
  let order: [Int]
  var labels: [UInt8] = [0]
  var firstChild: [Int32] = []
  var nameAt: [Int32] = []

  init(names: [[UInt8]], order: [Int]) {
    self.names = names
    self.order = order
  }

  /// A state is the run of sorted names that share its prefix.
  private struct Run {
    let names: Range<Int>
    let depth: Int
  }

  mutating func build() {
    var runs = [Run(names: 0..<order.count, depth: 0)]
    var state = 0
    while state < runs.count {
      let run = runs[state]
      firstChild.append(Int32(runs.count))
      var next = run.names.lowerBound
      var ended: Int32 = -1
      while next < run.names.upperBound, names[order[next]].count == run.depth {
        ended = Int32(order[next])
        next += 1
      }
      nameAt.append(ended)
      while next < run.names.upperBound {
        let label = names[order[next]][run.depth]
        let start = next
        while next < run.names.upperBound, names[order[next]][run.depth] == label { next += 1 }
        labels.append(label)
        runs.append(Run(names: start..<next, depth: run.depth + 1))
      }
      state += 1
    }
    firstChild.append(Int32(runs.count))
  }
}
