/// Markdown with front matter: the telling of a talk, each paragraph followed by the original in `<details>`.
///
/// ```
/// ---
/// title: …
/// people:
///   - …
/// ---
/// ### Heading
/// Narration with a **term**（Term: what it is）.
///
/// <details>
/// <summary>Original</summary>
/// <p>What was said.</p>
/// </details>
/// ```
///
/// Without `<details>` the body may be any page with labels.
struct FrontMatterReader: TranscriptReader {
  let name = "front-matter-markdown"
  let sign = "front matter between '---' lines, or originals in '<details>'"

  private static let pageReaders: [any BlockReader] = [
    PodcastPageReader(), AlternatingBlocksReader(), WrappedArticleReader(), LabelledLinesReader(),
  ]

  func confidence(in survey: SourceSurvey) -> Double {
    if FrontMatter.openingFence(of: survey) != nil { return 0.95 }
    return detailsCount(in: survey) >= 2 ? 0.9 : 0
  }

  private func detailsCount(in survey: SourceSurvey) -> Int {
    survey.body.count { survey.starts($0, with: "<details") }
  }

  func read(_ survey: SourceSurvey) throws(ReadError) -> Transcript {
    var builder = TranscriptBuilder(source: survey.source)
    var metadata = Metadata(title: "")
    var body = survey
    if let frontMatter = FrontMatter(survey) {
      metadata = FrontMatterMetadata.read(frontMatter, into: &builder)
      body = survey.restricted(to: frontMatter.lines.upperBound..<survey.body.upperBound)
    }
    if detailsCount(in: body) == 0, let reader = pageReader(for: body) {
      metadata = reader.read(body, metadata: metadata, into: &builder)
    } else {
      NarrationPage.read(body, metadata: &metadata, into: &builder)
    }
    return builder.finish(format: name, metadata: metadata)
  }

  private func pageReader(for body: SourceSurvey) -> (any BlockReader)? {
    var best: (reader: any BlockReader, confidence: Double)?
    for reader in Self.pageReaders {
      let confidence = reader.confidence(in: body)
      if confidence > best?.confidence ?? 0 { best = (reader, confidence) }
    }
    return best?.reader
  }
}
