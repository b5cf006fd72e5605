import Transcripts

/// A talk's sentences as they are searched.
struct TalkSentences {
  let transcript: Transcript
  /// By sentence; nil for boilerplate, in which nothing is looked for.
  let folded: [FoldedText?]

  init(_ transcript: Transcript, folding: CharacterFolding) {
    self.transcript = transcript
    folded = transcript.sentences.map { sentence in
      transcript.passages[sentence.passage].role == .boilerplate
        ? nil : FoldedText(sentence.text.utf8, folding: folding)
    }
  }

  var indices: Range<Int> { folded.indices }

  func bytes(_ sentence: Int) -> [UInt8] { transcript.sentences[sentence].text.utf8 }

  func passage(of sentence: Int) -> Passage { transcript.passages[transcript.sentences[sentence].passage] }

  func role(_ sentence: Int) -> Passage.Role { passage(of: sentence).role }
}
