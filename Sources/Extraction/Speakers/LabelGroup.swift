import Transcripts

/// A speaker label and the turns that bear it.
struct LabelGroup: Sendable {
  /// As the source writes it.
  let label: String
  /// The same label in the other language, if the source gives it.
  let translation: String?
  let kind: SpeakerLabel
  /// Ascending.
  fileprivate(set) var turns: [Int]

  /// The labels of a transcript in the order in which they first appear.
  static func all(in transcript: Transcript) -> [LabelGroup] {
    var groups: [LabelGroup] = []
    var groupByLabel: [String: Int] = [:]
    for (index, turn) in transcript.turns.enumerated() {
      guard let label = turn.label.map(trimmed), !label.isEmpty else { continue }
      if let known = groupByLabel[label] {
        groups[known].turns.append(index)
        continue
      }
      groupByLabel[label] = groups.count
      let translation = turn.translatedLabel.map(trimmed)
      groups.append(
        LabelGroup(
          label: label, translation: translation, kind: SpeakerLabel(label), turns: [index]))
    }
    return groups
  }

  private static func trimmed(_ label: MappedText) -> String {
    func isEdge(_ character: Character) -> Bool {
      character.isWhitespace || "*_:：[]【】".contains(character)
    }
    return String(label.string.drop(while: isEdge).reversed().drop(while: isEdge).reversed())
  }
}
