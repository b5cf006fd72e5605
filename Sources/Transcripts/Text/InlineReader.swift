/// Reads a paragraph's text out of its markup, and its glosses out of its text.
struct InlineReader {
  private let bytes: [UInt8]
  private let syntax: InlineSyntax
  private var writer: FoldingWriter
  private var glosses: [InlineText.Gloss] = []
  /// How far the source has been read.
  private var position: Int
  /// Where a bold stretch that is open began in the text; nil inside it means that nothing is written yet.
  private var isInStrong = false
  private var strongStart: Int?
  /// The bold stretch that ended last, in the text.
  private var lastStrong: Range<Int>?

  /// - Complexity: O(*n*) in the range.
  static func read(_ range: Range<Int>, of bytes: [UInt8], syntax: InlineSyntax) -> InlineText {
    var reader = InlineReader(bytes: bytes, syntax: syntax, start: range.lowerBound)
    reader.run(range)
    return InlineText(text: reader.writer.finish(), glosses: reader.glosses)
  }

  private init(bytes: [UInt8], syntax: InlineSyntax, start: Int) {
    self.bytes = bytes
    self.syntax = syntax
    writer = FoldingWriter(bytes)
    position = start
  }

  private mutating func run(_ range: Range<Int>) {
    for token in InlineTokenizer.tokens(of: bytes, in: range, syntax: syntax)
    where token.range.lowerBound >= position {
      switch token.kind {
      case .bracketOpen(let partner): takeGloss(from: token.range, to: partner)
      default:
        writeText(upTo: token.range.lowerBound)
        apply(token)
        position = token.range.upperBound
      }
    }
    writeText(upTo: range.upperBound)
  }

  private mutating func apply(_ token: InlineToken) {
    switch token.kind {
    case .replaced(let replacement): writer.write(replacement, for: token.range)
    case .lineBreak: writer.breakLine(at: token.range)
    case .strongOpen:
      isInStrong = true
      strongStart = nil
    case .strongClose:
      isInStrong = false
      if let start = strongStart, start < writer.text.utf8.count {
        lastStrong = start..<writer.text.utf8.count
      }
    case .dropped, .delimiter, .bracketOpen: break
    }
  }

  private mutating func writeText(upTo end: Int) {
    guard end > position else { return }
    let first = writer.write(position..<end)
    if isInStrong, strongStart == nil { strongStart = first }
    position = end
  }

  /// Takes a bracket out if it explains the term before it; otherwise it stays text.
  private mutating func takeGloss(from open: Range<Int>, to partner: Int) {
    writeText(upTo: open.lowerBound)
    let inner = bytes.trimmed(open.upperBound..<partner)
    let rule = GlossRule(text: writer.text.utf8, bytes: bytes, inner: inner)
    let place = term(by: rule)
    guard rule.isGloss(hasTerm: place != nil) else { return }
    let nested = syntax.subtracting(.glosses)
    let body = InlineReader.read(inner, of: bytes, syntax: nested).text
    guard !body.isEmpty else { return }
    glosses.append(InlineText.Gloss(term: place, position: writer.text.utf8.count, body: body))
    position = partner + TextScalar(in: bytes, at: partner).length
    closeGap(open.lowerBound..<position)
  }

  /// Leaves as much white space where a bracket stood as if it had never been there.
  private mutating func closeGap(_ bracket: Range<Int>) {
    guard position < bytes.count else { return }
    let next = TextScalar(in: bytes, at: position)
    guard next.isAlphabetic || next.isDigit else {
      writer.dropBlanks()
      return
    }
    let last = TextScalar(in: writer.text.utf8, before: writer.text.utf8.count)
    if !writer.holdsBlanks, last.isAlphabetic || last.isDigit { writer.write([0x20], for: bracket) }
  }

  private func term(by rule: GlossRule) -> Range<Int>? {
    let end = writer.text.utf8.count
    if isInStrong, let start = strongStart, start < end, rule.mayBeTerm(start..<end) { return start..<end }
    if let strong = lastStrong, rule.onlyCloses(from: strong.upperBound), rule.mayBeTerm(strong) {
      return strong
    }
    return rule.quotedTerm
  }
}
