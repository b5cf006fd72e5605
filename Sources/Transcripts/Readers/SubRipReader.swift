/// SubRip subtitles (`.srt`): numbered cues with times.
///
/// ```
/// 1
/// 00:00:01,000 --> 00:00:04,200
/// Words that may be
/// on two lines.
/// ```
struct SubRipReader: TranscriptReader {
  let name = "subrip"
  let sign = "lines like '00:00:01,000 --> 00:00:04,200'"

  func confidence(in survey: SourceSurvey) -> Double {
    let times = survey.body.count { CueTime.looksLikeTime(survey.lines[$0].text, of: survey.source.bytes) }
    guard times > 0 else { return 0 }
    return times >= 2 || survey.written.count <= 6 ? 0.97 : 0.4
  }

  func read(_ survey: SourceSurvey) throws(ReadError) -> Transcript {
    var builder = TranscriptBuilder(source: survey.source)
    let scanner = CueScanner(survey, endsAtBlankLine: false)
    builder.warnings = scanner.warnings
    CueAssembler.assemble(scanner.cues, survey: survey, into: &builder)
    return builder.finish(format: name, metadata: Metadata(title: ""))
  }
}
