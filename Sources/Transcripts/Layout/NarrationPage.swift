/// Reads paragraphs that tell a talk, each followed by what was said in `<details>`.
struct NarrationPage {
  private static let syntax: InlineSyntax = [.markdown, .html, .glosses]

  private let survey: SourceSurvey
  private var builder: TranscriptBuilder
  private var draft = TurnDraft()
  /// The paragraph that is being read.
  private var open: Range<Int>?
  private var title: String?
  /// Whether paragraphs begin with who speaks, so that they are speech and not a telling of it.
  private let isLabelled: Bool

  static func read(_ survey: SourceSurvey, metadata: inout Metadata, into builder: inout TranscriptBuilder) {
    var page = NarrationPage(
      survey: survey, builder: builder, title: metadata.title.isEmpty ? nil : metadata.title)
    page.run()
    builder = page.builder
    if metadata.title.isEmpty { metadata.title = PageHead.cleaned(page.title ?? "") }
  }

  private init(survey: SourceSurvey, builder: TranscriptBuilder, title: String?) {
    self.survey = survey
    self.builder = builder
    self.title = title
    let details = survey.body.count { survey.starts($0, with: "<details") }
    isLabelled = survey.labels.inlineCount >= 2 && survey.labels.inlineCount * 3 >= details
  }

  private mutating func run() {
    var line = survey.body.lowerBound
    while line < survey.body.upperBound {
      let text = survey.lines[line].text
      if survey.starts(line, with: "<details") {
        finishParagraph()
        line = readDetails(from: line)
        continue
      }
      if text.isEmpty || MarkdownLine.isRule(text, of: survey.source.bytes) {
        finishParagraph()
      } else if let heading = MarkdownLine.heading(text, of: survey.source.bytes) {
        finishParagraph()
        addHeading(heading)
      } else {
        open = (open?.lowerBound ?? text.lowerBound)..<text.upperBound
      }
      line += 1
    }
    finishParagraph()
    finishTurn()
  }

  private mutating func addHeading(_ text: Range<Int>) {
    finishTurn()
    let inline = InlineReader.read(text, of: survey.source.bytes, syntax: Self.syntax)
    builder.add(inline, role: title == nil ? .title : .heading)
    title = title ?? inline.text.string
  }

  private mutating func finishParagraph() {
    guard var text = open else { return }
    open = nil
    finishTurn()
    text = MarkdownLine.withoutMarker(text, of: survey.source.bytes)
    var role = Passage.Role.narration
    if isLabelled, let label = survey.labels.label(in: text, of: survey.source), label.style == .inline {
      draft.label = survey.source.folded(label.name)
      draft.startsAt = label.startsAt
      text = label.textStart..<text.upperBound
      role = .speech
    }
    let inline = InlineReader.read(text, of: survey.source.bytes, syntax: Self.syntax)
    if !inline.text.isEmpty { draft.parts.append(TurnDraft.Part(text: inline, role: role)) }
  }

  private mutating func finishTurn() {
    if draft.parts.count >= 2 { draft.counterparts = [(0, 1)] }
    builder.addTurn(draft)
    draft = TurnDraft()
  }

  /// - Returns: the line after the element.
  private mutating func readDetails(from line: Int) -> Int {
    let element = DetailsElement(survey, from: line)
    if !element.isClosed { builder.warnings.append(ReadWarning(line: line + 1, reason: .unclosedDetails)) }
    let before = draft.parts.count
    for text in element.paragraphs {
      let syntax: InlineSyntax = element.isHTML ? .html : [.markdown, .html]
      let inline = InlineReader.read(text, of: survey.source.bytes, syntax: syntax)
      if !inline.text.isEmpty { draft.parts.append(TurnDraft.Part(text: inline, role: .speech)) }
    }
    if draft.parts.count == before {
      builder.warnings.append(ReadWarning(line: line + 1, reason: .emptyDetails))
    }
    return element.nextLine
  }
}
