import KnowledgeGraph
import Transcripts

/// Finds who and what a talk names: the second of the two passes over a collection.
enum MentionFinder {
  /// Every mention of a talk.
  ///
  /// - Parameters:
  ///   - transcript: the talk.
  ///   - knowledge: what the first pass taught.
  ///   - words: counted over the whole collection.
  /// - Returns: mentions by sentence and place, none overlapping another.
  static func mentions(
    in transcript: Transcript, knowledge: CollectionKnowledge, words: WordCounts
  ) -> [Mention] {
    let sentences = TalkSentences(transcript, folding: knowledge.table.folding)
    var board = MentionBoard(sentenceCount: sentences.indices.count)
    KnownNames(sentences, knowledge: knowledge).mark(&board)
    NumberedLists(sentences: sentences, knowledge: knowledge).mark(&board)
    let labelled = labelledPersons(transcript, knowledge)
    var shortNames = ShortNames(sentences, knowledge: knowledge, words: words, labelled: labelled)
    shortNames.mark(&board)
    let attested = Set(board.support.filter { $0.value > 0 }.keys).union(labelled).sorted()
    let targets = RepairTargets(attested: attested, knowledge: knowledge)
    NameRepair(sentences, knowledge: knowledge, words: words, targets: targets).mark(&board)
    return Salience(sentences: sentences, knowledge: knowledge).salient(board.sorted())
  }

  private static func labelledPersons(_ transcript: Transcript, _ knowledge: CollectionKnowledge)
    -> [EntityIndex]
  {
    let labels = LabelGroup.all(in: transcript).filter { $0.kind == .name }
    let persons = labels.flatMap { group in
      [group.label, group.translation].compactMap { $0 }.flatMap(knowledge.table.uses(of:)).map(\.entity)
    }
    return Set(persons.filter { knowledge.catalog[$0].kind == .person }).sorted()
  }
}
