/// What goes into a graph and comes out of it, as plain records: rich and readable, for builders and exporters.
///
/// The graph itself holds the same things as sorted columns of ids. Entities are named by their identity
/// (``EntityRecord/id``), sentences by their place in their talk.
public struct GraphContents: Sendable, Equatable {
  public var entities: [EntityRecord]
  public var talks: [TalkRecord]

  public init(entities: [EntityRecord] = [], talks: [TalkRecord] = []) {
    self.entities = entities
    self.talks = talks
  }
}

/// What an entity is.
public enum EntityKind: String, Sendable, CaseIterable, Codable {
  case person
  case organization
  case product
  case concept
  case work
  case place
  case event
}

/// An entity with all its names.
public struct EntityRecord: Sendable, Equatable {
  /// The unique, readable name that is its identity.
  public var id: String
  public var kind: EntityKind
  /// The name shown by default.
  public var label: String
  /// Every name, the label among them, each with its language (`en`, `zh`).
  public var names: [NameRecord]

  public init(id: String, kind: EntityKind, label: String, names: [NameRecord]) {
    self.id = id
    self.kind = kind
    self.label = label
    self.names = names
  }
}

/// A name in a language.
public struct NameRecord: Sendable, Equatable, Hashable {
  public var text: String
  /// A BCP 47 tag: `en`, `zh`.
  public var language: String

  public init(text: String, language: String) {
    self.text = text
    self.language = language
  }
}

/// One talk: its metadata, its sentences, and what was found in them.
public struct TalkRecord: Sendable, Equatable {
  /// Unique within the graph and readable: made from the title or the file's name.
  public var id: String
  /// The source file, relative to the folder that was given.
  public var path: String
  public var collection: String
  public var title: String
  /// ISO 8601, as exact as the source says (`2024-10-21`, `2023-03`).
  public var date: String?
  /// Where it was published, usually a URL.
  public var source: String?
  /// The languages spoken or written in it, most used first.
  public var languages: [String]
  /// SHA-256 of the source file, in lowercase hexadecimal.
  public var contentHash: String
  public var sentences: [SentenceRecord]
  public var speakers: [SpeakerRecord]
  public var mentions: [MentionRecord]
  public var statements: [StatementRecord]

  public init(
    id: String, path: String, collection: String, title: String, date: String? = nil, source: String? = nil,
    languages: [String] = [], contentHash: String = "", sentences: [SentenceRecord] = [],
    speakers: [SpeakerRecord] = [], mentions: [MentionRecord] = [], statements: [StatementRecord] = []
  ) {
    self.id = id
    self.path = path
    self.collection = collection
    self.title = title
    self.date = date
    self.source = source
    self.languages = languages
    self.contentHash = contentHash
    self.sentences = sentences
    self.speakers = speakers
    self.mentions = mentions
    self.statements = statements
  }
}

/// A sentence: the unit of evidence.
public struct SentenceRecord: Sendable, Equatable {
  /// As read: line breaks folded, markup gone.
  public var text: String
  public var language: String
  /// 1-based line of the source file where it begins.
  public var line: Int
  /// Byte offsets into the source file.
  public var bytes: Range<Int>
  /// Seconds from the start of the talk, if the source tells.
  public var startsAt: Int?
  /// The entity id of who says it; nil outside speech, or where nobody could be named.
  public var speaker: String?
  /// Which paragraph of the talk it belongs to, counted from 0; the two languages of a bilingual source share one, so
  /// that what is said once counts once.
  public var passage: Int

  public init(
    text: String, language: String, line: Int, bytes: Range<Int>, startsAt: Int? = nil,
    speaker: String? = nil, passage: Int = 0
  ) {
    self.text = text
    self.language = language
    self.line = line
    self.bytes = bytes
    self.startsAt = startsAt
    self.speaker = speaker
    self.passage = passage
  }
}

/// A speaker label of a talk and the person it was found to stand for.
public struct SpeakerRecord: Sendable, Equatable {
  /// A place in the source that speaks for the naming.
  public struct Reason: Sendable, Equatable {
    /// 1-based line of the source file.
    public var line: Int
    public var text: String

    public init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }

  public var label: String
  /// An entity id, or nil where the label stays unnamed.
  public var person: String?
  /// 0 to 1.
  public var confidence: Double
  public var because: [Reason]

  public init(label: String, person: String?, confidence: Double, because: [Reason] = []) {
    self.label = label
    self.person = person
    self.confidence = confidence
    self.because = because
  }
}

/// A span of a sentence that names an entity.
public struct MentionRecord: Sendable, Equatable {
  /// Index into ``TalkRecord/sentences``.
  public var sentence: Int
  /// An entity id.
  public var entity: String
  /// What the source's bytes read as, line breaks folded.
  public var surface: String
  /// Byte offsets into the source file.
  public var bytes: Range<Int>
  /// 1-based line of the source file.
  public var line: Int
  /// What found it: `lexicon`, `learned`, `short-name`, `repair`, `label` and so on.
  public var method: String
  /// 0 to 1.
  public var confidence: Double

  public init(
    sentence: Int, entity: String, surface: String, bytes: Range<Int>, line: Int, method: String,
    confidence: Double
  ) {
    self.sentence = sentence
    self.entity = entity
    self.surface = surface
    self.bytes = bytes
    self.line = line
    self.method = method
    self.confidence = confidence
  }
}

/// A relation said between an entity and another, or a value, with the words that say it.
public struct StatementRecord: Sendable, Equatable {
  /// What stands in the object's place.
  public enum Object: Sendable, Equatable, Hashable {
    /// An entity id.
    case entity(String)
    /// A literal: a year, a class, a role.
    case value(String)
  }

  /// An entity id.
  public var subject: String
  /// A predicate of the ontology: `founderOf`, `roleAt` and so on.
  public var predicate: String
  public var object: Object
  /// Index into ``TalkRecord/sentences``.
  public var sentence: Int
  /// Byte offsets into the source file of the words that say it.
  public var bytes: Range<Int>
  /// What found it: the pattern's name.
  public var method: String
  /// 0 to 1.
  public var confidence: Double

  public init(
    subject: String, predicate: String, object: Object, sentence: Int, bytes: Range<Int>, method: String,
    confidence: Double
  ) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
    self.sentence = sentence
    self.bytes = bytes
    self.method = method
    self.confidence = confidence
  }
}
