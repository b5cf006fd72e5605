/// The names closest to a misspelt one, best first.
///
/// Close means within a third of its length (at most three) edits, where swapping neighbours is one
/// edit and case does not count.
func nearestNames(to name: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
  let wanted = Array(name.lowercased().unicodeScalars)
  let allowed = min(3, (wanted.count + 1) / 3)
  var found: [(distance: Int, name: String)] = []
  for candidate in Set(candidates) where candidate != name {
    let other = Array(candidate.lowercased().unicodeScalars)
    guard abs(other.count - wanted.count) <= allowed else { continue }
    let distance = editDistance(wanted, other)
    if distance <= allowed { found.append((distance, candidate)) }
  }
  found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
  guard let best = found.first?.distance else { return [] }
  return found.prefix { $0.distance == best }.prefix(limit).map(\.name)
}

/// `; did you mean 'a' or 'b'?`, or nothing if no name is near.
func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String {
  let near = nearestNames(to: name, among: candidates)
  return near.isEmpty ? "" : "; did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
}

/// The optimal string alignment distance.
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
      row.append(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
