/// A part of a page and what it is, as its layout tells.
struct Block {
  enum Kind: Equatable {
    case label
    case speech
    case title
    case heading
    case description
    case metadata
    case aside
    case boilerplate
  }

  let kind: Kind
  /// Where its words stand; for a label, the name.
  let text: Range<Int>
  /// For a label only.
  let label: SpeakerLabel?

  init(_ kind: Kind, _ text: Range<Int>) {
    self.kind = kind
    self.text = text
    label = nil
  }

  init(label: SpeakerLabel) {
    kind = .label
    text = label.name
    self.label = label
  }
}
