/// What stands above the talk: title, metadata lines, an introduction.
struct PageHead {
  private let source: SourceFile
  private(set) var metadata = Metadata(title: "")
  private var builder: TranscriptBuilder

  /// Adds what stands above the talk to a transcript.
  ///
  /// The blocks are titles, headings and descriptions, in the source's order; metadata lines among them are found by
  /// their keys. What is already known of the talk, from front matter, stays.
  static func read(
    _ blocks: [Block], syntax: InlineSyntax, metadata: Metadata? = nil, into builder: inout TranscriptBuilder
  ) -> Metadata {
    var head = PageHead(source: builder.source, builder: builder)
    if let metadata { head.metadata = metadata }
    var plain: [Block] = []
    for block in blocks {
      if block.kind == .metadata, let line = MetadataLine(in: block.text, of: builder.source.bytes) {
        if [.author, .speakers, .names].contains(line.meaning) {
          // Names become passages at once: what stands above them goes first.
          TalkAssembler.assemble(plain, syntax: syntax, into: &head.builder)
          plain = []
        }
        if let title = head.take(line) { plain.append(title) }
      } else {
        if block.kind == .title { head.takeTitle(block.text, syntax: syntax) }
        plain.append(block)
      }
    }
    builder = head.builder
    TalkAssembler.assemble(plain, syntax: syntax, into: &builder)
    return head.metadata
  }

  private init(source: SourceFile, builder: TranscriptBuilder) {
    self.source = source
    self.builder = builder
  }

  private mutating func takeTitle(_ text: Range<Int>, syntax: InlineSyntax) {
    let title = InlineReader.read(text, of: source.bytes, syntax: syntax).text.string
    if metadata.date == nil { metadata.date = DateReading.isoDate(in: title) }
    if metadata.title.isEmpty { metadata.title = Self.cleaned(title) }
  }

  /// - Returns: a title, if the line holds one.
  private mutating func take(_ line: MetadataLine) -> Block? {
    guard !line.value.isEmpty else { return nil }
    let value = source.folded(line.value).string
    let isAddress = source.bytes.isAddress(line.value)
    switch line.meaning {
    case .title:
      if metadata.title.isEmpty { metadata.title = Self.cleaned(value) }
      return Block(.title, line.value)
    case .date: metadata.date = metadata.date ?? DateReading.isoDate(in: value)
    case .source:
      metadata.source = metadata.source ?? value
      // "原文：" names the original, by its address or by its title.
      if !isAddress { return Block(.title, line.value) }
    case .author:
      metadata.author = metadata.author ?? value
      addNames(line)
    case .speakers:
      metadata.speakers += line.names(in: source.bytes).map { source.folded($0).string }
      addNames(line)
    case .names: addNames(line)
    case .description: return Block(.description, line.value)
    case .technical: break
    }
    return nil
  }

  private mutating func addNames(_ line: MetadataLine) {
    var items: [Int] = []
    for name in line.names(in: source.bytes) where !source.bytes.isAddress(name) {
      items.append(builder.sentences.count)
      builder.add(InlineText(text: source.folded(name)), role: .metadata, isOneSentence: true)
    }
    if !items.isEmpty { metadata.lists.append(Metadata.NamedList(key: line.key, items: items)) }
  }

  /// A title without what pages put around it: a date, `[译]`, `封面`.
  static func cleaned(_ title: String) -> String {
    var result = title
    if let match = result.prefixMatch(
      of: #/[\[(（【]?(?:19|20)[0-9]{2}[-.\/年][0-9]{1,2}(?:[-.\/月][0-9]{1,2})?日?[\])）】]?[\s:：.-]+/#)
    {
      result = String(result[match.range.upperBound...])
    }
    for suffix in ["[译]", "【译】", "（译）", "(译)", "[翻译]", "封面"] where result.hasSuffix(suffix) {
      result = String(result.dropLast(suffix.count))
    }
    while result.last?.isWhitespace == true { result.removeLast() }
    return result.isEmpty ? title : result
  }
}
