/// A sum of floats that does not depend on their order: exact, and rounded once at the end.
///
/// It is kept as floats that do not overlap (Shewchuk 1997, "Adaptive precision floating-point arithmetic"), mostly
/// one or two of them. Floats near the largest are summed up apart, scaled down, so that no sum on the way is infinite.
struct ExactSum {
  private var partials: [Double] = []
  private var large: [Double] = []
  /// The sum of what is infinite or no number, if there is any.
  private var special: Double?

  private static let limit = 0x1p960
  private static let scale = 0x1p-64

  mutating func add(_ value: Double) {
    if abs(value) < Self.limit {
      Self.add(value, to: &partials)
    } else if value.isFinite {
      Self.add(value * Self.scale, to: &large)
    } else {
      special = (special ?? 0) + value
    }
  }

  /// Adds what another sum has.
  mutating func add(_ other: ExactSum) {
    for value in other.partials { Self.add(value, to: &partials) }
    for value in other.large { Self.add(value, to: &large) }
    if let value = other.special { special = (special ?? 0) + value }
  }

  /// The float nearest to the sum.
  var rounded: Double {
    if let special { return special.isNaN ? .nan : special }
    let small = Self.rounded(partials)
    guard !large.isEmpty else { return small }
    var all = large
    Self.add(small * Self.scale, to: &all)
    return Self.rounded(all) / Self.scale
  }

  private static func add(_ value: Double, to partials: inout [Double]) {
    var sum = value
    var kept = 0
    for index in partials.indices {
      let partial = partials[index]
      let (greater, lesser) = abs(sum) < abs(partial) ? (partial, sum) : (sum, partial)
      sum = greater + lesser
      let rest = lesser - (sum - greater)
      if rest != 0 {
        partials[kept] = rest
        kept += 1
      }
    }
    partials.removeSubrange(kept...)
    partials.append(sum)
  }

  private static func rounded(_ partials: [Double]) -> Double {
    guard var sum = partials.last else { return 0 }
    var next = partials.count - 1
    var rest = 0.0
    while next > 0, rest == 0 {
      next -= 1
      let before = sum
      sum = before + partials[next]
      rest = partials[next] - (sum - before)
    }
    // Half way between two floats, the partial below decides.
    if next > 0, rest != 0, (rest < 0) == (partials[next - 1] < 0) {
      let doubled = rest * 2
      let other = sum + doubled
      if other - sum == doubled { sum = other }
    }
    // No sum is -0.
    return sum + 0
  }
}
