import Relations

/// `; did you mean 'a' or 'b'?`, or nothing if no name is near.
func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String {
  let near = NearestNames.nearest(to: name, among: candidates)
  return near.isEmpty ? "" : "; did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
}

extension DiagnosticSink {
  /// `; did you mean 'a' or 'b'?`, or nothing if no name is near, or if very many were looked for already.
  mutating func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String {
    hints += 1
    return hints > 100 ? "" : Datalog.didYouMean(name, among: candidates)
  }
}
