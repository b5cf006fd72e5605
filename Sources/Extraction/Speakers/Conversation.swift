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
        && !onlyAsks(person, utterances)
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

  /// Whether somebody comes in only to ask, and is no host.
  private func onlyAsks(_ person: EntityIndex, _ utterances: [Utterance]) -> Bool {
    let own = utterances.filter { $0.speaker == person }
    return own.count * 4 < utterances.count && own.allSatisfy(asks)
  }

  private func hosts(_ utterances: [Utterance], _ order: [EntityIndex]) -> [EntityIndex] {
    let invited = invitation(among: order)
    let explicit = order.filter { hostLabels.contains($0) || invited.hosts.contains($0) }
    guard explicit.isEmpty else { return explicit }
    let turns = Dictionary(grouping: utterances, by: \.speaker)
    func questions(_ person: EntityIndex) -> Int { turns[person]?.count(where: asks) ?? 0 }
    func share(_ person: EntityIndex) -> Double {
      Double(questions(person)) / Double(turns[person]?.count ?? 1)
    }
    let total = text.sentences.reduce(0) { $0 + $1.count }
    let asking = order.filter { person in
      questions(person) >= 2 && share(person) >= 0.35
        && size(of: person, in: utterances) * 2 < total && !invited.guests.contains(person)
    }
    guard let most = asking.max(by: { (questions($0), $1) < (questions($1), $0) }) else {
      return []
    }
    return asking.filter { $0 == most || share($0) >= 0.5 }
  }

  private static let invitations = ["邀请", "采访了", "专访", "interviews", "hosts", "talks to", "sits down with"]
    .map(SentenceTokens.words)

  /// Who invited whom, by the notes: "播客节目 BG2（A 和 B）邀请到了 C".
  private func invitation(
    among speakers: [EntityIndex]
  ) -> (hosts: Set<EntityIndex>, guests: Set<EntityIndex>) {
    for sentence in text.sentences(ofRoles: [.description]) {
      let tokens = text.sentences[sentence]
      guard let place = Self.invitations.compactMap({ tokens.firstIndex(of: $0) }).min() else { continue }
      let named = tokens.spans.filter { speakers.contains($0.entity) }
      let hosts = Set(named.filter { $0.tokens.upperBound <= place }.map(\.entity))
      let guests = Set(named.filter { $0.tokens.lowerBound >= place }.map(\.entity)).subtracting(hosts)
      if !hosts.isEmpty && !guests.isEmpty { return (hosts, guests) }
    }
    return ([], [])
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
    guard isHost || onlyAsks(utterance.speaker, utterances), !isUnnamedCrowd(utterance.speaker),
      let question = utterance.sentences.first(where: { text.sentences[$0].isQuestion })
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
