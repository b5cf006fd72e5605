/// Counts what looks like labels on a page and decides which are.
struct LabelTally {
  struct Count {
    var inline = 0
    var alone = 0
    var bare = 0
    /// Bare on a paragraph of its own.
    var bareAlone = 0
    var bold = 0
    var withTime = 0

    var withColon: Int { inline + alone }
  }

  var writtenLines = 0
  private(set) var counts: [String: Count] = [:]

  mutating func add(_ label: SpeakerLabel, isLoneParagraph: Bool) {
    var count = counts[label.key, default: Count()]
    switch label.style {
    case .inline: count.inline += 1
    case .alone: count.alone += 1
    case .bare:
      count.bare += 1
      if isLoneParagraph { count.bareAlone += 1 }
    }
    if label.isBold, label.style != .bare { count.bold += 1 }
    if label.startsAt != nil { count.withTime += 1 }
    counts[label.key] = count
  }

  /// Names that a colon follows.
  var acceptedWithColon: Set<String> {
    let shaped = counts.filter { $0.value.withColon > 0 }
      .filter { LabelShape($0.key) != .none }
    let sure = shaped.filter { isSure($0.key, $0.value) }
    let labelledLines = shaped.values.reduce(0) { $0 + $1.withColon }
    let isLabelledThroughout = labelledLines >= 2 && labelledLines * 2 >= writtenLines
    let sureCount = sure.values.reduce(0) { $0 + $1.withColon }
    guard sureCount >= 2 || isLabelledThroughout else { return [] }
    let knownWords = Set(sure.keys.flatMap { $0.split(separator: " ").map(String.init) })
    return Set(
      shaped.keys.filter { key in
        if sure[key] != nil { return true }
        switch LabelShape(key) {
        case .role, .fullName: return true
        case .word:
          return knownWords.contains(key) || isLabelledThroughout && sure.count * 3 < shaped.count * 2
        case .none: return false
        }
      })
  }

  private func isSure(_ key: String, _ count: Count) -> Bool {
    count.withColon >= 2 || count.bold > 0 || count.withTime > 0
      || LabelShape(key) == .role && count.withColon > 0
  }

  /// Names on lines of their own, without a colon: roles, and names that keep recurring.
  var acceptedBare: Set<String> {
    let roles = counts.filter { $0.value.bare > 0 && LabelShape($0.key) == .role }
    let hasRoles = roles.values.reduce(0) { $0 + $1.bare } >= 2
    return Set(
      counts.filter { key, count in
        guard count.bare > 0 else { return false }
        if count.withTime > 0, LabelShape(key) != .none { return true }
        switch LabelShape(key) {
        case .role: return hasRoles && isNumbered(key) || count.bareAlone >= 2
        case .fullName: return count.bareAlone >= 2 || count.bold + count.bare >= 3
        case .word: return !hasRoles && count.bareAlone >= 3
        case .none: return false
        }
      }.keys)
  }

  private func isNumbered(_ key: String) -> Bool { key.last?.isNumber == true }
}
