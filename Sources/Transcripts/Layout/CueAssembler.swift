/// Puts turns and passages together from cues.
///
/// Cues break sentences anywhere; a passage runs on over cues until somebody else speaks, or there is silence, or it
/// is long enough to end with a sentence. What was shown already, as rolling captions do, is not read twice.
struct CueAssembler {
  /// Seconds without words after which a new paragraph begins.
  private static let silence = 4
  /// In bytes: when a paragraph ends with its sentence, and when it ends anyhow.
  private static let (comfortable, longest) = (1200, 6000)

  private let survey: SourceSurvey
  private var builder: TranscriptBuilder
  private var draft = TurnDraft()
  private var labelKey: String?
  private var strands: [Strand] = []
  private var lastEnd: Int?
  private var shown: [Range<Int>] = []
  /// The languages of a bilingual file's lines, in their order; empty if every cue is in one language.
  private let languages: [Language]

  /// A paragraph that is being read, in one language.
  private struct Strand {
    let language: Language?
    var writer: FoldingWriter
    /// Where cues begin in the text, and when they are shown.
    var times: [(offset: Int, seconds: Int)] = []
    var sourceEnd: Int?
  }

  static func assemble(_ cues: [Cue], survey: SourceSurvey, into builder: inout TranscriptBuilder) {
    var assembler = CueAssembler(cues: cues, survey: survey, builder: builder)
    for cue in cues { assembler.take(cue) }
    assembler.finishTurn()
    builder = assembler.builder
  }

  private init(cues: [Cue], survey: SourceSurvey, builder: TranscriptBuilder) {
    self.survey = survey
    self.builder = builder
    languages = Self.languages(of: cues, source: survey.source)
    strands = freshStrands()
  }

  /// The two languages that cues hold line by line, if half of them do.
  private static func languages(of cues: [Cue], source: SourceFile) -> [Language] {
    let sample = cues.prefix(400)
    var chineseFirst = 0
    var englishFirst = 0
    for cue in sample where cue.lines.count >= 2 {
      let languages = cue.lines.map { Language(of: source.bytes, in: $0.prefixed(400)) }
      if languages.first == .chinese, languages.last == .english { chineseFirst += 1 }
      if languages.first == .english, languages.last == .chinese { englishFirst += 1 }
    }
    guard (chineseFirst + englishFirst) * 2 >= sample.count, sample.count > 0 else { return [] }
    return chineseFirst >= englishFirst ? [.chinese, .english] : [.english, .chinese]
  }

  private func freshStrands() -> [Strand] {
    let kinds: [Language?] = languages.isEmpty ? [nil] : languages
    return kinds.map { Strand(language: $0, writer: FoldingWriter(survey.source.bytes)) }
  }

  private mutating func take(_ cue: Cue) {
    if endsPassage(before: cue) { finishPassage() }
    for line in cue.lines where !isShown(line) {
      for text in CueText.read(line, survey: survey) {
        change(to: text.voice, at: cue.start)
        write(text, from: line, at: cue.start)
      }
    }
    shown = cue.lines
    lastEnd = max(cue.end, cue.start)
  }

  /// Whether the cue before showed the same line.
  private func isShown(_ line: Range<Int>) -> Bool {
    let bytes = survey.source.bytes
    return line.count > 12 && shown.contains { bytes[$0].elementsEqual(bytes[line]) }
  }

  private func endsPassage(before cue: Cue) -> Bool {
    let length = strands.map { $0.writer.text.utf8.count }.max() ?? 0
    guard length > 0 else { return false }
    let isAtEnd = strands.contains { strand in
      let text = strand.writer.text.utf8
      return ProseCheck.endsSentence(0..<text.count, of: text)
    }
    let pause = lastEnd.map { cue.start - $0 } ?? 0
    if length >= Self.longest || pause >= 4 * Self.silence { return true }
    return isAtEnd && length >= Self.comfortable || pause >= Self.silence && (isAtEnd || length > 300)
  }

  private mutating func change(to voice: CueText.Voice, at seconds: Int) {
    switch voice {
    case .same: if draft.startsAt == nil { draft.startsAt = seconds }
    case .other:
      finishTurn()
      labelKey = nil
      draft = TurnDraft(startsAt: seconds)
    case .named(let name):
      let label = survey.source.folded(name)
      guard label.string != labelKey else { return }
      finishTurn()
      labelKey = label.string
      draft = TurnDraft(label: label, startsAt: seconds)
    }
  }

  private mutating func write(_ text: CueText, from line: Range<Int>, at seconds: Int) {
    let index = strand(for: line)
    for piece in text.pieces {
      let range: Range<Int> =
        switch piece {
        case .text(let range), .replaced(_, let range): range
        }
      if let end = strands[index].sourceEnd, range.lowerBound > end, !isWithin(line, end) {
        strands[index].writer.breakLine(at: end..<range.lowerBound)
      }
      let offset = strands[index].writer.text.utf8.count
      switch piece {
      case .text(let range): strands[index].writer.write(range)
      case .replaced(let utf8, let range): strands[index].writer.write(utf8, for: range)
      }
      strands[index].sourceEnd = range.upperBound
      if strands[index].times.last?.seconds != seconds { strands[index].times.append((offset, seconds)) }
    }
  }

  private func isWithin(_ line: Range<Int>, _ end: Int) -> Bool { end > line.lowerBound }

  private func strand(for line: Range<Int>) -> Int {
    guard strands.count > 1 else { return 0 }
    let language = Language(of: survey.source.bytes, in: line.prefixed(400))
    return strands.firstIndex { $0.language == language } ?? 0
  }

  private mutating func finishPassage() {
    let first = draft.parts.count
    for index in strands.indices {
      let text = strands[index].writer.finish()
      guard !text.isEmpty else { continue }
      let times = strands[index].times
      draft.parts.append(
        TurnDraft.Part(
          text: InlineText(text: text), role: .speech, startsAt: { Self.seconds(at: $0, in: times) },
          softBreaks: isPunctuated(text.utf8) ? [] : times.map(\.offset)))
    }
    if draft.parts.count == first + 2 { draft.counterparts.append((first, first + 1)) }
    strands = freshStrands()
  }

  /// Whether stops tell where sentences end: one in 400 bytes at the least.
  private func isPunctuated(_ text: [UInt8]) -> Bool {
    SentenceSplitter.sentences(in: text).count * 400 >= text.count
  }

  /// When the cue was shown that holds an offset.
  private static func seconds(at offset: Int, in times: [(offset: Int, seconds: Int)]) -> Int? {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? times[low - 1].seconds : times.first?.seconds
  }

  private mutating func finishTurn() {
    finishPassage()
    builder.addTurn(draft)
    draft = TurnDraft(label: draft.label)
  }
}
