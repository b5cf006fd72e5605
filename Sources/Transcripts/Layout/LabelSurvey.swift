/// Decides which lines of a page begin with somebody's name.
///
/// One line cannot tell `Tang: …` from `Note: …`; a page can. A name counts if it recurs, is bold, or says a role;
/// a name that stands once counts among names that do.
struct LabelSurvey {
  /// How often each accepted name stands with words or lines after it.
  private(set) var counts: [String: Int] = [:]
  /// Lines that begin with an accepted label, by its style.
  private(set) var inlineCount = 0
  private(set) var aloneCount = 0
  private(set) var bareCount = 0
  private(set) var boldCount = 0
  private var bareKeys: Set<String> = []
  private var colonKeys: Set<String> = []

  init(source: SourceFile, lines: [SourceLine], body: Range<Int>) {
    var tally = LabelTally()
    for line in body where !lines[line].isBlank {
      tally.writtenLines += 1
      guard let label = Self.candidate(at: line, lines: lines, body: body, source: source) else { continue }
      tally.add(label, isLoneParagraph: Self.standsAlone(line, lines: lines, body: body))
    }
    colonKeys = tally.acceptedWithColon
    bareKeys = tally.acceptedBare
    for (key, count) in tally.counts where colonKeys.contains(key) {
      counts[key] = count.inline + count.alone
      inlineCount += count.inline
      aloneCount += count.alone
      boldCount += count.bold
    }
    for (key, count) in tally.counts where bareKeys.contains(key) {
      counts[key, default: 0] += count.bare
      bareCount += count.bare
    }
  }

  /// The label that begins a line, or a paragraph, if it is one of this page's.
  func label(in range: Range<Int>, of source: SourceFile) -> SpeakerLabel? {
    guard let label = SpeakerLabelScanner.label(in: range, of: source.bytes) else { return nil }
    return accepts(label) ? label : nil
  }

  func accepts(_ label: SpeakerLabel) -> Bool {
    label.style == .bare ? bareKeys.contains(label.key) : colonKeys.contains(label.key)
  }

  private static func candidate(at line: Int, lines: [SourceLine], body: Range<Int>, source: SourceFile)
    -> SpeakerLabel?
  {
    if let label = SpeakerLabelScanner.label(in: lines[line].text, of: source.bytes), label.style != .bare {
      return label
    }
    // A short line may be the first half of a name that a wrapped page broke.
    if lines[line].text.count <= 40, !lines[line].endsHard, line + 1 < body.upperBound,
      !lines[line + 1].isBlank
    {
      let both = lines[line].text.lowerBound..<lines[line + 1].text.upperBound
      if let label = SpeakerLabelScanner.label(in: both, of: source.bytes), label.style != .bare,
        label.name.upperBound > lines[line].text.upperBound || label.isBold, label.style == .inline
      {
        return label
      }
    }
    guard lines[line].text.count <= 60 else { return nil }
    return SpeakerLabelScanner.label(in: lines[line].text, of: source.bytes)
  }

  private static func standsAlone(_ line: Int, lines: [SourceLine], body: Range<Int>) -> Bool {
    (line == body.lowerBound || lines[line - 1].isBlank)
      && (line + 1 == body.upperBound || lines[line + 1].isBlank)
  }
}
