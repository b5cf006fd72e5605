import KnowledgeGraph

/// What a bracket after a term says: `High Bandwidth Memory，高带宽内存，一种 …`, `GPU: …`, `MIT`.
struct GlossReading: Equatable {
  /// What may be the term's name in another language or in full; the first one stands before the colon.
  private(set) var names: [String] = []
  /// The words that explain it.
  private(set) var explanation: String = ""

  init(_ body: String) {
    let text = body.trimmed
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      readAlone(text)
      return
    }
    let head = String(text[..<colon]).trimmed
    let rest = String(text[text.index(after: colon)...]).trimmed
    if Self.isLatin(head), head.split(separator: " ").count <= 8 { names.append(head) }
    readExplanation(rest, head: head)
  }

  /// A bracket without a colon is a name if it is in another script, else an explanation.
  private mutating func readAlone(_ text: String) {
    if Self.isLatin(text), text.split(separator: " ").count <= 5 {
      names = [text]
    } else {
      explanation = text
    }
  }

  /// `High Bandwidth Memory，高带宽内存，一种 …` after `HBM:` begins with the long form and its translation.
  private mutating func readExplanation(_ text: String, head: String) {
    var clauses = text.split(maxSplits: 2, omittingEmptySubsequences: true) { "，,".contains($0) }
      .map { String($0).trimmed }
    if let first = clauses.first, clauses.count > 1, Self.isLatin(first), Self.isAcronym(head) {
      names.append(clauses.removeFirst())
      if let second = clauses.first, clauses.count > 1, second.count <= 8, !second.contains(" ") {
        names.append(clauses.removeFirst())
      }
    }
    explanation = clauses.joined(separator: "，")
  }

  static func isLatin(_ text: String) -> Bool {
    var hasLetter = false
    for scalar in text.unicodeScalars {
      if UTF8Decoding.isHan(scalar.value) || "，。、；：".unicodeScalars.contains(scalar) { return false }
      if scalar.properties.isAlphabetic { hasLetter = true }
    }
    return hasLetter
  }

  /// `HBM`, `PRs`, `VM`.
  static func isAcronym(_ text: String) -> Bool {
    let letters = text.hasSuffix("s") ? text.dropLast() : text[...]
    return (2...6).contains(letters.count)
      && letters.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "-" }
  }
}
