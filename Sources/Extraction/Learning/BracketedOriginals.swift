import Transcripts

/// Chinese terms with their English original in brackets and nothing to mark where they begin: 我们说的奖励黑客（reward hacking）.
enum BracketedOriginals {
  private static let hanLength = 3
  private static let longestTerm = 8
  /// Above this length, in characters, a term must recur to be believed.
  private static let longestUnproved = 6
  private static let mostWords = 4

  /// Whether an English bracket in small letters translates a Chinese term.
  static func isTranslation(_ original: String, of term: String) -> Bool {
    UTF8Decoding.language(of: term) == "zh" && GlossReading.isLatin(original)
      && NameShape.words(original).count <= mostWords && original.utf8.count > hanLength
      && original.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x20 || $0 == 0x2D }
  }

  /// The term that ends where a bracket stood: back to a character that stands in no term, or as far as it recurs.
  static func term(
    before end: Int, in bytes: [UInt8], of transcript: Transcript, original gloss: Gloss,
    _ knowledge: BaseKnowledge
  ) -> String? {
    let body = transcript.sentences[gloss.body].text.string.trimmed
    guard !knowledge.terms.isEmpty else { return nil }
    var start = end
    var count = 0
    while count < longestTerm, start >= hanLength {
      let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: start - hanLength)
      guard length == hanLength, UTF8Decoding.isHan(scalar), !knowledge.terms.isStop(scalar) else { break }
      start -= hanLength
      count += 1
    }
    let whole = String(decoding: bytes[start..<end], as: UTF8.self)
    guard count > 1, isTranslation(body, of: whole), isPhrase(body, knowledge) else { return nil }
    for skipped in 0..<count - 1 {
      let part = bytes[(start + skipped * hanLength)..<end]
      if recurs(part, in: transcript) { return String(decoding: part, as: UTF8.self) }
    }
    return count <= longestUnproved ? whole : nil
  }

  /// Whether no word of an original is one that stands in no term: "soon in some form" is an aside.
  private static func isPhrase(_ original: String, _ knowledge: BaseKnowledge) -> Bool {
    !original.utf8.split { $0 == 0x20 || $0 == 0x2D }.contains {
      knowledge.terms.isStop(ArraySlice(Array($0)))
    }
  }

  private static func recurs(_ part: ArraySlice<UInt8>, in transcript: Transcript) -> Bool {
    var places = 0
    for sentence in transcript.sentences where sentence.text.utf8.firstRange(of: part) != nil {
      places += 1
      if places > 1 { return true }
    }
    return false
  }
}
