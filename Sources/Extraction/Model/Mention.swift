import KnowledgeGraph

/// An entity's place in a ``Catalog``.
struct EntityIndex: RawRepresentable, Hashable, Comparable, Sendable {
  let rawValue: Int

  static func < (a: EntityIndex, b: EntityIndex) -> Bool { a.rawValue < b.rawValue }
}

/// A span of a sentence that names an entity.
struct Mention: Sendable, Equatable {
  /// Index into the transcript's sentences.
  let sentence: Int
  /// UTF-8 offsets into the sentence's text.
  let range: Range<Int>
  var entity: EntityIndex
  var method: Method
  /// 0 to 1.
  var confidence: Double

  /// What found a mention.
  enum Method: String, Sendable {
    /// A name of the lexicon, or of the user's own.
    case lexicon
    /// A name that this collection's metadata, glosses, titles or labels teach.
    case learned
    /// A part of a longer name that stands elsewhere in the talk.
    case shortName = "short-name"
    /// A misheard form of a known name.
    case repair
    /// A member of a list that inherits its head ("GPT-2, 3, 4").
    case list
    /// A term that recurs.
    case term
  }
}
