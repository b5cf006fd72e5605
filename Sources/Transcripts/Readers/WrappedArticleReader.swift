/// A Markdown article with wrapped lines: bold or plain speakers before a colon, bold headings.
///
/// ```
/// # Title
/// 文章作者: …
///
/// **Heading**␣␣
/// **Name** ：words that are wrapped
/// at some width.␣␣
/// Other
/// Name：words.␣␣
/// ```
struct WrappedArticleReader: BlockReader {
  let name = "wrapped-article"
  let sign = "paragraphs that begin with '**Name**:'"

  func confidence(in survey: SourceSurvey) -> Double {
    if survey.labels.boldCount >= 2 { return 0.75 }
    let hardBreaks = survey.body.count { survey.lines[$0].endsHard }
    return survey.labels.inlineCount >= 2 && hardBreaks >= 3 ? 0.7 : 0
  }

  func syntax(of survey: SourceSurvey) -> InlineSyntax { [.markdown, .html, .glosses] }

  func blocks(of survey: SourceSurvey) -> PageBlocks { LabelledPage(survey, isWrapped: true).blocks }
}
