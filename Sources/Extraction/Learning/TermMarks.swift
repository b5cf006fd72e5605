/// Signs by which a text shows that a phrase is a term: quotes, and words that say what something is called.
enum TermMarks {
  private static let openings = ["“", "「", "『", "\"", "‘"].map { Array($0.utf8) }
  private static let closings = ["”", "」", "』", "\"", "’"].map { Array($0.utf8) }
  private static let cues = [
    "so-called ", "so called ", "known as ", "we call ", "we call it ", "we call this ", "we call that ",
    "it's called ", "is called ", "are called ", "what's called ", "the term ", "the concept of ",
    "the notion of ", "所谓的", "所谓", "称之为", "称为", "叫做", "叫作", "被称作",
  ].map { Array($0.utf8) }

  /// Whether a range of a sentence is quoted as a whole or follows a word of naming.
  static func isMarked(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    let before = bytes[..<range.lowerBound]
    let after = bytes[range.upperBound...]
    if openings.contains(where: { before.suffix($0.count).elementsEqual($0) }) {
      return closings.contains { after.prefix($0.count).elementsEqual($0) }
    }
    return cues.contains { before.suffix($0.count).elementsEqual($0) }
  }
}
