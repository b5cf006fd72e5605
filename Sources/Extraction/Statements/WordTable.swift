/// Phrases with what they are called in one word: roles (`首席执行官` is CEO) and classes (`公司` is company).
struct WordTable: Sendable {
  struct Entry: Sendable {
    let words: [String]
    let name: String
    /// The words in the singular, where they stand in the plural.
    var singular: [String]?
  }

  private var byFirst: [String: [Entry]] = [:]
  private var byLast: [String: [Entry]] = [:]

  /// Adds a line of a pattern file: fields separated by `|`, the first of them the name.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - withPlurals: whether English fields stand in the text in the plural too.
  mutating func add(line: String, withPlurals: Bool = false) {
    let fields = line.split(separator: "|").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
    guard let name = fields.first else { return }
    for field in fields {
      let words = SentenceTokens.words(field)
      add(words, name: name)
      if withPlurals, let plural = Self.plural(of: words) { add(plural, name: name, singular: words) }
    }
  }

  private static func plural(of words: [String]) -> [String]? {
    guard let last = words.last, last.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-") }),
      !last.hasSuffix("s") || last.hasSuffix("ss")
    else { return nil }
    let isAfterVowel = last.dropLast().last.map { "aeiou".contains($0) } ?? true
    let plural =
      if last.hasSuffix("y"), !isAfterVowel {
        String(last.dropLast()) + "ies"
      } else if ["s", "x", "ch", "sh"].contains(where: last.hasSuffix) {
        last + "es"
      } else {
        last + "s"
      }
    return words.dropLast() + [plural]
  }

  private mutating func add(_ words: [String], name: String, singular: [String]? = nil) {
    guard let first = words.first, let last = words.last else { return }
    let entry = Entry(words: words, name: name, singular: singular)
    byFirst[first, default: []].append(entry)
    byFirst[first]?.sort { $0.words.count > $1.words.count }
    byLast[last, default: []].append(entry)
    byLast[last]?.sort { $0.words.count > $1.words.count }
  }

  /// The longest phrase that begins at a token.
  func entry(at index: Int, in tokens: SentenceTokens) -> Entry? {
    guard index < tokens.count else { return nil }
    return byFirst[tokens.tokens[index].text]?.first { tokens.has($0.words, at: index) }
  }

  /// The name under which exactly these words are known.
  func name(of words: [String]) -> String? {
    words.first.flatMap { byFirst[$0] }?.first { $0.words == words }?.name
  }

  /// The longest phrase that ends before a token.
  func entry(endingAt end: Int, in tokens: SentenceTokens) -> Entry? {
    guard end > 0, end <= tokens.count else { return nil }
    return byLast[tokens.tokens[end - 1].text]?.first { tokens.has($0.words, at: end - $0.words.count) }
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
