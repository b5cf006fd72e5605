/// Gives every label at most one person and every person at most one label, so that the evidence adds up to most.
///
/// Exact: dynamic programming over sets of persons.
struct SpeakerMatching: Sendable {
  /// Person by label; nil where none is better than any.
  let persons: [Int?]
  /// By label: how much worse the best matching is that does not name it so.
  let margins: [Double]

  private static let mostPersons = 12

  /// - Parameter scores: evidence by label and person; what is not above zero names nobody.
  /// - Complexity: O(labels² · 2^persons · persons), where persons beyond the twelve best are left out.
  init(scores: [[Double]]) {
    let personCount = scores.first?.count ?? 0
    let best = (0..<personCount).map { person in scores.map { $0[person] }.max() ?? 0 }
    let kept = (0..<personCount).filter { best[$0] > 0 }.sorted { (best[$0], $1) > (best[$1], $0) }
      .prefix(Self.mostPersons).sorted()
    let reduced = scores.map { row in kept.map { row[$0] } }
    let solution = Self.solve(reduced)
    persons = solution.persons.map { $0.map { kept[$0] } }
    margins = solution.persons.enumerated().map { label, person in
      guard let person else { return 0 }
      var without = reduced
      without[label][person] = -.infinity
      return solution.total - Self.solve(without).total
    }
  }

  private static func solve(_ scores: [[Double]]) -> (total: Double, persons: [Int?]) {
    let sets = 1 << (scores.first?.count ?? 0)
    var totals = [Double](repeating: -.infinity, count: sets)
    totals[0] = 0
    var choices: [[Int8]] = []
    for row in scores {
      var next = totals
      var choice = [Int8](repeating: -1, count: sets)
      for taken in 0..<sets where totals[taken] > -.infinity {
        for (person, score) in row.enumerated() where score > 0 && taken & (1 << person) == 0 {
          let set = taken | 1 << person
          if totals[taken] + score > next[set] {
            next[set] = totals[taken] + score
            choice[set] = Int8(person)
          }
        }
      }
      totals = next
      choices.append(choice)
    }
    return trace(totals, choices)
  }

  private static func trace(_ totals: [Double], _ choices: [[Int8]]) -> (
    total: Double, persons: [Int?]
  ) {
    guard var set = totals.indices.max(by: { totals[$0] < totals[$1] }) else { return (0, []) }
    let total = totals[set]
    var persons = [Int?](repeating: nil, count: choices.count)
    for label in choices.indices.reversed() where choices[label][set] >= 0 {
      let person = Int(choices[label][set])
      persons[label] = person
      set &= ~(1 << person)
    }
    return (total, persons)
  }
}
