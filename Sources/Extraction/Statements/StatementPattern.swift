import KnowledgeGraph

/// A way of saying something: what stands in the text, and what follows from it.
struct StatementPattern: Sendable {
  /// What restrains or frees a pattern.
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    /// Holds in questions too: what it finds is taken for granted there.
    static let asked = Flags(rawValue: 1)
    /// Says little by itself: dropped where what is known of the thing speaks against it.
    static let weak = Flags(rawValue: 2)
    /// Holds under negation and doubt too.
    static let always = Flags(rawValue: 4)
  }

  let name: String
  let elements: [Element]
  let conclusions: [Conclusion]
  let flags: Flags
  /// For each of its pieces of words: those of which one stands in every text that it fits.
  let neededWords: [Set<String>]

  /// Whether it tells where somebody belongs.
  let tellsBelonging: Bool
  /// Whether only a name, or a word that refers back to one, can begin it.
  let startsWithName: Bool
  /// How many of its slots only names can fill: where a sentence names nothing, one may refer back.
  let slotsForNames: Int
  /// By slot for entities: what must be mentioned for it, unless a pronoun stands there or a word refers back.
  let wanted: [(fillers: SlotFillers, takesPronoun: Bool)]
  /// Whether it asks for the thing itself, not for "a YouTube channel" where YouTube is named: it says who made
  /// something, or reads a class behind a name.
  let wantsThingsThemselves: Bool

  init(name: String, elements: [Element], conclusions: [Conclusion], flags: Flags) {
    self.name = name
    self.elements = elements
    self.conclusions = conclusions
    self.flags = flags
    neededWords = elements.compactMap { element in
      guard case .words(let alternatives) = element else { return nil }
      return Set(alternatives.map { $0.max { ($0.utf8.count, $1) < ($1.utf8.count, $0) } ?? "" })
    }
    let slots = elements.compactMap { if case .slot(let slot) = $0 { slot } else { nil } }
    func concludes(_ predicates: Set<String>) -> Bool {
      conclusions.contains { predicates.contains($0.predicate) }
    }
    tellsBelonging = concludes(["affiliatedWith", "founderOf", "roleAt"])
    wantsThingsThemselves =
      concludes(["developed", "founderOf"]) || slots.contains { $0.fillers.contains(.classNoun) }
    wanted = slots.filter { $0.fillers.isDisjoint(with: .values) }.map { slot in
      (slot.fillers.intersection([.anyEntity, .school, .company]), !slot.pronouns.isEmpty)
    }
    slotsForNames = slots.count { $0.pronouns.isEmpty && !$0.kindsOfNames.isEmpty }
    if case .slot(let first)? = elements.first {
      startsWithName = first.pronouns.isEmpty && first.fillers.isDisjoint(with: .values)
    } else {
      startsWithName = false
    }
  }

  /// Whether anything depends on who is speaking.
  var usesPronouns: Bool {
    let inSlots = elements.contains { element in
      if case .slot(let slot) = element { !slot.pronouns.isEmpty } else { false }
    }
    let inConclusions = conclusions.contains { conclusion in
      if case .pronoun = conclusion.subject { true } else { false }
    }
    return inSlots || inConclusions
  }

  /// One piece of a pattern.
  enum Element: Sendable, Equatable {
    /// One of these runs of words.
    case words([[String]])
    /// The same, or nothing.
    case optional([[String]])
    /// Up to so many words, none of them an end of a sentence or a mention that might fill a slot beside it.
    case gap(Int, barred: SlotFillers)
    case slot(Slot)
    case start
    case end
  }

  /// A place for somebody, something, or a value.
  struct Slot: Sendable, Equatable {
    let name: String
    /// Whether several may stand there: "Sam Altman and Greg Brockman".
    let isList: Bool
    let fillers: SlotFillers
    let pronouns: [Pronoun]
    /// What words that refer back may mean there.
    let kindsOfNames: Set<EntityKind>

    init(name: String, isList: Bool, fillers: SlotFillers) {
      self.name = name
      self.isList = isList
      self.fillers = fillers
      pronouns = fillers.pronouns
      kindsOfNames = fillers.kindsOfNames
    }
  }

  /// A word that stands for somebody by who is speaking.
  enum Pronoun: String, Sendable, CaseIterable {
    /// The speaker.
    case speaker = "I"
    /// The speaker, of what is his.
    case my
    /// The one who is spoken to.
    case you
    /// The speaker's organization.
    case we
    /// The speaker's organization, of what is its.
    case our
    /// The speaker among others: "when we started OpenAI".
    case weOurselves = "we-persons"
    /// The organization of the one who is spoken to.
    case youAll = "you-all"
    /// The organization of the one who is spoken to, of what is its.
    case your
  }

  /// A triple that follows.
  struct Conclusion: Sendable, Equatable {
    let predicate: String
    let subject: Term
    let object: Term
  }

  /// A slot or a pronoun as one end of a triple.
  enum Term: Sendable, Equatable {
    case slot(String)
    case pronoun(Pronoun)
    /// What a gloss explains.
    case glossed
    /// A role at an organization: "CEO @ NVIDIA".
    indirect case roleAt(role: String, organization: Term)
  }
}

extension StatementPattern.Pronoun {
  /// What it stands for.
  var kind: EntityKind {
    switch self {
    case .speaker, .my, .you, .weOurselves: .person
    case .we, .our, .youAll, .your: .organization
    }
  }

  /// How it is written, the longest first.
  var words: [[String]] { Self.allWords[self] ?? [] }

  /// How it is written where somebody tells what is said.
  var narratedWords: [[String]] {
    switch self {
    case .speaker: [["他"], ["她"]]
    case .we, .weOurselves: [["他", "们"], ["她", "们"]]
    case .our, .my, .you, .youAll, .your: []
    }
  }

  /// The words with which any of them begins.
  static let firstWords: Set<String> = Set(
    allCases.flatMap { $0.words + $0.narratedWords }.compactMap(\.first))

  private static let allWords: [StatementPattern.Pronoun: [[String]]] = {
    let written: [StatementPattern.Pronoun: [String]] = [
      .speaker: ["i", "我"], .my: ["my", "我的", "我"], .you: ["you", "你", "您"],
      .we: ["we", "us", "our company", "我们公司", "我们", "我司"], .our: ["our", "我们的", "我们"],
      .weOurselves: ["we", "我们"],
      .youAll: ["you guys", "you all", "your company", "your team", "you", "你们", "你", "您"],
      .your: ["your", "你们的", "你的", "你们"],
    ]
    return written.mapValues { $0.map(SentenceTokens.words).sorted { $0.count > $1.count } }
  }()
}
