extension Graph {
  /// What a column of a predicate holds.
  public enum ColumnType: String, Sendable, CaseIterable {
    case entity
    /// An entity, too: the ones who speak.
    case person
    case sentence
    case talk
    case collection
    /// An ``EntityKind``'s name.
    case kind
    /// A language's tag.
    case language
    case text
    /// The number itself, not a term's id.
    case number
    /// Entities and texts both.
    case term
  }

  /// A predicate and the shape of its relation.
  public struct Predicate: Sendable, Equatable {
    public let name: String
    public let subject: ColumnType
    public let object: ColumnType
    /// Rows of its relation.
    public let count: Int
    /// Whether it is said in statements, with evidence; the others every graph has.
    public let isStated: Bool
  }

  /// Which column of a predicate's relation leads its sorting.
  public enum Order: String, Sendable, CaseIterable {
    /// Rows are (subject, object).
    case subjectFirst = "subject"
    /// Rows are (object, subject).
    case objectFirst = "object"
  }
}

/// The predicates that every graph has, and what their columns hold.
enum BasePredicate: String, CaseIterable {
  case kind
  case label
  case name
  case inTalk
  case saidBy
  case mentions
  case text
  case position
  case line
  case passage
  case startsAt
  case language
  case title
  case date
  case source
  case inCollection
  case speaker

  var types: (subject: Graph.ColumnType, object: Graph.ColumnType) {
    switch self {
    case .kind: (.entity, .kind)
    case .label, .name: (.entity, .text)
    case .inTalk: (.sentence, .talk)
    case .saidBy: (.sentence, .person)
    case .mentions: (.sentence, .entity)
    case .text: (.sentence, .text)
    case .position, .passage, .line, .startsAt: (.sentence, .number)
    case .language: (.sentence, .language)
    case .title, .date, .source: (.talk, .text)
    case .inCollection: (.talk, .collection)
    case .speaker: (.talk, .person)
    }
  }
}

/// What an ontology says of a predicate: the kinds its two ends may have.
public struct PredicateSignature: Sendable, Equatable {
  /// What may stand in the object's place.
  public enum Object: Sendable, Equatable {
    /// An entity of one of the kinds.
    case entity(Set<EntityKind>)
    /// A literal.
    case value
  }

  public let name: String
  /// The kinds a subject may have.
  public let subject: Set<EntityKind>
  public let object: Object

  public init(name: String, subject: Set<EntityKind>, object: Object) {
    self.name = name
    self.subject = subject
    self.object = object
  }
}
