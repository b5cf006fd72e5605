/// The names that somebody may have meant who wrote one that does not exist.
public enum NearestNames {
  /// Those of the candidates that are closest to a name, best first.
  ///
  /// Close means within a third of its length (rounded to the nearest, at most three) edits, where swapping
  /// neighbours is one edit and case does not count. If none is, those that the name is a part of, if it has three
  /// letters or more.
  ///
  /// - Complexity: O(*n*) in the candidates' letters.
  public static func nearest(
    to name: String, among candidates: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    let wanted = name.lowercased()
    let length = wanted.unicodeScalars.count
    let allowed = min(3, (length + 1) / 3)
    var distance = EditDistance(from: wanted.unicodeScalars.map(\.value))
    var close: [(edits: Int, name: String)] = []
    var containing: [String] = []
    for candidate in Set(candidates) where candidate != name {
      let other = candidate.lowercased()
      if let edits = distance.distance(to: other.unicodeScalars.map(\.value), limit: allowed) {
        close.append((edits, candidate))
      } else if length >= 3, wanted.count < other.count, other.contains(wanted) {
        containing.append(candidate)
      }
    }
    guard let best = close.map(\.edits).min() else { return Array(containing.sorted().prefix(limit)) }
    return close.filter { $0.edits == best }.map(\.name).sorted().prefix(limit).map(\.self)
  }
}

extension String {
  /// Whether another string's bytes stand in this one's, one after the other.
  fileprivate func contains(_ part: String) -> Bool {
    let (whole, part) = (Array(utf8), Array(part.utf8))
    guard part.count <= whole.count else { return false }
    return (0...whole.count - part.count).contains { whole[$0..<$0 + part.count].elementsEqual(part) }
  }
}
