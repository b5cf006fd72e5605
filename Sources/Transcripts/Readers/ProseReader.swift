/// Plain paragraphs that do not say who speaks: one turn without a label.
struct ProseReader: BlockReader {
  let name = "prose"
  let sign = "paragraphs of whole sentences"

  func confidence(in survey: SourceSurvey) -> Double { ProseCheck.isProse(survey) ? 0.3 : 0 }

  func syntax(of survey: SourceSurvey) -> InlineSyntax { .ofPage(survey) }

  func blocks(of survey: SourceSurvey) -> PageBlocks {
    let source = survey.source
    let languages = LineLanguages(survey)
    let paragraphs = survey.paragraphs { a, b in
      survey.lines[a].endsHard || languages.differ(a, b)
        || MarkdownLine.beginsBlock(survey.lines[b].text, of: source.bytes)
        || MarkdownLine.beginsBlock(survey.lines[a].text, of: source.bytes)
        || MetadataLine(in: survey.lines[a].text, of: source.bytes) != nil
    }
    let isTold = paragraphs.map { ProseCheck.endsSentence($0.text, of: source.bytes) }
    let start = isTold.firstIndex(of: true) ?? 0
    let headEnd = start < paragraphs.count ? paragraphs[start].lines.lowerBound : survey.body.upperBound
    var page = PageBlocks(head: LinedHead.blocks(of: survey.body.lowerBound..<headEnd, survey: survey))
    for paragraph in paragraphs[start...] {
      let text = paragraph.text
      if let heading = MarkdownLine.heading(text, of: source.bytes)
        ?? MarkdownLine.allBold(text, of: source.bytes)
      {
        page.talk.append(Block(.heading, heading))
      } else if !MarkdownLine.isRule(text, of: source.bytes), !MarkdownLine.isPicture(text, of: source.bytes)
      {
        page.talk.append(Block(.speech, MarkdownLine.withoutMarker(paragraph.text, of: source.bytes)))
      }
    }
    return page
  }
}
