import KnowledgeGraph

/// What a talk's words say for and against each person's being each label.
struct SpeakerEvidence: Sendable {
  /// One observation.
  struct Clue: Sendable {
    /// Index into the labels.
    let label: Int
    let person: EntityIndex
    /// Above zero speaks for it.
    let weight: Double
    let sentence: Int
    let kind: Kind
  }

  enum Kind: Int, Sendable {
    case selfIntroduction
    case presented
    case addressed
    case answered
    case quoted
    case presents
    case namesInThirdPerson
    case standsInNotes
  }

  private(set) var clues: [Clue] = []
  /// Persons presented, addressed or standing in the notes: those who may be behind a label; ascending.
  private(set) var candidates: [EntityIndex] = []

  private let text: TalkText
  private let groups: [LabelGroup]
  private let groupByTurn: [Int: Int]
  private let isPerson: @Sendable (EntityIndex) -> Bool

  /// Reads a whole talk; `groups` are all of its labels, in whatever way they are written.
  init(_ text: TalkText, groups: [LabelGroup], catalog: Catalog) {
    self.text = text
    self.groups = groups
    var groupByTurn: [Int: Int] = [:]
    for (index, group) in groups.enumerated() {
      for turn in group.turns { groupByTurn[turn] = index }
    }
    self.groupByTurn = groupByTurn
    isPerson = { catalog[$0].kind == .person }
    readNotes()
    for turn in text.transcript.turns.indices { readTurn(turn) }
    candidates = Set(candidates).sorted()
    keepStrongestOfEachTurn()
  }

  /// Evidence by label and candidate.
  func scores(for persons: [EntityIndex]) -> [[Double]] {
    var scores = groups.map { _ in persons.map { _ in 0.0 } }
    var against = scores
    let column = Dictionary(uniqueKeysWithValues: persons.enumerated().map { ($1, $0) })
    for clue in clues {
      guard let person = column[clue.person] else { continue }
      if clue.weight > 0 {
        scores[clue.label][person] += clue.weight
      } else {
        against[clue.label][person] += clue.weight
      }
    }
    for label in groups.indices {
      for person in persons.indices { scores[label][person] += max(against[label][person], -8) }
    }
    return scores
  }

  /// The places that speak most for a naming.
  func reasons(label: Int, person: EntityIndex) -> [SpeakerRecord.Reason] {
    clues.filter {
      $0.label == label && $0.person == person && $0.weight >= 0.5 && $0.kind != .standsInNotes
    }
    .sorted { ($0.weight, $1.sentence) > ($1.weight, $0.sentence) }
    .prefix(5).map { text.reason($0.sentence) }
  }
}

extension SpeakerEvidence {
  private mutating func add(
    _ kind: Kind, _ label: Int?, _ person: EntityIndex, _ weight: Double, _ sentence: Int
  ) {
    guard let label else { return }
    clues.append(Clue(label: label, person: person, weight: weight, sentence: sentence, kind: kind))
  }

  /// A turn often stands in two languages: what both say counts once.
  private mutating func keepStrongestOfEachTurn() {
    struct Key: Hashable {
      let label: Int
      let person: EntityIndex
      let kind: Kind
      let turn: Int?
    }
    var kept: [Key: Clue] = [:]
    var order: [Key] = []
    for clue in clues {
      let passage = text.transcript.passages[text.transcript.sentences[clue.sentence].passage]
      let key = Key(label: clue.label, person: clue.person, kind: clue.kind, turn: passage.turn)
      guard let known = kept[key] else {
        kept[key] = clue
        order.append(key)
        continue
      }
      if abs(clue.weight) > abs(known.weight) { kept[key] = clue }
    }
    clues = order.compactMap { kept[$0] }
  }

  private mutating func readNotes() {
    for sentence in text.sentences(ofRoles: [.title, .description]) {
      for span in text.sentences[sentence].spans where isPerson(span.entity) {
        candidates.append(span.entity)
        for label in groups.indices { add(.standsInNotes, label, span.entity, 0.3, sentence) }
      }
    }
  }

  private mutating func readTurn(_ turn: Int) {
    let label = groupByTurn[turn]
    let sentences = text.spokenSentences(ofTurn: turn)
    let asksAtEnd = sentences.suffix(2).contains { text.sentences[$0].isQuestion }
    for sentence in sentences {
      let cues = SpeakerCues(tokens: text.sentences[sentence], isPerson: isPerson)
      guard text.sentences[sentence].spans.contains(where: { isPerson($0.entity) }) else {
        continue
      }
      readIntroductions(cues, label, turn, sentence)
      readAddress(cues, label, turn, sentence, asksAtEnd: asksAtEnd)
      for span in cues.quoted { readQuotation(of: span.entity, in: sentence, turn: turn) }
      for span in cues.thirdPersons { add(.namesInThirdPerson, label, span.entity, -2.5, sentence) }
    }
  }

  private mutating func readIntroductions(
    _ cues: SpeakerCues, _ label: Int?, _ turn: Int, _ sentence: Int
  ) {
    let own = cues.selfIntroduction
    if let own {
      candidates.append(own)
      add(.selfIntroduction, label, own, 10, sentence)
    }
    guard cues.presents else { return }
    for span in cues.tokens.spans where isPerson(span.entity) && span.entity != own {
      candidates.append(span.entity)
      for other in groups.indices where other != label {
        add(.presented, other, span.entity, 1, sentence)
      }
      add(.presents, label, span.entity, -4, sentence)
      if cues.callsIn { add(.answered, neighbour(of: turn, by: 1), span.entity, 2, sentence) }
    }
  }

  private mutating func readAddress(
    _ cues: SpeakerCues, _ label: Int?, _ turn: Int, _ sentence: Int, asksAtEnd: Bool
  ) {
    let addressed = cues.addressed
    guard !addressed.isEmpty else { return }
    let share = 1 / Double(addressed.count)
    let direction = cues.direction == .open && asksAtEnd ? .next : cues.direction
    for span in addressed {
      candidates.append(span.entity)
      add(.addressed, label, span.entity, -6, sentence)
      let next = neighbour(of: turn, by: 1)
      let previous = neighbour(of: turn, by: -1)
      switch direction {
      case .next: add(.answered, next, span.entity, 3 * share, sentence)
      case .previous: add(.answered, previous, span.entity, 2 * share, sentence)
      case .open:
        add(.answered, next, span.entity, 1 * share, sentence)
        add(.answered, previous, span.entity, 1 * share, sentence)
      }
    }
  }

  /// The label of the nearest turn before or after that somebody else speaks.
  private func neighbour(of turn: Int, by step: Int) -> Int? {
    let own = groupByTurn[turn]
    var other = turn + step
    while text.transcript.turns.indices.contains(other) {
      if let label = groupByTurn[other], label != own { return label }
      other += step
    }
    return nil
  }

  /// "As Sam was saying": one of those who spoke before, and rather who spoke of the same things.
  private mutating func readQuotation(of person: EntityIndex, in sentence: Int, turn: Int) {
    let topics = Set(text.sentences[sentence].spans.map(\.entity).filter { !isPerson($0) })
    var weight = 1.6
    var seen: Set<Int> = groupByTurn[turn].map { [$0] } ?? []
    for earlier in (0..<turn).reversed().prefix(24) {
      guard let label = groupByTurn[earlier], !seen.contains(label) else { continue }
      let sentences = text.spokenSentences(ofTurn: earlier)
      guard sentences.reduce(0, { $0 + text.sentences[$1].count }) >= 12 else { continue }
      seen.insert(label)
      let isShared = sentences.contains {
        text.sentences[$0].spans.contains { topics.contains($0.entity) }
      }
      add(.quoted, label, person, weight * (isShared ? 1.3 : 0.7), sentence)
      weight *= 0.7
    }
  }
}
