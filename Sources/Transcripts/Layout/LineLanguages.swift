/// The language of each line, for pages that set two languages without a blank line between.
struct LineLanguages {
  private let first: Int
  private let languages: [Language]

  /// - Complexity: O(*n*) in the number of lines: a line's beginning tells.
  init(_ survey: SourceSurvey) {
    first = survey.body.lowerBound
    languages = survey.body.map { Language(of: survey.source.bytes, in: survey.lines[$0].text.prefixed(400)) }
  }

  /// Whether one of two lines is English and the other Chinese.
  func differ(_ a: Int, _ b: Int) -> Bool {
    let (one, other) = (languages[a - first], languages[b - first])
    return one != other && one != .undetermined && other != .undetermined
  }
}
