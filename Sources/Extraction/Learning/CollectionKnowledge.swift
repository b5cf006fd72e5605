import KnowledgeGraph

/// What the lexicons and all talks of a collection together know: the first of the two passes over the talks.
///
/// Lessons are sorted before they are learnt, so that the result depends neither on the order of the talks nor on
/// the number of threads that read them.
struct CollectionKnowledge: Sendable {
  var catalog: Catalog
  private(set) var table: NameTable
  private(set) var numbered: NumberedNames
  /// Parts of persons' names, exactly as written.
  private(set) var partTable: NameTable
  /// Works whose titles are too short to be found without 《》, by folded title.
  private(set) var quotedWorks: [[UInt8]: EntityIndex] = [:]
  let kinds: KindWords
  /// Concepts whose names are everyday words.
  let everyday: Set<EntityIndex>
  /// Concepts that were learnt only because they recur.
  private(set) var recurring: Set<EntityIndex> = []

  /// What a person has decided, once it is applied.
  var decisions = CorrectionDecisions()

  /// The names while they are being learnt and corrected.
  var builder: NameTable.Builder
  private let base: BaseKnowledge
  /// New entities by folded name.
  private var learned: [[UInt8]: EntityIndex] = [:]
  /// What first told a new entity's kind; nil while nothing has.
  private var kindSources: [EntityIndex: Lesson.Source] = [:]

  /// A title below this length, in characters, is found only where it is quoted.
  private static let shortestTitle = 3

  /// Learns lessons in their order; corrections are applied last, so that they always win.
  init(base: BaseKnowledge, lessons: [Lesson], corrections: Corrections = Corrections()) {
    self.base = base
    catalog = base.catalog
    table = base.table
    kinds = base.kinds
    everyday = base.everyday
    numbered = base.numbered
    partTable = base.table
    builder = NameTable.Builder(base.table)
    for lesson in Lesson.sorted(lessons) { learn(lesson) }
    table = builder.table()
    if !corrections.lines.isEmpty {
      apply(corrections)
      table = builder.table()
    }
    numbered = NumberedNames(table, catalog: catalog)
    partTable = partsOfPersons()
  }

  private func partsOfPersons() -> NameTable {
    var parts = NameTable.Builder(folding: table.folding)
    for (place, entity) in catalog.entities.enumerated() where entity.kind == .person {
      let index = decisions.resolved(EntityIndex(rawValue: place))
      let use = NameUse(entity: index, strength: .sure, isExact: true, method: .shortName)
      for name in entity.names {
        for part in NameShape.parts(ofPerson: name.text) where !decisions.forbids(table.key(part), index) {
          parts.add(part, use)
        }
      }
    }
    return parts.table()
  }

  private mutating func learn(_ lesson: Lesson) {
    let known = lesson.names.map { knownEntity(called: $0, kind: lesson.kind) }
    let entities = Set(known.compactMap { $0 })
    switch entities.count {
    case 0: addEntity(lesson)
    case 1:
      guard let entity = entities.first else { return }
      for (name, owner) in zip(lesson.names, known) where owner == nil || base.table.uses(of: name).isEmpty {
        addAlias(name, of: entity, lesson)
      }
      settleKind(of: entity, lesson)
    default: break  // The bracket ties two things that are known apart: a misheard or mistranslated term.
    }
  }

  /// The entity that a whole name, or the only bearer of a surname, stands for.
  private func knownEntity(called name: String, kind: EntityKind?) -> EntityIndex? {
    let asWritten = base.table.uses(of: name)
    let uses = asWritten.isEmpty ? base.table.usesOfAnyCase(of: name) : asWritten
    let fitting = uses.filter { kind == nil || catalog[$0.entity].kind == kind }
    if let best = fitting.first(where: { $0.strength == .sure }) ?? fitting.first { return best.entity }
    if let other = uses.first(where: { $0.strength == .sure }), kind != .person { return other.entity }
    if let entity = learned[table.key(name)] { return entity }
    guard kind == .person, let bearers = base.personsByPart[name], bearers.count == 1 else { return nil }
    return bearers.first
  }

  private mutating func addEntity(_ lesson: Lesson) {
    guard let first = lesson.names.first else { return }
    let kind = lesson.kind ?? .concept
    let shown = lesson.names.map(NameShape.singular)
    let label = shown.first { UTF8Decoding.language(of: $0) == "en" } ?? first
    let id = catalog.index(of: label) == nil ? label : "\(label) (\(kind.rawValue))"
    let records = shown.map { NameRecord(text: $0, language: UTF8Decoding.language(of: $0)) }
    let ordered = records.filter { $0.text == label } + records.filter { $0.text != label }
    let entity = catalog.add(Catalog.Entity(id: id, kind: kind, names: ordered, associates: []))
    if lesson.source == .term { recurring.insert(entity) }
    if lesson.kind != nil { kindSources[entity] = lesson.source }
    for name in lesson.names { addName(name, of: entity, lesson) }
  }

  private mutating func addName(_ name: String, of entity: EntityIndex, _ lesson: Lesson) {
    let key = table.key(name)
    guard !key.isEmpty, learned[key] == nil else { return }
    learned[key] = entity
    if catalog[entity].kind == .work, name.count < Self.shortestTitle {
      quotedWorks[key] = entity
      return
    }
    builder.add(
      name,
      NameUse(entity: entity, strength: .sure, isExact: mayBeWord(name, lesson), method: lesson.method))
  }

  /// Whether a name counts only as written: one Latin word with a capital may be a word of the language.
  ///
  /// A term that a talk explains is none.
  private func mayBeWord(_ name: String, _ lesson: Lesson) -> Bool {
    NameShape.words(name).count == 1 && UTF8Decoding.language(of: name) == "en"
      && (name.first?.isUppercase ?? false) && (lesson.source != .gloss || name.count < 5)
  }

  private mutating func addAlias(_ name: String, of entity: EntityIndex, _ lesson: Lesson) {
    guard learned[table.key(name)] == nil else { return }
    let record = NameRecord(text: name, language: UTF8Decoding.language(of: name))
    let isMisheard = lesson.source == .gloss && isDoubtful(name, of: entity)
    if !isMisheard, !catalog[entity].names.contains(record) { catalog[entity].names.append(record) }
    learned[table.key(name)] = entity
    builder.add(
      name,
      NameUse(
        entity: entity, strength: .sure, isExact: mayBeWord(name, lesson), isMisheard: isMisheard,
        method: .learned))
  }

  /// A gloss's English that is not the entity's own English name may be a recognition error: it is found, not shown.
  private func isDoubtful(_ name: String, of entity: EntityIndex) -> Bool {
    UTF8Decoding.language(of: name) == "en" && catalog[entity].names.contains { $0.language == "en" }
  }

  /// The first lesson that tells a new entity's kind settles it.
  private mutating func settleKind(of entity: EntityIndex, _ lesson: Lesson) {
    guard let kind = lesson.kind, entity.rawValue >= base.catalog.entities.count, kindSources[entity] == nil
    else {
      return
    }
    catalog[entity].kind = kind
    kindSources[entity] = lesson.source
  }
}
