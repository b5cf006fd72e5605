/// Counts from which precision, recall and F1 follow.
struct Tally: Sendable, Equatable {
  /// Of those that must be found, how many were, and how many there are.
  var found = 0
  var wanted = 0
  /// Of those that were given, how many are right, and how many there are.
  var right = 0
  var given = 0

  var precision: Double { given == 0 ? 0 : Double(right) / Double(given) }
  var recall: Double { wanted == 0 ? 0 : Double(found) / Double(wanted) }
  var f1: Double {
    precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
  }

  mutating func want(_ isFound: Bool) {
    wanted += 1
    found += isFound ? 1 : 0
  }

  mutating func give(_ isRight: Bool) {
    given += 1
    right += isRight ? 1 : 0
  }

  static func + (a: Tally, b: Tally) -> Tally {
    Tally(
      found: a.found + b.found, wanted: a.wanted + b.wanted, right: a.right + b.right,
      given: a.given + b.given)
  }
}
