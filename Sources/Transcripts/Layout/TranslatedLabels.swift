/// Learns which labels of a bilingual page are one name in two languages.
///
/// `Jensen Huang:` with English words, then `黄仁勋:` with Chinese ones, again and again. Host and guest take turns
/// as regularly; but they speak the same language.
struct TranslatedLabels {
  /// From a label to the one that always follows it in the other language.
  private(set) var translations: [String: String] = [:]

  init(blocks: [Block], source: SourceFile) {
    var sections: [(key: String, language: Language?)] = []
    // A label's language is that of the first words after it, since pairs without labels may follow; a label with
    // nothing but another after it has none.
    var open: String?
    for block in blocks {
      if let label = block.label {
        if let key = open { sections.append((key, nil)) }
        open = label.key
      } else if block.kind == .speech, let key = open {
        sections.append((key, Language(of: source.bytes, in: block.text.prefixed(2000))))
        open = nil
      }
    }
    if let key = open { sections.append((key, nil)) }
    learn(from: sections)
  }

  private mutating func learn(from sections: [(key: String, language: Language?)]) {
    struct Pair: Hashable {
      let first: String
      let second: String
    }
    let first = Self.firstLanguage(of: sections.compactMap(\.language))
    var pairs: [Pair: Int] = [:]
    var totals: [String: Int] = [:]
    for section in sections { totals[section.key, default: 0] += 1 }
    for (a, b) in zip(sections, sections.dropFirst())
    where (a.language == first && b.language != first || a.language == nil)
      && Self.differInScript(a.key, b.key)
    {
      pairs[Pair(first: a.key, second: b.key), default: 0] += 1
    }
    for (pair, count) in pairs {
      let most = max(totals[pair.first] ?? 0, totals[pair.second] ?? 0)
      if count * 5 >= most * 4, totals[pair.first] == totals[pair.second] || count >= 3 {
        translations[pair.first] = pair.second
      }
    }
    // One pair alone may be two people who speak two languages.
    if translations.count < 2 { translations = [:] }
  }

  /// "A B A B" also reads as B translated by the next A: which step is the more frequent, or begins, decides.
  private static func firstLanguage(of languages: [Language]) -> Language? {
    let steps = zip(languages, languages.dropFirst())
    let forward = steps.count { $0 == .english && $1 == .chinese }
    let backward = steps.count { $0 == .chinese && $1 == .english }
    if forward == backward { return languages.first { $0 != .undetermined } }
    return forward > backward ? .english : .chinese
  }

  private static func differInScript(_ a: String, _ b: String) -> Bool {
    Language(of: Array(a.utf8)) != Language(of: Array(b.utf8))
  }
}
