/// A subtitle: when it is shown, and its lines.
struct Cue {
  let start: Int
  let end: Int
  /// Where its lines stand; none is empty.
  let lines: [Range<Int>]
}

/// Finds the cues of a subtitle file.
struct CueScanner {
  private(set) var cues: [Cue] = []
  private(set) var warnings: [ReadWarning] = []

  /// Finds them in a source.
  ///
  /// What stands behind a blank line, up to the next time, is no part of a cue in WebVTT, which has notes and styles
  /// there; in SubRip, which is written carelessly, it may be.
  ///
  /// - Complexity: O(*n*).
  init(_ survey: SourceSurvey, endsAtBlankLine: Bool) {
    let times = survey.body.filter { CueTime.looksLikeTime(survey.lines[$0].text, of: survey.source.bytes) }
    for (index, line) in times.enumerated() {
      guard let time = CueTime(survey.lines[line].text, of: survey.source.bytes) else {
        let text = survey.source.bytes.string(survey.lines[line].text.prefixed(60))
        warnings.append(ReadWarning(line: line + 1, reason: .unreadableCueTime(text: text)))
        continue
      }
      let next = index + 1 < times.count ? times[index + 1] : survey.body.upperBound
      let lines = Self.lines(
        after: line, before: next, isLast: index + 1 == times.count, endsAtBlankLine, in: survey)
      cues.append(Cue(start: time.start, end: time.end, lines: lines))
    }
  }

  private static func lines(
    after line: Int, before next: Int, isLast: Bool, _ endsAtBlankLine: Bool, in survey: SourceSurvey
  ) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var isAfterBlank = false
    for index in line + 1..<max(next, line + 1) {
      let text = survey.lines[index].text
      if text.isEmpty {
        if endsAtBlankLine { break }
        isAfterBlank = true
        continue
      }
      // The line before a time is the cue's number.
      let isNumber = survey.source.bytes[text].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      if isNumber, index + 1 == next, !isLast || isAfterBlank { break }
      result.append(text)
    }
    return result
  }
}

/// `00:01:02,500 --> 00:01:04,000`, with or without hours and settings.
struct CueTime {
  let start: Int
  let end: Int

  static func looksLikeTime(_ line: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard let first = bytes[line].first, first >= 0x30, first <= 0x39, line.count >= 9 else { return false }
    var index = line.lowerBound
    let limit = line.prefixed(40).upperBound
    while index < limit {
      if bytes.has("-->", at: index, before: line.upperBound) { return true }
      index += 1
    }
    return false
  }

  init?(_ line: Range<Int>, of bytes: [UInt8]) {
    guard let first = ClockTime(in: bytes, at: line.lowerBound, before: line.upperBound) else { return nil }
    var index = first.end
    while index < line.upperBound, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard bytes.has("-->", at: index, before: line.upperBound) else { return nil }
    index += 3
    while index < line.upperBound, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard let last = ClockTime(in: bytes, at: index, before: line.upperBound) else { return nil }
    start = first.seconds
    end = last.seconds
  }
}
