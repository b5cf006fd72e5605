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
  private var wholeBoldKeys: Set<String> = []
  /// The accepted labels that begin lines, by the line.
  private var byLine: [Int: SpeakerLabel] = [:]

  /// - Complexity: O(*n*) in the body.
  init(source: SourceFile, lines: [SourceLine], body: Range<Int>) {
    var tally = LabelTally()
    var candidates: [(line: Int, label: SpeakerLabel)] = []
    for line in body where !lines[line].isBlank {
      tally.writtenLines += 1
      let label = SpeakerLabelScanner.label(in: lines[line].text, of: source.bytes)
      if let label, label.style != .bare || lines[line].text.count <= 120, tally.shape(of: label.key) != .none
      {
        candidates.append((line, label))
      }
      if label == nil || label?.style == .bare,
        let broken = Self.brokenLabel(at: line, lines: lines, body: body, source: source)
      {
        tally.add(broken, isLoneParagraph: false)
      } else if let label {
        tally.add(label, isLoneParagraph: Self.standsAlone(line, lines: lines, body: body))
      }
    }
    accept(tally)
    for candidate in candidates where accepts(candidate.label) { byLine[candidate.line] = candidate.label }
  }

  private mutating func accept(_ tally: LabelTally) {
    colonKeys = tally.acceptedWithColon
    bareKeys = tally.acceptedBare
    for (key, count) in tally.counts where colonKeys.contains(key) {
      counts[key] = count.inline + count.alone
      inlineCount += count.inline
      aloneCount += count.alone
      boldCount += count.bold
    }
    wholeBoldKeys = tally.acceptedWholeBold
    for (key, count) in tally.counts where wholeBoldKeys.contains(key) {
      counts[key, default: 0] += count.wholeBold
      inlineCount += count.wholeBold
      boldCount += count.wholeBold
    }
    for (key, count) in tally.counts where bareKeys.contains(key) {
      counts[key, default: 0] += count.bare
      bareCount += count.bare
    }
  }

  /// The label that begins a line, if it is one of this page's.
  func label(on line: Int) -> SpeakerLabel? { byLine[line] }

  /// The label that begins a stretch of text, if it is one of this page's.
  func label(in range: Range<Int>, of source: SourceFile) -> SpeakerLabel? {
    guard let label = SpeakerLabelScanner.label(in: range, of: source.bytes) else { return nil }
    return accepts(label) ? label : nil
  }

  private func accepts(_ label: SpeakerLabel) -> Bool {
    if label.isWholeBold { return wholeBoldKeys.contains(label.key) }
    return label.style == .bare ? bareKeys.contains(label.key) : colonKeys.contains(label.key)
  }

  /// A label whose name begins on a short line and ends on the next, as wrapped pages break them.
  private static func brokenLabel(at line: Int, lines: [SourceLine], body: Range<Int>, source: SourceFile)
    -> SpeakerLabel?
  {
    guard lines[line].text.count <= 40, !lines[line].endsHard, line + 1 < body.upperBound,
      !lines[line + 1].isBlank, mayBeginName(line, lines: lines, body: body, source: source)
    else { return nil }
    let both = lines[line].text.lowerBound..<lines[line + 1].text.upperBound
    guard let label = SpeakerLabelScanner.label(in: both, of: source.bytes), label.style == .inline,
      label.name.upperBound > lines[line].text.upperBound || label.isBold
    else { return nil }
    return label
  }

  /// Whether a name that a wrapped page breaks may begin on a line: what stands before it is over, it is not.
  static func mayBeginName(_ line: Int, lines: [SourceLine], body: Range<Int>, source: SourceFile) -> Bool {
    guard !ProseCheck.endsSentence(lines[line].text, of: source.bytes) else { return false }
    guard line > body.lowerBound else { return true }
    let before = lines[line - 1]
    return before.isBlank || before.endsHard || ProseCheck.endsSentence(before.text, of: source.bytes)
      || MarkdownLine.beginsBlock(before.text, of: source.bytes)
  }

  private static func standsAlone(_ line: Int, lines: [SourceLine], body: Range<Int>) -> Bool {
    (line == body.lowerBound || lines[line - 1].isBlank)
      && (line + 1 == body.upperBound || lines[line + 1].isBlank)
  }
}
