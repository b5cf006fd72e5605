import KnowledgeGraph
import Transcripts

/// Finds out who speaks in a talk.
///
/// Labels that are names are looked up or learnt; roles are named where somebody presents himself, else they stand
/// for a person of this talk alone; numbers are named all at once by the evidence of the whole talk; narrated speech
/// belongs to whom the narration reports.
enum SpeakerNaming {
  /// Names the speakers of a talk.
  ///
  /// The catalog learns those who are known by their label alone. `talk` is what the talk is called where a person
  /// is known by his role in it alone; by default its title.
  static func assign(
    transcript: Transcript, catalog: inout Catalog, mentions: [Mention], talk: String? = nil
  ) -> SpeakerAssignment {
    let text = TalkText(transcript, mentions: mentions)
    var naming = LabelNaming(text, catalog: catalog, talk: talk ?? transcript.metadata.title)
    naming.nameAll()
    var assignment = SpeakerAssignment(sentenceCount: transcript.sentences.count)
    assignment.records = naming.records
    for (group, person) in zip(naming.groups, naming.persons) {
      for turn in group.turns {
        for sentence in text.spokenSentences(ofTurn: turn) {
          assignment.setSpeaker(person, ofSentences: sentence..<sentence + 1)
        }
      }
    }
    catalog = naming.catalog
    var narration = NarrationReading(
      text, catalog: catalog, talk: talk ?? transcript.metadata.title)
    narration.read(into: &assignment)
    catalog = narration.catalog
    Conversation(text, catalog: catalog, hostLabels: naming.hosts + narration.hosts).complete(
      &assignment)
    return assignment
  }
}
