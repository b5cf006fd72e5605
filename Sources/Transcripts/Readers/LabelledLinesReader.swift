/// Lines or paragraphs that begin with `Name: `.
///
/// ```
/// Title
/// 原文：…
///
/// Name: words.
///
/// Other: words.
/// ```
struct LabelledLinesReader: BlockReader {
  let name = "labelled-lines"
  let sign = "two lines or more that begin with 'Name: '"

  func confidence(in survey: SourceSurvey) -> Double { survey.labels.inlineCount >= 2 ? 0.6 : 0 }

  func syntax(of survey: SourceSurvey) -> InlineSyntax { .ofPage(survey) }

  func blocks(of survey: SourceSurvey) -> PageBlocks { LabelledPage(survey, isWrapped: false).blocks }
}
