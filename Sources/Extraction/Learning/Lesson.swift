import KnowledgeGraph

/// Something that a talk teaches of the world: names of one thing, and perhaps what kind of thing it is.
struct Lesson: Sendable, Equatable {
  /// Where it was found; the earlier, the more it counts.
  enum Source: Int, Sendable, Comparable {
    /// A speaker's label, with its translation.
    case label
    /// A list in the metadata.
    case list
    /// A bracket that explains a term.
    case gloss
    /// 《a title》.
    case title
    /// A further member of a numbered family: `GPT-7`.
    case series
    /// A phrase that says what a name is: "X, CEO of Y".
    case apposition
    /// A capitalised name that recurs or whose own words tell its kind.
    case recurrence
    /// A web address said or written as a name: `example.com`.
    case address
    /// A phrase that recurs and ends like a concept.
    case term

    static func < (a: Source, b: Source) -> Bool { a.rawValue < b.rawValue }
  }

  let source: Source
  /// Names of one thing, the most telling first.
  var names: [String]
  /// Names under which it is found but not shown.
  var misheard: [String] = []
  var kind: EntityKind?
  /// The talk's place in path order, and the sentence: what makes the order of lessons the same on every run.
  let talk: Int
  let sentence: Int
}

extension Lesson {
  /// How mentions found by the lesson are accounted for.
  var method: Mention.Method { source == .term ? .term : .learned }

  /// Lessons in the order in which they are learnt.
  static func sorted(_ lessons: [Lesson]) -> [Lesson] {
    lessons.sorted {
      ($0.source.rawValue, $0.talk, $0.sentence, $0.names.first ?? "")
        < ($1.source.rawValue, $1.talk, $1.sentence, $1.names.first ?? "")
    }
  }
}
