import KnowledgeGraph

/// What is known before any talk is read: the lexicons, the user's first, and the words that tell kinds.
struct BaseKnowledge: Sendable {
  private(set) var catalog = Catalog()
  let table: NameTable
  let kinds: KindWords
  /// Which words make terms.
  let terms: TermWords
  let numbered: NumberedNames
  /// Persons by a part of their names, exactly as written.
  let personsByPart: [String: [EntityIndex]]
  /// What the lexicon's persons are called first.
  let givenNames: Set<String>
  /// Concepts whose names are everyday words.
  private(set) var everyday: Set<EntityIndex> = []
  private(set) var problems: [DataProblem] = []

  /// Joins lexicons; the word of the user's own on an entity's kind wins.
  ///
  /// No shorter name is found in a blocker. Everyday concepts are given by their identities.
  init(
    lexicons: [LexiconFile], userLexicons: [LexiconFile] = [], kinds: KindWords = KindWords(),
    folding: CharacterFolding = CharacterFolding(), blockers: [String] = [], everyday: [String] = [],
    termStops: [String] = []
  ) {
    self.kinds = kinds
    var reading = LexiconReading(folding: folding)
    for file in lexicons { reading.add(file, isUsers: false) }
    for file in userLexicons { reading.add(file, isUsers: true) }
    reading.link()
    for word in blockers { reading.names.addBlocker(word) }
    catalog = reading.catalog
    problems = reading.problems
    table = reading.names.table()
    numbered = NumberedNames(table, catalog: catalog)
    personsByPart = Self.personsByPart(catalog)
    givenNames = Set(
      catalog.entities.filter { $0.kind == .person }.flatMap(\.names).filter { $0.language == "en" }
        .compactMap { NameShape.parts(ofPerson: $0.text).first })
    terms = TermWords(
      stops: termStops,
      concepts: catalog.entities.lazy.filter { $0.kind == .concept }.flatMap(\.names).map(\.text))
    self.everyday = Set(everyday.compactMap { reading.catalog.index(of: $0) })
  }

  private static func personsByPart(_ catalog: Catalog) -> [String: [EntityIndex]] {
    var result: [String: [EntityIndex]] = [:]
    for (place, entity) in catalog.entities.enumerated() where entity.kind == .person {
      let index = EntityIndex(rawValue: place)
      for name in entity.names {
        for part in NameShape.parts(ofPerson: name.text) where result[part]?.last != index {
          result[part, default: []].append(index)
        }
      }
    }
    return result
  }
}

/// Turns lexicon files into a catalog and its names.
private struct LexiconReading {
  var catalog = Catalog()
  var names: NameTable.Builder
  var problems: [DataProblem] = []
  private var places: [String: (file: String, line: Int)] = [:]
  private var links: [(entity: EntityIndex, entry: LexiconEntry, file: String)] = []

  init(folding: CharacterFolding) {
    names = NameTable.Builder(folding: folding)
  }

  mutating func add(_ file: LexiconFile, isUsers: Bool) {
    problems += file.problems
    for entry in file.entries {
      if let first = places[entry.identity], !isUsers {
        problems.append(
          DataProblem(
            file: file.path, line: entry.line, column: 1,
            reason: .duplicateEntity(entry.identity, firstFile: first.file, firstLine: first.line)))
      } else {
        places[entry.identity] = (file.path, entry.line)
      }
      let entity = catalog.add(
        Catalog.Entity(id: entry.identity, kind: entry.kind, names: [], associates: []))
      if isUsers { catalog[entity].kind = entry.kind }
      addNames(of: entry, to: entity)
      if !entry.associates.isEmpty { links.append((entity, entry, file.path)) }
    }
  }

  private mutating func addNames(of entry: LexiconEntry, to entity: EntityIndex) {
    var shown = catalog[entity].names.map(\.text)
    let label = entry.identity.withoutDistinction
    if shown.isEmpty { shown.append(label) }
    for name in entry.names {
      if !name.isMisheard, !shown.contains(name.text) { shown.append(name.text) }
      let use = NameUse(
        entity: entity, strength: name.isWeak ? .weak : .sure, isExact: name.isExact,
        isMisheard: name.isMisheard, method: .lexicon)
      names.add(name.text, use)
      if entry.kind == .concept, NameShape.singular(name.text) != name.text {
        names.add(NameShape.singular(name.text), use)
      }
      if entry.kind == .concept { addPlural(of: name.text, use) }
    }
    catalog[entity].names = Self.labelFirst(shown)
  }

  /// The plural's `s` is found by itself; `-ies` and `-es` are names of their own.
  private mutating func addPlural(of name: String, _ use: NameUse) {
    guard let last = NameShape.words(name).last, last.count > 3,
      last.allSatisfy({ $0.isASCII && $0.isLowercase })
    else { return }
    let vowels = "aeiou"
    if last.hasSuffix("y"), !vowels.contains(last.dropLast().last ?? "a") {
      names.add(name.dropLast() + "ies", use)
    } else if ["ch", "sh", "x", "ss"].contains(where: last.hasSuffix) {
      names.add(name + "es", use)
    }
  }

  /// English names before Chinese ones, each in the order in which they were given.
  static func labelFirst(_ names: [String]) -> [NameRecord] {
    let records = names.map { NameRecord(text: $0, language: UTF8Decoding.language(of: $0)) }
    guard let label = records.first(where: { $0.language == "en" }) ?? records.first else { return [] }
    return [label] + records.filter { $0 != label }
  }

  /// Resolves who belongs with whom, once all entities are there.
  mutating func link() {
    for (entity, entry, file) in links {
      for associate in entry.associates {
        if let index = catalog.index(of: associate) {
          if !catalog[entity].associates.contains(index) { catalog[entity].associates.append(index) }
        } else {
          problems.append(
            DataProblem(
              file: file, line: entry.line, column: 1,
              reason: .unknownAssociate(of: entry.identity, associate)))
        }
      }
    }
  }
}
