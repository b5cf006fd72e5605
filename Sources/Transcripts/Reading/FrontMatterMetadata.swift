/// Turns front matter into metadata and passages.
enum FrontMatterMetadata {
  /// - Returns: the talk's metadata; its title is empty if the front matter has none.
  static func read(_ frontMatter: FrontMatter, into builder: inout TranscriptBuilder) -> Metadata {
    var metadata = Metadata(title: "")
    builder.warnings += frontMatter.warnings
    for entry in frontMatter.entries {
      guard let first = entry.values.first else { continue }
      switch MetadataKey(entry.key) {
      case .title:
        for value in entry.values { builder.add(InlineText(text: value), role: .title, isOneSentence: true) }
        if metadata.title.isEmpty { metadata.title = PageHead.cleaned(first.string) }
      case .description:
        for value in entry.values { builder.add(InlineText(text: value), role: .description) }
      case .date: metadata.date = metadata.date ?? DateReading.isoDate(in: first.string)
      case .source: metadata.source = metadata.source ?? first.string
      case .author:
        metadata.author = metadata.author ?? entry.values.map(\.string).joined(separator: ", ")
        addList(entry, to: &metadata, builder: &builder)
      case .speakers:
        metadata.speakers += entry.values.map(\.string)
        addList(entry, to: &metadata, builder: &builder)
      case .names: addList(entry, to: &metadata, builder: &builder)
      case .technical: break
      case nil: if entry.isList || isName(first) { addList(entry, to: &metadata, builder: &builder) }
      }
    }
    return metadata
  }

  /// Whether the only value under a key that is not known may be a name: no number, switch, date or address.
  private static func isName(_ value: MappedText) -> Bool {
    let text = value.string
    guard text.contains(where: \.isLetter), !text.contains("://"), DateReading.isoDate(in: text) == nil else {
      return false
    }
    return !["true", "false", "yes", "no", "null", "on", "off"].contains(text.lowercased())
  }

  private static func addList(
    _ entry: FrontMatter.Entry, to metadata: inout Metadata, builder: inout TranscriptBuilder
  ) {
    var items: [Int] = []
    for value in entry.values {
      items.append(builder.sentences.count)
      builder.add(InlineText(text: value), role: .metadata, isOneSentence: true)
    }
    metadata.lists.append(Metadata.NamedList(key: entry.key, items: items))
  }
}
