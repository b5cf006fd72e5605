import KnowledgeGraph
import Transcripts

/// What one talk's labels, lists, glosses, titles and numbers teach.
struct TalkLessons {
  let knowledge: BaseKnowledge
  let transcript: Transcript
  let talk: Int
  private(set) var lessons: [Lesson] = []
  /// Names that count only if the collection repeats them.
  private(set) var sightings: [Lesson] = []

  init(_ transcript: Transcript, talk: Int, knowledge: BaseKnowledge) {
    self.knowledge = knowledge
    self.transcript = transcript
    self.talk = talk
    readLabels()
    readLists()
    readGlosses()
    for index in transcript.sentences.indices where role(of: index) != .boilerplate {
      readTitles(in: index)
      readSeries(in: index)
      readSightings(in: index)
      readAddresses(in: index)
    }
    if !knowledge.terms.isEmpty {
      lessons += RecurringTerms(transcript, talk: talk, knowledge: knowledge).lessons()
    }
    sightings += StrangerNames(transcript, talk: talk, knowledge: knowledge).lessons
  }

  private func role(of sentence: Int) -> Passage.Role {
    transcript.passages[transcript.sentences[sentence].passage].role
  }

  private mutating func add(
    _ source: Lesson.Source, _ names: [String], kind: EntityKind?, sentence: Int, misheard: [String] = []
  ) {
    lessons.append(
      Lesson(source: source, names: names, misheard: misheard, kind: kind, talk: talk, sentence: sentence))
  }
}

// MARK: Labels and lists

extension TalkLessons {
  private mutating func readLabels() {
    for group in LabelGroup.all(in: transcript) where group.kind == .name {
      let names = [group.label, group.translation].compactMap { $0 }.filter(NameShape.mayBePerson)
      let sentence = group.turns.first.map { transcript.turns[$0].passages.lowerBound } ?? 0
      if !names.isEmpty { add(.label, names, kind: .person, sentence: sentence) }
    }
  }

  private mutating func readLists() {
    for list in transcript.metadata.lists {
      guard let kind = knowledge.kinds.kind(ofList: list.key), kind != .concept else { continue }
      for item in list.items {
        let name = transcript.sentences[item].text.string.trimmed
        guard (2...80).contains(name.count) else { continue }
        // A "speaker" or "author" that is no person's name is a channel or whoever publishes it.
        let isBody = kind == .person && !NameShape.mayBePerson(name)
        add(.list, [name], kind: isBody ? .organization : kind, sentence: item)
      }
    }
  }
}

// MARK: Glosses

extension TalkLessons {
  private mutating func readGlosses() {
    for gloss in transcript.glosses {
      let sentence = transcript.sentences[gloss.sentence]
      guard let term = term(of: gloss, in: sentence) else { continue }
      let reading = GlossReading(transcript.sentences[gloss.body].text.string)
      let isMarked = gloss.term != nil
      var names = [term]
      for name in reading.names where !knowledge.table.isSameName(name, term) {
        if isMarked || isNameLike(name) || BracketedOriginals.isTranslation(name, of: term) {
          names.append(name)
        }
      }
      let kind = kind(of: names, explanation: reading.explanation)
      guard names.count > 1 || kind != nil else { continue }
      add(.gloss, names, kind: kind, sentence: gloss.sentence)
    }
  }

  /// The term as marked; without a mark the known or Latin name that ends at the bracket.
  private func term(of gloss: Gloss, in sentence: Sentence) -> String? {
    let bytes = sentence.text.utf8
    if let range = gloss.term { return Self.bare(String(decoding: bytes[range], as: UTF8.self)) }
    let end = bytes[..<gloss.position].lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? 0
    let known = knowledge.table.candidates(in: bytes).filter {
      $0.range.upperBound == end && !$0.uses.isEmpty
    }
    if let longest = known.max(by: { $0.range.count < $1.range.count }) {
      return String(decoding: bytes[longest.range], as: UTF8.self)
    }
    return BracketedOriginals.term(before: end, in: bytes, of: transcript, original: gloss, knowledge)
  }

  private static func bare(_ term: String) -> String? {
    let name = term.trimmed.filter { !"《》「」『』“”\"*".contains($0) }
    return name.isEmpty || name.count > 60 ? nil : name
  }

  /// In an unmarked gloss English small words are an aside rather than a name, unless they are known.
  private func isNameLike(_ name: String) -> Bool {
    NameShape.isCapitalised(name) || GlossReading.isAcronym(name) || !knowledge.table.uses(of: name).isEmpty
  }

  private func kind(of names: [String], explanation: String) -> EntityKind? {
    let ending = names.compactMap { knowledge.kinds.kind(endingOf: $0) }.first
    guard let kind = knowledge.kinds.kind(ofExplanation: explanation) else { return ending }
    guard kind == .person else { return kind }
    let isPerson =
      names.contains(where: NameShape.mayBePerson) && !names.contains(where: knowledge.kinds.isClass)
    return isPerson ? .person : ending
  }
}

// MARK: Titles and numbers

extension TalkLessons {
  private static let opening = Array("《".utf8)
  private static let closing = Array("》".utf8)

  private mutating func readTitles(in index: Int) {
    for range in Self.titles(in: transcript.sentences[index].text.utf8) {
      let name = String(decoding: transcript.sentences[index].text.utf8[range], as: UTF8.self).trimmed
      if (1...40).contains(name.count) { add(.title, [name], kind: .work, sentence: index) }
    }
  }

  /// What stands between 《 and 》, as ranges of a sentence's text.
  static func titles(in bytes: [UInt8]) -> [Range<Int>] {
    guard bytes.contains(opening[0]) else { return [] }
    var found: [Range<Int>] = []
    var start: Int?
    for index in bytes.indices.dropLast(2) where bytes[index] == opening[0] {
      if bytes[index..<index + 3].elementsEqual(opening) { start = index + 3 }
      if bytes[index..<index + 3].elementsEqual(closing), let begin = start, begin < index {
        found.append(begin..<index)
        start = nil
      }
    }
    return found
  }

  private mutating func readSeries(in index: Int) {
    let folded = FoldedText(transcript.sentences[index].text.utf8, folding: knowledge.table.folding)
    for member in knowledge.numbered.members(in: folded) where !knowledge.table.holds(member.key) {
      add(.series, [member.name], kind: .product, sentence: index)
    }
  }

  private mutating func readAddresses(in index: Int) {
    guard [.speech, .narration, .aside, .title].contains(role(of: index)) else { return }
    let bytes = transcript.sentences[index].text.utf8
    for range in WebAddresses.ranges(in: bytes) {
      let name = String(decoding: bytes[range], as: UTF8.self)
      if knowledge.table.uses(of: name).isEmpty { add(.address, [name], kind: .product, sentence: index) }
    }
  }

  private mutating func readSightings(in index: Int) {
    guard ![.gloss, .metadata].contains(role(of: index)) else { return }
    let sentence = transcript.sentences[index]
    sightings += RecurringNames.sightings(
      in: sentence.text.utf8, sentence: index, talk: talk,
      isChinese: transcript.passages[sentence.passage].language == .chinese, knowledge: knowledge)
  }
}
