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

  /// Markdown only where the page has some: a plain page may well say `2 * 3 * 4`.
  func syntax(of survey: SourceSurvey) -> InlineSyntax {
    let isMarkdown = survey.body.contains { line in
      survey.starts(line, with: "**")
        || MarkdownLine.heading(survey.lines[line].text, of: survey.source.bytes) != nil
    }
    return isMarkdown ? [.markdown, .html, .glosses] : [.glosses]
  }

  func blocks(of survey: SourceSurvey) -> PageBlocks { LabelledPage(survey, isWrapped: false).blocks }
}
