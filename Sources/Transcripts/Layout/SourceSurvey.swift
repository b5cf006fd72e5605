/// A source seen as lines, with what the readers tell formats by.
struct SourceSurvey {
  let source: SourceFile
  /// All lines of the file.
  let lines: [SourceLine]
  /// The lines that are the talk: those after the front matter, if there is one.
  let body: Range<Int>
  /// Who speaks on these lines, as far as labels tell.
  let labels: LabelSurvey

  init(source: SourceFile, upTo end: Int) {
    let lines = source.lines(upTo: end).withoutIdleBreaks(source)
    self.init(source: source, lines: lines, body: 0..<lines.count)
  }

  private init(source: SourceFile, lines: [SourceLine], body: Range<Int>) {
    self.source = source
    self.lines = lines
    self.body = body
    labels = LabelSurvey(source: source, lines: lines, body: body)
  }

  /// The same source without the lines before its body.
  func restricted(to body: Range<Int>) -> SourceSurvey {
    SourceSurvey(source: source, lines: lines, body: body)
  }
}

extension SourceSurvey {
  /// The body's lines that are not blank.
  var written: [Int] { body.filter { !lines[$0].isBlank } }

  func starts(_ line: Int, with text: StaticString) -> Bool {
    source.bytes.has(text, at: lines[line].text.lowerBound, before: lines[line].text.upperBound)
  }

  func string(_ line: Int) -> String { source.bytes.string(lines[line].text) }

  /// The body's paragraphs: runs of lines without a blank one between.
  ///
  /// A paragraph also ends between two lines that follow one another where `endsParagraph` says so.
  func paragraphs(
    in range: Range<Int>? = nil, endsAfter endsParagraph: (Int, Int) -> Bool = { _, _ in false }
  )
    -> [Paragraph]
  {
    var result: [Paragraph] = []
    var first: Int?
    let range = range ?? body
    for line in range {
      guard !lines[line].isBlank else {
        if let start = first { result.append(paragraph(start..<line)) }
        first = nil
        continue
      }
      if let start = first, endsParagraph(line - 1, line) {
        result.append(paragraph(start..<line))
        first = line
      }
      first = first ?? line
    }
    if let start = first { result.append(paragraph(start..<range.upperBound)) }
    return result
  }

  private func paragraph(_ range: Range<Int>) -> Paragraph {
    Paragraph(
      lines: range,
      text: lines[range.lowerBound].text.lowerBound..<lines[range.upperBound - 1].text.upperBound)
  }
}
