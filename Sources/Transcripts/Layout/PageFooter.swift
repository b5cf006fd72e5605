/// Finds where a page of lines ends its talk and begins to speak of other pages.
enum PageFooter {
  /// The first line of the footer; the end of the body if there is none.
  ///
  /// A footer begins, after the last speaker who speaks more than once, with words that footers begin with, or
  /// with lines that are indented while the talk's are not.
  static func start(in survey: SourceSurvey) -> Int {
    let written = survey.written
    guard let last = written.last(where: { isRecurring($0, in: survey) }) else {
      return survey.body.upperBound
    }
    let talk = written.prefix { $0 <= last }
    let isIndented = talk.count { survey.lines[$0].indent >= 4 } * 4 > talk.count
    let footer = written.first { line in
      guard line > last else { return false }
      if !isIndented, survey.lines[line].indent >= 4 { return true }
      return Boilerplate.beginsFooter(beginning(of: line, in: survey))
    }
    return footer ?? survey.body.upperBound
  }

  /// A line's first words, without the marks of emphasis around them.
  private static func beginning(of line: Int, in survey: SourceSurvey) -> String {
    let text = survey.source.bytes[survey.lines[line].text]
    let words = text.drop { [UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "#"), 0x20].contains($0) }
    return String(decoding: words.prefix(60), as: UTF8.self)
  }

  private static func isRecurring(_ line: Int, in survey: SourceSurvey) -> Bool {
    let next = line + 1 < survey.body.upperBound && survey.lines[line].text.count <= 40 ? line + 1 : line
    let both =
      survey.lines[line].text
      .lowerBound..<max(survey.lines[line].text.upperBound, survey.lines[next].text.upperBound)
    for label in [survey.labels.label(on: line), survey.labels.label(in: both, of: survey.source)] {
      if let label,
        survey.labels.counts[label.key] ?? 0 >= 2
      {
        return true
      }
    }
    return false
  }
}
