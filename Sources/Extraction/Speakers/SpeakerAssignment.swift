import KnowledgeGraph

/// Who says each sentence of a talk, and which person each label stands for.
struct SpeakerAssignment: Sendable {
  /// One a label, in the order in which labels first appear.
  var records: [SpeakerRecord] = []
  /// Those who ask and introduce; ascending by first appearance.
  var hosts: [EntityIndex] = []
  /// Those who are asked, or who speak alone; ascending by first appearance.
  var guests: [EntityIndex] = []
  /// Sentences in which somebody asks somebody else.
  var questions: [Question] = []
  /// By sentence; nil where nobody speaks or nobody could be named.
  private(set) var speakers: [EntityIndex?]
  /// By sentence: whom "you" means, where that is plain.
  private(set) var addressees: [EntityIndex?]
  private var attributions: [Int: [Range<Int>]] = [:]

  /// Somebody asks somebody.
  struct Question: Sendable, Equatable {
    let asking: EntityIndex
    let asked: EntityIndex
    let sentence: Int
  }

  init(sentenceCount: Int) {
    speakers = Array(repeating: nil, count: sentenceCount)
    addressees = Array(repeating: nil, count: sentenceCount)
  }

  /// Whose words a sentence is.
  func speaker(ofSentence sentence: Int) -> EntityIndex? { speakers[sentence] }

  /// Whom "you" means in a sentence.
  func addressee(ofSentence sentence: Int) -> EntityIndex? { addressees[sentence] }

  /// Whether a mention only says who speaks ("Greg 认为 …"): it is then nobody's mention.
  func isAttribution(_ mention: Mention) -> Bool {
    attributions[mention.sentence]?.contains { $0.overlaps(mention.range) } ?? false
  }

  mutating func setSpeaker(_ speaker: EntityIndex?, ofSentences sentences: Range<Int>) {
    for sentence in sentences { speakers[sentence] = speaker }
  }

  mutating func setAddressee(_ person: EntityIndex?, ofSentences sentences: Range<Int>) {
    for sentence in sentences { addressees[sentence] = person }
  }

  mutating func markAttribution(_ range: Range<Int>, inSentence sentence: Int) {
    attributions[sentence, default: []].append(range)
  }
}
