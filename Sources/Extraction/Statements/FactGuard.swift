/// Tells what is said as a fact from what is denied, supposed, or only heard.
struct FactGuard: Sendable {
  let tokens: SentenceTokens

  private static let denials: Set<String> = [
    "not", "never", "no", "n't", "without", "cannot", "nor", "hardly", "overstatement", "neither", "isn't",
    "wasn't",
    "aren't", "weren't", "don't", "doesn't", "didn't", "can't", "couldn't", "won't", "wouldn't", "hasn't",
    "haven't",
    "hadn't", "不", "没", "未", "非", "无",
  ]
  private static let harmless = [
    "不仅", "不断", "不同", "不只", "不过", "不久", "无处", "无论", "非常", "未来", "无疑", "不但", "不少", "离不开", "不得不", "忍不住",
    "不可思议", "not only", "not just",
  ]
  .map(SentenceTokens.words)
  private static let doubts: Set<String> = [
    "if", "whether", "would", "could", "might", "perhaps", "imagine", "suppose", "should", "pretend", "wish",
    "hypothetically",
    "rumor", "rumour", "reportedly", "supposedly", "allegedly", "unless", "misunderstanding", "misconception",
    "mistakenly", "myth",
  ]
  private static let chineseDoubts = [
    "如果", "假设", "假如", "要是", "是否", "也许", "或许", "据说", "据传", "传闻", "开玩笑", "想象", "应该", "试图", "尝试", "误以为", "误解",
    "以为",
  ]
  .map(SentenceTokens.words)
  private static let breaks: Set<String> = [",", ";", ":", ".", "!", "?", "but", "但"]

  /// Whether a match may be taken for a fact.
  ///
  /// Looks at the words of the match outside its slots, and at those before it in the same clause.
  func allows(_ match: PatternMatcher.Match) -> Bool {
    let before = clauseStart(match.tokens.lowerBound)..<match.tokens.lowerBound
    let near = before.suffix(5) + match.loose
    return !near.contains { denies($0) || isMaybe($0) }
      && !(Array(before) + match.loose).contains(where: doubts)
  }

  /// Whether the part of the sentence that holds a match asks: the next mark that ends one is a question mark.
  func isAsked(_ match: PatternMatcher.Match) -> Bool {
    let ends: Set<String> = [".", "?", "!", ";", ":", "\""]
    let end = tokens.tokens[match.tokens.upperBound...].first { ends.contains($0.text) }
    return end?.text == "?"
  }

  private func clauseStart(_ index: Int) -> Int {
    var start = index
    while start > 0, index - start < 14, !Self.breaks.contains(tokens.tokens[start - 1].text) { start -= 1 }
    return start
  }

  private func denies(_ index: Int) -> Bool {
    let text = tokens.tokens[index].text
    guard Self.denials.contains(text) || text.hasSuffix("n't") else { return false }
    return !Self.harmless.contains { words in words.indices.contains { tokens.has(words, at: index - $0) } }
  }

  private func isMaybe(_ index: Int) -> Bool { tokens.has(["可", "能"], at: index) }

  private func doubts(_ index: Int) -> Bool {
    Self.doubts.contains(tokens.tokens[index].text)
      || Self.chineseDoubts.contains { tokens.has($0, at: index) }
  }
}
