/// Who leads a talk, who is asked, and whom "you" means: told by the order in which people speak.
struct Conversation: Sendable {
  /// What one person says until another one speaks.
  private struct Utterance {
    let speaker: EntityIndex
    var sentences: [Int]
  }

  private let text: TalkText
  private let hostLabels: [EntityIndex]
  private let isUnnamedCrowd: @Sendable (EntityIndex) -> Bool
  private let isPerson: @Sendable (EntityIndex) -> Bool

  /// Prepares to look at a talk; `hostLabels` are those whom their label calls the host.
  init(_ text: TalkText, catalog: Catalog, hostLabels: [EntityIndex]) {
    self.text = text
    self.hostLabels = hostLabels
    isPerson = { catalog[$0].kind == .person }
    isUnnamedCrowd = { person in
      guard let name = catalog[person].names.first?.text else { return false }
      return name.hasSuffix("(unnamed)") && name != SpeakerLabel.Role.host.unnamed
    }
  }

  /// Adds hosts, guests, questions and addressees to an assignment that knows who speaks.
  func complete(_ assignment: inout SpeakerAssignment) {
    let utterances = utterances(assignment)
    let order = Self.distinct(utterances.map(\.speaker))
    guard !order.isEmpty else { return }
    assignment.hosts = hosts(utterances, order)
    let hosts = Set(assignment.hosts)
    assignment.guests = order.filter { person in
      !hosts.contains(person) && !isUnnamedCrowd(person) && size(of: person, in: utterances) >= 15
    }
    for place in utterances.indices { complete(&assignment, utterances, place) }
  }

  private static func distinct(_ persons: [EntityIndex]) -> [EntityIndex] {
    var seen: Set<EntityIndex> = []
    return persons.filter { seen.insert($0).inserted }
  }

  private func utterances(_ assignment: SpeakerAssignment) -> [Utterance] {
    var result: [Utterance] = []
    for sentence in text.transcript.sentences.indices {
      guard let speaker = assignment.speaker(ofSentence: sentence) else { continue }
      if result.last?.speaker == speaker {
        result[result.count - 1].sentences.append(sentence)
      } else {
        result.append(Utterance(speaker: speaker, sentences: [sentence]))
      }
    }
    return result
  }

  private func asks(_ utterance: Utterance) -> Bool {
    utterance.sentences.suffix(8).contains { text.sentences[$0].isQuestion }
  }

  private func size(of person: EntityIndex, in utterances: [Utterance]) -> Int {
    utterances.filter { $0.speaker == person }.flatMap(\.sentences).reduce(0) {
      $0 + text.sentences[$1].count
    }
  }

  private func hosts(_ utterances: [Utterance], _ order: [EntityIndex]) -> [EntityIndex] {
    let explicit = order.filter { hostLabels.contains($0) }
    guard explicit.isEmpty else { return explicit }
    let turns = Dictionary(grouping: utterances, by: \.speaker)
    func questions(_ person: EntityIndex) -> Int { turns[person]?.count(where: asks) ?? 0 }
    func share(_ person: EntityIndex) -> Double {
      Double(questions(person)) / Double(turns[person]?.count ?? 1)
    }
    let total = text.sentences.reduce(0) { $0 + $1.count }
    let asking = order.filter { person in
      questions(person) >= 2 && share(person) >= 0.35
        && size(of: person, in: utterances) * 2 < total
    }
    guard let most = asking.max(by: { (questions($0), $1) < (questions($1), $0) }) else {
      return []
    }
    return asking.filter { $0 == most || share($0) >= 0.5 }
  }

  private func complete(
    _ assignment: inout SpeakerAssignment, _ utterances: [Utterance], _ place: Int
  ) {
    let utterance = utterances[place]
    let isHost = assignment.hosts.contains(utterance.speaker)
    let next = utterances.dropFirst(place + 1).first?.speaker
    let previous = place > 0 ? utterances[place - 1].speaker : nil
    let addressee = isHost || previous == nil ? next ?? previous : previous
    for sentence in utterance.sentences {
      assignment.setAddressee(addressee, ofSentences: sentence..<sentence + 1)
    }
    guard isHost, let question = utterance.sentences.first(where: { text.sentences[$0].isQuestion })
    else { return }
    let guests = Set(assignment.guests)
    let called = utterance.sentences.flatMap { sentence in
      SpeakerCues(tokens: text.sentences[sentence], isPerson: isPerson).addressed.map(\.entity)
    }
    let asked = Self.distinct(called.filter(guests.contains))
    for person in asked.isEmpty ? [next].compactMap({ $0 }) : asked where guests.contains(person) {
      assignment.questions.append(
        .init(asking: utterance.speaker, asked: person, sentence: question))
    }
  }
}
