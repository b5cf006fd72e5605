import KnowledgeGraph

/// What may fill a pattern's slot: mentions of some kinds, pronouns, values.
struct SlotFillers: OptionSet, Sendable, Hashable {
  let rawValue: UInt32

  static let person = SlotFillers(rawValue: 1 << 0)
  static let organization = SlotFillers(rawValue: 1 << 1)
  static let product = SlotFillers(rawValue: 1 << 2)
  static let concept = SlotFillers(rawValue: 1 << 3)
  static let work = SlotFillers(rawValue: 1 << 4)
  static let place = SlotFillers(rawValue: 1 << 5)
  static let event = SlotFillers(rawValue: 1 << 6)
  static let anyEntity = SlotFillers(rawValue: 1 << 7 - 1)
  /// An organization that teaches.
  static let school = SlotFillers(rawValue: 1 << 7)
  /// An organization that does not.
  static let company = SlotFillers(rawValue: 1 << 8)
  static let year = SlotFillers(rawValue: 1 << 9)
  static let role = SlotFillers(rawValue: 1 << 10)
  static let classPhrase = SlotFillers(rawValue: 1 << 11)
  static let number = SlotFillers(rawValue: 1 << 12)
  /// A class noun by itself.
  static let classNoun = SlotFillers(rawValue: 1 << 13)
  static let values: SlotFillers = [.year, .role, .classPhrase, .classNoun, .number]

  private static let firstPronoun: UInt32 = 16

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ kind: EntityKind) {
    self =
      switch kind {
      case .person: .person
      case .organization: .organization
      case .product: .product
      case .concept: .concept
      case .work: .work
      case .place: .place
      case .event: .event
      }
  }

  init(_ pronoun: StatementPattern.Pronoun) {
    let place = StatementPattern.Pronoun.allCases.firstIndex(of: pronoun) ?? 0
    self.init(rawValue: 1 << (Self.firstPronoun + UInt32(place)))
  }

  /// Fillers by their names in pattern files.
  static let named: [String: SlotFillers] = {
    var named: [String: SlotFillers] = [
      "any": .anyEntity, "school": .school, "company": .company, "year": .year, "role": .role,
      "class": .classPhrase, "noun": .classNoun, "number": .number,
    ]
    for kind in EntityKind.allCases { named[kind.rawValue] = SlotFillers(kind) }
    for pronoun in StatementPattern.Pronoun.allCases { named[pronoun.rawValue] = SlotFillers(pronoun) }
    return named
  }()

  /// Those of an entity that is mentioned.
  init(of entity: EntityIndex, in catalog: Catalog) {
    let kind = catalog[entity].kind
    self.init(kind)
    if kind == .organization { insert(catalog.isSchool(entity) ? .school : .company) }
  }

  var pronouns: [StatementPattern.Pronoun] {
    StatementPattern.Pronoun.allCases.filter { contains(SlotFillers($0)) }
  }

  /// The kinds of entity that it takes by mention.
  var kindsOfNames: Set<EntityKind> {
    let isOrganization = !isDisjoint(with: [.school, .company])
    return Set(
      EntityKind.allCases.filter { contains(SlotFillers($0)) || isOrganization && $0 == .organization })
  }

  /// The kinds of entity that it takes, by mention or by pronoun, as fillers.
  var entities: SlotFillers {
    var kinds = intersection(.anyEntity)
    if !isDisjoint(with: [.school, .company]) { kinds.insert(.organization) }
    for pronoun in pronouns { kinds.insert(SlotFillers(pronoun.kind)) }
    return kinds
  }
}

extension Catalog {
  private static let schoolWords = [
    "university", "college", "institute of technology", "school", "academy", "大学", "学院", "polytechnic",
  ]

  /// Whether an organization teaches, by its names.
  func isSchool(_ entity: EntityIndex) -> Bool {
    self[entity].names.contains { name in
      let lower = name.text.lowercased()
      return Self.schoolWords.contains { lower.contains($0) }
    }
  }
}
