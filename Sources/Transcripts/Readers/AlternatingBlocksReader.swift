/// Blocks headed by `Name:`, each paragraph followed by its translation.
///
/// ```
/// Name:
/// Words.
/// 名字：
/// 译文。
///
/// More words.
/// 更多译文。
/// ```
///
/// The translation may be missing, or come first. `Idea` on a line of its own begins an editor's aside.
struct AlternatingBlocksReader: BlockReader {
  let name = "alternating-blocks"
  let sign = "lines with nothing but 'Name:'"

  func confidence(in survey: SourceSurvey) -> Double {
    guard survey.labels.aloneCount >= 2, survey.labels.aloneCount >= survey.labels.inlineCount else {
      return 0
    }
    return 0.8
  }

  func syntax(of survey: SourceSurvey) -> InlineSyntax { .ofPage(survey) }

  func blocks(of survey: SourceSurvey) -> PageBlocks {
    let footer = PageFooter.start(in: survey)
    let head = survey.body.lowerBound..<(firstLabel(in: survey) ?? survey.body.lowerBound)
    var page = PageBlocks(head: LinedHead.blocks(of: head, survey: survey))
    page.talk = talk(in: head.upperBound..<footer, survey: survey)
    page.talk += survey.paragraphs(in: footer..<survey.body.upperBound).map { Block(.boilerplate, $0.text) }
    return page
  }

  private func firstLabel(in survey: SourceSurvey) -> Int? {
    survey.body.first { survey.labels.label(on: $0) != nil }
  }

  private func talk(in range: Range<Int>, survey: SourceSurvey) -> [Block] {
    let source = survey.source
    var result: [Block] = []
    let languages = LineLanguages(survey)
    let paragraphs = survey.paragraphs(in: range) { a, b in
      AsideMark.isMark(survey.lines[a].text, of: source.bytes)
        || AsideMark.isMark(survey.lines[b].text, of: source.bytes)
        || survey.labels.label(on: a) != nil
        || survey.labels.label(on: b) != nil
        || languages.differ(a, b)
    }
    var isAside = false
    for paragraph in paragraphs {
      if AsideMark.isMark(paragraph.text, of: source.bytes) {
        isAside = true
      } else if let label = survey.labels.label(on: paragraph.lines.lowerBound), label.style != .bare {
        isAside = false
        result.append(Block(label: label))
        if label.style == .inline {
          result.append(Block(.speech, label.textStart..<paragraph.text.upperBound))
        }
      } else {
        result.append(Block(isAside ? .aside : .speech, paragraph.text))
        isAside = false
      }
    }
    return result
  }
}
