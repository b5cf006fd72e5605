/// Reads the values that a pattern's slots take: roles, classes, years, numbers.
struct PhraseReading: Sendable {
  let tokens: SentenceTokens
  let library: PatternLibrary
  /// The sentence's text.
  let text: [UInt8]

  struct Phrase: Sendable, Equatable {
    let value: String
    /// The token after it.
    let end: Int
  }

  private func word(_ index: Int) -> String {
    tokens.tokens.indices.contains(index) ? tokens.tokens[index].text : ""
  }

  func written(_ range: Range<Int>) -> String {
    range.isEmpty ? "" : String(decoding: text[tokens.textRange(range)], as: UTF8.self)
  }
}

// MARK: Roles

extension PhraseReading {
  private static let articles: Set<String> = ["the", "a", "an", "its", "our", "their", "his", "her"]

  /// A role with what stands before it: "first CTO", `前首席科学家`.
  func role(at start: Int) -> Phrase? {
    var index = start
    var modifiers: [String] = []
    while index < tokens.count, library.roles.entry(at: index, in: tokens) == nil {
      if let modifier = library.roleModifiers.entry(at: index, in: tokens) {
        modifiers.append(modifier.name)
        index += modifier.words.count
      } else if Self.articles.contains(word(index)) {
        index += 1
      } else {
        break
      }
    }
    guard let role = library.roles.entry(at: index, in: tokens) else { return nil }
    return Phrase(
      value: (modifiers + [role.name]).joined(separator: " "), end: index + role.words.count)
  }
}

// MARK: Years and numbers

extension PhraseReading {
  func year(at index: Int) -> Phrase? {
    guard let number = Int(word(index)), word(index).utf8.count == 4, (1700...2060).contains(number) else {
      return nil
    }
    return Phrase(value: String(number), end: index + 1)
  }

  private static let magnitudes: Set<String> = [
    "hundred", "thousand", "million", "billion", "trillion", "percent", "%", "k", "m", "b", "万", "亿", "千",
    "百",
    "多", "几",
  ]
  private static let counters: Set<String> = ["个", "名", "块", "张", "位", "台", "颗", "家", "种", "枚"]
  private static let currencies: Set<String> = ["$", "€", "£", "¥", "￥"]

  /// A number with its magnitude and what it counts ("175 billion parameters", `1750 亿个参数`), or a sum of money.
  func number(at start: Int) -> Phrase? {
    let isMoney = Self.currencies.contains(word(start))
    let first = isMoney ? start + 1 : start
    guard first < tokens.count, tokens.tokens[first].kind == .number else { return nil }
    var end = first + 1
    while Self.magnitudes.contains(word(end)) { end += 1 }
    if isMoney { return Phrase(value: written(start..<end), end: end) }
    if Self.counters.contains(word(end)) { end += 1 }
    if let unit = library.units.entry(at: end, in: tokens) {
      return Phrase(value: written(start..<end + unit.words.count), end: end + unit.words.count)
    }
    guard let thing = tokens.span(at: end) else { return nil }
    return Phrase(value: written(start..<thing.tokens.upperBound), end: thing.tokens.upperBound)
  }
}

// MARK: Classes

extension PhraseReading {
  private static let stops: Set<String> = [
    "of", "in", "for", "that", "which", "who", "is", "are", "was", "were", "to", "with", "at", "on", "and",
    "or", "from",
    "by", "as", "we", "you", "i", "it", "they", "he", "she", "this", "these", "those", "not", "where", "when",
    "if",
    "but", "so", "like", "just", "only", "same", "really", "very", "such", "whole", "kind", "sort", "lot",
    "bit",
    "n't", "'s", "the", "a", "an", "than", "then", "about", "other", "another", "more", "most", "few", "my",
    "your",
  ]
  private static let measures = [
    "一个", "一家", "一种", "一款", "一台", "一位", "一类", "一名", "一所", "一项", "一套", "一本", "一部", "一篇", "一支", "这个", "这种", "该",
  ].map(SentenceTokens.words)

  /// A noun phrase that ends with a known class noun: "the best semiconductor company", `一家科技公司`.
  func classPhrase(at start: Int) -> Phrase? {
    guard start < tokens.count else { return nil }
    return tokens.tokens[start].kind == .han ? chineseClass(at: start) : englishClass(at: start)
  }

  private func englishClass(at start: Int) -> Phrase? {
    var end = start
    while end < tokens.count, end - start < 7, tokens.tokens[end].kind == .word,
      !Self.stops.contains(word(end))
    {
      end += 1
    }
    while end > start {
      if let entry = library.classes.entry(endingAt: end, in: tokens), entry.words.count <= end - start {
        return Phrase(value: singular(of: start..<end, entry), end: end)
      }
      end -= 1
    }
    return nil
  }

  /// The words as written, the class noun at their end in the singular.
  private func singular(of range: Range<Int>, _ entry: WordTable.Entry) -> String {
    guard let singular = entry.singular else { return written(range) }
    let before = written(range.lowerBound..<range.upperBound - entry.words.count)
    return ([before] + singular).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A Chinese class noun that begins at a token.
  func classNoun(at index: Int) -> Phrase? {
    guard index < tokens.count, tokens.tokens[index].kind == .han else { return nil }
    return library.classes.entry(at: index, in: tokens).map {
      Phrase(value: $0.name, end: index + $0.words.count)
    }
  }

  private func chineseClass(at start: Int) -> Phrase? {
    var end = start
    while end < tokens.count, end - start < 30, tokens.tokens[end].kind != .mark, word(end) != "是" {
      end += 1
    }
    while end > start {
      if word(end) != "的", let entry = library.classes.entry(endingAt: end, in: tokens),
        entry.words.count <= end - start
      {
        return Phrase(value: entry.name, end: end)
      }
      end -= 1
    }
    return nil
  }

  /// What a part of a gloss says that its term is; its class noun in English where the table has it, else the words
  /// as they stand, without what only counts or describes.
  func classOfGloss(_ range: Range<Int>) -> String? {
    var start = range.lowerBound
    for lead in ["可能是指", "是指", "指的是", "指", "是", "早期的"].map(SentenceTokens.words)
    where tokens.has(lead, at: start) {
      start += lead.count
    }
    guard start < range.upperBound else { return nil }
    if let entry = library.classes.entry(endingAt: range.upperBound, in: tokens),
      range.upperBound - entry.words.count >= start
    {
      let isLatin = tokens.tokens[start..<range.upperBound].allSatisfy { $0.kind != .han }
      return isLatin ? englishClass(before: range.upperBound, from: start) : entry.name
    }
    guard Self.measures.contains(where: { tokens.has($0, at: start) }) else { return nil }
    for index in start..<range.upperBound {
      for measure in Self.measures
      where tokens.has(measure, at: index) && index + measure.count < range.upperBound {
        start = max(start, index + measure.count)
      }
    }
    if let last = (start..<range.upperBound).last(where: { word($0) == "的" }), range.upperBound - last > 3 {
      start = last + 1
    }
    return (2...14).contains(range.upperBound - start) ? written(start..<range.upperBound) : nil
  }

  /// The last words before a place that no stop word divides.
  private func englishClass(before end: Int, from start: Int) -> String {
    let stop = (start..<end).last { Self.stops.contains(word($0)) }
    return written((stop.map { $0 + 1 } ?? start)..<end)
  }
}
