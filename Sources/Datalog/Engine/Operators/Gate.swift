/// A part of a rule's body that shares no variable with the rest, asked before the rule runs whether it has a binding.
///
/// Rows stay once they are there, so a part that had a binding has one in all later rounds. If it is the part that reads
/// the newest round's rows, the rule has nothing to do then: all that the rest of the body has was combined with that
/// first binding, and what it will have is other versions' business.
///
/// It is a class because it remembers what it was answered.
final class Gate {
  let pipeline: Pipeline
  /// Has a row once a binding was found.
  private let found: Table
  private let isFixed: Bool
  private let isNewest: Bool
  private var hasHeld = false
  private var wasAsked = false

  init(_ pipeline: Pipeline, found: Table, isFixed: Bool, isNewest: Bool) {
    self.pipeline = pipeline
    self.found = found
    self.isFixed = isFixed
    self.isNewest = isNewest
  }

  /// Whether the rule can derive anything new as far as this part goes.
  func isOpen() throws(Interruption) -> Bool {
    if hasHeld { return !isNewest }
    if isFixed, wasAsked { return false }
    wasAsked = true
    try pipeline.run()
    hasHeld = found.count > 0
    return hasHeld
  }
}
