import Transcripts

/// A talk's sentences as they are searched.
struct TalkSentences {
  let transcript: Transcript
  /// By sentence; nil for boilerplate, in which nothing is looked for.
  let folded: [FoldedText?]
  /// By sentence: where a gloss was taken out of its text.
  private var cuts: [Int: [Int]] = [:]

  init(_ transcript: Transcript, folding: CharacterFolding) {
    self.transcript = transcript
    folded = transcript.sentences.map { sentence in
      transcript.passages[sentence.passage].role == .boilerplate
        ? nil : FoldedText(sentence.text.utf8, folding: folding)
    }
    for gloss in transcript.glosses { cuts[gloss.sentence, default: []].append(gloss.position) }
  }

  /// Whether a range goes on after a gloss that stood inside it: its words do not follow one another in the source.
  func isCut(_ range: Range<Int>, inSentence sentence: Int) -> Bool {
    cuts[sentence]?.contains { range.lowerBound < $0 && $0 < range.upperBound } ?? false
  }

  var indices: Range<Int> { folded.indices }

  func bytes(_ sentence: Int) -> [UInt8] { transcript.sentences[sentence].text.utf8 }

  func passage(of sentence: Int) -> Passage { transcript.passages[transcript.sentences[sentence].passage] }

  func role(_ sentence: Int) -> Passage.Role { passage(of: sentence).role }
}
