/// A triple and the words that say it.
struct FoundStatement: Sendable, Equatable {
  enum Object: Sendable, Hashable {
    case entity(EntityIndex)
    /// A year, a class, a role at an organization.
    case value(String)
  }

  let subject: EntityIndex
  /// A predicate of the ontology.
  let predicate: String
  let object: Object
  /// Index into the transcript's sentences.
  let sentence: Int
  /// UTF-8 offsets into the sentence's text; not empty.
  let range: Range<Int>
  /// What found it.
  let pattern: String
  /// 0 to 1.
  let confidence: Double
}
