/// The columns of a relation by whose values rows are asked for; none if all rows are.
struct DemandPattern: Sendable, Hashable, Comparable {
  /// A bit a column; columns past the last bit are never asked by.
  private(set) var bits: UInt64 = 0

  static let whole = DemandPattern()
  /// How many columns can be told apart.
  static let width = 64

  var isWhole: Bool { bits == 0 }

  var columns: [Int] { (0..<Self.width).filter { contains($0) } }

  func contains(_ column: Int) -> Bool { column < Self.width && bits & 1 << UInt64(column) != 0 }

  mutating func insert(_ column: Int) {
    if column < Self.width { bits |= 1 << UInt64(column) }
  }

  /// Whether whatever is asked for by the other's columns can be asked for by these.
  func isSubset(of other: DemandPattern) -> Bool { bits & ~other.bits == 0 }

  static func < (a: DemandPattern, b: DemandPattern) -> Bool {
    (a.bits.nonzeroBitCount, a.bits) < (b.bits.nonzeroBitCount, b.bits)
  }
}

/// The patterns by which one relation is asked for, none of which asks for a part of another one's rows.
struct DemandPatterns {
  private(set) var patterns: [DemandPattern] = []

  /// The pattern that serves a wish, the most selective one; a new one, in place of those it serves, if none does.
  mutating func serving(_ wish: DemandPattern) -> (pattern: DemandPattern, isNew: Bool) {
    if let known = patterns.filter({ $0.isSubset(of: wish) }).max() { return (known, false) }
    patterns.removeAll { wish.isSubset(of: $0) }
    patterns.append(wish)
    return (wish, true)
  }
}

/// Whether a relation is to be derived only as far as it is asked for.
enum DemandMode: Sendable {
  /// Where it can pay.
  case automatic
  /// Wherever it can be done: the program's author says `magic`.
  case always
  /// Not at all: the program's author says `no_magic`.
  case never
}
