/// Tells apart the lines above a talk: its title, metadata, an introduction.
enum LinedHead {
  static func blocks(of range: Range<Int>, survey: SourceSurvey) -> [Block] {
    let bytes = survey.source.bytes
    var result: [Block] = []
    var title: ArraySlice<UInt8>?
    let paragraphs = survey.paragraphs(in: range) { a, b in
      let isOwnLine = { (line: Int) in
        MetadataLine(in: survey.lines[line].text, of: bytes) != nil
          || MarkdownLine.beginsBlock(survey.lines[line].text, of: bytes)
      }
      return survey.lines[a].endsHard || isOwnLine(a) || isOwnLine(b)
    }
    for paragraph in paragraphs {
      let text = paragraph.text
      if MetadataLine(in: text, of: bytes) != nil {
        result.append(Block(.metadata, text))
      } else if MarkdownLine.isPicture(text, of: bytes) || MarkdownLine.isRule(text, of: bytes) {
        continue
      } else if let words = MarkdownLine.heading(text, of: bytes) ?? MarkdownLine.allBold(text, of: bytes) {
        result.append(Block(title == nil ? .title : .heading, words))
        title = title ?? bytes[words]
      } else if title == nil, result.allSatisfy({ $0.kind == .metadata }), isTitle(paragraph, of: bytes) {
        result.append(Block(.title, text))
        title = bytes[text]
      } else if result.last?.kind == .title, isTitle(paragraph, of: bytes),
        differs(text, from: title, of: bytes)
      {
        result.append(Block(.title, text))
      } else if let title, title.elementsEqual(bytes[text]) {
        result.append(Block(.boilerplate, text))
      } else {
        result.append(Block(.description, text))
      }
    }
    return result
  }

  /// Whether a line may be the title once more, in the other language.
  private static func differs(_ text: Range<Int>, from title: ArraySlice<UInt8>?, of bytes: [UInt8]) -> Bool {
    guard let title else { return false }
    return Language(of: bytes, in: text) != Language(of: Array(title))
  }

  /// One line, not long, and no sentence.
  private static func isTitle(_ paragraph: Paragraph, of bytes: [UInt8]) -> Bool {
    guard paragraph.lines.count == 1, paragraph.text.count <= 300, !bytes.isAddress(paragraph.text) else {
      return false
    }
    return ![0x2E, 0x3002, 0xFF1B, 0x3B, 0xFF0C, 0x2C].contains(
      TextScalar(in: bytes, before: paragraph.text.upperBound).value)
  }
}
