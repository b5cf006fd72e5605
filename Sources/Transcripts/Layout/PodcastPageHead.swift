/// Tells apart what stands above a podcast's transcript: titles, show notes with chapters, the site's words.
enum PodcastPageHead {
  static func blocks(of paragraphs: [Paragraph], survey: SourceSurvey) -> [Block] {
    let bytes = survey.source.bytes
    var result: [Block] = []
    let titles = titleCount(paragraphs, of: bytes)
    for (index, paragraph) in paragraphs.enumerated() {
      let text = bytes.string(paragraph.text)
      if index < titles {
        result.append(Block(.title, MarkdownLine.heading(paragraph.text, of: bytes) ?? paragraph.text))
      } else if MetadataLine(in: paragraph.text, of: bytes) != nil {
        result.append(Block(.metadata, paragraph.text))
      } else if Boilerplate.isAboutSite(text) {
        result.append(Block(.boilerplate, paragraph.text))
      } else if isShort(paragraph, of: bytes), chapters(of: paragraph.text, bytes: bytes) == [paragraph.text]
      {
        result.append(Block(.heading, paragraph.text))
      } else {
        result += chapters(of: paragraph.text, bytes: bytes).map { Block(.description, $0) }
      }
    }
    return namingFirst(result, of: bytes)
  }

  /// Moves a title that a page made of its cover's name behind the titles proper, which name the talk.
  private static func namingFirst(_ blocks: [Block], of bytes: [UInt8]) -> [Block] {
    guard blocks.count >= 2, blocks[0].kind == .title, blocks[1].kind == .title else { return blocks }
    let text = bytes.string(blocks[0].text)
    let isCover =
      text.hasSuffix("封面") || text.lowercased().hasSuffix("cover") || text.lowercased().hasSuffix("artwork")
    guard isCover else { return blocks }
    let titles = blocks.prefix { $0.kind == .title }
    return titles.dropFirst() + [blocks[0]] + blocks.dropFirst(titles.count)
  }

  /// How many paragraphs at the top are titles.
  private static func titleCount(_ paragraphs: [Paragraph], of bytes: [UInt8]) -> Int {
    var count = 0
    for paragraph in paragraphs.prefix(4) {
      guard isTitle(paragraph, of: bytes) else { break }
      count += 1
    }
    // A short last one is the heading of what follows: "Show notes".
    if count >= 2, count < paragraphs.count, paragraphs[count - 1].text.count <= 24,
      !isSectionName(bytes.string(paragraphs[count].text))
    {
      count -= 1
    }
    return count
  }

  private static func isTitle(_ paragraph: Paragraph, of bytes: [UInt8]) -> Bool {
    paragraph.lines.count == 1 && paragraph.text.count <= 240 && !endsSentence(paragraph.text, of: bytes)
      && MetadataLine(in: paragraph.text, of: bytes) == nil && !isSectionName(bytes.string(paragraph.text))
  }

  private static func isShort(_ paragraph: Paragraph, of bytes: [UInt8]) -> Bool {
    paragraph.text.count <= 60 && !endsSentence(paragraph.text, of: bytes)
  }

  /// A word that a page puts above one of its parts.
  static func isSectionName(_ text: String) -> Bool {
    let names = [
      "本集简介", "节目简介", "简介", "双语字幕", "字幕", "文字稿", "逐字稿", "show notes", "transcript", "description",
      "episode description",
      "summary", "chapters", "about this episode", "episode notes",
    ]
    return names.contains(text.lowercased())
  }

  private static func endsSentence(_ text: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard !text.isEmpty else { return false }
    return [0x2E, 0x21, 0x3F, 0x3002, 0xFF01, 0xFF1F, 0x3B, 0xFF1B].contains(
      TextScalar(in: bytes, before: text.upperBound).value)
  }

  /// Cuts show notes where chapters begin: `… 00:00 First chapter 03:06 Second chapter`.
  ///
  /// The times themselves are left out.
  static func chapters(of text: Range<Int>, bytes: [UInt8]) -> [Range<Int>] {
    var times: [(start: Int, time: ClockTime)] = []
    var index = text.lowerBound
    while index < text.upperBound {
      let isEdge =
        index == text.lowerBound || TextScalar(in: bytes, before: index).isBlank || bytes[index - 1] == 0x0A
      if isEdge, let time = ClockTime(in: bytes, at: index, before: text.upperBound),
        time.seconds >= times.last?.time.seconds ?? 0
      {
        times.append((index, time))
        index = time.end
      } else {
        index += 1
      }
    }
    guard times.count >= 2 || times.first?.start == text.lowerBound else { return [text] }
    var result = [text.lowerBound..<times[0].start]
    for (position, time) in times.enumerated() {
      let end = position + 1 < times.count ? times[position + 1].start : text.upperBound
      result.append(time.time.end..<end)
    }
    return result.map { bytes.trimmed($0) }.filter { !$0.isEmpty }
  }
}
