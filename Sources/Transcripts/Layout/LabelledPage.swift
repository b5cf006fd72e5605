/// Reads a page whose paragraphs begin with who speaks.
struct LabelledPage {
  private let survey: SourceSurvey
  /// Whether names may stand across a line break and lines of one paragraph may be in two languages.
  private let isWrapped: Bool
  private let languages: LineLanguages

  init(_ survey: SourceSurvey, isWrapped: Bool) {
    self.survey = survey
    self.isWrapped = isWrapped
    languages = LineLanguages(survey)
  }

  /// - Complexity: O(*n*).
  var blocks: PageBlocks {
    let footer = PageFooter.start(in: survey)
    let paragraphs = survey.paragraphs(in: survey.body.lowerBound..<footer, endsAfter: endsParagraph)
    let start = paragraphs.firstIndex { label(of: $0) != nil } ?? paragraphs.count
    let headEnd = start < paragraphs.count ? paragraphs[start].lines.lowerBound : footer
    var page = PageBlocks(head: LinedHead.blocks(of: survey.body.lowerBound..<headEnd, survey: survey))
    for paragraph in paragraphs[start...] { page.talk += blocks(of: paragraph) }
    page.talk += survey.paragraphs(in: footer..<survey.body.upperBound).map { Block(.boilerplate, $0.text) }
    return page
  }

  private var bytes: [UInt8] { survey.source.bytes }

  private func endsParagraph(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (survey.lines[a], survey.lines[b])
    if isWrapped, !first.endsHard, beginsWithColon(second) { return false }
    if first.endsHard || MarkdownLine.beginsBlock(first.text, of: bytes) { return true }
    if beginsTurn(b) { return !isWrapped || !breaksName(a, b) }
    if isWrapped, b + 1 < survey.body.upperBound, !survey.lines[b + 1].isBlank, breaksName(b, b + 1) {
      return true
    }
    if MarkdownLine.beginsBlock(second.text, of: bytes) { return true }
    return !isWrapped && languages.differ(a, b)
  }

  /// Whether a line goes on with the colon of a name on the line before.
  private func beginsWithColon(_ line: SourceLine) -> Bool {
    let first = TextScalar(in: bytes, at: line.text.lowerBound).value
    return first == 0x3A || first == 0xFF1A
  }

  private func beginsTurn(_ line: Int) -> Bool {
    survey.labels.label(on: line).map { $0.style != .bare } ?? false
  }

  /// Whether a name begins on one line and ends on the next.
  private func breaksName(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (survey.lines[a].text, survey.lines[b].text)
    guard first.count <= 40,
      LabelSurvey.mayBeginName(a, lines: survey.lines, body: survey.body, source: survey.source),
      let label = survey.labels.label(in: first.lowerBound..<second.upperBound, of: survey.source)
    else { return false }
    return label.style == .inline && label.name.upperBound > first.upperBound
  }

  private func label(of paragraph: Paragraph) -> SpeakerLabel? {
    if let label = survey.labels.label(on: paragraph.lines.lowerBound),
      label.style != .bare || paragraph.lines.count == 1
    {
      guard label.style != .alone || paragraph.lines.count == 1 || !isWrapped else {
        return survey.labels.label(in: paragraph.text, of: survey.source)
      }
      return label
    }
    guard isWrapped else { return nil }
    return survey.labels.label(in: paragraph.text, of: survey.source)
  }

  private func blocks(of paragraph: Paragraph) -> [Block] {
    let text = paragraph.text
    if MarkdownLine.isPicture(text, of: bytes) || MarkdownLine.isRule(text, of: bytes) { return [] }
    if let heading = MarkdownLine.heading(text, of: bytes) { return [Block(.heading, heading)] }
    if let label = label(of: paragraph) {
      let speech = label.textStart..<text.upperBound - (label.isWholeBold ? 2 : 0)
      return [Block(label: label)] + (speech.isEmpty ? [] : [Block(.speech, speech)])
    }
    if let heading = MarkdownLine.allBold(text, of: bytes) { return [Block(.heading, heading)] }
    return [Block(.speech, MarkdownLine.withoutMarker(text, of: bytes))]
  }
}
