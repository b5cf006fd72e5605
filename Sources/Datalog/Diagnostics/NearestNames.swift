import Relations

/// The names closest to a misspelt one, best first.
///
/// Close means within a third of its length (at most three) edits, where swapping neighbours is one
/// edit and case does not count.
func nearestNames(to name: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
  let wanted = name.lowercased().unicodeScalars.map(\.value)
  let allowed = min(3, (wanted.count + 1) / 3)
  var distance = EditDistance(from: wanted)
  var found: [(distance: Int, name: String)] = []
  for candidate in Set(candidates) where candidate != name {
    let other = candidate.lowercased().unicodeScalars.map(\.value)
    if let edits = distance.distance(to: other, limit: allowed) { found.append((edits, candidate)) }
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
