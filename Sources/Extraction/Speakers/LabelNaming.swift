import KnowledgeGraph
import Transcripts

/// Gives a talk's labels their persons.
struct LabelNaming {
  let groups: [LabelGroup]
  /// By label.
  private(set) var persons: [EntityIndex?]
  /// By label, then the translated labels.
  private(set) var records: [SpeakerRecord] = []
  /// Those whose label says that they lead the talk.
  private(set) var hosts: [EntityIndex] = []
  private(set) var catalog: Catalog

  private let text: TalkText
  private let talk: String
  private var names: PersonNames
  private var confidences: [Double]
  private var reasons: [[SpeakerRecord.Reason]]

  /// The margin below which a label stays unnamed.
  private static let leastMargin = 1.0

  init(_ text: TalkText, catalog: Catalog, talk: String) {
    self.text = text
    self.catalog = catalog
    self.talk = talk
    groups = LabelGroup.all(in: text.transcript)
    persons = groups.map { _ in nil }
    confidences = groups.map { _ in 0 }
    reasons = groups.map { _ in [] }
    names = PersonNames(catalog, mentions: text.mentions)
  }

  mutating func nameAll() {
    nameByLabel()
    nameByEvidence()
    writeRecords()
    nameByRole()
    nameUnknownHost()
  }

  private func firstPlace(_ group: LabelGroup) -> [SpeakerRecord.Reason] {
    group.turns.first.flatMap { text.spokenSentences(ofTurn: $0).first }.map { [text.reason($0)] }
      ?? []
  }
}

// MARK: Labels that are names

extension LabelNaming {
  /// Whole names first, so that short ones find those they are short for.
  private mutating func nameByLabel() {
    let named = groups.indices.filter { groups[$0].kind == .name }
    let whole = named.filter {
      PersonNames.parts(groups[$0].label).count > 1 || groups[$0].translation != nil
    }
    for index in whole { setName(index, known(groups[index]) ?? learn(groups[index])) }
    for index in named where persons[index] == nil {
      let label = groups[index].label
      let others = persons.compactMap { $0 }
      let person =
        names.person(shortNamed: label, among: others, in: catalog)
        ?? names.person(shortNamed: label, among: notedPersons, in: catalog)
        ?? known(groups[index]) ?? names.person(
          shortNamed: label, among: names.present, in: catalog)
        ?? learn(groups[index])
      setName(index, person)
    }
  }

  private mutating func setName(_ index: Int, _ person: EntityIndex) {
    persons[index] = person
    confidences[index] = 0.99
    reasons[index] = firstPlace(groups[index])
  }

  private func known(_ group: LabelGroup) -> EntityIndex? {
    names.person(named: group.label) ?? group.translation.flatMap { names.person(named: $0) }
  }

  /// Persons whom the title, the notes or the metadata name.
  private var notedPersons: [EntityIndex] {
    let noted = text.sentences(ofRoles: [.title, .description, .metadata]).flatMap {
      text.sentences[$0].spans
    }
    return Set(noted.map(\.entity).filter { catalog[$0].kind == .person }).sorted()
  }

  private mutating func learn(_ group: LabelGroup) -> EntityIndex {
    let written = [group.label, group.translation].compactMap { $0 }
    let sorted = written.filter { !Self.isChinese($0) } + written.filter(Self.isChinese)
    return catalog.addPerson(named: sorted)
  }

  private static func isChinese(_ name: String) -> Bool {
    name.unicodeScalars.contains(where: SentenceTokens.isHan)
  }
}

// MARK: Labels that are numbers or roles

extension LabelNaming {
  private mutating func nameByEvidence() {
    let open = groups.indices.filter { persons[$0] == nil }
    guard !open.isEmpty else { return }
    learnSelfIntroduced(open)
    let evidence = SpeakerEvidence(text, groups: groups, catalog: catalog)
    let taken = Set(persons.compactMap { $0 })
    let candidates = evidence.candidates.filter { !taken.contains($0) }
    let scores = evidence.scores(for: candidates)
    let openScores = open.map { index in
      groups[index].kind == .anonymous ? scores[index] : scores[index].map { $0 >= 5 ? $0 : 0 }
    }
    let matching = SpeakerMatching(scores: openScores)
    for (place, index) in open.enumerated() {
      guard let person = matching.persons[place], matching.margins[place] >= Self.leastMargin else {
        continue
      }
      persons[index] = candidates[person]
      confidences[index] = 1 - 1 / (1 + matching.margins[place])
      reasons[index] = evidence.reasons(label: index, person: candidates[person])
    }
  }

  /// Persons whom nothing but their own introduction names enter the catalog.
  private mutating func learnSelfIntroduced(_ open: [Int]) {
    let catalog = catalog
    for index in open {
      for turn in groups[index].turns.prefix(3) {
        let cues = text.spokenSentences(ofTurn: turn).map { sentence in
          SpeakerCues(tokens: text.sentences[sentence]) { catalog[$0].kind == .person }
        }
        guard !cues.contains(where: { $0.selfIntroduction != nil }),
          let cue = cues.first(where: { $0.unknownSelfIntroduction != nil }),
          let range = cue.unknownSelfIntroduction,
          let sentence = zip(text.spokenSentences(ofTurn: turn), cues).first(where: {
            $0.1.unknownSelfIntroduction == range
          })?.0
        else { continue }
        let bytes = cue.tokens.textRange(range)
        let name = String(
          decoding: text.transcript.sentences[sentence].text.utf8[bytes], as: UTF8.self)
        persons[index] = names.person(named: name) ?? self.catalog.addPerson(named: [name])
        confidences[index] = 0.9
        reasons[index] = [text.reason(sentence)]
        break
      }
    }
  }

  /// Roles that nobody names stand for somebody of this talk alone, after the records have been written: there such
  /// a label has no person.
  private mutating func nameByRole() {
    for (index, group) in groups.enumerated() {
      guard case .role(let role) = group.kind else { continue }
      let person = persons[index] ?? catalog.addUnnamed(role, inTalk: talk)
      persons[index] = person
      if role == .host { hosts.append(person) }
    }
  }

  /// A number that stays unnamed among named ones and mostly asks is the talk's unnamed host.
  private mutating func nameUnknownHost() {
    guard persons.contains(where: { $0 != nil }), hosts.isEmpty else { return }
    let asking = groups.indices.filter {
      persons[$0] == nil && groups[$0].kind == .anonymous && asksMostly(groups[$0])
    }
    guard asking.count == 1, let index = asking.first else { return }
    let host = catalog.addUnnamed(.host, inTalk: talk)
    persons[index] = host
    hosts.append(host)
  }

  private func asksMostly(_ group: LabelGroup) -> Bool {
    let asking = group.turns.count { turn in
      text.spokenSentences(ofTurn: turn).contains { text.sentences[$0].isQuestion }
    }
    return asking >= 3 && asking * 2 >= group.turns.count
  }

  private mutating func writeRecords() {
    for (index, group) in groups.enumerated() {
      let person = persons[index].map { catalog[$0].id }
      for label in [group.label, group.translation].compactMap({ $0 }) {
        guard !records.contains(where: { $0.label == label }) else { continue }
        records.append(
          SpeakerRecord(
            label: label, person: person, confidence: confidences[index], because: reasons[index]))
      }
    }
  }
}

extension Catalog {
  /// Adds a person who is known by name alone.
  mutating func addPerson(named names: [String]) -> EntityIndex {
    let name = names[0]
    let isTaken = index(of: name).map { self[$0].kind != .person } ?? false
    let records = names.map { name in
      let isChinese = name.unicodeScalars.contains(where: SentenceTokens.isHan)
      return NameRecord(text: name, language: isChinese ? "zh" : "en")
    }
    return add(
      Entity(id: isTaken ? "\(name) (person)" : name, kind: .person, names: records, associates: [])
    )
  }

  /// Adds somebody of whom only the role in one talk is known.
  mutating func addUnnamed(_ role: SpeakerLabel.Role, inTalk talk: String) -> EntityIndex {
    let names = [role.unnamed] + (role == .host ? [] : [role.rawValue])
    return add(
      Entity(
        id: "\(role.unnamed), \(talk)", kind: .person,
        names: names.map { NameRecord(text: $0, language: "en") },
        associates: []))
  }
}
