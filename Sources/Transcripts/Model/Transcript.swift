/// One transcript as read: where everything stands in its source, before anything is understood of it.
///
/// Flat arrays that refer to one another by index. Everything textual, the metadata and the headings included, is
/// a passage with sentences, so that whatever is found anywhere has a place in the source.
public struct Transcript: Sendable {
  public let source: SourceFile
  /// The reader that understood it: `subrip`, `bilingual-podcast` and so on.
  public let format: String
  public let metadata: Metadata
  public let turns: [Turn]
  public let passages: [Passage]
  public let sentences: [Sentence]
  public let glosses: [Gloss]
  /// What could not be read as it was meant, in the order of the source.
  public let warnings: [ReadWarning]

  public init(
    source: SourceFile, format: String, metadata: Metadata, turns: [Turn], passages: [Passage],
    sentences: [Sentence], glosses: [Gloss], warnings: [ReadWarning] = []
  ) {
    self.source = source
    self.format = format
    self.metadata = metadata
    self.turns = turns
    self.passages = passages
    self.sentences = sentences
    self.glosses = glosses
    self.warnings = warnings
  }
}

/// What one speaker says until the next one speaks.
public struct Turn: Sendable {
  /// Who speaks, as the source writes it (`Speaker 3`, `Jensen Huang`); nil where it does not say.
  public let label: MappedText?
  /// The same label in the other language of a bilingual source.
  public let translatedLabel: MappedText?
  /// Indices into ``Transcript/passages``.
  ///
  /// Each belongs to this turn; glosses and asides that interrupt it stand behind it.
  public let passages: Range<Int>
  /// Seconds from the start, if the source tells.
  public let startsAt: Int?

  public init(
    label: MappedText?, translatedLabel: MappedText? = nil, passages: Range<Int>, startsAt: Int? = nil
  ) {
    self.label = label
    self.translatedLabel = translatedLabel
    self.passages = passages
    self.startsAt = startsAt
  }
}

/// One paragraph in one language.
public struct Passage: Sendable {
  /// What a passage is to the talk.
  public enum Role: String, Sendable {
    /// Somebody's words.
    case speech
    /// A telling of what somebody says ("Greg 认为 …").
    case narration
    /// The talk's title.
    case title
    /// A section's heading.
    case heading
    /// Show notes, summary, editor's introduction.
    case description
    /// One item of the metadata: a name in a list of people, a tag.
    case metadata
    /// What stands in a gloss's brackets.
    case gloss
    /// An editor's own words in the middle of the talk.
    case aside
    /// Navigation, advertising, links to other pages: nothing of the talk.
    case boilerplate
  }

  public let role: Role
  public let language: Language
  /// Indices into ``Transcript/sentences``.
  public let sentences: Range<Int>
  /// The turn it belongs to, if it is speech or narration.
  public let turn: Int?
  /// The passage that says the same in the other language.
  public let counterpart: Int?

  public init(
    role: Role, language: Language, sentences: Range<Int>, turn: Int? = nil, counterpart: Int? = nil
  ) {
    self.role = role
    self.language = language
    self.sentences = sentences
    self.turn = turn
    self.counterpart = counterpart
  }
}

/// The unit of evidence.
public struct Sentence: Sendable {
  public let text: MappedText
  /// Index into ``Transcript/passages``.
  public let passage: Int
  /// 1-based line of the source where it begins.
  public let line: Int
  /// Seconds from the start of the talk, if the source tells.
  public let startsAt: Int?

  public init(text: MappedText, passage: Int, line: Int, startsAt: Int? = nil) {
    self.text = text
    self.passage = passage
    self.line = line
    self.startsAt = startsAt
  }
}

/// A bracket that explains the term before it: `**高斯**（Gauss: 德国数学家）`.
///
/// The bracket is taken out of the sentence that holds it and stands as a passage of its own.
public struct Gloss: Sendable {
  /// The sentence that holds the term.
  public let sentence: Int
  /// The term in that sentence's text, where bold or quotes mark it; nil if its left edge is open.
  public let term: Range<Int>?
  /// Where in that sentence's text the bracket stood.
  public let position: Int
  /// The sentence (of role ``Passage/Role/gloss``) with what the bracket says.
  public let body: Int

  public init(sentence: Int, term: Range<Int>?, position: Int, body: Int) {
    self.sentence = sentence
    self.term = term
    self.position = position
    self.body = body
  }
}

/// A passage's language, told by its script.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"
  case undetermined = "und"
}

/// What a source says about its talk.
public struct Metadata: Sendable {
  /// A list of names that the source itself gives, with what it says they are.
  public struct NamedList: Sendable {
    /// The key as the source writes it: `people`, `companies_orgs`, `tags`.
    public let key: String
    /// Sentences of role ``Passage/Role/metadata``, one an item.
    public let items: [Int]

    public init(key: String, items: [Int]) {
      self.key = key
      self.items = items
    }
  }

  public var title: String
  /// ISO 8601, as exact as the source says.
  public var date: String?
  public var source: String?
  public var author: String?
  /// Who speaks or is interviewed, where the source names them apart from any turn.
  public var speakers: [String]
  public var lists: [NamedList]

  public init(
    title: String, date: String? = nil, source: String? = nil, author: String? = nil, speakers: [String] = [],
    lists: [NamedList] = []
  ) {
    self.title = title
    self.date = date
    self.source = source
    self.author = author
    self.speakers = speakers
    self.lists = lists
  }
}
