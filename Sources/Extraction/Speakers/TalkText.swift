import KnowledgeGraph
import Transcripts

/// A transcript with its sentences cut into tokens and its mentions sorted to them.
struct TalkText: Sendable {
  let transcript: Transcript
  let mentions: [Mention]
  /// By sentence.
  let sentences: [SentenceTokens]
  /// By sentence: indices into ``mentions``, which the spans of the tokens refer to in turn.
  private let mentionIndices: [[Int]]

  init(_ transcript: Transcript, mentions: [Mention]) {
    self.transcript = transcript
    self.mentions = mentions
    var indices = [[Int]](repeating: [], count: transcript.sentences.count)
    for (index, mention) in mentions.enumerated() { indices[mention.sentence].append(index) }
    mentionIndices = indices
    sentences = transcript.sentences.enumerated().map { number, sentence in
      SentenceTokens(sentence.text.utf8, mentions: indices[number].map { mentions[$0] })
    }
  }

  /// The mention that a span of a sentence stands for.
  func mention(_ span: SentenceTokens.Span, inSentence sentence: Int) -> Mention {
    mentions[mentionIndices[sentence][span.mention]]
  }

  /// The sentences of a turn that are speech or narration, in order.
  func spokenSentences(ofTurn turn: Int) -> [Int] {
    transcript.turns[turn].passages
      .filter { transcript.passages[$0].isSpoken }
      .flatMap { Array(transcript.passages[$0].sentences) }
  }

  /// The sentences of every passage with one of these roles, in order.
  func sentences(ofRoles roles: Set<Passage.Role>) -> [Int] {
    transcript.passages.filter { roles.contains($0.role) }.flatMap { Array($0.sentences) }
  }

  func role(ofSentence sentence: Int) -> Passage.Role {
    transcript.passages[transcript.sentences[sentence].passage].role
  }

  /// A place to be shown as a reason.
  func reason(_ sentence: Int) -> SpeakerRecord.Reason {
    let source = transcript.sentences[sentence]
    return SpeakerRecord.Reason(line: source.line, text: source.text.string)
  }
}

extension Passage {
  /// Whether somebody says it, in his own words or as somebody tells them.
  var isSpoken: Bool { role == .speech || role == .narration }
}
