/// WebVTT captions (`.vtt`): cues with times, settings and voices.
///
/// ```
/// WEBVTT - Title
///
/// NOTE Nobody's words.
///
/// intro
/// 00:01.000 --> 00:04.200 align:start
/// <v Sam>Words that may be
/// on two lines.</v>
/// ```
struct WebVTTReader: TranscriptReader {
  let name = "webvtt"
  let sign = "'WEBVTT' on the first line"

  func confidence(in survey: SourceSurvey) -> Double { header(of: survey) == nil ? 0 : 1 }

  private func header(of survey: SourceSurvey) -> Int? {
    guard let first = survey.body.first(where: { !survey.lines[$0].isBlank }),
      survey.starts(first, with: "WEBVTT")
    else {
      return nil
    }
    let text = survey.lines[first].text
    let isWhole = text.count == 6 || TextScalar(in: survey.source.bytes, at: text.lowerBound + 6).isBlank
    return isWhole ? first : nil
  }

  func read(_ survey: SourceSurvey) throws(ReadError) -> Transcript {
    var builder = TranscriptBuilder(source: survey.source)
    let title = title(of: survey)
    if let title { builder.add(InlineText(text: title), role: .title, isOneSentence: true) }
    let scanner = CueScanner(survey, endsAtBlankLine: true)
    builder.warnings = scanner.warnings
    CueAssembler.assemble(scanner.cues, survey: survey, into: &builder)
    return builder.finish(format: name, metadata: Metadata(title: title?.string ?? ""))
  }

  /// What stands behind `WEBVTT` on its line.
  private func title(of survey: SourceSurvey) -> MappedText? {
    guard let line = header(of: survey) else { return nil }
    let bytes = survey.source.bytes
    var text = bytes.trimmed(survey.lines[line].text.lowerBound + 6..<survey.lines[line].text.upperBound)
    while let first = bytes[text].first, first == UInt8(ascii: "-") || first == 0x20 {
      text = text.lowerBound + 1..<text.upperBound
    }
    return text.isEmpty ? nil : survey.source.folded(text)
  }
}
