/// Phrases with what they are called in one word: roles (`首席执行官` is CEO) and classes (`公司` is company).
struct WordTable: Sendable {
  struct Entry: Sendable {
    let words: [String]
    let name: String
  }

  private var byFirst: [String: [Entry]] = [:]
  private var byLast: [String: [Entry]] = [:]

  /// Adds a line of a pattern file: fields separated by `|`, the first of them the name.
  mutating func add(line: String) {
    let fields = line.split(separator: "|").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
    guard let name = fields.first else { return }
    for field in fields { add(SentenceTokens.words(field), name: name) }
  }

  private mutating func add(_ words: [String], name: String) {
    guard let first = words.first, let last = words.last else { return }
    let entry = Entry(words: words, name: name)
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
