/// Counts what looks like labels on a page and decides which are.
struct LabelTally {
  struct Count {
    let shape: LabelShape
    var inline = 0
    var alone = 0
    var bare = 0
    /// Bare on a paragraph of its own.
    var bareAlone = 0
    var bold = 0
    /// Bold together with the words that follow.
    var wholeBold = 0
    /// With a time beside the name; for a bare name, behind it.
    var withTime = 0

    var withColon: Int { inline + alone }
  }

  var writtenLines = 0
  private(set) var counts: [String: Count] = [:]
  private var shapes: [String: LabelShape] = [:]

  /// What a name looks like; found once a name.
  mutating func shape(of key: String) -> LabelShape {
    if let known = shapes[key] { return known }
    let shape = LabelShape(key)
    shapes[key] = shape
    return shape
  }

  mutating func add(_ label: SpeakerLabel, isLoneParagraph: Bool) {
    var count = counts[label.key] ?? Count(shape: shape(of: label.key))
    switch label.style {
    case .inline where label.isWholeBold: count.wholeBold += 1
    case .inline: count.inline += 1
    case .alone: count.alone += 1
    case .bare:
      count.bare += 1
      if isLoneParagraph { count.bareAlone += 1 }
    }
    if label.isBold, !label.isWholeBold, label.style != .bare { count.bold += 1 }
    if label.startsAt != nil, label.style != .bare || !label.isTimeFirst { count.withTime += 1 }
    counts[label.key] = count
  }

  /// Names that a colon follows.
  var acceptedWithColon: Set<String> {
    let shaped = counts.filter { $0.value.withColon > 0 && $0.value.shape != .none }
    let sure = shaped.filter { isSure($0.value) }
    let labelledLines = shaped.values.reduce(0) { $0 + $1.withColon }
    let isLabelledThroughout = labelledLines >= 2 && labelledLines * 2 >= writtenLines
    let sureCount = sure.values.reduce(0) { $0 + $1.withColon }
    guard sureCount >= 2 || isLabelledThroughout || !acceptedWholeBold.isEmpty else { return [] }
    let company = Company(
      words: Set(
        shaped.filter { sure[$0.key] != nil || $0.value.shape == .fullName }.keys
          .flatMap { $0.split(separator: " ").map(String.init) }),
      isShouted: sure.keys.contains(where: Self.isShouted),
      isMostlyUnsure: isLabelledThroughout && sure.count * 3 < shaped.count * 2)
    return Set(shaped.keys.filter { sure[$0] != nil || company.accepts($0, counts[$0]?.shape ?? .none) })
  }

  /// Names that are bold together with what is said: an interviewer's, if it recurs and stands mostly so.
  ///
  /// A heading may begin with a speaker's name and a colon too, but that speaker's own words stand otherwise.
  var acceptedWholeBold: Set<String> {
    Set(
      counts.filter {
        $0.value.wholeBold >= 2 && $0.value.wholeBold >= $0.value.withColon && $0.value.shape != .none
      }
      .keys)
  }

  private func isSure(_ count: Count) -> Bool {
    count.withColon >= 2 || count.bold > 0 || count.withTime > 0
      || count.shape == .role && count.withColon > 0
  }

  /// What else stands on a page, among which a name that stands once may be one.
  private struct Company {
    let words: Set<String>
    /// Whether labels are in capitals, as captions have them.
    let isShouted: Bool
    /// Whether nearly every line has a label and few recur: a short page.
    let isMostlyUnsure: Bool

    func accepts(_ key: String, _ shape: LabelShape) -> Bool {
      switch shape {
      case .role, .fullName: true
      case .word: words.contains(key) || isMostlyUnsure || isShouted && LabelTally.isShouted(key)
      case .none: false
      }
    }
  }

  private static func isShouted(_ key: String) -> Bool {
    key.count >= 2 && key.allSatisfy { !$0.isLowercase } && key.contains { $0.isUppercase }
  }

  /// Names on lines of their own, without a colon: roles, and names that keep recurring.
  var acceptedBare: Set<String> {
    let bare = counts.filter { $0.value.bare > 0 && $0.value.shape != .none }
    let hasRoles = bare.filter { $0.value.shape == .role }.values.reduce(0) { $0 + $1.bare } >= 2
    let hasTimes = bare.values.reduce(0) { $0 + $1.withTime } >= 2
    return Set(
      bare.filter { key, count in
        switch count.shape {
        case .role:
          hasRoles && isNumbered(key) || count.bareAlone >= 2 || count.bare >= 2 && key.count >= 2
            || hasTimes && count.withTime > 0
        case .fullName: count.bareAlone >= 2 || count.bare >= 3 || hasTimes && count.withTime > 0
        case .word: !hasRoles && count.bareAlone >= 3 || count.withTime >= 2
        case .none: false
        }
      }.keys)
  }

  private func isNumbered(_ key: String) -> Bool { key.last.map { $0.isASCII && $0.isNumber } ?? false }
}
